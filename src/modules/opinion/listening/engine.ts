import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { Fold, type Placement } from "#opinion/fold/fold.ts";
import type { Correction } from "#opinion/fold/lessons.ts";
import { buildGazetteer, type PlaceSettings } from "#opinion/place/gazetteer.ts";
import { cutOnce } from "#opinion/place/tokens.ts";
import { openReader } from "#opinion/read.ts";
import type { Place, Reading, Reason } from "#opinion/reading.ts";
import type { Told } from "#opinion/watch/matters.ts";
import { heard as noteSaid, tellings, unwatched } from "#opinion/watch/vigilance.ts";

export type { Correction, Reading, Reason };

/** One title as it was seen; `first` when the item was never heard before. */
export type Hearing = { itemId: string; title: string; at: number; first: boolean };

/** Where an item came to lie, in the engine's names, and why; the reading where it was read anew. */
export type Placed = { itemId: string; key: string; why: readonly Reason[]; reading: Reading | null };

/** Titles that left one topic for another, in the engine's names. */
export type Moved = { titles: readonly string[]; from: string; key: string };

/** What came of one batch. Placements are final; moves concern titles of batches before. */
export type Heard = { placed: readonly Placed[]; moved: readonly Moved[] };

/** A title of a topic with its reading and the time it was first seen (milliseconds). */
export type Said = { title: string; at: number; reading: Reading };

/** Something to tell: the titles it rests on, what it tells of, and why. */
export type Telling = { titles: readonly string[]; of: Told; why: readonly Reason[] };

/** An officer is called for a place that is at least so likely. */
const leastPlace = 0.5;

/** The engine of public opinion as this module uses it: the one place that knows its interface. */
export type Engine = {
  /** Hears one batch: corrections first, then the titles in their order. The same batches in the same order give the same topics. */
  hear: (batch: readonly Hearing[], corrections: readonly Correction[]) => Heard;
  /** Titles of every topic that is awake, in the engine's names. */
  awake: () => readonly { key: string; titles: readonly string[] }[];
  placeOf: (readings: readonly Reading[], at: number) => Place | null;
  /** A place with all that holds it, lowest first. */
  lineOf: (code: string, at: number) => readonly string[];
  /** What somebody may have to be told of a topic that says this, from the oldest title to the newest; only titles that are fresh say something alone. */
  tellings: (said: readonly Said[], ask: { isFresh: (title: string) => boolean; told: boolean; least: number }) => readonly Telling[];
};

const sameWords: readonly Reason[] = [{ rule: "fold.same-words", words: [] }];

/** Opens the engine for a province. */
export function openEngine(places: PlaceSettings): Engine {
  const jieba = Jieba.withDict(dict);
  const cut = cutOnce((text) => jieba.cut(text, false));
  const gazetteer = buildGazetteer(places);
  const reader = openReader(places, cut);
  const fold = new Fold({ cut, lineage: gazetteer.lineage });
  return {
    hear: (batch, corrections) => hearBatch(fold, reader, batch, corrections),
    awake: () => fold.topics().map(({ id, titles }) => ({ key: id, titles })),
    placeOf: (readings, at) => reader.placeOf(readings, at),
    lineOf: (code, at) => gazetteer.lineage(code, at),
    tellings: (said, { isFresh, told, least }) => {
      const topic = { ...unwatched(said.at(-1)?.at ?? 0), told };
      for (const one of said) noteSaid(topic, one);
      return tellings(topic, said.filter(({ title }) => isFresh(title)), { emergency: least, place: leastPlace })
        .map((one) => ({ titles: [...new Set([one.said.title, ...(topic.here ? [topic.here.title] : [])])], of: one.of, why: one.why }));
    },
  };
}

function hearBatch(fold: Fold, reader: ReturnType<typeof openReader>, batch: readonly Hearing[], corrections: readonly Correction[]): Heard {
  const corrected = corrections.flatMap((correction) => [...fold.correct(correction)]);
  const waiting = new Map<string, Reading>();
  const known = new Map<string, string>();
  for (const { title, at } of batch) {
    if (waiting.has(title)) continue;
    const key = fold.again(title, at);
    if (key !== null) { known.set(title, key); continue; }
    const reading = reader.read(title, at);
    waiting.set(title, reading);
    fold.hear(title, at, reading);
  }
  const { placed, moved } = fold.settle();
  const byTitle = new Map(placed.map((one): [string, Placement] => [one.title, one]));
  const moves = [...corrected, ...moved].map(({ titles, from, topic }): Moved => ({ titles, from, key: topic }));
  const settled = (key: string): string => { const next = moved.find((move) => move.from === key); return next && next.topic !== key ? settled(next.topic) : key; };
  return {
    moved: moves,
    placed: batch.map(({ itemId, title, at, first }): Placed => {
      const one = byTitle.get(title);
      const key = settled(one?.topic ?? known.get(title) ?? "");
      return { itemId, key, why: one?.why ?? sameWords, reading: first ? (waiting.get(title) ?? reader.read(title, at)) : null };
    }),
  };
}
