import type { Gazetteer, Sense } from "./gazetteer.ts";
import type { Mention } from "./mentions.ts";
import { senseShare } from "./odds.ts";
import { levels } from "./region.ts";

/** A name with the places it stands for here; several codes when the words do not tell which, or when it runs through all of them. */
export type Named = Mention & { codes: readonly string[]; form: Sense["form"]; shared: boolean; backed: boolean };

/** A parent or child named beside a place makes it one, named elsewhere in the title rather so. */
const withParent = { next: 5, near: 2.5 } as const;
/** A small place beside a place that does not hold it is rather a word (西湖|龙井). */
const besideStranger = -3;
const rank = (sense: Sense): number => levels.indexOf(sense.level);

/** Decides between the places that share a name: a parent named beside it, a parent or child named elsewhere, what people mean by it, the higher level. */
export function resolveMentions(mentions: readonly Mention[], gazetteer: Gazetteer, when: number): Named[] {
  const lineage = (code: string) => gazetteer.lineage(code, when);
  const related = (sense: Sense, other: Mention): boolean =>
    sense.codes.some((code) => other.senses.some((s) => s.codes.some((o) => o !== code && (lineage(code).includes(o) || lineage(o).includes(code)))));
  const sibling = (sense: Sense, other: Mention): boolean =>
    sense.codes.some((code) => other.senses.some((s) => s.codes.some((o) => o !== code && lineage(o).length > 1 && lineage(code)[1] === lineage(o)[1])));
  return mentions.map((mention, i): Named => {
    const standing = mention.senses.filter((s) => s.codes.length === 0 || s.codes.some((code) => lineage(code).length > 0));
    const senses = standing.length > 0 ? standing : mention.senses;
    if (mentions.length === 1) return named(mention, mention.odds, meant(mention.name, senses), false);
    const beside = [mentions[i - 1], mentions[i + 1]].filter((other) => other !== undefined && touch(mention, other)) as Mention[];
    const before = beside.find((m) => m === mentions[i - 1]);
    // A parent is said before its child; after it the name means another child (长春、吉林 are two cities).
    const siblings = before && senses.length > 1 ? senses.filter((s) => sibling(s, before)) : [];
    const byNeighbour = siblings.length > 0 ? siblings : senses.filter((s) => beside.some((m) => related(s, m)));
    const byOther = byNeighbour.length > 0 ? [] : senses.filter((s) => mentions.some((m) => m !== mention && related(s, m)));
    const backed = byNeighbour.length > 0 ? byNeighbour : byOther;
    const left = backed.length > 0 ? highest(backed) : meant(mention.name, senses);
    const stranger = backed.length === 0 && before !== undefined && left.every((s) => s.form === "short" && s.level === "county");
    const odds = mention.odds + (byNeighbour.length > 0 ? withParent.next : byOther.length > 0 ? withParent.near : stranger ? besideStranger : 0);
    return named(mention, odds, left, backed.length > 0);
  });
}

function named({ name, start, end, first, next, trail }: Mention, odds: number, senses: readonly Sense[], backed: boolean): Named {
  const [one] = senses;
  const codes = one && senses.length === 1 ? one.codes : [...new Set(senses.flatMap((s) => s.codes))];
  return { name, start, end, first, next, trail, odds, senses, codes, form: one?.form ?? "short", shared: senses.some((s) => s.codes.length > 1), backed };
}

const touch = (a: Mention, b: Mention): boolean => [[a, b], [b, a]].some(([x, y]) => x?.next === y?.first || x?.end === y?.start);

/** One place of several is meant when so many of the people who name it with its parent mean that one. */
const mostPeople = 0.75;

function highest(senses: readonly Sense[]): readonly Sense[] {
  const top = Math.min(...senses.map(rank));
  return senses.filter((s) => rank(s) === top);
}

function meant(name: string, senses: readonly Sense[]): readonly Sense[] {
  if (senses.length < 2) return senses;
  const short = name.replace(/[市县区]$/u, "");
  const known = senses.map((s) => ({ s, share: senseShare(short, s.codes[0] ?? "") }));
  const best = known.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))[0];
  if (best && (best.share ?? 0) >= mostPeople) return [best.s];
  return highest(senses);
}
