import type { Hazard } from "../reading.ts";
import type { Tally } from "./tally.ts";
import type { Use } from "./uses.ts";

/** A word or a place as the stream uses it, with the awake topics that hold it and its slot among the keys of each. */
export type Word = Use & { text: string; /** A name put together from letters the cutter left single. */ name: boolean; topics: Topic[]; slots: number[] };

/** A place by its code, with itself and all that holds it, lowest first; places abroad stand for themselves. */
export type Spot = Word & { line: readonly Spot[]; level: "province" | "city" | "county" | "township" };

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
  members: Trace[];
  /** Time of the newest title. */
  last: number;
  /** Asleep after this second (`secondOf`), when neither a new title nor an old one on a list was seen. */
  until: number;
  /** So long it stays awake after a sign of life (seconds). */
  stays: number;
  /** Is it one title still? */
  alone: boolean;
  /** Titles lately, halved every two days, as of `last`. */
  pace: number;
  /** The hazard most titles speak of; null when the story is no emergency. */
  hazard: Hazard | null;
  hazards: Tally<Hazard>;
  /** Titles that name a hazard, that name a place, that say "again". */
  grave: number;
  placed: number;
  again: number;
  spots: Tally<Spot>;
  magnitudes: readonly number[];
  deaths: readonly number[];
  /** When the first title named harm; Infinity as long as none does. */
  harmed: number;
  /** Every word and place under which the topic is found, how many titles say it, and the seat of the topic among those found there. */
  keys: Word[];
  counts: number[];
  seats: number[];
  /** The word most of its titles share beside those that only say the hazard, with their number: what a typhoon goes by. */
  name: { word: Word; count: number } | null;
  /** Titles by the highest place that holds what they name, and the most of them. */
  homes: Tally<Spot>;
  home: number;
  /** Scratch of the comparison that is going on. */
  mark: number;
  gain: number;
  hits: number;
};
