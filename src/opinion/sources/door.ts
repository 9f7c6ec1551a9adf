import type { Item } from "../item.ts";
import { readCount } from "./count.ts";
import { cleanLink } from "./link.ts";
import { maskPersons } from "./mask.ts";
import { oneLine, plainWords } from "./plain-words.ts";
import { limits, turnAway, type Harvest, type Refused, type Source } from "./refusals.ts";
import { readTime, type When } from "./when.ts";

/** One entry as an importer found it, before the door: raw words (with markup), and who is named in its own fields, to be masked. */
export type Found = {
  /** Its place in the document, from 1; in a table the row. */
  entry: number;
  title: string;
  text: string;
  /** Links in order of preference; the first that can be kept is. */
  links: readonly string[];
  time: string | number | null;
  rank: unknown;
  reads: unknown;
  comments: unknown;
  /** Names in fields for persons; they serve to mask and go no further. */
  persons: readonly string[];
};

/** An entry of which nothing but its place is known yet. */
export const nothingFound = (entry: number): Found => ({ entry, title: "", text: "", links: [], time: null, rank: null, reads: null, comments: null, persons: [] });

// Markup may be many times its words; more than this of it is not even looked at.
const markupPerCharacter = 12;
const titleFromText = 80;

const withoutHalf = (text: string): string => (/[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text);

/** The last unbroken run of a cut text could be half a number or half a name. */
const withoutTornEnd = (text: string): string => text.slice(0, text.length - (/[\p{L}\p{N}@._%+-]{1,40}$/u.exec(text)?.[0].length ?? 0));

/** Words as they may be kept: no markup, nobody named, no longer than `most`; a cut is said. */
function wordsFor(raw: string, most: number, persons: readonly string[], source: Source): { words: string; of: number | null } {
  const longest = most * markupPerCharacter;
  const words = plainWords(raw.length > longest ? withoutTornEnd(raw.slice(0, longest)) : raw);
  const spare = most + most;
  const masked = maskPersons(words.length > spare ? withoutTornEnd(words.slice(0, spare)) : words, persons, source.institutions ?? []);
  const cut = masked.length > most || words.length > spare || raw.length > longest;
  return cut ? { words: withoutHalf(masked.slice(0, most)), of: Math.max(words.length, masked.length) } : { words: masked, of: null };
}

const firstSentence = (text: string): string => withoutHalf((/^.*?[。！？!?\n]/s.exec(text.slice(0, titleFromText))?.[0] ?? text.slice(0, titleFromText)).trim());

function linkOf(found: Found, source: Source, refused: Refused[]): string {
  let problem: ReturnType<typeof cleanLink>["problem"] = null;
  for (const raw of found.links) {
    const clean = cleanLink(raw, source.address);
    if (clean.problem === null) return clean.link;
    problem ??= clean.problem;
  }
  if (problem !== null) turnAway(refused, found.entry, "link", problem);
  return "";
}

function countOf(found: Found, part: "rank" | "reads" | "comments", refused: Refused[]): number | null {
  const count = readCount(found[part]);
  if (count === undefined) turnAway(refused, found.entry, part, "opinion.count-unreadable");
  return count ?? null;
}

function admit(found: Found, when: When, source: Source, seenAt: number, harvest: Harvest): void {
  const { items, refused } = harvest;
  const persons = found.persons.map((who) => plainWords(who).replaceAll("\n", " ")).filter((who) => who.length >= 2 && who.length <= 60);
  const title = wordsFor(found.title, limits.titleCharacters, persons, source);
  const text = wordsFor(found.text, limits.textCharacters, persons, source);
  const said = oneLine(title.words).trim() || firstSentence(text.words);
  if (said === "") { turnAway(refused, found.entry, "entry", "opinion.title-missing"); return; }
  if (title.of !== null) turnAway(refused, found.entry, "title", "opinion.title-cut", { characters: title.of, kept: title.words.length });
  if (text.of !== null) turnAway(refused, found.entry, "text", "opinion.text-cut", { characters: text.of, kept: text.words.length });
  if (when.problem !== null) turnAway(refused, found.entry, "time", when.problem);
  const item: Item = {
    source: source.key, kind: source.kind, title: said, text: text.words, link: linkOf(found, source, refused),
    publishedAt: when.at, seenAt,
    rank: countOf(found, "rank", refused), reads: countOf(found, "reads", refused), comments: countOf(found, "comments", refused),
  };
  items.push(item);
}

const unsaid: When = { at: null, problem: null };

/** The one door: whatever an importer found becomes items here, without anybody's name, or is refused with a reason. */
export function letIn(found: readonly Found[], source: Source, seenAt: number, refused: Refused[] = []): Harvest {
  const harvest: Harvest = { items: [], refused };
  let whens = found.map(({ time }) => readTime(time, seenAt));
  if (whens.some(({ problem }) => problem === "opinion.time-zone-wrong")) whens = found.map(({ time }) => readTime(time, seenAt, true));
  for (const [i, one] of found.entries()) admit(one, whens[i] ?? unsaid, source, seenAt, harvest);
  return harvest;
}
