import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { topicsSeen } from "#modules/opinion/index.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import { spanBefore, type PeriodKind, type Span } from "../rules/period.ts";
import type { PeriodInput } from "../rules/report/period.ts";
import { caseScope } from "./lists.ts";

/** A report of a period names so many things of each sort at most, so that nothing is left out in silence: beyond it the report is refused. */
export const mostOfPeriod = 2_000;

type CaseRow = Omit<PeriodInput["cases"][number], "unitName"> & { unitId: string };

/** Everything a report of a period may speak of, as far as a person may see it; null when it is more than one report can hold. */
export async function periodInput(read: Reader, actor: Actor, unitName: string, kind: PeriodKind, span: Span): Promise<PeriodInput | null> {
  const { from, to } = span;
  const most = mostOfPeriod + 1;
  const mine = sql`select c.id from cases.opinion_case c where ${caseScope(actor)}`;
  const [topics, before, cases, clocks, concerns, releases, notices] = await Promise.all([
    topicsSeen(read, actor, span, most), topicsSeen(read, actor, spanBefore(kind, span), most),
    sql<CaseRow>`select c.id, c.number, c.title, c.unit_id as "unitId", c.stage, c.grade, c.opened_at as "openedAt", c.archived_at as "archivedAt" from cases.opinion_case c
      where c.opened_at < ${to} and (c.archived_at is null or c.archived_at >= ${from}) and c.stage <> 'dismissed' and ${caseScope(actor)} order by c.opened_at, c.id limit ${most}`.execute(read),
    sql<PeriodInput["clocks"][number]>`select k.id, k.code, k.deadline, k.met_at as "metAt" from cases.clock k
      where k.deadline >= ${from} and k.deadline < ${to} and (k.ended_at is null or k.met_at is not null) and k.case_id in (${mine}) order by k.deadline, k.id limit ${most}`.execute(read),
    sql<PeriodInput["concerns"][number]>`select n.id, n.kind, n.question, n.count, case when p.stage <> 'recalled' then greatest(p.published_at, n.asked_at) end as "answeredAt", p.id as "pieceId"
      from cases.concern n left join content.piece p on p.id = n.answer_piece_id where n.asked_at >= ${from} and n.asked_at < ${to} and n.case_id in (${mine}) order by n.count desc, n.asked_at, n.id limit ${most}`.execute(read),
    sql<Omit<PeriodInput["releases"][number], "unitName"> & { unitId: string }>`select distinct p.id as "pieceId", p.title, p.unit_id as "unitId", p.published_at as "publishedAt"
      from cases.release r join content.piece p on p.id = r.piece_id where p.published_at >= ${from} and p.published_at < ${to} and p.stage <> 'recalled' and r.case_id in (${mine}) order by p.published_at, p.id limit ${most}`.execute(read),
    sql<PeriodInput["notices"][number]>`select o.id, a.at as "acknowledgedAt" from cases.notice o left join cases.acknowledgement a on a.notice_id = o.id
      where o.sent_at >= ${from} and o.sent_at < ${to} and o.case_id in (${mine}) order by o.sent_at, o.id limit ${most}`.execute(read),
  ]);
  const parts = [topics, cases.rows, clocks.rows, concerns.rows, releases.rows, notices.rows];
  if (parts.some((rows) => rows.length > mostOfPeriod)) return null;
  const names = await unitNamesOn(read, [...new Set([...cases.rows, ...releases.rows].map((row) => row.unitId))], isoDay(to));
  const named = <T extends { unitId: string }>({ unitId, ...row }: T) => ({ ...row, unitName: names.get(unitId)?.shortName ?? "" });
  return {
    unitName, topics, topicsBefore: before.length === 0 || before.length > mostOfPeriod ? null : before.length,
    cases: cases.rows.map(named), clocks: clocks.rows, concerns: concerns.rows, releases: releases.rows.map(named), notices: notices.rows,
  };
}
