/** A name in both languages of the site. */
export type Bilingual = { zh: string; en: string };

/** What the site says about itself; all of it comes from the preset, nothing from the code. */
export type SiteSettings = {
  name: Bilingual;
  tagline: Bilingual;
  /** Scheme and host without a slash at the end. */
  origin: string;
  /** In the order of the navigation; the first is the first page itself (要紧的). */
  columns: readonly { slug: string; name: Bilingual }[];
  /** Emergency numbers in the order people need them; the first three stand on a phone's first screen. */
  hotlines: readonly { number: string; use: Bilingual }[];
  /** Places for 只看我这里的: prefectures with `parent: null`, counties under them. */
  regions: readonly { code: string; name: string; parent: string | null }[];
  /** Lines at the foot: 主办单位, 备案号. */
  imprint: readonly string[];
  /** Address of a WebSub hub, where the feeds announce one. */
  hub: string | null;
};

/** The parts of a preset that the site speaks from; places deeper than counties and hidden ones are left out. */
export type SitePreset = {
  name: Bilingual; tagline: Bilingual; imprint: readonly string[]; hub?: string;
  columns: SiteSettings["columns"];
  hotlines: readonly { number: string; use: Bilingual; shown: boolean }[];
  regions: readonly { code: string; name: string; kind: string; parents: readonly { code: string; to?: string | undefined }[]; hidden: boolean; became?: string | undefined }[];
};

const prefectures = ["city", "prefecture", "committee"];
const counties = ["district", "county-city", "county", "autonomous-county", "committee-zone"];

/** What the site says about itself, from a preset, under the address that people reach it by. */
export function siteSettingsOf(preset: SitePreset, origin: string): SiteSettings {
  const places = preset.regions.filter((r) => !r.hidden && !r.became && [...prefectures, ...counties].includes(r.kind));
  const parentOf = (r: SitePreset["regions"][number]) => (prefectures.includes(r.kind) ? null : r.parents.find((p) => p.to === undefined)?.code ?? null);
  return {
    name: preset.name, tagline: preset.tagline, origin, imprint: preset.imprint, hub: preset.hub ?? null,
    columns: preset.columns.map(({ slug, name }) => ({ slug, name })),
    hotlines: preset.hotlines.filter((h) => h.shown).map(({ number, use }) => ({ number, use })),
    regions: places.map((r) => ({ code: r.code, name: r.name, parent: parentOf(r) })),
  };
}
