import { useAct, type Act } from "#web/ask.ts";
import type { Input } from "#web/call.ts";
import type { Operation } from "#kernel/contract.ts";
import type { z } from "zod";
import { listCases, readCase, readHeat, type CaseView, type ConcernView, type NoticeView, type TaskView } from "../contract.ts";

/** A dialog that is open over a case. */
export type Task =
  | { kind: "move" } | { kind: "back" } | { kind: "dismiss" } | { kind: "grade" } | { kind: "t0" } | { kind: "assign" } | { kind: "summary" }
  | { kind: "involve" } | { kind: "tell" } | { kind: "guide" } | { kind: "acknowledge"; notice: NoticeView } | { kind: "lead"; accept: boolean } | { kind: "letter" } | { kind: "receipt"; note: CaseView["liaisonNotes"][number] }
  | { kind: "concern" } | { kind: "count"; concern: ConcernView } | { kind: "draft"; concern: ConcernView | null } | { kind: "link"; concern: ConcernView | null } | { kind: "unlink"; pieceId: string; title: string } | { kind: "debunk" }
  | { kind: "tick"; task: TaskView; state: "open" | "done" | "not-needed" } | { kind: "press" } | { kind: "held" } | { kind: "debrief" };

/** What every part of the page is given: the case, the time, and how a dialog is opened. */
export type Part = { c: CaseView; now: Date; open: (task: Task) => void };

/** An act on a case: the page and the lists read anew, a refusal stands in the dialog. */
export const useCaseAct = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(op: Operation<P, Q, B, R>, said: string): Act<Input<P, Q, B>, z.output<R>> =>
  useAct(op, { refresh: [readCase, listCases, readHeat], inline: true, said });
