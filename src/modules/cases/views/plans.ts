import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import { found } from "#kernel/errors.ts";
import { Grade } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import { factsOf, unitNamesOn } from "#modules/organisation/index.ts";
import type { PlanView } from "../contract.ts";
import { mayKeepPlan } from "../policy.ts";
import { planOn, type PlanItem, type PlanOfDay, type PlanVersion, type TaskState } from "../rules/checklist.ts";

/** A line of a case's checklist. */
export type TaskRow = { id: string; words: string; wordsEn: string | null; grade: Grade; state: TaskState; note: string; byName: string | null; at: Date | null };

/** The checklist of a case in the order of its plan. */
export async function tasksOf(read: Reader, caseId: string): Promise<TaskRow[]> {
  const rows = await read.selectFrom("cases.task").selectAll().where("case_id", "=", caseId).orderBy("position").orderBy("id").execute();
  return rows.map((t) => ({ id: t.id, words: t.words, wordsEn: t.words_en, grade: t.grade, state: t.state, note: t.note ?? "", byName: t.by_name, at: t.at }));
}

async function standardOf(read: Reader, grade: Grade): Promise<{ items: PlanItem[]; assumed: boolean }> {
  const row = (await factsOf(read, "opinionPlans"))?.find((plan) => plan.grade === grade);
  return { items: row?.items.map(({ zh, en }) => ({ words: zh, wordsEn: en })) ?? [], assumed: row?.evidence === "assumed" };
}

type Kept = PlanVersion & { reason: string; changedByName: string };

async function versionsOf(read: Reader, unitId: string, grade: Grade): Promise<Kept[]> {
  const rows = await read.selectFrom("cases.plan").selectAll().where("unit_id", "=", unitId).where("grade", "=", grade).orderBy("valid_from", "desc").orderBy("changed_at", "desc").limit(100).execute();
  return rows.map((v) => ({ id: v.id, validFrom: v.valid_from, items: v.items, reason: v.reason, changedByName: v.changed_by_name, changedAt: v.changed_at }));
}

/** The plan of a unit for a grade on a day. */
export const planOfDay = async (read: Reader, unitId: string, grade: Grade, day: string): Promise<PlanOfDay> =>
  planOn(day, await versionsOf(read, unitId, grade), (await standardOf(read, grade)).items);

/** The plans of a unit with every version. */
export async function planView(read: Reader, actor: Actor, unitId: string, now: Date): Promise<PlanView> {
  const day = isoDay(now);
  const units = await unitNamesOn(read, [unitId], day);
  const grades = await Promise.all(Grade.options.map(async (grade) => {
    const [own, standard] = [await versionsOf(read, unitId, grade), await standardOf(read, grade)];
    const plan = planOn(day, own, standard.items);
    return {
      grade, items: [...plan.items], own: plan.planId !== null, assumed: plan.planId === null && standard.assumed,
      versions: own.map((v) => ({ ...v, items: [...v.items], changedAt: v.changedAt.toISOString() })),
    };
  }));
  return { unit: found(units.get(unitId), "cases.no-such-unit"), mayKeep: mayKeepPlan(actor, unitId), grades };
}
