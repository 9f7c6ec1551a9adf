import { LookedHours } from "./looked-hours.ts";
import { followed, gainOf, remembered, type Total } from "./usual.ts";

/** Logarithms are kept in whole millionths, so that the order in which they are added does not matter. */
const millionth = 1_000_000;

type Shown = Total & { before: Total | null; logarithm: number | null };

/** One source as it is listened to: the hours in which it was looked at, and how far its titles were read. */
export class SourceHours {
  readonly looked = new LookedHours();
  readonly #shown = new Map<string, Shown>();
  #newest = { hour: -Infinity, sum: 0, count: 0 };
  #usual: number | null = null;

  /** The source was looked at in an hour; of several lengths of its list the longest counts. */
  look(hour: number, length: number | null): void {
    if (hour > this.#newest.hour) this.#close(hour);
    this.looked.know(hour, { length, gain: this.#usual });
  }

  /** The reads a title gained in an hour, from the total it shows now; of several totals in an hour the greatest teaches what is usual, once. */
  gain(hour: number, title: string, reads: number | null): number | null {
    this.look(hour, null);
    if (reads === null || reads <= 0) return null;
    const shown = this.#count(hour, title, reads);
    if (!shown) return null;
    this.#learn(hour, shown);
    return gainOf(shown.before, { hour, reads });
  }

  forget(before: number): void {
    this.looked.forget(before);
    for (const [title, { hour }] of this.#shown) if (hour < this.#newest.hour - remembered) this.#shown.delete(title);
  }

  #count(hour: number, title: string, reads: number): Shown | null {
    const known = this.#shown.get(title);
    if (known && hour < known.hour) return null;
    if (known && hour === known.hour) { known.reads = Math.max(known.reads, reads); return known; }
    const shown = { hour, reads, before: known ? { hour: known.hour, reads: known.reads } : null, logarithm: null };
    this.#shown.set(title, shown);
    return shown;
  }

  #learn(hour: number, shown: Shown): void {
    const gain = gainOf(shown.before, shown);
    if (gain === null || hour !== this.#newest.hour) return;
    const logarithm = Math.round(Math.log(Math.max(1, gain)) * millionth);
    this.#newest.sum += logarithm - (shown.logarithm ?? 0);
    if (shown.logarithm === null) this.#newest.count += 1;
    shown.logarithm = logarithm;
  }

  /** What was gained in the newest hour becomes part of what is usual: an hour is measured by those before it. */
  #close(hour: number): void {
    this.#usual = followed(this.#usual, this.#newest.sum / millionth, this.#newest.count);
    this.#newest = { hour, sum: 0, count: 0 };
  }
}
