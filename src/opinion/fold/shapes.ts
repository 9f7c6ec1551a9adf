import type { Hazard } from "../reading.ts";
import type { Habit } from "./habits.ts";
import type { Tally } from "./tally.ts";

/** A word or a place as the stream uses it: its row in the lexicon. */
export type Word = number;

/** A place by its code, with itself and all that holds it, lowest first; places abroad stand for themselves, by their names. */
export type Spot = { word: Word; text: string; line: readonly Spot[]; level: "province" | "city" | "county" | "township" };

/** What a title leaves behind for folding: its words, where it plays, what happened, with what figures. */
export type Trace = {
  /** As it was heard, and in plain form. */
  heard: string;
  title: string;
  at: number;
  words: readonly Word[];
  /** Those of the words that only say the hazard. */
  said: ReadonlySet<Word>;
  /** Only the lowest places named; empty when the title names none where it plays. */
  spots: readonly Spot[];
  hazard: Hazard | null;
  magnitude: number | null;
  deaths: number | null;
  /** The words say that it happened once more: another event than the one before. */
  again: boolean;
  /** The words name deaths, injured or missing. */
  harms: boolean;
  /** The words bring up something new (一居民楼突发火灾) and no harm: a first report. */
  opens: boolean;
};

/** One story with all its titles, and what they say together. */
export type Topic = {
  id: string;
  /** Its row on the roll, where its times and the number of its titles stand. */
  row: number;
  members: Trace[];
  /** The hazard most titles speak of, null when the story is no emergency; and how such stories behave. */
  hazard: Hazard | null;
  habit: Habit;
  hazards: Tally<Hazard>;
  /** Titles that name a place, that say "again". */
  placed: number;
  again: number;
  spots: Tally<Spot>;
  magnitudes: readonly number[];
  deaths: readonly number[];
  /** When the first title named harm; Infinity as long as none does. */
  harmed: number;
  /** Its seats under every word and place it is found by. */
  seats: number[];
  /** The word most of its titles share beside those that only say the hazard, with their number: what a typhoon goes by. */
  name: { word: Word; count: number } | null;
  /** Titles by the highest place that holds what they name, and the most of them. */
  homes: Tally<Spot>;
  home: number;
};
