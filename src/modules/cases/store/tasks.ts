import { sql } from "kysely";
import type { Grade } from "#kernel/urgency.ts";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { PlanItem, PlanOfDay, TaskState } from "../rules/checklist.ts";
import type { By } from "./cases.ts";

/** What a new grade does to the checklist. Lines stand in the order of the plan that holds now; what the plan lacks comes last. */
export async function applyPlan(tx: Tx, caseId: string, grade: Grade, plan: PlanOfDay, change: { add: readonly PlanItem[]; lapse: readonly string[]; renew: readonly string[] }, now: Date): Promise<void> {
  if (change.lapse.length > 0) await tx.updateTable("cases.task").set({ state: "lapsed", at: now }).where("id", "in", [...change.lapse]).execute();
  if (change.renew.length > 0) await tx.updateTable("cases.task").set({ state: "open", at: null }).where("id", "in", [...change.renew]).execute();
  if (change.add.length > 0) await tx.insertInto("cases.task").values(change.add.map((item) => ({ id: newId(now), case_id: caseId, position: 0, words: item.words, words_en: item.wordsEn, grade, plan_id: plan.planId, state: "open" as const }))).execute();
  const order = plan.items.map((item) => item.words);
  await sql`update cases.task set position = coalesce(array_position(${order}::text[], words), ${order.length + 1}) where case_id = ${caseId}`.execute(tx);
}

/** Ticks a line, finds it needless, or opens it again. */
export async function saveTask(tx: Tx, id: string, state: TaskState, note: string, by: By, now: Date): Promise<void> {
  await tx.updateTable("cases.task").set(state === "open" ? { state, note, by_name: null, at: null } : { state, note, by_name: by.name, at: now }).where("id", "=", id).execute();
}

/** Writes a version of a unit's own plan; versions are added and never changed. */
export async function insertPlan(tx: Tx, p: { unitId: string; grade: Grade; validFrom: string; items: readonly string[]; reason: string }, by: By, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("cases.plan").values({ id, unit_id: p.unitId, grade: p.grade, valid_from: p.validFrom, items: [...p.items], reason: p.reason, changed_by: by.personId, changed_by_name: by.name, changed_at: now }).execute();
  return id;
}
