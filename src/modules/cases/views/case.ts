import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Refusal } from "#kernel/decision.ts";
import type { Reader } from "#platform/db/database.ts";
import { peopleWithPost, regionByCode, unitNamesOn } from "#modules/organisation/index.ts";
import type { z } from "zod";
import type { CaseView } from "../contract.ts";
import { mayDecidePress, mayWork, mayWorkFor } from "../policy.ts";
import { ballOf } from "../rules/ball.ts";
import { whyNotGrade } from "../rules/grade.ts";
import { whyNotLead } from "../rules/lead.ts";
import { mustTell, whyNotAcknowledge, whyNotGuide, whyNotReport } from "../rules/notice.ts";
import { DebriefFigures } from "../rules/shapes.ts";
import { isOpen, looseEnds, stageAfter, stagesBehind, whyNotBack, whyNotDismiss, whyNotMove } from "../rules/stage.ts";
import { stateOf } from "../rules/concern.ts";
import { unitsOf, type CaseBasis } from "./basis.ts";
import { clocksOf, concernsOf, pressOf, releasesOf, type ClockRow, type ConcernRow, type LinkedPiece } from "./evidence.ts";
import { clockView, inTimeOf } from "./heat.ts";
import { looseOf } from "./loose.ts";
import { liaisonNotesOf, noticesOf, proposalsOf } from "./parts.ts";
import { tasksOf } from "./plans.ts";

type View = z.input<typeof CaseView>;
type Mark = View["unit"];

const unless = (allowed: boolean, code: string): Refusal | null => (allowed ? null : { code });
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What this person may do with a case now, or why not. */
function mayDo(actor: Actor, c: CaseBasis, last: { state: "open" | "accepted" | "declined" | "lapsed" | "handed-back" } | null): View["may"] {
  const open = isOpen(c.stage);
  const closed: Refusal = { code: "cases.closed" };
  return {
    move: whyNotMove(c, actor), back: whyNotBack(c, actor), dismiss: whyNotDismiss(c, actor), grade: whyNotGrade(c, actor), work: open ? unless(mayWork(actor, c), "cases.not-your-case") : closed,
    tell: whyNotReport({ unitId: c.unitId, departmentId: c.departmentId, graded: c.graded, open }, actor), guide: whyNotGuide({ leadUnitId: c.leadUnitId, departmentId: c.departmentId, open }, actor),
    lead: open ? whyNotLead(last, c.departmentId, actor) : closed, press: open ? unless(mayDecidePress(actor, c), "cases.may-not-decide-press") : closed,
    debrief: c.stage === "debrief" ? unless(mayWork(actor, c), "cases.not-your-case") : { code: "cases.not-at-debrief" },
  };
}

const answerView = (piece: LinkedPiece | null) => (piece ? { pieceId: piece.id, title: piece.title, stage: piece.stage, publishedAt: iso(piece.publishedAt) } : null);

function concernView(n: ConcernRow, c: CaseBasis, actor: Actor, mark: (id: string) => Mark, clocks: readonly ClockRow[], now: Date): View["concerns"][number] {
  const clock = clocks.find((k) => k.subject === n.id);
  return {
    id: n.id, question: n.question, kind: n.kind, count: n.count, askedAt: n.askedAt.toISOString(), unit: mark(n.unitId), personId: n.personId, personName: n.personName, state: stateOf(n, n.answer), answer: answerView(n.answer), answeredAt: iso(n.answeredAt),
    clock: clock ? clockView(clock, now) : null, mayAnswer: isOpen(c.stage) && mayWorkFor(actor, c, n.unitId),
  };
}

/** Who has the ball, by name. */
async function ballView(read: Reader, c: CaseBasis, mark: (id: string) => Mark, now: Date): Promise<View["ball"]> {
  const ball = ballOf(c);
  const unitId = ball.unitId;
  const people = unitId === null ? [] : (await Promise.all(ball.posts.map((post) => peopleWithPost(read, unitId, post, now)))).flat();
  return { need: ball.need, unitName: unitId === null ? "" : mark(unitId).shortName, posts: [...ball.posts], people: [...new Set(people.map((p) => p.name))], sinceMinutes: Math.max(0, Math.floor((now.getTime() - c.stageSince.getTime()) / 60_000)) };
}

/** Who in these units could take the case or a concern. */
async function officersOf(read: Reader, unitIds: readonly string[], mark: (id: string) => Mark, now: Date): Promise<View["officers"]> {
  return Promise.all(unitIds.map(async (unitId) => {
    const people = (await Promise.all((["editor", "liaison", "duty-officer"] as const).map((post) => peopleWithPost(read, unitId, post, now)))).flat();
    return { unitId, unitName: mark(unitId).shortName, people: [...new Map(people.map((p) => [p.id, { id: p.id, name: p.name }])).values()] };
  }));
}

async function debriefsAndReports(read: Reader, caseId: string): Promise<Pick<View, "debriefs" | "reports">> {
  const [debriefs, reports] = await Promise.all([
    read.selectFrom("cases.debrief").selectAll().where("case_id", "=", caseId).orderBy("number", "desc").execute(),
    read.selectFrom("cases.report").select(["id", "kind", "number", "by_name", "at"]).where("case_id", "=", caseId).orderBy("at", "desc").execute(),
  ]);
  return {
    debriefs: debriefs.map((d) => ({ id: d.id, number: d.number, summary: d.summary, lessons: d.lessons, improvements: d.improvements, figures: DebriefFigures.parse(d.figures), byName: d.by_name, at: d.at.toISOString() })),
    reports: reports.map((r) => ({ id: r.id, kind: r.kind, number: r.number, byName: r.by_name, at: r.at.toISOString() })),
  };
}

