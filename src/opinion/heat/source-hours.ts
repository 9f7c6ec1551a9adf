import type { Usual } from "./strength.ts";

/** How far every item moves what is usual towards its own gain (natural log). */
const following = 0.02;
/** Logarithms are kept in whole millionths, so that the order in which they are added does not matter. */
const millionth = 1_000_000;
/** A title that was silent so many hours begins anew. */
const remembered = 48;

type Hour = Usual & { sum: number; count: number };
type Total = { hour: number; reads: number; before: { hour: number; reads: number } | null };

/** The hours in which one source was looked at, what was usual for it when each began, and how far its titles were read. */
export class SourceHours {
  readonly #hours = new Map<number, Hour>();
  readonly #totals = new Map<string, Total>();
  /** The hours in order; they come nearly so. */
  #order: number[] = [];
  #newest = -Infinity;
  #usual: number | null = null;

  /** The source was looked at in an hour; of several lengths of its list the longest counts. */
  look(hour: number, length: number | null): void {
    const known = this.#open(hour);
    if (length !== null) known.length = Math.max(known.length ?? 0, length);
  }

  /**
   * The reads a title gained in an hour, from the total it shows and the one it showed in an earlier hour; null while there is none to
   * compare with, when the total came late or shrank, and for a nought, which is a figure that was not given.
   */
  gain(hour: number, title: string, reads: number | null): number | null {
    const known = this.#open(hour);
    if (reads === null || reads <= 0) return null;
    const total = this.#count(hour, title, reads);
    if (total?.before == null || reads < total.before.reads) return null;
    const gain = (reads - total.before.reads) / (hour - total.before.hour);
    known.sum += Math.round(Math.log(Math.max(1, gain)) * millionth);
    known.count += 1;
    return gain;
  }

  /** What was usual in an hour; null when nobody looked. */
  at(hour: number): Usual | null { return this.#hours.get(hour) ?? null; }

  /** The nearest hour in which somebody looked, up to one that ends all that is asked about: those before first; null when there is none. */
  near(hour: number, end: number): number | null {
    const after = this.#order.findLastIndex((one) => one <= hour);
    const next = this.#order[after + 1];
    return this.#order[after] ?? (next !== undefined && next <= end ? next : null);
  }

  forget(before: number): void {
    for (const hour of this.#hours.keys()) if (hour < before) this.#hours.delete(hour);
    this.#order = this.#order.filter((hour) => hour >= before);
    for (const [title, { hour }] of this.#totals) if (hour < this.#newest - remembered) this.#totals.delete(title);
  }

  #count(hour: number, title: string, reads: number): Total | null {
    const known = this.#totals.get(title);
    if (known && hour < known.hour) return null;
    if (known && hour === known.hour) { known.reads = Math.max(known.reads, reads); return known; }
    const total = { hour, reads, before: known && hour - known.hour <= remembered ? { hour: known.hour, reads: known.reads } : null };
    this.#totals.set(title, total);
    return total;
  }

  #open(hour: number): Hour {
    if (hour > this.#newest) { this.#close(); this.#newest = hour; }
    const known = this.#hours.get(hour);
    if (known) return known;
    const fresh: Hour = { length: null, gain: this.#usual, sum: 0, count: 0 };
    this.#hours.set(hour, fresh);
    this.#order.splice(this.#order.findLastIndex((one) => one < hour) + 1, 0, hour);
    return fresh;
  }

  /** What was gained in the newest hour becomes part of what is usual: an hour is measured by those before it. */
  #close(): void {
    const hour = this.#hours.get(this.#newest);
    if (!hour || hour.count === 0) return;
    const mean = hour.sum / hour.count / millionth;
    const was = this.#usual === null ? mean : Math.log(this.#usual);
    this.#usual = Math.exp(was + (mean - was) * (1 - (1 - following) ** hour.count));
  }
}
