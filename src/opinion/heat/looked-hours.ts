import type { Usual } from "./strength.ts";

/** The hours in which one source was looked at, and what was usual for it when each began. */
export class LookedHours {
  readonly #hours = new Map<number, Usual>();
  /** The hours in order; they come nearly so. */
  #order: number[] = [];

  /** The source was looked at in an hour; of several lengths of its list the longest counts, and what was usual stays what it was when the hour began. */
  know(hour: number, { length, gain }: Usual): void {
    const known = this.#hours.get(hour);
    if (!known) this.#order.splice(this.#order.findLastIndex((one) => one < hour) + 1, 0, hour);
    this.#hours.set(hour, { length: length === null ? (known?.length ?? null) : Math.max(known?.length ?? 0, length), gain: known ? known.gain : gain });
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
  }
}
