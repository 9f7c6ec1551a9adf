import { isoDay } from "#kernel/clock.ts";
import type { House } from "#platform/house.ts";
import { factsOf, placesOn } from "#modules/organisation/index.ts";
import type { SiteSettings } from "#site/settings.ts";

/** What the public site says about itself, read from the plan in the database. */
export async function siteSettings(house: House): Promise<SiteSettings> {
  const [province, columns, hotlines, regions] = await Promise.all([
    factsOf(house.db, "province"), factsOf(house.db, "columns"), factsOf(house.db, "hotlines"), placesOn(house.db, isoDay(house.now())),
  ]);
  const name = province?.slogan ?? province?.name ?? "同声";
  return {
    name: { zh: name, en: name }, tagline: { zh: "联合发布，有出处，可核对", en: "Issued jointly, sourced, verifiable" }, origin: house.publicUrl, hub: null, imprint: [],
    columns: (columns ?? []).map(({ slug, name: title }) => ({ slug, name: title })),
    hotlines: (hotlines ?? []).filter((line) => line.shown).map(({ number, use }) => ({ number, use })),
    regions,
  };
}
