import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Post } from "#kernel/posts.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import { pieceScope } from "#modules/content/index.ts";
import { peopleById, postsHeldAt, unitNamesOn } from "#modules/organisation/index.ts";
import type { JointLine, RunningClock } from "../contract.ts";
import { ballOf, sealsOf, type Asked, type Way } from "../rules/ball.ts";

type Row = {
  pieceId: string; title: string; urgency: Urgency; stage: string; unitId: string; plannedAt: Date | null; createdBy: string; participantIds: string[]; planIds: string[] | null;
  routeStage: Way["stage"] | null; waitingSince: Date | null; submittedAt: Date | null; submittedBy: string | null; reviewer: string | null; path: string | null; passedBy: string[] | null; manifestId: string | null; inOrder: boolean | null; asked: Asked[] | null; reason: string | null;
};

const way = sql`
    left join lateral (select * from review.route x where x.piece_id = p.id and x.edition_number = p.edition_number limit 1) r on true
    left join lateral (select m.id, m.in_order, exists (select from review.voided_manifest v where v.manifest_id = m.id) as void from review.manifest m where m.route_id = r.id order by m.number desc limit 1) m on true
    left join review.plan l on l.piece_id = p.id`;

const columns = sql`
    p.id as "pieceId", p.title, p.urgency, p.stage, p.unit_id as "unitId", coalesce(l.send_at, p.planned_at) as "plannedAt", p.created_by as "createdBy", l.unit_ids as "planIds",
    array(select q.unit_id from content.participant q where q.piece_id = p.id order by q.role desc, q.unit_id) as "participantIds",
    r.stage as "routeStage", r.waiting_since as "waitingSince", r.submitted_at as "submittedAt", r.submitted_by as "submittedBy", r.path, case when m.void then null else m.id end as "manifestId", m.in_order as "inOrder",
    case r.stage when 'first' then r.first_reviewer when 'second' then r.second_reviewer when 'final' then r.final_reviewer end as reviewer,
    array(select s.by_person from review.step s where s.route_id = r.id and s.verdict = 'passed') as "passedBy",
    (select s.reason from review.step s where s.route_id = r.id and s.verdict in ('returned', 'declined') order by s.at desc limit 1) as reason,
    (select jsonb_agg(jsonb_build_object('unitId', q.unit_id, 'role', q.role, 'decision', g.decision) order by q.position)
      from review.required_signature q left join review.signature g on g.manifest_id = q.manifest_id and g.unit_id = q.unit_id where q.manifest_id = m.id) as asked`;

async function complete(read: Reader, rows: readonly Row[], now: Date) {
  const ways = rows.map((row): Way => ({
    stage: row.routeStage, unitId: row.unitId, submittedBy: row.submittedBy, reviewer: row.reviewer, passedBy: row.path === "normal" ? (row.passedBy ?? []) : [], asked: row.asked ?? [], inOrder: row.inOrder ?? false,
    writerUnitIds: row.participantIds.length > 0 ? row.participantIds : [row.unitId], line: row.planIds ?? (row.participantIds.length > 0 ? row.participantIds : [row.unitId]),
  }));
  const balls = ways.map(ballOf);
  const unitIds = [...new Set(ways.flatMap((w) => [w.unitId, ...w.line, ...w.writerUnitIds, ...w.asked.map((a) => a.unitId)]))];
  const posts = [...new Set(balls.flatMap((ball) => ball.flatMap((b) => b.posts)))];
  const [names, held] = await Promise.all([unitNamesOn(read, unitIds, isoDay(now)), Promise.all(posts.map(async (post: Post) => postsHeldAt(read, now, { post }))).then((all) => all.flat())]);
  const people = await peopleById(read, [...held.filter((h) => unitIds.includes(h.unitId)).map((h) => h.personId), ...balls.flat().flatMap((b) => b.personId ?? [])], now);
  return rows.map((row, i) => ({
    row,
    seals: sealsOf(ways[i] as Way).map(({ unitId, state }) => ({ seal: names.get(unitId)?.seal ?? "?", unit: names.get(unitId)?.name ?? "", state })),
    leadName: names.get(row.unitId)?.shortName ?? "",
    ball: (balls[i] ?? []).map((b) => ({
      unitName: names.get(b.unitId)?.shortName ?? "",
      people: b.personId ? [people.get(b.personId)?.name ?? ""] : [...new Set(held.filter((h) => h.unitId === b.unitId && b.posts.includes(h.post) && !b.barred.includes(h.personId)).map((h) => people.get(h.personId)?.name ?? ""))],
    })),
    sinceMinutes: row.waitingSince ? Math.max(0, Math.floor((now.getTime() - row.waitingSince.getTime()) / 60_000)) : null,
  }));
}

/** Joint pieces on their way that a person may see, the next planned first, each with its seals and who has the ball. */
export async function jointPieces(read: Reader, actor: Actor, now: Date, most: number): Promise<JointLine[]> {
  const { rows } = await sql<Row>`${kept}
    select ${columns} from (select * from content.piece p where p.joint and p.stage not in ('published', 'recalled', 'withdrawn') and ${pieceScope(actor, "p")} order by p.updated_at desc limit 60) p ${way}
    order by coalesce(l.send_at, p.planned_at) nulls last, p.updated_at desc limit ${most}`.execute(read);
  return (await complete(read, rows, now)).map(({ row, seals, leadName, ball, sinceMinutes }) => ({
    pieceId: row.pieceId, title: row.title, urgency: row.urgency, stage: row.stage, seals, leadName, plannedAt: row.plannedAt?.toISOString() ?? null, ball, sinceMinutes, manifestId: row.manifestId, reason: row.reason,
  }));
}

/** Clocks that run: pieces in review or signing that must be out by a time, the nearest first; missed ones stay. */
export async function runningClocks(read: Reader, actor: Actor, now: Date, most: number): Promise<RunningClock[]> {
  const { rows } = await sql<Row>`
    select ${columns} from (
      select p.* from review.route x join content.piece p on p.id = x.piece_id and p.edition_number = x.edition_number
      where x.stage in ('first', 'second', 'final', 'cosign') and x.due_at is not null and ${pieceScope(actor, "p")} order by p.lane, x.due_at limit ${most}) p ${way}
    where r.due_at is not null order by p.lane, r.due_at`.execute(read);
  return (await complete(read, rows, now)).flatMap(({ row, ball, sinceMinutes }) => row.plannedAt && row.submittedAt ? [{
    pieceId: row.pieceId, title: row.title, urgency: row.urgency, start: row.submittedAt.toISOString(), deadline: row.plannedAt.toISOString(), stage: row.stage, ball, sinceMinutes,
  }] : []);
}
