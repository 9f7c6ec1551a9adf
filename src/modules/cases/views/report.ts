import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { itemsOf, topicById } from "#modules/opinion/index.ts";
import { regionByCode, unitNamesOn } from "#modules/organisation/index.ts";
import type { ReportDocView, ReportView } from "../contract.ts";
import type { ReportDoc, ReportInput } from "../rules/report.ts";
import { unitsOf, type CaseBasis } from "./basis.ts";
import { clocksOf, concernsOf, pressOf, releasesOf } from "./evidence.ts";
import { heatOfCase } from "./heat.ts";
import { noticesOf } from "./parts.ts";

/** Public items a report may name. */
const mostItems = 200;

/** Everything a report of a case may speak of, each thing under its id. */
export async function reportInput(read: Reader, c: CaseBasis, advice: ReportInput["advice"], now: Date): Promise<ReportInput> {
  const [concerns, releases, press, clocks, notices, topic, items, place] = await Promise.all([
    concernsOf(read, c.id), releasesOf(read, c.id), pressOf(read, c.id), clocksOf(read, [c.id]), noticesOf(read, c.id),
    c.topicId ? topicById(read, c.topicId) : null, c.topicId ? itemsOf(read, c.topicId, mostItems) : [], c.placeCode ? regionByCode(read, c.placeCode) : undefined,
  ]);
  const heat = await heatOfCase(read, c, releases, now);
  const names = await unitNamesOn(read, [...new Set([...unitsOf(c), ...concerns.map((n) => n.unitId), ...releases.map((r) => r.unitId), ...notices.map((n) => n.toUnitId)])], isoDay(now));
  const nameOf = (id: string): string => names.get(id)?.shortName ?? "";
  const [newest] = press;
  return {
    case: { id: c.id, number: c.number, title: c.title, summary: c.summary, unitName: nameOf(c.unitId), leadName: nameOf(c.leadUnitId), placeName: place?.name ?? null, stage: c.stage, t0Kind: c.t0.kind, t0At: c.t0.at },
    gradings: c.gradings, topic, items, heat, advice,
    concerns: concerns.map((n) => ({ ...n, unitName: nameOf(n.unitId), deadline: clocks.find((k) => k.subject === n.id)?.deadline ?? null, answer: n.answeredAt && n.answer ? { pieceId: n.answer.id, title: n.answer.title } : null })),
    releases: releases.map((r) => ({ pieceId: r.id, title: r.title, unitName: nameOf(r.unitId), publishedAt: r.publishedAt })),
    notices: notices.map((n) => ({ id: n.id, kind: n.kind, toName: nameOf(n.toUnitId), at: n.sentAt, acknowledgedAt: n.acknowledged?.at ?? null })),
    press: newest ? { id: newest.id, hold: newest.hold, reason: newest.reason, plannedAt: newest.plannedAt, heldAt: newest.held?.at ?? null } : null,
    clocks: clocks.map((k) => ({ id: k.id, code: k.code, deadline: k.deadline, metAt: k.metAt, missed: k.missedAt !== null, ended: k.endedAt !== null })),
  };
}

/** Sections in the shape that leaves the house. */
export const sectionViews = (sections: ReportDoc["sections"]): ReportDocView["sections"] =>
  sections.map((s) => ({ ...s, sentences: s.sentences.map((one) => ({ ...one, refs: [...one.refs] })), figures: s.figures.map((f) => ({ ...f, refs: [...f.refs] })) }));

/** A report in the shape that leaves the house. */
export const docView = (doc: ReportDoc): ReportDocView => ({ ...doc, sections: sectionViews(doc.sections) });

/** A report as it was issued, or null. */
export async function issuedReport(read: Reader, caseId: string, reportId: string): Promise<ReportView | null> {
  const r = await read.selectFrom("cases.report").selectAll().where("case_id", "=", caseId).where("id", "=", reportId).executeTakeFirst();
  return r ? { id: r.id, number: r.number, byName: r.by_name, at: r.at.toISOString(), doc: r.doc as ReportDocView } : null;
}
