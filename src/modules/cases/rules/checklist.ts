import type { Grade } from "#kernel/urgency.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** One line of a plan (预案). A unit writes its own in its own words; the province's default has both languages. */
export type PlanItem = { words: string; wordsEn: string | null };

/** The plan a unit has for a grade on a day: its own newest that holds by then, else the province's. */
export type PlanOfDay = { planId: string | null; items: readonly PlanItem[] };

/** A version of a unit's own plan; days are Beijing's, 2026-04-03. */
export type PlanVersion = { id: string; validFrom: string; changedAt: Date; items: readonly string[] };

/** Which plan holds on a day: the latest that began by then; of two from the same day the one written later. */
export function planOn(day: string, own: readonly PlanVersion[], standard: readonly PlanItem[]): PlanOfDay {
  const holding = own.filter((v) => v.validFrom <= day).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : b.changedAt.getTime() - a.changedAt.getTime()))[0];
  if (!holding) return { planId: null, items: standard };
  return { planId: holding.id, items: holding.items.map((words) => ({ words, wordsEn: standard.find((item) => item.words === words)?.wordsEn ?? null })) };
}

/** A line of a plan that a unit wrote: trimmed, none empty, none twice, in force from today or later. */
export function planVersion(input: { items: readonly string[]; validFrom: string; reason: string }, today: string): Decision<string[]> {
  const items = input.items.map((words) => words.trim()).filter(Boolean);
  if (items.length === 0) return refuse("cases.plan-empty");
  const twice = items.find((words, i) => items.indexOf(words) !== i);
  if (twice !== undefined) return refuse("cases.plan-item-twice", { item: twice });
  if (input.validFrom < today) return refuse("cases.plan-in-the-past");
  return input.reason.trim() ? permit(items) : refuse("cases.reason-missing");
}

/** A line of a case's checklist as regrading sees it. */
export type TaskState = "open" | "done" | "not-needed" | "lapsed";
export type Task = { id: string; words: string; state: TaskState };

/** What a new grade does to the checklist: lines to add, lines that lapse because the new plan lacks them, lapsed lines that are asked for again. What was done stays done. */
export function regrade(tasks: readonly Task[], plan: readonly PlanItem[]): { add: PlanItem[]; lapse: string[]; renew: string[] } {
  const wanted = new Set(plan.map((item) => item.words));
  return {
    add: plan.filter((item) => !tasks.some((task) => task.words === item.words)),
    lapse: tasks.filter((task) => task.state === "open" && !wanted.has(task.words)).map((task) => task.id),
    renew: tasks.filter((task) => task.state === "lapsed" && wanted.has(task.words)).map((task) => task.id),
  };
}

/** Ticks a line, says that it is not needed here, or opens it again; the last two say why. */
export function planTick(task: Pick<Task, "state">, to: "open" | "done" | "not-needed", note: string): Decision<TaskState> {
  if (task.state === to) return refuse("cases.task-so-already");
  if (to !== "done" && !note.trim()) return refuse("cases.note-missing");
  return permit(to);
}

/** The grades in the order of their numerals. */
export const numerals: Readonly<Record<Grade, string>> = { red: "Ⅰ", orange: "Ⅱ", yellow: "Ⅲ", blue: "Ⅳ" };
