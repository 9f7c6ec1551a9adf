import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import type { SourceFormat, SourceKind } from "../rules/shapes.ts";

/** A source with what its keepers need to know. */
export type SourceRow = {
  id: string; unitId: string; label: string; format: SourceFormat; kind: SourceKind; url: string; settings: string; leastMinutes: number; mostMinutes: number; state: "active" | "paused" | "closed"; stateReason: string;
  watch: string; nextAt: Date | null; askedAt: Date | null; detail: string; items: number; hasSecret: boolean;
};

/** Sources of units that are not closed; of all units when none are given. */
export async function sourceRows(read: Reader, unitIds: readonly string[] | null): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select s.id, s.unit_id as "unitId", s.label, s.format, s.kind, s.url, s.settings, s.least_minutes as "leastMinutes", s.most_minutes as "mostMinutes", s.state, s.state_reason as "stateReason", s.watch, s.next_at as "nextAt", s.asked_at as "askedAt", s.detail,
      (select count(*)::int from opinion.item i where i.source_id = s.id) as items, s.sealed_secret is not null as "hasSecret"
    from opinion.source s where s.state <> 'closed' and (${unitIds === null} or s.unit_id = any(${[...(unitIds ?? [])]}::uuid[])) order by s.unit_id, s.format = 'hand', s.label collate "C" limit 2000`.execute(read);
  return rows;
}

/** What the door of a webhook needs; null when there is none, or it is not open. */
export async function doorOf(read: Reader, id: string): Promise<{ id: string; unitId: string; label: string; kind: SourceKind; settings: string; watch: string; sealed: string } | null> {
  const row = await read.selectFrom("opinion.source").selectAll().where("id", "=", id).where("format", "=", "webhook").where("state", "=", "active").executeTakeFirst();
  return row?.sealed_secret ? { id: row.id, unitId: row.unit_id, label: row.label, kind: row.kind, settings: row.settings, watch: row.watch, sealed: row.sealed_secret } : null;
}

/** The source under which a unit enters items by hand; null before the first. */
export async function handOf(read: Reader, unitId: string): Promise<{ id: string; watch: string } | null> {
  const row = await read.selectFrom("opinion.source").select(["id", "watch"]).where("unit_id", "=", unitId).where("format", "=", "hand").where("state", "<>", "closed").executeTakeFirst();
  return row ?? null;
}

/** Days that items are kept, where somebody set them. */
export async function retentionOf(read: Reader): Promise<{ keepDays: number; changedByName: string } | null> {
  const row = await read.selectFrom("opinion.setting").select(["keep_days", "changed_by_name"]).executeTakeFirst();
  return row ? { keepDays: row.keep_days, changedByName: row.changed_by_name } : null;
}

/** Profiles in use of units, with how many topics each found and told of. */
export async function profileRows(read: Reader, unitIds: readonly string[] | null) {
  const { rows } = await sql<{ id: string; unitId: string; label: string; regions: string[]; hazards: string[]; categories: string[]; least: number; words: string[]; alerts: boolean; changedByName: string; changedAt: Date; found: number; told: number }>`
    select p.id, p.unit_id as "unitId", p.label, p.regions, p.hazards, p.categories, p.least_likelihood as least, p.words, p.alerts, p.changed_by_name as "changedByName", p.changed_at as "changedAt",
      (select count(*)::int from opinion.profile_match x where x.profile_id = p.id) as found, (select count(*)::int from opinion.alert a where a.profile_id = p.id and a.rule <> 'known') as told
    from opinion.profile p where p.state = 'active' and (${unitIds === null} or p.unit_id = any(${[...(unitIds ?? [])]}::uuid[])) order by p.unit_id, p.label collate "C"`.execute(read);
  return rows;
}
