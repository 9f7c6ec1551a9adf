import { sql, type RawBuilder } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Post } from "#kernel/posts.ts";
import type { Grade } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import { segment } from "#platform/text/segment.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import type { z } from "zod";
import type { CaseLine } from "../contract.ts";
import { ballOf } from "../rules/ball.ts";
import { way, type CaseStage } from "../rules/stage.ts";
import { clocksOf } from "./evidence.ts";
import { clockView } from "./heat.ts";

type Line = z.input<typeof CaseLine>;

/** The condition under which a person sees a case, for lists: the same law as policy `mayRead`, in SQL. `c` names cases.opinion_case. */
export function caseScope(actor: Actor): RawBuilder<boolean> {
  const { all, systems, regions, unitIds } = actor.scope;
  if (all) return sql`true`;
  const mine = sql`any(${[...unitIds]}::uuid[])`;
  return sql`(c.unit_id = ${mine} or c.lead_unit_id = ${mine} or c.system = any(${[...systems]}::text[]) or c.region_code like any(${regions.map((code) => `${code}%`)}::text[])
    or c.id in (select p.case_id from cases.participant p where p.unit_id = ${mine}))`;
}

/** The condition that a person has the ball, for each standing a case can have: the rule is asked once per standing, the database which cases stand so. */
function ballIsMine(actor: Actor): RawBuilder<boolean> {
  const unitsWith = (posts: readonly Post[]) => [...new Set(actor.holdings.filter((h) => posts.includes(h.post)).map((h) => h.unitId))];
  const told = sql`(c.system not in ('fire', 'forest_fire') or c.grade is null or not exists (select from cases.clock k where k.case_id = c.id and k.code = 'notify' and k.met_at is null and k.ended_at is null))`;
  const debriefed = sql`exists (select from cases.debrief d where d.case_id = c.id)`;
  const standings = way.slice(0, -1).flatMap((stage) => [true, false].flatMap((graded) => [true, false].flatMap((isTold) => (stage === "debrief" ? [true, false] : [true]).map((filed) => ({ stage, graded, isTold, filed })))));
  const conditions = standings.map(({ stage, graded, isTold, filed }) => {
    const ball = ballOf({ stage, unitId: "own", leadUnitId: "lead", graded, told: isTold, debriefed: filed });
    const column = ball.unitId === "own" ? sql`c.unit_id` : sql`c.lead_unit_id`;
    return sql`(c.stage = ${stage} and ${graded ? sql`c.grade is not null` : sql`c.grade is null`} and ${isTold ? told : sql`not ${told}`} and ${stage === "debrief" ? (filed ? debriefed : sql`not ${debriefed}`) : sql`true`} and ${column} = any(${unitsWith(ball.posts)}::uuid[]))`;
  });
  return sql`(${sql.join(conditions, sql` or `)})`;
}

export type CaseQuery = { page: number; size: number; state: "open" | "archived" | "all"; mine?: "yes" | undefined; grade?: Grade | undefined; stage?: CaseStage | undefined; unitId?: string | undefined; topicId?: string | undefined; year?: number | undefined; q?: string | undefined };

const quoted = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

type Row = {
  id: string; number: string; title: string; stage: CaseStage; stageSince: Date; grade: Grade | null; unitId: string; leadUnitId: string; placeName: string | null; hazard: string | null; t0At: Date; updatedAt: Date; archivedAt: Date | null;
  told: boolean; debriefed: boolean; mine: boolean; concerns: number; concernsOpen: number; released: number;
};

