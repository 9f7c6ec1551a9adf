import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";
import { putOn, plansOf } from "../views.ts";

/** An LED account with the names a screen of the desk needs. */
type AccountRow = { id: string; name: string; unitId: string; unitName: string; unitSeal: string };

const withinScope = ({ scope }: Actor) => scope.all ? sql`true` : sql`(
  a.unit_id = any(${[...scope.unitIds]}::uuid[]) or u.system = any(${[...scope.systems]}::text[])
  or exists (select from unnest(${[...scope.regions]}::text[]) as r(code) where starts_with(u.region_code, r.code)))`;

/** LED accounts a person may see, closed ones left out; or that one, where it is asked for. */
export async function screenAccounts(read: Reader, actor: Actor, accountId: string | null = null): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.name, a.unit_id as "unitId", coalesce(n.short_name, u.code) as "unitName", coalesce(n.seal, '') as "unitSeal"
    from channels.account a join organisation.unit u on u.id = a.unit_id
    left join lateral (select short_name, seal from organisation.unit_name m where m.unit_id = a.unit_id and m.kind = 'main' order by valid_from desc limit 1) n on true
    where a.connector_id = 'led' and a.state <> 'closed' and (${accountId}::uuid is null or a.id = ${accountId}::uuid) and ${withinScope(actor)}
    order by u.sees = 'all' desc, array_position(array['province', 'city', 'county', 'partner'], u.level), u.region_code, u.code, a.name collate "C" limit 500`.execute(read);
  return rows;
}

type ScreenRow = {
  id: string; accountId: string; groupId: string | null; name: string; place: string; lastSeenAt: Date | null;
  proofPieceId: string | null; proofEdition: number | null; proofEndedAt: Date | null;
};

/** Screens in service of some accounts, each with the last thing it proved. */
async function screensWithProof(read: Reader, accountIds: readonly string[]): Promise<ScreenRow[]> {
  const { rows } = await sql<ScreenRow>`
    select s.id, s.account_id as "accountId", s.group_id as "groupId", s.name, s.place, s.last_seen_at as "lastSeenAt", p.piece_id as "proofPieceId", p.edition as "proofEdition", p.ended_at as "proofEndedAt"
    from signage.screen s
    left join lateral (select e.piece_id, e.edition, q.ended_at from signage.proof q join signage.entry e on e.id = q.entry_id where q.screen_id = s.id order by q.started_at desc limit 1) p on true
    where s.account_id = any(${[...accountIds]}::uuid[]) and s.retired_at is null order by s.name collate "C", s.id limit 5000`.execute(read);
  return rows;
}

const titlesOf = async (read: Reader, pieceIds: readonly string[]): Promise<Map<string, string>> =>
  pieceIds.length === 0 ? new Map() : new Map((await read.selectFrom("content.piece").select(["id", "title"]).where("id", "in", [...pieceIds]).execute()).map((row) => [row.id, row.title]));

/** Everything the screens of some accounts are to show, in groups, with what they proved last. */
export async function boardOf(read: Reader, accountIds: readonly string[], now: Date) {
  const [screens, put] = [await screensWithProof(read, accountIds), await putOn(read, accountIds, now)];
  const groups = accountIds.length === 0 ? [] : await read.selectFrom("signage.screen_group").select(["id", "account_id as accountId", "name", "version"]).where("account_id", "in", [...accountIds]).where("dissolved_at", "is", null).orderBy("made_at").orderBy("id").execute();
  const plans = await plansOf(read, groups.map(({ id }) => id));
  const titles = await titlesOf(read, [...new Set([...put.map(({ pieceId }) => pieceId), ...screens.flatMap(({ proofPieceId }) => (proofPieceId ? [proofPieceId] : []))])]);
  return { screens, put, groups: groups.map((group) => ({ ...group, plan: plans.get(group.id) ?? null })), titles };
}
