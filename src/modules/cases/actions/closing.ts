import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { tell } from "#platform/topics.ts";
import type { Grade } from "#kernel/urgency.ts";
import { mayDecidePress, mayKeepPlan, mayWork } from "../policy.ts";
import { planTick, planVersion } from "../rules/checklist.ts";
import { planHeld, planPress, type PressAnswer, type PressDecision } from "../rules/press.ts";
import { writeReport, type ReportKind } from "../rules/report.ts";
import * as store from "../store/answers.ts";
import { indexCase } from "../store/cases.ts";
import { insertPlan, saveTask } from "../store/tasks.ts";
import { concernsOf, pressOf } from "../views/evidence.ts";
import { debriefFigures } from "../views/heat.ts";
import { tasksOf } from "../views/plans.ts";
import { reportInput } from "../views/report.ts";
import { pressDecided } from "../topics.ts";
import { passBall } from "./callers.ts";
import { settleClocks } from "./clocks.ts";
import { enter, inHand, locked, running } from "./within.ts";

/** Ticks a line of the checklist, finds it needless, or opens it again. */
export async function tickTask(ctx: Context, input: { caseId: string; taskId: string; state: "open" | "done" | "not-needed"; note: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    const task = found((await tasksOf(tx, c.id)).find((t) => t.id === input.taskId), "cases.no-task");
    const state = accept(planTick(task, input.state, input.note));
    await saveTask(tx, task.id, state, input.note, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.tick", note: input.note || null, facts: { task: task.words, before: task.state, state } });
  });
}

/** Decides whether a press conference is held. A later decision stands over an earlier one; the record keeps both. */
export async function decidePress(ctx: Context, input: PressDecision & { caseId: string }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const c = await running(ctx, tx, input.caseId);
    allow(mayDecidePress(ctx.actor, c), "cases.may-not-decide-press");
    const decision = accept(planPress(input, ctx.now()));
    const id = await store.insertPressDecision(tx, c.id, decision, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.decide-press", note: decision.reason, facts: { hold: decision.hold, plannedAt: decision.plannedAt, place: decision.place, speakers: decision.speakers.map((s) => s.name) } });
    await settleClocks(ctx, tx, c);
    await tell(ctx, tx, pressDecided, { caseId: c.id, decisionId: id, hold: decision.hold, plannedAt: decision.plannedAt });
    return { id };
  });
}

/** Writes down that it was held, with what was answered there or where its record can be read. */
export async function recordPress(ctx: Context, input: { caseId: string; at: Date; recordLink: string | null; answers: readonly PressAnswer[] }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    const [decision] = await pressOf(tx, c.id);
    accept(planHeld(decision ? { hold: decision.hold, held: decision.held !== null } : null, input, c.t0.at, ctx.now()));
    const known = new Set((await concernsOf(tx, c.id)).map((n) => n.id));
    if (input.answers.some((a) => a.concernId !== null && !known.has(a.concernId))) throw new Problem("refused", { code: "cases.no-concern" });
    await store.insertPressHeld(tx, { ...input, caseId: c.id, decisionId: decision?.id ?? "" }, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.record-press", facts: { at: input.at, link: input.recordLink, answers: input.answers.length } });
    await settleClocks(ctx, tx, c);
  });
}

/** Files the debrief with the figures of the day: releases against the heat around them, clocks, what was answered in time. */
export async function fileDebrief(ctx: Context, input: { caseId: string; summary: string; lessons: string; improvements: string }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    if (c.stage !== "debrief") throw new Problem("refused", { code: "cases.not-at-debrief" });
    const id = await store.insertDebrief(tx, { ...input, caseId: c.id, figures: await debriefFigures(tx, c, ctx.now()) }, ctx.actor, ctx.now());
    await indexCase(tx, c.id, [c.number, c.title, c.summary, input.summary, input.lessons, input.improvements, ...(await concernsOf(tx, c.id)).map((n) => n.question)]);
    await enter(ctx, tx, c.id, { action: "cases.debrief", note: input.summary });
    await passBall(ctx, tx, await locked(ctx, tx, c.id));
    return { id };
  });
}

/** Issues a 快报 or 专报 with one's advice; what it says and what stands behind each sentence is kept as it is now. */
export async function issueReport(ctx: Context, input: { caseId: string; kind: ReportKind; advice: string }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const c = await locked(ctx, tx, input.caseId);
    allow(mayWork(ctx.actor, c), "cases.not-your-case");
    const eventId = newId(ctx.now());
    const doc = writeReport(input.kind, await reportInput(tx, c, { text: input.advice, eventId }, ctx.now()), ctx.now());
    const { id, number } = await store.insertReport(tx, c.id, doc, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.issue-report", note: input.advice, facts: { kind: input.kind, number }, eventId });
    return { id };
  });
}

/** Writes a version of a unit's own plan (预案) from a day on; cases that run keep the checklist they copied. */
export async function savePlan(ctx: Context, input: { unitId: string; grade: Grade; validFrom: string; items: readonly string[]; reason: string }): Promise<{ id: string }> {
  allow(mayKeepPlan(ctx.actor, input.unitId), "cases.may-not-keep-plan");
  const items = accept(planVersion(input, isoDay(ctx.now())));
  return ctx.write(async (tx) => {
    const id = await insertPlan(tx, { ...input, items }, ctx.actor, ctx.now());
    record(tx, { action: "cases.save-plan", subject: { type: "unit", id: input.unitId }, facts: { grade: input.grade, validFrom: input.validFrom, items, reason: input.reason } });
    await announce(tx, "cases");
    return { id };
  });
}
