import type { Item } from "../item.ts";
import type { Reason } from "../reading.ts";
import { heatBetween, rowOf } from "./carriers.ts";
import { heatOf, type Row, strengthsOf } from "./missing.ts";
import { halfLifeOf, lead, peakOf, type Series, type Trend, trendOf } from "./series.ts";
import { SourceHours } from "./source-hours.ts";
import { type Mark, together } from "./strength.ts";

/** How hot a topic is: hour by hour, now, whither, at its height, how fast it cools, and which sources carry it how strongly. Hours are whole hours since 1970. */
export type HeatReport = {
  from: number;
  series: Series;
  now: number | null;
  /** Independent sources that carry it now. */
  sources: number;
  trend: Trend;
  peak: { hour: number; heat: number } | null;
  halfLifeHours: number | null;
  why: readonly Reason[];
};

const hourMs = 3_600_000;
const hourOf = (at: number): number => Math.floor(at / hourMs);

/** Hours are kept so long. */
export const keptHours = 31 * 24;

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

type Marks = Map<string, Map<number, Mark>>;

/**
 * The heat of topics from the strength with which each independent source carries them: every source counts once an hour. A source that
 * was looked at without the topic counts nought; one that was not looked at is missing.
 */
export class Heat {
  readonly #sources = new Map<string, SourceHours>();
  readonly #topics = new Map<string, Marks>();

  /** A source was looked at, whatever it said; `length` is that of its list. */
  look(source: string, at: number, length: number | null = null): void {
    this.#source(source).look(hourOf(at), length);
  }

  /** An item of a topic was seen; reads are a total, as sites show them, and what counts is their gain. Of a list that grows all day, a title is an item when it first appears. */
  see(topic: string, { source, title, seenAt, rank, reads }: Pick<Item, "source" | "title" | "seenAt" | "rank" | "reads">): void {
    const hour = hourOf(seenAt);
    this.#mark(topic, source, hour, { rank, gain: this.#source(source).gain(hour, title, reads) });
  }

  /** Two topics turned out to be one: from now on all that was seen of the first was seen of the second. */
  unite(from: string, topic: string): void {
    const marks = this.#topics.get(from);
    if (!marks || from === topic) return;
    this.#topics.delete(from);
    for (const [source, hours] of marks) for (const [hour, mark] of hours) this.#mark(topic, source, hour, mark);
  }

  /** The heat of a topic in the hour of a time, as an alert or a list asks for it; null when nobody knows. */
  now(topic: string, at: number): number | null {
    const marks = this.#topics.get(topic);
    if (!marks) return null;
    const end = hourOf(at);
    return heatOf(strengthsOf([...marks].sort(byKey).map(([source, hours]) => this.#row(source, hours, end)), end));
  }

  /** How hot a topic is and was, as seen at a time; null when nothing of it is kept from before. */
  of(topic: string, at: number): HeatReport | null {
    const end = hourOf(at);
    const marks = [...this.#topics.get(topic) ?? []].sort(byKey);
    const seen = marks.flatMap(([, hours]) => [...hours.keys()]).filter((hour) => hour <= end && hour > end - keptHours);
    if (seen.length === 0) return null;
    const first = seen.reduce((a, b) => Math.min(a, b));
    const start = first - lead;
    const rows = marks.map(([source, hours]) => this.#row(source, hours, end));
    const hours = heatBetween(rows, start, end);
    const series = hours.map(({ heat }) => heat);
    const peak = peakOf(series, (i) => hours[i]?.looked ?? false);
    const looked = marks.map(([source], i) => ({ source, strength: rows[i]?.at(end) ?? null }));
    const carrying = looked.flatMap(({ source, strength }) => (strength === null || strength === 0 ? [] : [{ rule: "heat.source", words: [source], figure: Number(strength.toFixed(3)) }]));
    const missing = looked.filter(({ strength }) => strength === null).map(({ source }) => source);
    return {
      from: first, series: series.slice(lead), now: series.at(-1) ?? null, sources: carrying.length, trend: trendOf(series),
      peak: peak && { hour: start + peak.hour, heat: peak.heat }, halfLifeHours: halfLifeOf(series, peak?.heat ?? null),
      why: [...carrying, ...(missing.length > 0 ? [{ rule: "heat.not-looked-at", words: missing }] : [])],
    };
  }

  /** Lets go of hours that are no longer kept, and of topics without any. */
  forget(at: number): void {
    const oldest = hourOf(at) - keptHours;
    for (const source of this.#sources.values()) source.forget(oldest - lead);
    for (const [topic, sources] of this.#topics) {
      for (const [source, hours] of sources) {
        for (const hour of hours.keys()) if (hour <= oldest) hours.delete(hour);
        if (hours.size === 0) sources.delete(source);
      }
      if (sources.size === 0) this.#topics.delete(topic);
    }
  }

  #source(key: string): SourceHours {
    const known = this.#sources.get(key) ?? new SourceHours();
    this.#sources.set(key, known);
    return known;
  }

  #mark(topic: string, source: string, hour: number, mark: Mark): void {
    const marks: Marks = this.#topics.get(topic) ?? new Map<string, Map<number, Mark>>();
    this.#topics.set(topic, marks);
    const hours = marks.get(source) ?? new Map<number, Mark>();
    marks.set(source, hours);
    const known = hours.get(hour);
    hours.set(hour, known ? together(known, mark) : mark);
  }

  #row(key: string, hours: ReadonlyMap<number, Mark>, end: number): Row { return rowOf(hours, this.#source(key).looked, end); }
}
