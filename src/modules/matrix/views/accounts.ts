import { sql } from "kysely";
import type { Actor, System } from "#kernel/actor.ts";
import type { AnyConnector } from "#kernel/connector.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Inspected } from "../rules/inspection.ts";

/** Where an account stands: on a platform of somebody else, or a channel of our own. */
export type Platform = { zh: string; en: string; newMedia: boolean };

/** An account with everything inspection, file and doctor ask of it. */
export type AccountFacts = Inspected & {
  id: string; connectorId: string; name: string; platform: Platform; unitId: string; unitName: string; unitSeal: string; system: System; regionCode: string; ownerId: string; ownerName: string; successorId: string | null; successorName: string | null;
  config: unknown; secretNames: string[]; stateReason: string; health: "unknown" | "well" | "ill"; healthDetail: string;
};

type Row = Omit<AccountFacts, "platform" | "newMedia" | "twins" | "closedOn" | "config" | "filing" | "interaction" | "hasSuccessor"> & {
  config: string; updatedAt: Date; certifiedAs: string | null; certifiedUntil: string | null; closingFiledOn: string | null; comments: number | null; answered: number | null; successorLeft: boolean | null;
};

/** The most accounts one look covers. */
export const mostAccounts = 5000;

/** The condition under which a person sees an account: own unit, a corps its line, a city its region, 新闻宣传处 all. `a` names channels.account, `u` organisation.unit. */
export const accountScope = ({ scope }: Actor) => scope.all ? sql`true` : sql`(
  a.unit_id = any(${[...scope.unitIds]}::uuid[]) or u.system = any(${[...scope.systems]}::text[]) or u.region_code like any(${scope.regions.map((code) => `${code}%`)}::text[]))`;

/** How an account's platform is called: by its own settings where it stands on somebody else's, otherwise by its channel. */
export function platformOf(connector: AnyConnector | undefined, connectorId: string, config: unknown): Platform {
  if (!connector) return { zh: connectorId, en: connectorId, newMedia: false };
  if (!connector.newMedia) return { ...connector.name, newMedia: false };
  // Settings that no longer fit their schema name no platform; the doctor says so.
  if (!connector.config.safeParse(config).success) return { ...connector.name, newMedia: true };
  const name = connector.newMedia(config);
  return connector.kind === "assisted" ? { zh: name, en: name, newMedia: true } : { ...connector.name, newMedia: true };
}

/** Accounts with their facts, in the order of their units; those a person sees, or all of them for the house. */
export async function accountFacts(read: Reader, connectors: ReadonlyMap<string, AnyConnector>, now: Date, ask: { actor?: Actor; ids?: readonly string[]; closed?: boolean } = {}): Promise<AccountFacts[]> {
  const { rows } = await sql<Row>`
    select a.id, a.connector_id as "connectorId", a.name, a.unit_id as "unitId", coalesce(n.short_name, u.code) as "unitName", coalesce(n.seal, '') as "unitSeal", u.system, u.region_code as "regionCode", a.audience, a.state, a.state_reason as "stateReason",
      a.created_at as "createdAt", a.updated_at as "updatedAt", a.last_post_at as "lastPostAt", a.registration_no as "registrationNo", a.owner_person_id as "ownerId", coalesce(o.name, '') as "ownerName", a.successor_person_id as "successorId", s.name as "successorName",
      coalesce(o.left_at is not null and o.left_at <= ${now}, true) as "ownerLeft", s.left_at is not null and s.left_at <= ${now} as "successorLeft", a.config, a.health, a.health_detail as "healthDetail", coalesce((select array_agg(x.name) from channels.secret x where x.account_id = a.id), '{}') as "secretNames",
      f.certified_as as "certifiedAs", f.certified_until as "certifiedUntil", f.closing_filed_on as "closingFiledOn", r.comments::int as comments, r.answered::int as answered
    from channels.account a join organisation.unit u on u.id = a.unit_id
    left join lateral (select short_name, seal from organisation.unit_name m where m.unit_id = a.unit_id and m.kind = 'main' order by valid_from desc limit 1) n on true
    left join organisation.person o on o.id = a.owner_person_id left join organisation.person s on s.id = a.successor_person_id left join matrix.filing f on f.account_id = a.id
    left join lateral (select comments, answered from matrix.reading x where x.account_id = a.id and x.source <> 'api' and x.to_day > ${isoDay(new Date(now.getTime() - 32 * 86_400_000))}::date order by x.to_day desc limit 1) r on true
    where ${ask.actor ? accountScope(ask.actor) : sql`true`} and (${ask.ids ?? null}::uuid[] is null or a.id = any(${ask.ids ?? null}::uuid[])) and (${ask.closed === true || ask.ids !== undefined} or a.state <> 'closed')
    order by u.sees = 'all' desc, array_position(array['province', 'city', 'county', 'partner'], u.level), u.region_code, u.code, a.audience, a.connector_id, a.name collate "C" limit ${mostAccounts + 1}`.execute(read);
  const accounts = rows.map(({ config: written, updatedAt, certifiedAs, certifiedUntil, closingFiledOn, comments, answered, successorLeft, ...row }) => {
    const config = JSON.parse(written) as unknown;
    const platform = platformOf(connectors.get(row.connectorId), row.connectorId, config);
    return {
      ...row, config, platform, newMedia: platform.newMedia, twins: [] as string[], closedOn: row.state === "closed" ? isoDay(updatedAt) : null, hasSuccessor: row.successorId !== null && successorLeft !== true,
      filing: certifiedAs === null ? null : { certifiedAs, certifiedUntil, closingFiledOn }, interaction: comments === null ? null : { comments, answered: answered ?? 0 },
    };
  });
  return ask.ids === undefined ? withTwins(accounts) : accounts;
}

// Two accounts of one unit on one platform know of each other.
function withTwins(accounts: readonly AccountFacts[]): AccountFacts[] {
  const spoken = accounts.filter((a) => a.newMedia && a.state === "active" && a.audience === "public");
  const together = Map.groupBy(spoken, (a) => `${a.unitId} ${a.platform.zh}`);
  return accounts.map((a) => ({ ...a, twins: (together.get(`${a.unitId} ${a.platform.zh}`) ?? []).filter((b) => b.id !== a.id && spoken.includes(a)).map((b) => b.name) }));
}
