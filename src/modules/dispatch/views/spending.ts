import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { AnyConnector } from "#kernel/connector.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import type { Spending } from "../contract.ts";
import { whyNotSpend } from "../policy.ts";
import { windowOf } from "../rules/spend.ts";

/** What the house can speak through, and what time it is there. */
export type Channels = { connectors: ReadonlyMap<string, AnyConnector>; now: Date };

/** A held leg as the board reads it; `config` are the settings of its account. */
export type HeldLine = { deliveryId: string; accountId: string; connectorId: string; unitId: string; accountOwnerId: string; config: string; notBefore: Date };

/** What is asked of each held leg, by delivery. A board that holds nothing asks nothing. */
export async function spendingsOf(read: Reader, actor: Actor, held: readonly HeldLine[], { connectors, now }: Channels): Promise<Map<string, Spending>> {
  const asked = new Map<string, Spending>();
  for (const line of held) {
    const quota = connectors.get(line.connectorId)?.quota?.(JSON.parse(line.config));
    if (!quota) continue;
    const { from, to } = windowOf(quota, line.notBefore > now ? line.notBefore : now);
    asked.set(line.deliveryId, { ...quota, from: from.toISOString(), ...(await spentOn(read, line.accountId, { from, to })), whyNot: whyNotSpend(actor, { unitId: line.unitId, ownerPersonId: line.accountOwnerId }) });
  }
  return asked;
}

/** What an account spent within a window, by our own receipts: decided and taken by the channel; and what is bound, decided and not yet answered. */
async function spentOn(read: Reader, accountId: string, { from, to }: { from: Date; to: Date }): Promise<{ spent: number; bound: number }> {
  const { rows } = await sql<{ spent: number; bound: number }>`${kept}
    select count(*) filter (where s.accepted_at >= ${from} and s.accepted_at < ${to})::int as spent, count(*) filter (where s.rung is null and s.state in ('queued', 'sending', 'waiting', 'unknown'))::int as bound
    from (select distinct delivery_id from dispatch.receipt where account_id = ${accountId} and event_id >= 'spend:' and event_id < 'spend;') r join dispatch.progress s on s.delivery_id = r.delivery_id`.execute(read);
  return rows[0] ?? { spent: 0, bound: 0 };
}
