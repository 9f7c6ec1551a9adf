import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { pieceScope } from "#modules/content/index.ts";
import { factsOf, unitNamesOn } from "#modules/organisation/index.ts";
import type { CalendarPiece, CalendarSpan, CalendarView } from "../contract.ts";
import { clashesOf } from "../rules/clashes.ts";
import { dayAfter, daysBetween, keyDaysIn, lunarName, seasonsIn, startOf, titleOf, type DayTitle } from "../rules/days.ts";

/** Which days of the calendar are asked for; both are included. */
export type Ask = { from: string; to: string; unitId?: string | undefined; topic?: string | undefined };

const most = 800;

async function yearFacts(read: Reader) {
  const [keyDates, seasons] = await Promise.all([factsOf(read, "keyDates"), factsOf(read, "seasons")]);
  return { keyDates: keyDates ?? [], seasons: seasons ?? [] };
}

/** The title of a day: the next key date and the time of the year. */
export const dayTitle = async (read: Reader, day: string): Promise<DayTitle> => titleOf(day, await yearFacts(read));

async function spansOf(read: Reader, { from, to }: Ask): Promise<CalendarSpan[]> {
  const facts = await yearFacts(read);
  const basis = new Map([...facts.keyDates, ...facts.seasons].map((fact) => [fact.code, { source: fact.source ?? null, verified: fact.verified }]));
  const said = (code: string) => basis.get(code) ?? { source: null, verified: false };
  return [
    ...keyDaysIn(facts.keyDates, from, to).map(({ sensitive, ...key }): CalendarSpan => ({ ...key, ...said(key.code), kind: sensitive ? "sensitive" : "key" })),
    ...seasonsIn(facts.seasons, from, to).map((season): CalendarSpan => ({ ...season, ...said(season.code), kind: "season", day: null })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
}

type Line = Omit<CalendarPiece, "at" | "day" | "unitName" | "seal"> & { at: Date; regions: string[] };

// A piece stands where it is sent; before that where its signed plan, or else its writers, mean to send it.
async function pieceLines(read: Reader, actor: Actor, ask: Ask, now: Date): Promise<Line[]> {
  const [from, to] = [startOf(ask.from), startOf(dayAfter(ask.to, 1))];
  const { rows } = await sql<Line>`
    with planned as (
      select id from content.piece where planned_at >= ${from} and planned_at < ${to} and stage not in ('publishing', 'published', 'recalled', 'withdrawn')
      union select piece_id from review.plan where send_at >= ${from} and send_at < ${to}
    ), dated as (
      select r.piece_id, r.send_at as at, r.kind as how from dispatch.release r where r.send_at >= ${from} and r.send_at < ${to}
      union all
      select p.id, coalesce(l.send_at, p.planned_at), 'planned' from planned join content.piece p using (id) left join review.plan l on l.piece_id = p.id
      where p.stage not in ('publishing', 'published', 'recalled', 'withdrawn')
        and coalesce(l.send_at, p.planned_at) >= ${from} and coalesce(l.send_at, p.planned_at) < ${to} and (p.published_edition is null or coalesce(l.send_at, p.planned_at) > ${now})
    )
    select p.id as "pieceId", p.title, p.topic, p.urgency, p.stage, p.unit_id as "unitId", p.joint, p.regions, d.at, d.how
    from dated d cross join lateral (select p.id, p.title, p.topic, p.urgency, p.stage, p.unit_id, p.joint, p.regions, p.lane from content.piece p where p.id = d.piece_id and ${pieceScope(actor, "p")} offset 0) p
    where (${ask.topic ?? null}::text is null or p.topic = ${ask.topic ?? null})
      and (${ask.unitId ?? null}::uuid is null or p.unit_id = ${ask.unitId ?? null}::uuid or exists (select from content.participant q where q.piece_id = p.id and q.unit_id = ${ask.unitId ?? null}::uuid))
    order by d.at, p.lane, p.id limit ${most + 1}`.execute(read);
  return rows;
}

/** The calendar of some days as one person sees it. */
export async function calendarOf(read: Reader, actor: Actor, ask: Ask, now: Date): Promise<Omit<CalendarView, "mayPlan">> {
  const [found, spans, topics] = await Promise.all([pieceLines(read, actor, ask, now), spansOf(read, ask), factsOf(read, "topics")]);
  const lines = found.slice(0, most);
  const today = isoDay(now);
  const names = await unitNamesOn(read, [...new Set(lines.map((line) => line.unitId))], today);
  const pieces = lines.map(({ regions: _, ...line }): CalendarPiece => {
    const name = names.get(line.unitId);
    return { ...line, at: line.at.toISOString(), day: isoDay(line.at), unitName: name?.shortName ?? "", seal: name?.seal ?? "" };
  });
  return {
    from: ask.from, to: ask.to, today, pieces, capped: found.length > most, spans,
    days: Array.from({ length: daysBetween(ask.from, ask.to) + 1 }, (_, i) => dayAfter(ask.from, i)).map((day) => { const { name, term } = lunarName(day); return { day, lunar: name, term }; }),
    clashes: clashesOf(lines.map((line) => ({ pieceId: line.pieceId, day: isoDay(line.at), topic: line.topic, regions: line.regions, planned: line.how === "planned" }))),
    topics: (topics ?? []).map(({ code, name }) => ({ code, zh: name.zh, en: name.en })),
    units: [...names.values()].map(({ unitId, shortName }) => ({ id: unitId, name: shortName })).sort((a, b) => a.name.localeCompare(b.name, "zh-CN")),
  };
}
