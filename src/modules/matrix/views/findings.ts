import { sql, type RawBuilder } from "kysely";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import type { AnyConnector } from "#kernel/connector.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import { unitIdsAbove } from "#modules/organisation/index.ts";
import type { FindingView } from "../contract.ts";
import { mayFile, mayInspect } from "../policy.ts";
import type { FindingState, Outcome } from "../rules/finding.ts";
import { accountScope, platformOf } from "./accounts.ts";

/** How a check is called, by its code. */
export type CheckName = (code: string) => { zh: string; en: string };

/** A finding as actions need it, with the account it is about. */
export type FindingRow = {
  id: string; accountId: string; accountName: string; connectorId: string; config: string; unitId: string; unitName: string; unitSeal: string; ownerId: string; successorId: string | null; code: string; level: "veto" | "warn"; facts: string; note: string; state: FindingState; outcome: Outcome | null; acceptedUntil: string | null;
  foundAt: Date; foundByName: string; dueAt: Date; rectifiedBy: string | null; rectifiedByName: string | null;
};

const findings = (where: RawBuilder<unknown>, rest: RawBuilder<unknown>) => sql<FindingRow>`
  select f.id, f.account_id as "accountId", a.name as "accountName", a.connector_id as "connectorId", a.config, f.unit_id as "unitId", coalesce(n.short_name, u.code) as "unitName", coalesce(n.seal, '') as "unitSeal", a.owner_person_id as "ownerId", a.successor_person_id as "successorId", f.code, f.level, f.facts, f.note,
    f.state, f.outcome, f.accepted_until as "acceptedUntil", f.found_at as "foundAt", f.found_by_name as "foundByName", f.due_at as "dueAt", f.rectified_by as "rectifiedBy", f.rectified_by_name as "rectifiedByName"
  from matrix.finding f join channels.account a on a.id = f.account_id join organisation.unit u on u.id = f.unit_id
  left join lateral (select short_name, seal from organisation.unit_name m where m.unit_id = f.unit_id and m.kind = 'main' order by valid_from desc limit 1) n on true
  where ${where} ${rest}`;

/** One finding, locked for a change when asked; null where the person does not see its account. */
export async function findingRow(read: Reader, actor: Actor, id: string, lock = false): Promise<FindingRow | null> {
  if (lock) await sql`select from matrix.finding where id = ${id} for update`.execute(read);
  return (await findings(sql`f.id = ${id} and ${accountScope(actor)}`, sql``).execute(read)).rows[0] ?? null;
}

/** What is known of accounts' findings: those that stand, and those accepted for a time that is not over. */
export async function knownFindings(read: Reader, accountIds: readonly string[]): Promise<{ id: string; accountId: string; code: string; state: FindingState; acceptedUntil: string | null }[]> {
  if (accountIds.length === 0) return [];
  const { rows } = await sql<{ id: string; accountId: string; code: string; state: FindingState; acceptedUntil: string | null }>`
    select id, account_id as "accountId", code, state, accepted_until as "acceptedUntil" from matrix.finding where account_id = any(${accountIds}::uuid[]) and (state <> 'closed' or accepted_until is not null) for update`.execute(read);
  return rows;
}

const states = { open: sql`f.state = 'open'`, rectified: sql`f.state = 'rectified'`, standing: sql`f.state <> 'closed'`, closed: sql`f.state = 'closed'` };

type Ask = { page: number; size: number; state: keyof typeof states; unitId?: string | undefined; code?: string | undefined };
type About = { connectors: ReadonlyMap<string, AnyConnector>; check: CheckName };

/** Findings a person sees: those that stand by weight and time, closed ones newest first. */
export async function findingPage(read: Reader, actor: Actor, ask: Ask, about: About, now: Date): Promise<{ items: z.input<typeof FindingView>[]; total: number; capped: boolean }> {
  const where = sql.join([accountScope(actor), states[ask.state], ...(ask.unitId ? [sql`f.unit_id = ${ask.unitId}`] : []), ...(ask.code ? [sql`f.code = ${ask.code}`] : [])], sql` and `);
  const order = ask.state === "closed" ? sql`f.closed_at desc, f.id` : sql`f.level, f.state = 'rectified', f.due_at, f.id`;
  const { rows } = await findings(where, sql`order by ${order} limit ${ask.size} offset ${(ask.page - 1) * ask.size}`).execute(read);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from (select 1 from matrix.finding f join channels.account a on a.id = f.account_id join organisation.unit u on u.id = f.unit_id where ${where} limit 1001) x`.execute(read);
  const total = counted[0]?.n ?? 0;
  return { items: await findingViews(read, actor, rows, about, now), total: Math.min(total, 1000), capped: total > 1000 };
}

/** The findings of one account, newest first. */
export async function findingsOf(read: Reader, actor: Actor, accountId: string, about: About, now: Date): Promise<z.input<typeof FindingView>[]> {
  const { rows } = await findings(sql`f.account_id = ${accountId} and ${accountScope(actor)}`, sql`order by (f.state = 'closed'), f.found_at desc limit 50`).execute(read);
  return findingViews(read, actor, rows, about, now);
}

async function findingViews(read: Reader, actor: Actor, rows: readonly FindingRow[], { connectors, check }: About, now: Date): Promise<z.input<typeof FindingView>[]> {
  const events = rows.length === 0 ? [] : await read.selectFrom("matrix.finding_event").select(["finding_id", "kind", "note", "by_name", "at"]).where("finding_id", "in", rows.map((row) => row.id)).orderBy("seq").execute();
  const above = new Map<string, string[]>();
  for (const id of new Set(rows.map((row) => row.unitId))) above.set(id, await unitIdsAbove(read, id, isoDay(now)));
  return rows.map((row) => {
    const kept = { unitId: row.unitId, unitIdsAbove: above.get(row.unitId) ?? [], keepers: [row.ownerId, ...(row.successorId ? [row.successorId] : [])] };
    const { zh, en } = platformOf(connectors.get(row.connectorId), row.connectorId, JSON.parse(row.config) as unknown);
    return {
      id: row.id, account: { id: row.accountId, name: row.accountName, platform: { zh, en } }, unit: { id: row.unitId, name: row.unitName, seal: row.unitSeal }, code: row.code, check: check(row.code), level: row.level, facts: JSON.parse(row.facts) as Record<string, string | number>, note: row.note,
      state: row.state, outcome: row.outcome, foundAt: row.foundAt.toISOString(), foundByName: row.foundByName, dueAt: row.dueAt.toISOString(), overdue: row.state === "open" && row.dueAt <= now, rectifiedByName: row.rectifiedByName,
      events: events.filter((e) => e.finding_id === row.id).map((e) => ({ kind: e.kind, note: e.note, byName: e.by_name, at: e.at.toISOString() })),
      mayRectify: row.state === "open" && mayFile(actor, kept), mayRecheck: row.state === "rectified" && row.rectifiedBy !== actor.personId && mayInspect(actor, kept), mayAccept: row.state !== "closed" && row.level === "warn" && mayInspect(actor, kept),
    };
  });
}