/** Cases a person may see: those whose clock is nearest first, archived ones newest first; what is counted stops at 1000. */
export async function caseLines(read: Reader, actor: Actor, ask: CaseQuery, now: Date): Promise<{ items: Line[]; total: number; capped: boolean }> {
  const mine = ballIsMine(actor);
  const where = sql.join([
    caseScope(actor), ask.state === "open" ? sql`c.stage not in ('archived', 'dismissed')` : ask.state === "archived" ? sql`c.stage = 'archived'` : sql`true`,
    ...(ask.mine ? [mine] : []), ...(ask.grade ? [sql`c.grade = ${ask.grade}`] : []), ...(ask.stage ? [sql`c.stage = ${ask.stage}`] : []), ...(ask.unitId ? [sql`(c.unit_id = ${ask.unitId} or c.lead_unit_id = ${ask.unitId})`] : []),
    ...(ask.topicId ? [sql`c.topic_id = ${ask.topicId}`] : []), ...(ask.year ? [sql`extract(year from c.opened_at at time zone 'Asia/Shanghai') = ${ask.year}`] : []), ...(ask.q && segment(ask.q).length > 0 ? [sql`c.search @@ ${segment(ask.q).map(quoted).join(" & ")}::tsquery`] : []),
  ], sql` and `);
  const nearest = sql`(select min(k.deadline) from cases.clock k where k.case_id = c.id and k.met_at is null and k.ended_at is null)`;
  const order = ask.state === "archived" ? sql`c.archived_at desc, c.id desc` : sql`(c.stage in ('archived', 'dismissed')), ${nearest} nulls last, c.updated_at desc, c.id desc`;
  const { rows } = await sql<Row>`
    select c.id, c.number, c.title, c.stage, c.stage_since as "stageSince", c.grade, c.unit_id as "unitId", c.lead_unit_id as "leadUnitId", r.name as "placeName", c.hazard, c.t0_at as "t0At", c.updated_at as "updatedAt", c.archived_at as "archivedAt",
      not exists (select from cases.clock k where k.case_id = c.id and k.code = 'notify' and k.met_at is null and k.ended_at is null) as told, exists (select from cases.debrief d where d.case_id = c.id) as debriefed, ${mine} as mine,
      (select count(*)::int from cases.concern n where n.case_id = c.id) as concerns,
      (select count(*)::int from cases.concern n left join content.piece p on p.id = n.answer_piece_id where n.case_id = c.id and (p.published_at is null or p.stage = 'recalled')) as "concernsOpen",
      (select count(*)::int from cases.release l join content.piece p on p.id = l.piece_id where l.case_id = c.id and p.published_at is not null) as released
    from cases.opinion_case c left join organisation.region r on r.code = c.place_code where ${where} order by ${order} limit ${ask.size} offset ${(ask.page - 1) * ask.size}`.execute(read);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from (select 1 from cases.opinion_case c where ${where} limit 1001) x`.execute(read);
  const [clocks, names] = [Map.groupBy(await clocksOf(read, rows.map((row) => row.id)), (k) => k.caseId), await unitNamesOn(read, [...new Set(rows.flatMap((row) => [row.unitId, row.leadUnitId]))], isoDay(now))];
  const mark = (id: string) => names.get(id) ?? { unitId: id, name: "", shortName: "", seal: "" };
  const n = counted[0]?.n ?? 0;
  return {
    total: Math.min(n, 1000), capped: n > 1000,
    items: rows.map(({ unitId, leadUnitId, told, debriefed, stageSince, t0At, updatedAt, archivedAt, ...row }): Line => {
      const own = (clocks.get(row.id) ?? []).map((k) => clockView(k, now));
      const ball = ballOf({ stage: row.stage, unitId, leadUnitId, graded: row.grade !== null, told, debriefed });
      return {
        ...row, unit: mark(unitId), lead: mark(leadUnitId), stageSince: stageSince.toISOString(), t0At: t0At.toISOString(), updatedAt: updatedAt.toISOString(), archivedAt: archivedAt?.toISOString() ?? null,
        clock: own.find((k) => k.metAt === null && k.ended === null) ?? null, missed: own.filter((k) => k.missed).length,
        ball: { need: ball.need, unitName: ball.unitId === null ? "" : mark(ball.unitId).shortName, posts: [...ball.posts], sinceMinutes: Math.max(0, Math.floor((now.getTime() - stageSince.getTime()) / 60_000)) },
      };
    }),
  };
}
