import type { Fold, Move } from "../fold/fold.ts";
import type { Reader } from "../read.ts";
import type { Reading, Reason } from "../reading.ts";
import { Matters } from "./matters.ts";
import { heard, joined, matters, type Said, tellings, unwatched, vigilance as ours, type Vigilance, type Watched } from "./vigilance.ts";

/** What the duty officer must hear of, once per topic: the title that tells it, and which titles, rule and figures led to it. */
export type Alert = { topic: string; at: number; title: string; reading: Reading; why: readonly Reason[] };

/** What a watch stands on: the reader of the province, the fold, and when to tell. */
export type WatchSettings = { reader: Pick<Reader, "readAll">; fold: Pick<Fold, "again" | "hear" | "settle">; vigilance?: Vigilance };

const day = 86_400_000;
/** A topic that was silent so long is let go; the longest sleep of the fold is shorter. */
const forgetDays = 90;

/** Listens to items as they come and tells of emergencies in the watched province: early, once per event, with its reasons. */
export class Watch {
  readonly #settings: WatchSettings;
  readonly #topics = new Map<string, Watched>();
  readonly #matters = new Matters();
  #swept = -Infinity;

  constructor(settings: WatchSettings) {
    this.#settings = settings;
  }

  /** Hears what was seen at one time, in any order, and answers whom to tell of. A title known from before costs one look-up. */
  take(titles: readonly string[], at: number): Alert[] {
    const { reader, fold, vigilance: limits = ours } = this.#settings;
    const fresh = [...new Set(titles.filter((title) => fold.again(title, at) === null))];
    const telling = new Map<string, Said>();
    for (const [i, reading] of reader.readAll(fresh, at).entries()) {
      const title = fresh[i] ?? "";
      fold.hear(title, at, reading);
      if (matters(reading, limits)) telling.set(title, { title, at, reading });
    }
    const news = new Map<string, Said[]>();
    const { placed, moved } = fold.settle();
    for (const { title, topic } of telling.size === 0 ? [] : placed) {
      const said = telling.get(title);
      if (!said) continue;
      const watched = this.#topics.get(topic) ?? unwatched(at);
      heard(watched, said);
      this.#topics.set(topic, watched);
      news.set(topic, [...(news.get(topic) ?? []), said]);
    }
    for (const move of moved) this.#follow(move, news);
    return [...news].flatMap(([topic, titles]) => this.#tell(topic, titles, limits));
  }

  #follow({ from, topic }: Move, news: Map<string, Said[]>): void {
    this.#matters.follow(from, topic);
    const [a, b] = [this.#topics.get(from), this.#topics.get(topic)];
    if (!a) return;
    this.#topics.delete(from);
    this.#topics.set(topic, b ? joined(b, a) : a);
    news.set(topic, [...(news.get(topic) ?? []), ...(news.get(from) ?? [])]);
    news.delete(from);
  }

  /** Whatever is to be told is told, or known already. */
  #tell(topic: string, titles: readonly Said[], limits: Vigilance): Alert[] {
    const watched = this.#topics.get(topic);
    if (!watched) return [];
    this.#sweep(watched.last);
    return tellings(watched, titles, limits).flatMap(({ said, of, why }): Alert[] => {
      const known = this.#matters.knownWith(topic, of, watched.last) !== null;
      this.#matters.note(topic, of, watched.last);
      watched.told = true;
      return known ? [] : [{ topic, at: watched.last, title: said.title, reading: said.reading, why }];
    });
  }

  #sweep(now: number): void {
    if (now - this.#swept < day) return;
    this.#swept = now;
    for (const [topic, { last }] of this.#topics) if (now - last > forgetDays * day) this.#topics.delete(topic);
  }
}
