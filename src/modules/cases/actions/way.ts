import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Grade } from "#kernel/urgency.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { holdersOf } from "#modules/duty/index.ts";
import { noteCase, topicById } from "#modules/opinion/index.ts";
import { regionByCode, unitsById } from "#modules/organisation/index.ts";
import { mayOpen } from "../policy.ts";
import { regrade } from "../rules/checklist.ts";
import { planGrade, planT0, type T0Kind } from "../rules/grade.ts";
import { leadPosts, suggestLead } from "../rules/lead.ts";
import { isOpen, looseEnds, planBack, planMove, whyNotDismiss, type CaseStage } from "../rules/stage.ts";
import { insertCase, insertGrading, insertProposal, lapseProposals, lockTopic, saveSummary, updateCase } from "../store/cases.ts";
import { applyPlan } from "../store/tasks.ts";
import { widthOf, type CaseBasis } from "../views/basis.ts";
import { looseOf } from "../views/loose.ts";
import { openCaseOf, proposalsOf } from "../views/parts.ts";
import { planOfDay, tasksOf } from "../views/plans.ts";
import { call, dismiss, dismissAll, passBall } from "./callers.ts";
import { settleClocks } from "./clocks.ts";
import { enter, inHand, locked } from "./within.ts";

export type Opening = { unitId: string; topicId: string | null; title: string; summary: string; placeCode: string | null; hazard: string | null; t0: { kind: T0Kind; at: Date }; note: string };

/** Opens a case for a unit, from a topic or by hand; a topic has one open case per unit. Title and place are the case's own from then on. */
export async function openCase(ctx: Context, input: Opening): Promise<{ id: string; number: string }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    allow(mayOpen(ctx.actor, input.unitId), "cases.may-not-open");
    const unit = found((await unitsById(tx, [input.unitId], isoDay(now))).get(input.unitId), "cases.no-such-unit");
    const t0 = accept(planT0(null, { ...input.t0, reason: "" }, now));
    const topic = input.topicId === null ? null : found(await topicById(tx, input.topicId), "cases.no-topic");
    if (topic) await lockTopic(tx, topic.id);
    const other = topic ? await openCaseOf(tx, topic.id, unit.id) : null;
    if (other) throw new Problem("refused", { code: "cases.topic-has-case", facts: { number: other.number, case: other.id } });
    if (input.placeCode !== null && !(await regionByCode(tx, input.placeCode))) throw new Problem("refused", { code: "cases.no-such-place", facts: { place: input.placeCode } });
    // What the radar located lies in the house's regions or is left out.
    const placeCode = input.placeCode ?? (topic?.placeCode && (await regionByCode(tx, topic.placeCode)) ? topic.placeCode : null);
    const opened = await insertCase(tx, { unitId: unit.id, system: unit.system, regionCode: unit.regionCode, topicId: topic?.id ?? null, title: input.title, summary: input.summary, placeCode, hazard: input.hazard ?? topic?.hazard ?? null, t0 }, ctx.actor, now);
    if (topic) await noteCase(ctx, tx, { topicId: topic.id, unitId: unit.id });
    await enter(ctx, tx, opened.id, { action: "cases.open", note: input.note, facts: { number: opened.number, title: input.title, topic: topic?.id ?? null, t0: t0.kind, at: t0.at } });
    return opened;
  });
}

/** Writes down what is verified so far. */
export async function changeSummary(ctx: Context, input: { caseId: string; summary: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    await saveSummary(tx, c.id, input.summary, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.summarise", note: input.summary });
  });
}

