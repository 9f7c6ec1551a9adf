import { buildGazetteer, type PlaceSettings } from "./place/gazetteer.ts";
import { locate } from "./place/locate.ts";
import { mergePlaces } from "./place/merge.ts";
import { type Words, wordsOf } from "./place/tokens.ts";
import type { Place, Reading } from "./reading.ts";
import { recognise } from "./recognise/recognise.ts";
import { type Cut, plain } from "./words.ts";

/** Reads titles for one watched province. Built once; reading is pure and deterministic. */
export type Reader = {
  /** What one title says, alone, at the time it was seen (milliseconds; names and parents change by date). */
  read: (title: string, at: number) => Reading;
  /** The same of many seen at one time: all are cut before any is read, since cutter and reader each fill the memory nearest the processor. */
  readAll: (titles: readonly string[], at: number) => Reading[];
  /** The best place of a topic from the readings of its titles, refined when a later one says more. */
  placeOf: (readings: readonly Reading[], at: number) => Place | null;
};

/** Opens a reader for the province of the settings; another province is other settings (clause 3.6). */
export function openReader(places: PlaceSettings, cut: Cut): Reader {
  const gazetteer = buildGazetteer(places);
  const say = (words: Words, at: number): Reading => {
    const { region, place, mentions, abroad, why } = locate(words, gazetteer, at);
    const { emergency, category, hazard, figures, concern, needsCheck, why: whyKind } = recognise(words, { named: mentions.length > 0, abroad });
    return { region, place, mentions, emergency, category, hazard, figures, concern, needsCheck, why: why.concat(whyKind) };
  };
  return {
    read: (title, at) => say(wordsOf(plain(title), cut), at),
    readAll: (titles, at) => titles.map((title) => wordsOf(plain(title), cut)).map((words) => say(words, at)),
    placeOf: (readings, at) => mergePlaces(readings, gazetteer, at),
  };
}
