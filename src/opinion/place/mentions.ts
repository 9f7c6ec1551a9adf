import type { Gazetteer, Sense } from "./gazetteer.ts";
import { afterOf, beforeOf, logit, shareOf } from "./odds.ts";
import { befell, heldBy, roads, surnames, trailingTitles } from "./place-words.ts";
import { carriers } from "./role-words.ts";
import { type Words, wordHolding } from "./tokens.ts";

/** A stretch of a title that names a place, with what the name may stand for and how likely it is a place at all here. */
export type Mention = { name: string; start: number; end: number; /** First word and the word after the last. */ first: number; next: number; /** What follows the name inside its own word (湖南|籍). */ trail: string; senses: readonly Sense[]; odds: number };

/** A name stands in pieces when the cutter did not know it; then it is as likely two words that met. */
const inPieces = -2.5;
/** A short name after a surname (郭|靖宇) is a given name, the more so the smaller the place. */
const afterSurname = -4.5;
const afterSmall = -9;
const provinceAfterSurname = -1;
/** The words beside names were learned from cities; beside the names of counties, many of them words too, they count for less. */
const ofCounties = 0.75;
/** A word like 市长 or 县委 after a short name says that it is one, and so, less, does a misfortune that befell it. */
const beforeTitle = 3;
const beforeMisfortune = 2.5;
/** Roads bear the names of places far away (平江|路 in 苏州). */
const beforeRoad = -4.5;
const prior = { full: 0.97, short: { province: 0.98, city: 0.93, county: 0.45, township: 0.3 }, named: 0.96 } as const;

const isShort = (senses: readonly Sense[]): boolean => senses.every((sense) => sense.form === "short");

function priorOf(name: string, senses: readonly Sense[]): number {
  if (senses.some((sense) => sense.form === "full")) return prior.full;
  if (senses.some((sense) => sense.form !== "short")) return prior.named;
  const level = senses.some((s) => s.level === "province") ? "province" : senses.some((s) => s.level === "city") ? "city" : "county";
  return shareOf(name) ?? prior.short[level];
}

function oddsOf(name: string, senses: readonly Sense[], { words }: Words, first: number, next: number): number {
  const [previous, following] = [words[first - 1] ?? "^", words[next] ?? "$"];
  const after = afterOf(following) ?? (befell.test(following) ? beforeMisfortune : 0);
  const beside = (beforeOf(previous) ?? 0) + after;
  const own = logit(Math.min(0.995, Math.max(0.005, priorOf(name, senses))));
  // What is named in full or by a name of our own needs no help from its neighbours.
  if (!isShort(senses)) return own + Math.max(-1, Math.min(1, beside));
  let odds = own + beside * (senses.every((s) => s.level === "county") ? ofCounties : 1);
  if (next - first > 1) odds += inPieces;
  if (previous === "小" || previous === "阿") odds += afterSmall;
  else if (surnames.has(previous)) odds += senses.some((s) => s.level === "province") ? provinceAfterSurname : afterSurname;
  if (roads.has(following)) odds += beforeRoad;
  if (trailingTitles.test(following)) odds += beforeTitle;
  return odds;
}

/** Is the rest of a longer word something that stands in the place (北京|地铁) or bears its name (吉林|队), not a word that only begins like it (临江|仙)? */
const standsThere = (rest: string, gazetteer: Gazetteer): boolean => heldBy.test(rest) || carriers.has(rest) || gazetteer.names.from(rest, 0).some((found) => found.end === rest.length);

type FoundName = { end: number; next: number; trail: string; senses: readonly Sense[] };

/** Does a place that lies in this one follow at once (湖南|岳阳)? Then the cutter cut across them. */
const holdsNext = (text: string, end: number, senses: readonly Sense[], gazetteer: Gazetteer, when: number): boolean =>
  gazetteer.names.from(text, end).some(({ value }) => value.some((inner) => inner.codes.some((code) => gazetteer.lineage(code, when).some((above, i) => i > 0 && senses.some((s) => s.codes.includes(above))))));

function foundAt(title: Words, i: number, gazetteer: Gazetteer, when: number): FoundName | null {
  const { text, at } = title;
  const found = gazetteer.names.from(text, i);
  for (let k = found.length - 1; k >= 0; k -= 1) {
    const one = found[k];
    if (!one) continue;
    const next = at[one.end] ?? -1;
    if (next >= 0) return { end: one.end, next, trail: "", senses: one.value };
    // The name ends inside a word: the cutter joined a place with what stands in it, or cut across two places, or it is no place.
    const [begins, ends] = [wordHolding(title, i), wordHolding(title, one.end)];
    const rest = text.slice(one.end, at.indexOf(ends + 1, one.end));
    const stands = begins === ends ? standsThere(rest, gazetteer) : one.value.some((s) => s.form === "full" || s.form === "institution") || holdsNext(text, one.end, one.value, gazetteer, when);
    if (stands) return { end: one.end, next: ends + 1, trail: rest, senses: one.value };
  }
  return null;
}

/** Every name of a place in a title, left to right, longest first; words that only contain a name are not among them. */
export function findMentions(title: Words, gazetteer: Gazetteer, when: number): Mention[] {
  const mentions: Mention[] = [];
  const { text, letters, at } = title;
  for (let i = 0; i < text.length; i += 1) {
    const first = at[i] ?? -1;
    // A word that was split for the place it begins with goes on inside (吉林|长春).
    const inside = first < 0 && mentions.at(-1)?.end === i;
    if ((first < 0 && !inside) || !gazetteer.names.mayBegin(letters, i)) continue;
    const found = foundAt(title, i, gazetteer, when);
    if (!found) continue;
    const senses = found.senses.filter((sense) => sense.from <= when && when < sense.to);
    if (senses.length > 0) {
      const name = text.slice(i, found.end);
      const begin = inside ? (mentions.at(-1)?.next ?? 1) - 1 : first;
      mentions.push({ name, start: i, end: found.end, first: begin, next: found.next, trail: found.trail, senses, odds: oddsOf(name, senses, title, begin, found.next) });
    }
    i = found.end - 1;
  }
  return mentions;
}
