import { isoDay } from "#kernel/clock.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { deskOf } from "#modules/duty/index.ts";
import { noteCase } from "#modules/opinion/index.ts";
import { unitsById } from "#modules/organisation/index.ts";
import { mayWork } from "../policy.ts";
import { planLead } from "../rules/lead.ts";
import { planLiaisonNote, planLiaisonReceipt, type LiaisonKind, type LiaisonWay } from "../rules/liaison.ts";
import { whyNotAcknowledge, whyNotGuide, whyNotReport } from "../rules/notice.ts";
import { isOpen } from "../rules/stage.ts";
import { decideProposal, insertParticipant, updateCase } from "../store/cases.ts";
import { insertAcknowledgement, insertLiaisonNote, insertLiaisonReceipt, insertNotice, type NewNotice } from "../store/notices.ts";
import { unitsOf, type CaseBasis } from "../views/basis.ts";
import { liaisonNotesOf, noticesOf, proposalsOf } from "../views/parts.ts";
import { call, dismiss, passBall } from "./callers.ts";
import { settleClocks } from "./clocks.ts";
import { suggest } from "./way.ts";
import { enter, inHand, locked, running } from "./within.ts";

/** Sends a notice and calls the desk of the unit it goes to. */
async function send(ctx: Context, tx: Tx, c: CaseBasis, n: Omit<NewNotice, "caseId">, kind: `cases.${string}`): Promise<{ id: string; number: number }> {
  const notice = await insertNotice(tx, { ...n, caseId: c.id }, ctx.actor, ctx.now());
  await call(ctx, tx, c, { kind, type: "case-notice", id: notice.id, unitId: n.toUnitId, facts: { from: ctx.actor.unitName } }, await deskOf(tx, n.toUnitId, ctx.now()));
  return notice;
}

/** The radar of a unit that knows of the case has decided about its topic. */
const noteForUnit = (ctx: Context, tx: Tx, c: CaseBasis, unitId: string): Promise<void> => (c.topicId === null ? Promise.resolve() : noteCase(ctx, tx, { topicId: c.topicId, unitId }));

/** A unit takes part: it is told at once and sees the case; the rule of the department's lead runs again. */
export async function involveUnit(ctx: Context, input: { caseId: string; unitId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const c = await inHand(ctx, tx, input.caseId);
    const unit = (await unitsById(tx, [input.unitId], isoDay(now))).get(input.unitId);
    if (!unit?.open) throw new Problem("refused", { code: "cases.no-such-unit" });
    if (unit.system === "partner") throw new Problem("refused", { code: "cases.partners-get-letters", facts: { unit: unit.shortName } });
    if (unitsOf(c).includes(unit.id)) throw new Problem("refused", { code: "cases.unit-in-case", facts: { unit: unit.shortName } });
    await insertParticipant(tx, { caseId: c.id, unitId: unit.id, unitName: unit.name, reason: input.reason }, ctx.actor, now);
    await send(ctx, tx, c, { kind: "involve", grade: c.grade, fromUnitId: c.leadUnitId, toUnitId: unit.id, body: input.reason }, "cases.involved");
    await noteForUnit(ctx, tx, c, unit.id);
    await enter(ctx, tx, c.id, { action: "cases.involve", note: input.reason, facts: { unit: unit.id, unitName: unit.shortName } });
    await suggest(ctx, tx, await locked(ctx, tx, c.id));
  });
}

/** 通报单: tells the department of the case at its present grade; its clock is met by this and by nothing else (clause 4.3, hard). */
export async function tellDepartment(ctx: Context, input: { caseId: string; body: string }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const c = await locked(ctx, tx, input.caseId);
    const why = whyNotReport({ unitId: c.unitId, departmentId: c.departmentId, graded: c.graded, open: isOpen(c.stage) }, ctx.actor);
    if (why) throw new Problem("refused", why);
    found(c.departmentId || null, "cases.no-department");
    const { id, number } = await send(ctx, tx, c, { kind: "report", grade: c.grade, fromUnitId: c.unitId, toUnitId: c.departmentId, body: input.body }, "cases.reported");
    await noteForUnit(ctx, tx, c, c.departmentId);
    await enter(ctx, tx, c.id, { action: "cases.tell-department", note: input.body, facts: { number, grade: c.grade } });
    const told = await locked(ctx, tx, c.id);
    await settleClocks(ctx, tx, told);
    await passBall(ctx, tx, told);
    return { id };
  });
}