/** Takes a case one stage forward with a note. What is loose is kept with the note and stops nothing. */
export async function moveCase(ctx: Context, input: { caseId: string; from: CaseStage; note: string }): Promise<{ stage: CaseStage }> {
  return ctx.write(async (tx) => {
    const c = await locked(ctx, tx, input.caseId);
    const stage = accept(planMove(c, ctx.actor, input.from, input.note));
    const loose = looseEnds(await looseOf(tx, c));
    await updateCase(tx, c.id, { stage }, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.move", note: input.note, facts: { from: c.stage, to: stage, loose } });
    await arrived(ctx, tx, { ...c, stage });
    return { stage };
  });
}

/** Sends a case back to an earlier stage with a reason; opens an archived one again. */
export async function sendBack(ctx: Context, input: { caseId: string; to: CaseStage; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await locked(ctx, tx, input.caseId);
    const stage = accept(planBack(c, ctx.actor, input.to, input.reason));
    await updateCase(tx, c.id, { stage }, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.send-back", note: input.reason, facts: { from: c.stage, to: stage } });
    await arrived(ctx, tx, { ...c, stage });
  });
}

/** Closes a case that proved groundless before it was graded. */
export async function dismissCase(ctx: Context, input: { caseId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await locked(ctx, tx, input.caseId);
    const why = whyNotDismiss(c, ctx.actor);
    if (why) throw new Problem("refused", why);
    await updateCase(tx, c.id, { stage: "dismissed" }, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.dismiss", note: input.reason, facts: { from: c.stage } });
    await arrived(ctx, tx, { ...c, stage: "dismissed" });
  });
}

async function arrived(ctx: Context, tx: Tx, c: CaseBasis): Promise<void> {
  await settleClocks(ctx, tx, c);
  await passBall(ctx, tx, c);
  if (!isOpen(c.stage)) await dismissAll(ctx, tx, c.id);
}

/** Grades or regrades: checklist, clocks, the owed 通报单 and the proposal to the department all run again (clause 4.3). */
export async function gradeCase(ctx: Context, input: { caseId: string; grade: Grade; reason: string; basis: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const before = await locked(ctx, tx, input.caseId);
    const grade = accept(planGrade(before, ctx.actor, input));
    await updateCase(tx, before.id, { grade }, now);
    await insertGrading(tx, { caseId: before.id, grade, reason: input.reason, basis: input.basis }, ctx.actor, now);
    const plan = await planOfDay(tx, before.unitId, grade, isoDay(now));
    await applyPlan(tx, before.id, grade, plan, regrade(await tasksOf(tx, before.id), plan.items), now);
    await enter(ctx, tx, before.id, { action: "cases.grade", note: input.reason, facts: { before: before.grade, grade, basis: input.basis, plan: plan.planId } });
    const c = await locked(ctx, tx, before.id);
    await suggest(ctx, tx, c);
    await arrived(ctx, tx, c);
  });
}

/** Runs the rule of the department's lead; it proposes and decides nothing. */
export async function suggest(ctx: Context, tx: Tx, c: CaseBasis): Promise<void> {
  const earlier = await proposalsOf(tx, c.id);
  const suggestion = suggestLead({ grade: c.grade, major: c.grade !== null && c.province.major(c.grade), units: widthOf(c), ofDepartment: c.departmentId === "" || c.unitId === c.departmentId, earlier });
  if (suggestion.kind === "leave" || c.grade === null) return;
  if (suggestion.kind === "lapse") await lapseProposals(tx, c.id, ctx.now());
  else await insertProposal(tx, { caseId: c.id, grade: c.grade, units: widthOf(c), grounds: suggestion.grounds }, ctx.now());
  await enter(ctx, tx, c.id, suggestion.kind === "lapse" ? { action: "cases.lapse-lead" } : { action: "cases.propose-lead", facts: { grounds: suggestion.grounds, grade: c.grade, units: widthOf(c) } });
  if (suggestion.kind === "lapse") await dismiss(ctx, tx, "case-lead", c.id, "lapsed");
  else await call(ctx, tx, c, { kind: "cases.lead-proposed", type: "case-lead", id: c.id, unitId: c.departmentId }, await holdersOf(tx, c.departmentId, leadPosts, ctx.now()));
}

/** Chooses another T0; every clock that hangs on it moves, what was missed stays missed. */
export async function chooseT0(ctx: Context, input: { caseId: string; kind: T0Kind; at: Date; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    const t0 = accept(planT0(c.t0, input, ctx.now()));
    await updateCase(tx, c.id, { t0 }, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.choose-start", note: input.reason, facts: { before: c.t0.kind, beforeAt: c.t0.at, kind: t0.kind, at: t0.at } });
    await settleClocks(ctx, tx, await locked(ctx, tx, c.id));
  });
}

/** Gives the case to a colleague at the desk of its unit or of the one that leads. */
export async function assignCase(ctx: Context, input: { caseId: string; personId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    const desk = (await Promise.all([...new Set([c.unitId, c.leadUnitId])].map((unitId) => holdersOf(tx, unitId, ["editor", "liaison", "duty-officer"], ctx.now())))).flat();
    const person = desk.find((p) => p.id === input.personId);
    if (!person) throw new Problem("refused", { code: "cases.owner-without-post" });
    await updateCase(tx, c.id, { person }, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.assign", facts: { from: c.personName, to: person.name } });
    if (person.id !== ctx.actor.personId) await call(ctx, tx, c, { kind: "cases.assigned", type: "case-person", id: c.id, unitId: c.unitId }, [person]);
  });
}
