import type { Matter } from "#opinion/watch/matters.ts";
import type { Hazard } from "#opinion/reading.ts";
import type { Tx } from "#platform/db/database.ts";

/** What a unit knows of already, held until commit. */
export async function lockMatters(tx: Tx, unitId: string): Promise<Matter[]> {
  const rows = await tx.selectFrom("opinion.matter").selectAll().where("unit_id", "=", unitId).orderBy("n").forUpdate().execute();
  return rows.map((row) => ({ topics: new Set(row.topic_ids), hazard: row.hazard as Hazard | null, cover: row.cover, last: row.last_at.getTime() }));
}

/** Writes what a unit knows of, in place of what it knew before. */
export async function saveMatters(tx: Tx, unitId: string, matters: readonly Matter[]): Promise<void> {
  await tx.deleteFrom("opinion.matter").where("unit_id", "=", unitId).execute();
  if (matters.length === 0) return;
  await tx.insertInto("opinion.matter").values(matters.map(({ topics, hazard, cover, last }, n) => ({ unit_id: unitId, n, topic_ids: [...topics], hazard, cover, last_at: new Date(last) }))).execute();
}
