import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { Urgency } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import type { AlertLine } from "../contract.ts";
import { mayAnswerAlert } from "../policy.ts";

type Row = {
  id: string; kind: string; facts: string; urgency: Urgency; unitId: string; unitName: string; link: string; state: "open" | "acknowledged" | "closed"; openedAt: Date; ownerName: string;
  calledNames: string[]; calledIds: string[]; step: number; toldAt: Date | null; escalateAt: Date | null; acknowledgedByName: string | null; acknowledgedAt: Date | null; closedAt: Date | null; closedNote: string | null;
};

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const lineOf = (actor: Actor, { calledIds, facts, ...row }: Row): AlertLine => ({
  ...row, facts: JSON.parse(facts) as AlertLine["facts"], openedAt: row.openedAt.toISOString(), toldAt: iso(row.toldAt), escalateAt: iso(row.escalateAt),
  acknowledgedAt: iso(row.acknowledgedAt), closedAt: iso(row.closedAt), mine: calledIds.includes(actor.personId),
  mayAnswer: row.state !== "closed" && mayAnswerAlert(actor, { unitId: row.unitId, calledPersonIds: calledIds }),
});

const within = ({ scope }: Actor) => scope.all ? sql`true` : sql`exists (select from organisation.unit u where u.id = a.unit_id and (
  u.id = any(${[...scope.unitIds]}::uuid[]) or u.system = any(${[...scope.systems]}::text[]) or exists (select from unnest(${[...scope.regions]}::text[]) as r(code) where starts_with(u.region_code, r.code))))`;

const mine = (actor: Actor) => sql`exists (select from duty.called c where c.alert_id = a.id and c.person_id = ${actor.personId})`;

/** What needs a person: mine or of my scope, what waits first, then by urgency and age. Counts end at 1000. */
export async function alertLines(read: Reader, actor: Actor, ask: { of: "mine" | "scope"; state: "open" | "waiting" | "all"; page: number; size: number }): Promise<{ items: AlertLine[]; total: number; capped: boolean }> {
  const filter = sql`${ask.of === "mine" ? mine(actor) : within(actor)} and ${{ open: sql`a.state = 'open'`, waiting: sql`a.state <> 'closed'`, all: sql`true` }[ask.state]}`;
  const { rows } = await sql<Row>`
    select a.id, a.kind, a.facts, a.urgency, a.unit_id as "unitId", coalesce(n.short_name, '') as "unitName", a.link, a.state, a.opened_at as "openedAt", coalesce(o.name, '') as "ownerName", a.escalations as step,
      a.told_at as "toldAt", a.escalate_at as "escalateAt", k.name as "acknowledgedByName", a.acknowledged_at as "acknowledgedAt", a.closed_at as "closedAt", a.closed_note as "closedNote", called.names as "calledNames", called.ids as "calledIds"
    from (select a.* from duty.alert a where ${filter}
      order by array_position(array['open', 'acknowledged', 'closed'], a.state), array_position(array['red', 'orange', 'yellow', 'blue', 'routine'], a.urgency), a.opened_at desc, a.id limit ${ask.size} offset ${(ask.page - 1) * ask.size}) a
    left join lateral (select short_name from organisation.unit_name u where u.unit_id = a.unit_id and u.kind = 'main' order by valid_from desc limit 1) n on true
    left join organisation.person o on o.id = a.owner_person_id left join organisation.person k on k.id = a.acknowledged_by
    cross join lateral (select coalesce(array_agg(c.person_id::text), '{}') as ids, coalesce(array_agg(p.name order by p.name) filter (where c.step = a.escalations), '{}') as names
      from duty.called c join organisation.person p on p.id = c.person_id where c.alert_id = a.id) called
    order by array_position(array['open', 'acknowledged', 'closed'], a.state), array_position(array['red', 'orange', 'yellow', 'blue', 'routine'], a.urgency), a.opened_at desc, a.id`.execute(read);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from (select 1 from duty.alert a where ${filter} limit 1001) x`.execute(read);
  const n = counted[0]?.n ?? 0;
  return { items: rows.map((row) => lineOf(actor, row)), total: Math.min(n, 1000), capped: n > 1000 };
}

/** Where an alert stands for whoever asks; null when there is none, or none they may see. */
export async function visibleAlert(read: Reader, actor: Actor, id: string): Promise<{ id: string } | null> {
  const { rows } = await sql<{ id: string }>`select a.id from duty.alert a where a.id = ${id} and (${mine(actor)} or ${within(actor)})`.execute(read);
  return rows[0] ?? null;
}

/** Every attempt to tell somebody of an alert, newest first. */
export async function tellingsOf(read: Reader, alertId: string): Promise<{ id: string; at: string; personName: string | null; accountName: string | null; ok: boolean; detail: string }[]> {
  const rows = await read.selectFrom("duty.telling as t").leftJoin("organisation.person as p", "p.id", "t.person_id").leftJoin("channels.account as a", "a.id", "t.account_id")
    .select(["t.id", "t.at", "p.name as person", "a.name as account", "t.ok", "t.detail"]).where("t.alert_id", "=", alertId).orderBy("t.at", "desc").orderBy("t.id", "desc").limit(200).execute();
  return rows.map((row) => ({ id: row.id, at: row.at.toISOString(), personName: row.person, accountName: row.account, ok: row.ok, detail: row.detail }));
}
