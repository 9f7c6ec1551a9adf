import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";

/** An account with the names a screen needs. */
export type AccountRow = {
  id: string; connectorId: string; unitId: string; unitName: string; unitSeal: string; name: string; audience: "public" | "staff"; state: "active" | "suspended" | "closed"; stateReason: string;
  registrationNo: string; ownerId: string; ownerName: string; successorId: string | null; successorName: string | null; health: "unknown" | "well" | "ill"; healthDetail: string; healthAt: Date | null;
  lastPostAt: Date | null; createdAt: Date; config: string; secretNames: string[];
};

/** The most accounts one list shows. */
export const mostAccounts = 2000;

const withinScope = ({ scope }: Actor) => scope.all ? sql`true` : sql`(
  a.unit_id = any(${[...scope.unitIds]}::uuid[]) or u.system = any(${[...scope.systems]}::text[])
  or exists (select from unnest(${[...scope.regions]}::text[]) as r(code) where starts_with(u.region_code, r.code)))`;

/** Accounts a person may see, by unit and platform. */
export async function accountRows(read: Reader, actor: Actor, ask: { id?: string; unitId?: string; connectorId?: string; closed?: boolean }): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.connector_id as "connectorId", a.unit_id as "unitId", coalesce(n.short_name, u.code) as "unitName", coalesce(n.seal, '') as "unitSeal", a.name, a.audience, a.state,
      a.state_reason as "stateReason", a.registration_no as "registrationNo", a.owner_person_id as "ownerId", coalesce(o.name, '') as "ownerName", a.successor_person_id as "successorId",
      s.name as "successorName", a.health, a.health_detail as "healthDetail", a.health_at as "healthAt", a.last_post_at as "lastPostAt", a.created_at as "createdAt", a.config,
      coalesce((select array_agg(x.name) from channels.secret x where x.account_id = a.id), '{}') as "secretNames"
    from channels.account a join organisation.unit u on u.id = a.unit_id
    left join lateral (select short_name, seal from organisation.unit_name m where m.unit_id = a.unit_id and m.kind = 'main' order by valid_from desc limit 1) n on true
    left join organisation.person o on o.id = a.owner_person_id left join organisation.person s on s.id = a.successor_person_id
    where ${withinScope(actor)} and (${ask.id ?? null}::uuid is null or a.id = ${ask.id ?? null}::uuid) and (${ask.unitId ?? null}::uuid is null or a.unit_id = ${ask.unitId ?? null}::uuid)
      and (${ask.connectorId ?? null}::text is null or a.connector_id = ${ask.connectorId ?? null}::text) and (${ask.closed === true || ask.id !== undefined} or a.state <> 'closed')
    order by u.sees = 'all' desc, array_position(array['province', 'city', 'county', 'partner'], u.level), u.region_code, u.code, a.audience, a.connector_id, a.name collate "C" limit ${mostAccounts + 1}`.execute(read);
  return rows;
}

/** Who set which secret when; the secrets themselves are not read. */
export async function secretTraces(read: Reader, accountId: string): Promise<Map<string, { setByName: string; setAt: Date }>> {
  const rows = await read.selectFrom("channels.secret as s").leftJoin("organisation.person as p", "p.id", "s.set_by").select(["s.name", "s.set_at", "p.name as person"]).where("s.account_id", "=", accountId).execute();
  return new Map(rows.map((row) => [row.name, { setByName: row.person ?? "同声", setAt: row.set_at }]));
}

/** Accounts that are in use, for the round of tests. */
export async function activeAccountIds(read: Reader): Promise<string[]> {
  return (await read.selectFrom("channels.account").select("id").where("state", "=", "active").orderBy("id").execute()).map((row) => row.id);
}

/** Where one account stands, whoever asks. */
export async function accountPlace(read: Reader, id: string): Promise<{ unitId: string; connectorId: string; state: "active" | "suspended" | "closed"; name: string } | null> {
  const row = await read.selectFrom("channels.account").select(["unit_id", "connector_id", "state", "name"]).where("id", "=", id).executeTakeFirst();
  return row ? { unitId: row.unit_id, connectorId: row.connector_id, state: row.state, name: row.name } : null;
}

const daysShown = 90;

/** What phones of an account's list wrote of wanting nothing more: those whose last word it was, their numbers cut, and how often it was written on which day. */
export async function optOutsOf(read: Reader, accountId: string, now: Date): Promise<{ phones: { masked: string; at: Date }[]; days: { day: string; out: number; back: number }[] }> {
  const { rows: phones } = await sql<{ masked: string; at: Date }>`
    select masked, at from (select distinct on (masked) masked, wish, at from gateways.opt_out where account_id = ${accountId} order by masked, seq desc) last where wish = 'out' order by at desc`.execute(read);
  const { rows: days } = await sql<{ day: string; out: number; back: number }>`
    select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*) filter (where wish = 'out')::int as out, count(*) filter (where wish = 'back')::int as back
    from gateways.opt_out where account_id = ${accountId} and at > ${now}::timestamptz - make_interval(days => ${daysShown}) group by 1 order by 1 desc`.execute(read);
  return { phones, days };
}