/** One case with everything that belongs to it. */
export async function caseView(read: Reader, actor: Actor, c: CaseBasis, now: Date): Promise<View> {
  const [tasks, notices, proposals, letters, concerns, releases, press, clocks, participants, debunks, events, place, loose, filed] = await Promise.all([
    tasksOf(read, c.id), noticesOf(read, c.id), proposalsOf(read, c.id), liaisonNotesOf(read, c.id), concernsOf(read, c.id), releasesOf(read, c.id), pressOf(read, c.id), clocksOf(read, [c.id]),
    read.selectFrom("cases.participant").selectAll().where("case_id", "=", c.id).orderBy("added_at").execute(), read.selectFrom("cases.debunk").selectAll().where("case_id", "=", c.id).orderBy("at").execute(),
    read.selectFrom("cases.event").selectAll().where("case_id", "=", c.id).orderBy("seq", "desc").limit(500).execute(), c.placeCode ? regionByCode(read, c.placeCode) : undefined, looseOf(read, c), debriefsAndReports(read, c.id),
  ]);
  const units = [...unitsOf(c), c.departmentId, ...notices.flatMap((n) => [n.fromUnitId, n.toUnitId]), ...concerns.map((n) => n.unitId), ...releases.map((r) => r.unitId), ...debunks.map((d) => d.unit_id)].filter(Boolean);
  const names = await unitNamesOn(read, [...new Set(units)], isoDay(now));
  const mark = (id: string): Mark => names.get(id) ?? { unitId: id, name: "", shortName: "", seal: "" };
  const last = proposals.at(-1) ?? null;
  const pieceOf = (id: string) => releases.find((r) => r.id === id);
  return {
    id: c.id, number: c.number, title: c.title, summary: c.summary, stage: c.stage, stageSince: c.stageSince.toISOString(), nextStage: stageAfter(c.stage), stagesBehind: [...stagesBehind(c.stage)], grade: c.grade, t0: { kind: c.t0.kind, at: c.t0.at.toISOString() },
    placeName: place?.name ?? null, hazard: c.hazard, topicId: c.topicId, unit: mark(c.unitId), lead: mark(c.leadUnitId), department: c.departmentId ? mark(c.departmentId) : null,
    participants: participants.map((p) => ({ ...mark(p.unit_id), reason: p.reason, addedByName: p.added_by_name, addedAt: p.added_at.toISOString() })),
    personId: c.personId, personName: c.personName, openedByName: c.openedByName, openedAt: c.openedAt.toISOString(), archivedAt: iso(c.archivedAt), ball: await ballView(read, c, mark, now), clocks: clocks.map((k) => clockView(k, now)), loose: looseEnds(loose),
    gradings: c.gradings.map((g) => ({ grade: g.grade, reason: g.reason, basis: g.basis, byName: g.byName, at: g.at.toISOString() })),
    tasks: tasks.map((t) => ({ ...t, at: iso(t.at) })), mustTell: mustTell(c.system), told: c.told,
    notices: notices.map(({ fromUnitId, toUnitId, acknowledged, sentAt, ...n }) => ({
      ...n, from: mark(fromUnitId), to: mark(toUnitId), sentAt: sentAt.toISOString(), acknowledgedByName: acknowledged?.byName ?? null, acknowledgedAt: iso(acknowledged?.at ?? null), remark: acknowledged?.remark ?? "",
      whyNotAcknowledge: whyNotAcknowledge({ toUnitId, acknowledged: acknowledged !== null }, actor),
    })),
    proposal: last ? { grade: last.grade, units: last.units, grounds: [...last.grounds], state: last.state, proposedAt: last.proposedAt.toISOString(), decidedByName: last.decidedByName, reason: last.reason, decidedAt: iso(last.decidedAt) } : null,
    liaisonNotes: letters.map((n) => ({ ...n, sentAt: n.sentAt.toISOString(), receipt: n.receipt ? { ...n.receipt, at: n.receipt.at.toISOString(), recordedAt: n.receipt.recordedAt.toISOString() } : null })),
    concerns: concerns.map((n) => concernView(n, c, actor, mark, clocks, now)), inTime: inTimeOf(concerns, clocks, now),
    debunks: debunks.map((d) => ({ id: d.id, claim: d.claim, verdict: d.verdict, evidence: d.evidence, source: d.source, sourceLink: d.source_link, unitName: mark(d.unit_id).shortName, pieceId: d.piece_id, pieceStage: pieceOf(d.piece_id)?.stage ?? "", publishedAt: iso(pieceOf(d.piece_id)?.publishedAt ?? null), createdByName: d.created_by_name, at: d.at.toISOString() })),
    releases: releases.map((r) => ({ pieceId: r.id, title: r.title, role: r.role, unitName: mark(r.unitId).shortName, stage: r.stage, publishedAt: iso(r.publishedAt), linkedByName: r.linkedByName, linkedAt: r.linkedAt.toISOString() })),
    press: press.map((p) => ({ id: p.id, hold: p.hold, reason: p.reason, plannedAt: iso(p.plannedAt), place: p.place, speakers: p.speakers, byName: p.byName, at: p.at.toISOString(), held: p.held ? { at: p.held.at.toISOString(), recordLink: p.held.recordLink, answers: p.held.answers, byName: p.held.byName } : null })),
    ...filed, events: events.map((e) => ({ id: e.id, kind: e.kind, note: e.note, facts: JSON.parse(e.facts ?? "{}") as Record<string, unknown>, byName: e.by_name, unitName: e.unit_name, at: e.at.toISOString() })),
    may: mayDo(actor, c, last), officers: await officersOf(read, unitsOf(c), mark, now),
  };
}
