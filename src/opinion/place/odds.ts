import * as learned from "./learned.ts";

const table = (text: string): ReadonlyMap<string, number> => {
  const parts = text.split(" ");
  return new Map(parts.flatMap((word, i) => (i % 2 === 0 ? [[word, Number(parts[i + 1])] as const] : [])));
};
const before = table(learned.before);
const after = table(learned.after);
const shares = table(learned.shares);
const senses = new Map(learned.senses.split(" ").flatMap((name, i, all) => (i % 2 === 0 ? [[name, all[i + 1] ?? ""] as const] : []))
  .map(([name, list]) => [name, new Map(list.split(",").map((one) => { const [code = "", share = "0"] = one.split(":"); return [code, Number(share)] as const; }))] as const));

/** Log odds of a likelihood. */
export const logit = (p: number): number => Math.log(p / (1 - p));
/** A likelihood in thousandths, so that it is the same on every machine and short to read. */
export const inThousandths = (p: number): number => Math.round(p * 1000) / 1000;
/** The likelihood of log odds, in thousandths. */
export const likelihood = (odds: number): number => inThousandths(1 / (1 + Math.exp(-odds)));

/** Log odds that a word before a name speaks for a place; `^` stands for the beginning of the title. Null when it was not learned. */
export const beforeOf = (word: string): number | null => before.get(word) ?? null;
/** Log odds that a word after a name speaks for a place; `$` stands for the end of the title. Null when it was not learned. */
export const afterOf = (word: string): number | null => after.get(word) ?? null;

/** How often a short name means the place when nothing else tells; null when too seldom seen to say. */
export const shareOf = (name: string): number | null => shares.get(name) ?? null;

/** The part of the people who mean this place by a name that several share; null when the name was not seen to be shared. */
export const senseShare = (name: string, code: string): number | null => { const known = senses.get(name); return known ? (known.get(code) ?? 0) : null; };
