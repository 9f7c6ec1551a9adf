import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { AnyConnector } from "#kernel/connector.ts";
import type { Reader } from "#platform/db/database.ts";
import { diagnose, type Ailment } from "../rules/diagnosis.ts";
import { accountFacts, type AccountFacts } from "./accounts.ts";

type Trouble = { accountId: string; unknown: number; failed: number; handLate: number; restsUntil: Date | null; restReason: string };

/** Accounts a person sees with what is wrong with each, the gravest first. */
export async function patients(read: Reader, actor: Actor, about: { connectors: ReadonlyMap<string, AnyConnector>; outboundOff: boolean }, accountId: string | undefined, now: Date): Promise<{ account: AccountFacts; ailments: Ailment[] }[]> {
  const accounts = (await accountFacts(read, about.connectors, now, { actor })).filter((a) => accountId === undefined || a.id === accountId);
  const trouble = await troubles(read, accounts.map((a) => a.id), now);
  const seen = accounts.map((account) => {
    const connector = about.connectors.get(account.connectorId);
    const settings = connector?.config.safeParse(account.config);
    const own = trouble.get(account.id);
    return {
      account, ailments: diagnose({
        state: account.state, stateReason: account.stateReason, known: connector !== undefined, testable: connector?.health !== undefined, hasSpoken: account.lastPostAt !== null, outboundOff: about.outboundOff,
        missingSecrets: (connector?.secrets ?? []).filter((secret) => !secret.optional && !account.secretNames.includes(secret.name)), settingsWrong: settings && !settings.success ? { field: settings.error.issues[0]?.path.join(".") ?? "" } : null,
        health: account.health, healthDetail: account.healthDetail, restsUntil: own?.restsUntil ?? null, restReason: own?.restReason ?? "", unknown: own?.unknown ?? 0, failed: own?.failed ?? 0, handLate: own?.handLate ?? 0, ownerLeft: account.ownerLeft, hasSuccessor: account.hasSuccessor,
      }, now),
    };
  });
  const weight = ({ ailments }: { ailments: Ailment[] }) => ["stops", "harms", "note"].indexOf(ailments[0]?.weight ?? "note") + (ailments.length === 0 ? 9 : 0);
  return seen.toSorted((a, b) => weight(a) - weight(b));
}

// What dispatch knows of each account: legs in doubt or failed that nothing newer overtook, posts by hand that are late, a rest the platform asked for.
async function troubles(read: Reader, accountIds: readonly string[], now: Date): Promise<Map<string, Trouble>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await sql<Trouble>`
    select a.id as "accountId", coalesce(s.unknown, 0)::int as unknown, coalesce(s.failed, 0)::int as failed, coalesce(h.late, 0)::int as "handLate", g.rests_until as "restsUntil", coalesce(g.reason, '') as "restReason"
    from unnest(${accountIds}::uuid[]) as a(id)
    left join (select d.account_id, count(*) filter (where p.state = 'unknown') as unknown, count(*) filter (where p.state = 'failed') as failed from dispatch.progress p join dispatch.delivery d on d.id = p.delivery_id
      where p.state in ('unknown', 'failed') and not exists (select from dispatch.delivery x where x.piece_id = d.piece_id and x.account_id = d.account_id and x.created_at > d.created_at) group by 1) s on s.account_id = a.id
    left join (select account_id, count(*) as late from dispatch.hand_post where done_at is null and due_at <= ${now} group by 1) h on h.account_id = a.id
    left join dispatch.gate g on g.account_id = a.id`.execute(read);
  return new Map(rows.map((row) => [row.accountId, row]));
}
