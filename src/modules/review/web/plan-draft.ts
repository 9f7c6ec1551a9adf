import { beijing } from "#kernel/clock.ts";
import type { Refusal } from "#kernel/decision.ts";
import type { z } from "zod";
import type { PlanView } from "../contract.ts";
import { planLine, planTiming } from "../rules/plan.ts";

export type Plan = z.infer<typeof PlanView>;

/** A plan as it is being changed on the screen. */
export type PlanDraft = Pick<Plan, "lineReason" | "inOrder" | "sendAt" | "embargoUntil" | "notAfter"> & { unitIds: readonly string[]; accountIds: readonly string[] };

/** The draft a plan begins with; must-keep accounts are always in it. */
export const draftOf = (plan: Plan): PlanDraft => ({
  unitIds: plan.units.map((u) => u.unitId), accountIds: [...new Set([...plan.accountIds, ...plan.mustKeepAccountIds])], lineReason: plan.lineReason, inOrder: plan.inOrder, sendAt: plan.sendAt, embargoUntil: plan.embargoUntil, notAfter: plan.notAfter,
});

/** Does the line differ from what the duty rule proposes? */
export const lineChanged = (plan: Plan, draft: PlanDraft): boolean => draft.unitIds.join() !== plan.proposed.map((u) => u.unitId).join();

/** Why this plan cannot be kept as it stands: the server's own rules, asked here first. */
export function whyNotSave(plan: Plan, draft: PlanDraft, now: Date): Refusal | null {
  const line = planLine({ unitIds: draft.unitIds, proposed: plan.proposed.map((u) => u.unitId), leadUnitId: plan.leadUnitId, reason: draft.lineReason });
  if (!line.ok) return line.refusal;
  const at = (instant: string | null) => (instant === null ? null : new Date(instant));
  const timing = planTiming({ sendAt: at(draft.sendAt), embargoUntil: at(draft.embargoUntil), notAfter: at(draft.notAfter) }, now);
  return timing.ok ? null : timing.refusal;
}

const two = (n: number) => String(n).padStart(2, "0");

/** An instant as a field for day and time shows it, in Beijing. */
export function toField(instant: string | null): string {
  if (instant === null) return "";
  const b = beijing(new Date(instant));
  return `${b.year}-${two(b.month)}-${two(b.day)}T${two(b.hour)}:${two(b.minute)}`;
}

/** What a field for day and time says, as an instant; null when it is empty or half filled. */
export function fromField(value: string): string | null {
  const at = new Date(`${value}:00+08:00`);
  return value === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
