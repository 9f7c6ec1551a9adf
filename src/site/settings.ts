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
