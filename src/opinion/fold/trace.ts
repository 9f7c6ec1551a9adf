import type { Hazard, Reading } from "../reading.ts";
import type { Lexicon } from "./lexicon.ts";
import { isOpening, namesHarm } from "./openings.ts";
import type { Spot, Trace, Word } from "./shapes.ts";
import { tellingWords } from "./tokens.ts";

/** A title as it was heard: in its own and in plain form, with its reading and its words as the cutter gives them. */
export type Hearing = { heard: string; title: string; at: number; reading: Reading; cut: readonly string[]; /** How much it says, for the order. */ says: number };

/** Words of a second event: the same hazard once more. */
const onceMore = /又(?!一名|有|称|回应)|再发|再次|再度|再遭|再现/u;
/** A hazard told by slight words alone counts when the title speaks of an emergency at least so likely. */
const believed = 0.2;

const unsaid: ReadonlySet<Word> = new Set();

type Told = { readonly names: string[]; readonly codes: string[]; readonly abroad: string[]; readonly hazardWords: string[]; sure: boolean };

type Bearing = "place" | "here" | "sure" | "slight" | "none";
/** Rules are few, and asked about for every title. */
const bearings = new Map<string, Bearing>();
function bearingOf(rule: string): Bearing {
  let known = bearings.get(rule);
  if (known) return known;
  if (rule === "place.at" || rule === "place.goal") known = "here";
  else if (rule.startsWith("place.") && rule !== "place.unlikely") known = "place";
  else known = rule.startsWith("emergency.sure:") ? "sure" : rule.startsWith("emergency.slight:") ? "slight" : "none";
  bearings.set(rule, known);
  return known;
}

/** Most readings name no place and no hazard. */
const nothingTold: Told = { names: [], codes: [], abroad: [], hazardWords: [], sure: false };

/** What the reading says about its own words: the names of places, those where it plays, the words that told the hazard. */
function toldBy({ why }: Reading): Told {
  if (why.length === 0) return nothingTold;
  const told: Told = { names: [], codes: [], abroad: [], hazardWords: [], sure: false };
  for (const { rule, words } of why) {
    const bearing = bearingOf(rule);
    if (bearing === "none") continue;
    if (bearing === "sure" || bearing === "slight") {
      told.hazardWords.push(...words);
      if (bearing === "sure") told.sure = true;
      continue;
    }
    const [name = "", ...codes] = words;
    told.names.push(name);
    if (bearing !== "here") continue;
    if (codes.length > 0) told.codes.push(...codes); else told.abroad.push(name);
  }
  return told;
}

const lowest = (spots: readonly Spot[]): readonly Spot[] => (spots.length < 2 ? spots : spots.filter((spot, i) => spots.indexOf(spot) === i && !spots.some((other) => other !== spot && other.line.includes(spot))));

/** What a title leaves behind. */
export function traceOf({ heard, title, at, reading, cut }: Hearing, lexicon: Lexicon): Trace {
  const told = toldBy(reading);
  const words: Word[] = [];
  tellingWords(cut, told.names, (text, name) => { const word = lexicon.word(text, at, name); if (!words.includes(word)) words.push(word); });
  const hazard: Hazard | null = told.sure || reading.emergency >= believed ? reading.hazard : null;
  // A country beside a place here is a party to it, not where it happens.
  const spots = told.codes.length > 0 ? lowest(told.codes.map((code) => lexicon.spot(code, at))) : told.abroad.map((name) => lexicon.spot(name, at, true));
  const said: ReadonlySet<Word> = hazard === null ? unsaid : new Set(words.filter((word) => told.hazardWords.includes(lexicon.text(word))));
  return { heard, title, at, words, said, spots, hazard, magnitude: reading.figures.magnitude, deaths: reading.figures.deaths, again: hazard !== null && onceMore.test(title), harms: namesHarm(reading), opens: hazard !== null && isOpening(title, reading) };
}
