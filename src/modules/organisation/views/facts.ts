import type { Reader } from "#platform/db/database.ts";
import { FactPart, PresetFacts } from "../rules/facts.ts";

/** The facts of the province as they stand in the database, or nothing before a preset is loaded. */
export async function presetOf(read: Reader): Promise<PresetFacts | null> {
  const rows = await read.selectFrom("organisation.fact_part").select(["part", "facts"]).execute();
  if (rows.length === 0) return null;
  return PresetFacts.parse(Object.fromEntries(rows.map((r) => [r.part, r.facts])));
}

/** One part of the facts. */
export async function factsOf<P extends FactPart>(read: Reader, part: P): Promise<PresetFacts[P] | null> {
  const row = await read.selectFrom("organisation.fact_part").select("facts").where("part", "=", part).executeTakeFirst();
  return row ? PresetFacts.shape[part].parse(row.facts) as PresetFacts[P] : null;
}

/** Which parts people changed since the preset was loaded, and what the preset said then. */
export async function factParts(read: Reader): Promise<Map<string, { loadedSha256: string; edited: boolean }>> {
  const rows = await read.selectFrom("organisation.fact_part").select(["part", "loaded_sha256", "edited"]).execute();
  return new Map(rows.map((r) => [r.part, { loadedSha256: r.loaded_sha256, edited: r.edited }]));
}
