import type { Figures } from "../reading.ts";
import { hazardWords } from "./hazard-words.ts";
import { signWords } from "./sign-words.ts";

/** What else the likelihood of an emergency rests on, with our leaning before learning (log odds). */
const others = [
  ["base", -4], ["named", 0.5], ["abroad", 0], ["deaths", 1], ["injured", 1], ["missing", 1], ["nobody hurt", -1], ["strong quake", 0.5], ["weak quake", -5.5],
  ["two hazards", 0.8], ["hazard and harm", 1], ["hazard alone", 0.3], ["harm alone", 0], ["short", -0.3], ["slight and harm", 1], ["many harmed", 1],
] as const;
type Other = (typeof others)[number][0];

/** A row of the hazards by name; `other` is split by what is meant. */
export const hazardKey = (row: number): string => {
  const { hazard, category } = hazardWords[row] ?? { hazard: "other", category: null };
  return hazard === "other" ? `other:${category ?? "animal"}` : hazard;
};

/** Every feature with our leaning; the learned weights stand in the same order. */
export const leanings: readonly (readonly [string, number])[] = [
  ...others,
  ...hazardWords.map((_, row) => [`sure:${hazardKey(row)}`, 3.2] as const),
  ...hazardWords.map((_, row) => [`slight:${hazardKey(row)}`, 1] as const),
  ...signWords.map(({ sign, leaning }) => [sign, leaning] as const),
];
const indexOf = new Map(leanings.map(([key], i) => [key, i]));

/** The place of a feature in `leanings`. */
export const featureIndex = (key: string): number => indexOf.get(key) ?? 0;

const other = Object.fromEntries(others.map(([key], i) => [key, i])) as Record<Other, number>;
const harms: readonly boolean[] = leanings.map(([key]) => ["perished", "fallen", "dead", "hurt", "lost"].includes(key));
const isHarm = (feature: number): boolean => harms[feature] === true;
const several = featureIndex("several");
const signsAgainst = new Set(signWords.filter((row) => row.leaning < -0.5).map((row) => row.sign));
const against: readonly boolean[] = leanings.map(([key]) => signsAgainst.has(key));

/** A word of the title and what it is a sign of: its features, and the row of the hazards it tells (-1 none). */
export type Sign = { word: string; start: number; features: readonly number[]; row: number; sure: boolean };

/** Does any of the signs speak of people who came to harm? */
export const tellsHarm = (signs: readonly Sign[]): boolean => signs.some((sign) => sign.features.some(isHarm));

/** Magnitudes that do damage, and that people feel; so many people harmed are many. */
const quake = { strong: 4.5, felt: 3 } as const;
const many = 3;

/** What stands around the signs: figures, whether a place of the country or one abroad is named, the length of the title. */
export type Around = { figures: Figures; named: boolean; abroad: boolean; length: number };

/** The features that a title has, by their place in `leanings`, each once. */
export function featuresOf(signs: readonly Sign[], { figures, named, abroad, length }: Around): number[] {
  const all: number[] = [other.base];
  let [sure, twoSure, slight] = [-1, false, false];
  // 无人员伤亡 has the words of harm and says the contrary.
  const spared = figures.deaths === 0;
  for (const sign of signs) {
    for (const feature of sign.features) if (!(spared && isHarm(feature)) && !all.includes(feature)) all.push(feature);
    if (sign.row < 0) continue;
    if (!sign.sure) slight = true; else if (sure < 0) sure = sign.row; else if (sure !== sign.row) twoSure = true;
  }
  const harm = all.some(isHarm);
  const add = (key: Other, is: boolean) => { if (is) all.push(other[key]); };
  add("named", named);
  add("abroad", abroad && !named);
  add("deaths", (figures.deaths ?? 0) > 0);
  add("injured", (figures.injured ?? 0) > 0);
  add("missing", (figures.missing ?? 0) > 0);
  add("nobody hurt", spared);
  add("strong quake", (figures.magnitude ?? 0) >= quake.strong);
  add("weak quake", figures.magnitude !== null && figures.magnitude < quake.felt);
  add("two hazards", twoSure);
  add("hazard and harm", sure >= 0 && harm);
  add("slight and harm", sure < 0 && slight && harm);
  add("hazard alone", sure >= 0 && !harm && !all.some((feature) => against[feature] === true));
  add("harm alone", sure < 0 && !slight && harm);
  add("many harmed", harm && (all.includes(several) || Math.max(figures.deaths ?? 0, figures.injured ?? 0, figures.missing ?? 0) >= many));
  add("short", length <= 4);
  return all;
}