/** 指导意见 of the department to the unit that leads. */
export async function guideUnit(ctx: Context, input: { caseId: string; body: string }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const c = await locked(ctx, tx, input.caseId);
    const why = whyNotGuide({ leadUnitId: c.leadUnitId, departmentId: c.departmentId, open: isOpen(c.stage) }, ctx.actor);
    if (why) throw new Problem("refused", why);
    const { id, number } = await send(ctx, tx, c, { kind: "guidance", grade: c.grade, fromUnitId: c.departmentId, toUnitId: c.leadUnitId, body: input.body }, "cases.guided");
    await enter(ctx, tx, c.id, { action: "cases.guide", note: input.body, facts: { number } });
    return { id };
  });
}

/** 签收 for one's unit. It says that the notice was read; it permits and forbids nothing. */
export async function acknowledgeNotice(ctx: Context, input: { caseId: string; noticeId: string; remark: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await locked(ctx, tx, input.caseId);
    const notice = found((await noticesOf(tx, c.id)).find((n) => n.id === input.noticeId), "cases.no-notice");
    const why = whyNotAcknowledge({ toUnitId: notice.toUnitId, acknowledged: notice.acknowledged !== null }, ctx.actor);
    if (why) throw new Problem("refused", why);
    await insertAcknowledgement(tx, notice.id, input.remark, ctx.actor, ctx.now());
    await dismiss(ctx, tx, "case-notice", notice.id, "acknowledged");
    await enter(ctx, tx, c.id, { action: "cases.acknowledge", note: input.remark || null, facts: { kind: notice.kind, number: notice.number } });
  });
}

/** The department answers the proposal that it leads, or hands the lead back. The unit whose field it is stays the publicity lead either way. */
export async function answerLead(ctx: Context, input: { caseId: string; accept: boolean; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await running(ctx, tx, input.caseId);
    const last = (await proposalsOf(tx, c.id)).at(-1) ?? null;
    const state = accept(planLead(last, c.departmentId, ctx.actor, input));
    await decideProposal(tx, found(last, "cases.no-proposal").id, { state, reason: input.reason || null }, ctx.actor, ctx.now());
    if (state !== "declined") await updateCase(tx, c.id, { leadUnitId: state === "accepted" ? c.departmentId : c.unitId }, ctx.now());
    await dismiss(ctx, tx, "case-lead", c.id, state);
    await enter(ctx, tx, c.id, { action: "cases.answer-lead", note: input.reason || null, facts: { state } });
    if (state !== "declined") await passBall(ctx, tx, await locked(ctx, tx, c.id));
  });
}

export type LiaisonInput = { caseId: string; kind: LiaisonKind; unitId: string; personName: string; personPost: string; body: string; way: LiaisonWay };

/** A 联络函 to a named officer of a partner unit, written down as it was handed over. */
export async function writeLiaisonNote(ctx: Context, input: LiaisonInput): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const c = await inHand(ctx, tx, input.caseId);
    const unit = (await unitsById(tx, [input.unitId], isoDay(ctx.now()))).get(input.unitId);
    accept(planLiaisonNote(input, unit));
    const id = await insertLiaisonNote(tx, { ...input, caseId: c.id, unitName: unit?.name ?? "" }, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.write-liaison-note", note: input.body, facts: { kind: input.kind, unitName: unit?.shortName ?? "", to: input.personName, way: input.way } });
    return { id };
  });
}

/** Who there had it and when; told by one of us, whose name is kept too. */
export async function recordLiaisonReceipt(ctx: Context, input: { caseId: string; noteId: string; personName: string; at: Date; remark: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const c = await locked(ctx, tx, input.caseId);
    allow(mayWork(ctx.actor, c), "cases.not-your-case");
    const note = found((await liaisonNotesOf(tx, c.id)).find((n) => n.id === input.noteId), "cases.no-notice");
    accept(planLiaisonReceipt({ sentAt: note.sentAt, acknowledged: note.receipt !== null }, input, ctx.now()));
    await insertLiaisonReceipt(tx, input, ctx.actor, ctx.now());
    await enter(ctx, tx, c.id, { action: "cases.record-liaison-receipt", note: input.remark || null, facts: { unitName: note.unitName, by: input.personName, at: input.at } });
  });
}
