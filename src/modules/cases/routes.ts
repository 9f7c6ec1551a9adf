import { isoDay } from "#kernel/clock.ts";
import { done } from "#kernel/contract.ts";
import { allow, found } from "#kernel/errors.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import type { Context } from "#platform/http/context.ts";
import { unitsById } from "#modules/organisation/index.ts";
import * as answers from "./actions/answers.ts";
import * as closing from "./actions/closing.ts";
import * as units from "./actions/units.ts";
import * as way from "./actions/way.ts";
import { visible } from "./actions/within.ts";
import * as contract from "./contract.ts";
import { mayRead, mayReadCases } from "./policy.ts";
import { writeReport } from "./rules/report.ts";
import { caseView } from "./views/case.ts";
import { heatView } from "./views/heat.ts";
import { caseLines } from "./views/lists.ts";
import { planView } from "./views/plans.ts";
import { periodReport } from "./views/period-report.ts";
import { docView, issuedReport, reportInput, sectionViews } from "./views/report.ts";

const at = (instant: string): Date => new Date(instant);

// A unit's plans are seen by those who see its cases.
async function plansOf(ctx: Context, unitId: string): Promise<string> {
  const unit = found((await unitsById(ctx.read, [unitId], isoDay(ctx.now()))).get(unitId), "cases.no-such-unit");
  return found(mayRead(ctx.actor, { unitId, leadUnitId: unitId, system: unit.system, regionCode: unit.regionCode, participantUnitIds: [] }) ? unitId : null, "cases.no-such-unit");
}

/** The operations of cases. */
export const routes: readonly Binding[] = [
  bind(contract.listCases, async (ctx, { query }) => {
    allow(mayReadCases(ctx.actor), "cases.may-not-read");
    return caseLines(ctx.read, ctx.actor, query, ctx.now());
  }),
  bind(contract.readCase, async (ctx, { params }) => caseView(ctx.read, ctx.actor, await visible(ctx, params.caseId), ctx.now())),
  bind(contract.readHeat, async (ctx, { params }) => heatView(ctx.read, await visible(ctx, params.caseId), ctx.now())),
  bind(contract.openCase, (ctx, { body }) => way.openCase(ctx, { ...body, t0: { kind: body.t0.kind, at: at(body.t0.at) } })),
  bind(contract.changeSummary, (ctx, { params, body }) => way.changeSummary(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.moveCase, (ctx, { params, body }) => way.moveCase(ctx, { ...params, ...body })),
  bind(contract.sendBack, (ctx, { params, body }) => way.sendBack(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.dismissCase, (ctx, { params, body }) => way.dismissCase(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.gradeCase, (ctx, { params, body }) => way.gradeCase(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.chooseT0, (ctx, { params, body }) => way.chooseT0(ctx, { ...params, ...body, at: at(body.at) }).then(() => done)),
  bind(contract.assignCase, (ctx, { params, body }) => way.assignCase(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.involveUnit, (ctx, { params, body }) => units.involveUnit(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.tellDepartment, (ctx, { params, body }) => units.tellDepartment(ctx, { ...params, ...body })),
  bind(contract.guideUnit, (ctx, { params, body }) => units.guideUnit(ctx, { ...params, ...body })),
  bind(contract.acknowledgeNotice, (ctx, { params, body }) => units.acknowledgeNotice(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.answerLead, (ctx, { params, body }) => units.answerLead(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.writeLiaisonNote, (ctx, { params, body }) => units.writeLiaisonNote(ctx, { ...params, ...body })),
  bind(contract.recordLiaisonReceipt, (ctx, { params, body }) => units.recordLiaisonReceipt(ctx, { ...params, ...body, at: at(body.at) }).then(() => done)),
  bind(contract.tickTask, (ctx, { params, body }) => closing.tickTask(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.addConcern, (ctx, { params, body }) => answers.addConcern(ctx, { ...params, ...body, askedAt: at(body.askedAt) })),
  bind(contract.countConcern, (ctx, { params, body }) => answers.countConcern(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.linkAnswer, (ctx, { params, body }) => answers.linkAnswer(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.draftRelease, (ctx, { params, body }) => answers.draftRelease(ctx, { ...params, ...body })),
  bind(contract.linkRelease, (ctx, { params, body }) => answers.linkRelease(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.unlinkRelease, (ctx, { params, body }) => answers.unlinkRelease(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.writeDebunk, (ctx, { params, body }) => answers.writeDebunk(ctx, { ...params, ...body })),
  bind(contract.decidePress, (ctx, { params, body }) => closing.decidePress(ctx, { ...params, ...body, plannedAt: body.plannedAt === null ? null : at(body.plannedAt) })),
  bind(contract.recordPress, (ctx, { params, body }) => closing.recordPress(ctx, { ...params, ...body, at: at(body.at) }).then(() => done)),
  bind(contract.fileDebrief, (ctx, { params, body }) => closing.fileDebrief(ctx, { ...params, ...body })),
  bind(contract.previewReport, async (ctx, { params, query }) => docView(writeReport(query.kind, await reportInput(ctx.read, await visible(ctx, params.caseId), null, ctx.now()), ctx.now()))),
  bind(contract.issueReport, (ctx, { params, body }) => closing.issueReport(ctx, { ...params, ...body })),
  bind(contract.readReport, async (ctx, { params }) => found(await issuedReport(ctx.read, (await visible(ctx, params.caseId)).id, params.reportId), "cases.no-report")),
  bind(contract.readPeriod, async (ctx, { query }) => { const doc = await periodReport(ctx, query); return { ...doc, sections: sectionViews(doc.sections) }; }),
  bind(contract.readPlans, async (ctx, { query }) => {
    allow(mayReadCases(ctx.actor), "cases.may-not-read");
    return planView(ctx.read, ctx.actor, await plansOf(ctx, query.unitId ?? ctx.actor.unitId), ctx.now());
  }),
  bind(contract.savePlan, (ctx, { body }) => closing.savePlan(ctx, body)),
];
