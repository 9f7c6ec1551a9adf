/** Where an item was found: a ranked list, news, a unit's own account, a hotline or report channel, a hand. */
export const sourceKinds = ["list", "news", "official", "report", "manual"] as const;
export type SourceKind = (typeof sourceKinds)[number];

/**
 * One public item as it leaves an importer: what was said, where it was published, when we saw it. Times are milliseconds
 * since 1970; null is missing, never zero. It has no field for a person of the public (product.md, refusal 2).
 */
export type Item = {
  /** Key of the source in the watch settings. */
  source: string;
  kind: SourceKind;
  title: string;
  /** Empty where the source gives none. */
  text: string;
  link: string;
  publishedAt: number | null;
  seenAt: number;
  rank: number | null;
  reads: number | null;
  comments: number | null;
};
