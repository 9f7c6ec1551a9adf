import { z } from "zod";
import { Done, operation, pageOf, PageQuery } from "#kernel/contract.ts";
import { Grade } from "#kernel/urgency.ts";
import { periodKinds } from "./rules/period.ts";
import { CaseLine, CaseView, ConcernKind, HeatView, LiaisonKind, LiaisonWay, PeriodDocView, PlanView, ReportDocView, ReportView, Stage, T0Kind, Verdict } from "./rules/shapes.ts";

export { CaseLine, CaseView, ClockView, ConcernView, HeatView, NoticeView, PeriodDocView, PlanView, ReportDocView, ReportView, TaskView } from "./rules/shapes.ts";

const Instant = z.iso.datetime();
const CaseParams = z.object({ caseId: z.uuid() });
const Created = z.object({ id: z.uuid() });
const Reason = z.string().trim().min(2).max(1000);
const Note = z.string().trim().max(1000);
const Link = z.url({ protocol: /^https?$/ }).max(500);

export const listCases = operation({
  method: "GET", path: "/api/cases", summary: "Opinion cases, the nearest clock first; archived ones newest first",
  query: PageQuery.extend({ state: z.enum(["open", "archived", "all"]).default("open"), mine: z.enum(["yes"]).optional(), grade: Grade.optional(), stage: Stage.optional(), unitId: z.uuid().optional(), topicId: z.uuid().optional(), year: z.coerce.number().int().min(2000).max(2100).optional(), q: z.string().trim().max(80).optional() }),
  result: pageOf(CaseLine),
});
export const readCase = operation({ method: "GET", path: "/api/cases/:caseId", summary: "One case with clocks, checklist, notices, concerns and its record", params: CaseParams, result: CaseView });
export const readHeat = operation({ method: "GET", path: "/api/cases/:caseId/heat", summary: "Heat of the topic around each release; hours nobody looked are missing", params: CaseParams, result: HeatView });
export const openCase = operation({
  method: "POST", path: "/api/cases", summary: "Open a case, from a topic or by hand",
  body: z.object({
    unitId: z.uuid(), topicId: z.uuid().nullable().default(null), title: z.string().trim().min(2).max(120), summary: Note.default(""), placeCode: z.string().max(12).nullable().default(null), hazard: z.string().trim().max(40).nullable().default(null),
    t0: z.object({ kind: T0Kind, at: Instant }), note: Reason,
  }),
  result: z.object({ id: z.uuid(), number: z.string() }), refusals: ["cases.topic-has-case", "cases.no-topic", "cases.no-such-place", "cases.t0-in-the-future"],
});
export const changeSummary = operation({ method: "PUT", path: "/api/cases/:caseId/summary", summary: "Write down what is verified so far", params: CaseParams, body: z.object({ summary: z.string().trim().min(2).max(1000) }), result: Done, refusals: ["cases.closed"] });
export const moveCase = operation({
  method: "POST", path: "/api/cases/:caseId/move", summary: "Take a case one stage forward with a note", params: CaseParams, body: z.object({ from: Stage, note: Reason }), result: z.object({ stage: Stage }),
  refusals: ["cases.moved-meanwhile", "cases.closed", "cases.not-your-move", "cases.not-graded", "cases.department-not-told", "cases.no-debrief", "cases.note-missing"],
});
export const sendBack = operation({
  method: "POST", path: "/api/cases/:caseId/back", summary: "Send a case back to an earlier stage with a reason", params: CaseParams, body: z.object({ to: Stage, reason: Reason }), result: Done,
  refusals: ["cases.at-the-beginning", "cases.not-yours-to-send-back", "cases.not-behind", "cases.reason-missing"],
});
export const dismissCase = operation({ method: "POST", path: "/api/cases/:caseId/dismiss", summary: "Close a case as groundless before it is graded", params: CaseParams, body: z.object({ reason: Reason }), result: Done, refusals: ["cases.past-dismissing", "cases.not-your-move"] });
export const gradeCase = operation({
  method: "POST", path: "/api/cases/:caseId/grade", summary: "Grade or regrade a case; the rules run again", params: CaseParams, body: z.object({ grade: Grade, reason: Reason, basis: Reason }), result: Done,
  refusals: ["cases.closed", "cases.not-verified", "cases.not-your-grade", "cases.grade-unchanged", "cases.reason-missing", "cases.basis-missing"],
});
export const chooseT0 = operation({
  method: "POST", path: "/api/cases/:caseId/t0", summary: "Choose another T0 with a reason; clocks move with it", params: CaseParams, body: z.object({ kind: T0Kind, at: Instant, reason: Reason }), result: Done,
  refusals: ["cases.closed", "cases.t0-in-the-future", "cases.t0-unchanged", "cases.reason-missing"],
});
export const assignCase = operation({ method: "POST", path: "/api/cases/:caseId/person", summary: "Give the case to a colleague", params: CaseParams, body: z.object({ personId: z.uuid() }), result: Done, refusals: ["cases.closed", "cases.owner-without-post"] });
export const involveUnit = operation({
  method: "POST", path: "/api/cases/:caseId/units", summary: "A unit takes part; it is told and sees the case", params: CaseParams, body: z.object({ unitId: z.uuid(), reason: Reason }), result: Done,
  refusals: ["cases.closed", "cases.unit-in-case", "cases.no-such-unit", "cases.partners-get-letters"],
});
export const tellDepartment = operation({
  method: "POST", path: "/api/cases/:caseId/reports-to-department", summary: "Send the department a 通报单", params: CaseParams, body: z.object({ body: Reason }), result: Created,
  refusals: ["cases.closed", "cases.department-itself", "cases.not-graded", "cases.not-your-unit"],
});
export const guideUnit = operation({ method: "POST", path: "/api/cases/:caseId/guidance", summary: "Guidance of the department to the unit that leads", params: CaseParams, body: z.object({ body: Reason }), result: Created, refusals: ["cases.closed", "cases.department-leads", "cases.not-the-department"] });
export const acknowledgeNotice = operation({
  method: "POST", path: "/api/cases/:caseId/notices/:noticeId/acknowledge", summary: "Acknowledge a notice for one's unit; it gives no veto", params: CaseParams.extend({ noticeId: z.uuid() }), body: z.object({ remark: Note.default("") }), result: Done,
  refusals: ["cases.acknowledged-already", "cases.not-to-you"],
});
export const answerLead = operation({
  method: "POST", path: "/api/cases/:caseId/lead", summary: "The department accepts to lead, declines, or hands back with a reason", params: CaseParams, body: z.object({ accept: z.boolean(), reason: Note }), result: Done,
  refusals: ["cases.closed", "cases.no-proposal", "cases.not-the-department", "cases.leads-already", "cases.reason-missing"],
});
export const writeLiaisonNote = operation({
  method: "POST", path: "/api/cases/:caseId/liaison-notes", summary: "A liaison note to a named officer of a partner unit", params: CaseParams,
  body: z.object({ kind: LiaisonKind, unitId: z.uuid(), personName: z.string().trim().min(1).max(40), personPost: z.string().trim().max(60), body: z.string().trim().min(2).max(2000), way: LiaisonWay }), result: Created,
  refusals: ["cases.closed", "cases.not-a-partner", "cases.nobody-named", "cases.asks-for-deletion"],
});
export const recordLiaisonReceipt = operation({
  method: "POST", path: "/api/cases/:caseId/liaison-notes/:noteId/receipt", summary: "Write down who acknowledged a liaison note and when", params: CaseParams.extend({ noteId: z.uuid() }),
  body: z.object({ personName: z.string().trim().min(1).max(40), at: Instant, remark: Note.default("") }), result: Done, refusals: ["cases.acknowledged-already", "cases.nobody-named", "cases.receipt-time"],
});
export const tickTask = operation({
  method: "POST", path: "/api/cases/:caseId/tasks/:taskId", summary: "Tick a line of the checklist, find it needless, or open it again", params: CaseParams.extend({ taskId: z.uuid() }), body: z.object({ state: z.enum(["open", "done", "not-needed"]), note: Note }), result: Done,
  refusals: ["cases.closed", "cases.task-so-already", "cases.note-missing"],
});
export const addConcern = operation({
  method: "POST", path: "/api/cases/:caseId/concerns", summary: "What people ask, folded, with an owner", params: CaseParams,
  body: z.object({ question: z.string().trim().min(2).max(200), kind: ConcernKind, count: z.number().int().min(1).max(10_000_000), askedAt: Instant, unitId: z.uuid(), personId: z.uuid() }), result: Created,
  refusals: ["cases.closed", "cases.names-somebody", "cases.concern-twice", "cases.asked-in-the-future", "cases.unit-not-in-case", "cases.owner-without-post"],
});
export const countConcern = operation({ method: "POST", path: "/api/cases/:caseId/concerns/:concernId/count", summary: "How often it was asked by now", params: CaseParams.extend({ concernId: z.uuid() }), body: z.object({ count: z.number().int().min(1).max(10_000_000) }), result: Done, refusals: ["cases.closed"] });
export const linkAnswer = operation({
  method: "POST", path: "/api/cases/:caseId/concerns/:concernId/answer", summary: "Link the piece that answers; it counts once it is public", params: CaseParams.extend({ concernId: z.uuid() }), body: z.object({ pieceId: z.uuid() }), result: Done,
  refusals: ["cases.closed", "cases.answered-already", "cases.piece-recalled", "cases.piece-of-others"],
});
const NewPiece = { title: z.string().trim().min(2).max(120), topic: z.string().min(1), column: z.string().min(1), unitId: z.uuid() };
export const draftRelease = operation({
  method: "POST", path: "/api/cases/:caseId/drafts", summary: "Begin a piece for the case, as an answer to a concern where one is named; it is reviewed and signed like any other", params: CaseParams,
  body: z.object({ ...NewPiece, concernId: z.uuid().nullable().default(null) }), result: z.object({ pieceId: z.uuid() }), refusals: ["cases.closed", "cases.answered-already", "cases.unit-not-in-case", "content.no-such-topic", "content.no-such-column"],
});
export const linkRelease = operation({ method: "POST", path: "/api/cases/:caseId/releases", summary: "Link a piece as a release of the case", params: CaseParams, body: z.object({ pieceId: z.uuid() }), result: Done, refusals: ["cases.closed", "cases.piece-linked", "cases.piece-of-others"] });
export const unlinkRelease = operation({ method: "POST", path: "/api/cases/:caseId/releases/:pieceId/unlink", summary: "Take a piece off the case with a reason; clocks are judged anew", params: CaseParams.extend({ pieceId: z.uuid() }), body: z.object({ reason: Reason }), result: Done, refusals: ["cases.closed", "cases.piece-not-linked"] });
export const writeDebunk = operation({
  method: "POST", path: "/api/cases/:caseId/debunks", summary: "A debunk card with evidence and a source that can be opened; it begins a piece and publishes nothing", params: CaseParams,
  body: z.object({ claim: z.string().trim().max(200), verdict: Verdict, evidence: z.string().trim().max(1000), source: z.string().trim().max(80), sourceLink: z.string().trim().max(500), unitId: z.uuid(), topic: z.string().min(1), column: z.string().min(1) }),
  result: z.object({ pieceId: z.uuid() }), refusals: ["cases.closed", "cases.no-evidence", "cases.no-source", "cases.unit-not-in-case", "content.no-such-topic", "content.no-such-column"],
});
const Speaker = z.object({ name: z.string().trim().min(1).max(40), post: z.string().trim().max(60) });
export const decidePress = operation({
  method: "POST", path: "/api/cases/:caseId/press", summary: "Decide whether a press conference is held, with the reason", params: CaseParams,
  body: z.object({ hold: z.boolean(), reason: Note, plannedAt: Instant.nullable(), place: z.string().trim().max(80), speakers: z.array(Speaker).max(12) }), result: Created,
  refusals: ["cases.closed", "cases.reason-missing", "cases.press-when-and-where", "cases.press-in-the-past", "cases.nobody-named"],
});
export const recordPress = operation({
  method: "POST", path: "/api/cases/:caseId/press/held", summary: "Write down that it was held and what was answered there", params: CaseParams,
  body: z.object({ at: Instant, recordLink: Link.nullable(), answers: z.array(z.object({ question: z.string().trim().min(2).max(200), answer: z.string().trim().min(2).max(1000), concernId: z.uuid().nullable() })).max(60) }), result: Done,
  refusals: ["cases.press-not-decided", "cases.press-held-already", "cases.press-time", "cases.press-without-record", "cases.no-concern"],
});
export const fileDebrief = operation({
  method: "POST", path: "/api/cases/:caseId/debriefs", summary: "File the debrief: what was done, learned and is to be mended", params: CaseParams,
  body: z.object({ summary: z.string().trim().min(2).max(2000), lessons: z.string().trim().max(2000), improvements: z.string().trim().max(2000) }), result: Created, refusals: ["cases.not-at-debrief"],
});
export const previewReport = operation({ method: "GET", path: "/api/cases/:caseId/report", summary: "A 快报 or 专报 as it would stand now", params: CaseParams, query: z.object({ kind: z.enum(["flash", "special"]) }), result: ReportDocView });
export const issueReport = operation({ method: "POST", path: "/api/cases/:caseId/reports", summary: "Issue a 快报 or 专报 with one's advice; it is kept as it stands", params: CaseParams, body: z.object({ kind: z.enum(["flash", "special"]), advice: Reason }), result: Created });
export const readReport = operation({ method: "GET", path: "/api/cases/:caseId/reports/:reportId", summary: "A report as it was issued", params: CaseParams.extend({ reportId: z.uuid() }), result: ReportView });
/** Where a report as it was issued lies as a Word file. */
export const reportPath = (caseId: string, reportId: string): string => `/api/cases/${caseId}/reports/${reportId}/word`;
export const PeriodQuery = z.object({ kind: z.enum(periodKinds), day: z.iso.date() });
export const readPeriod = operation({
  method: "GET", path: "/api/opinion-periods", summary: "日报 周报 月报: the period that holds a Beijing day, as far as one may see it", query: PeriodQuery, result: PeriodDocView,
  refusals: ["cases.period-to-come", "cases.period-too-full"],
});
/** Where the report of a period lies as a Word file; asked with the same words as `readPeriod`. */
export const periodPath = "/api/opinion-periods/word";
export const readPlans = operation({ method: "GET", path: "/api/opinion-plans", summary: "The plan (预案) of a unit for each grade, and its versions", query: z.object({ unitId: z.uuid().optional() }), result: PlanView });
export const savePlan = operation({
  method: "POST", path: "/api/opinion-plans", summary: "A new version of a unit's plan for a grade, from a day on",
  body: z.object({ unitId: z.uuid(), grade: Grade, validFrom: z.iso.date(), items: z.array(z.string().max(200)).max(60), reason: Note }), result: Created,
  refusals: ["cases.plan-empty", "cases.plan-item-twice", "cases.plan-in-the-past", "cases.reason-missing"],
});
