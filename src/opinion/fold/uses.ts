import { wider } from "./columns.ts";

const day = 86_400_000;
const hour = 3_600_000;
/** Half-lives: what counts as usual, and what is so new that it may be this very story. */
const usual = 40 * day;
const lately = 1.5 * day;
/** Powers of two are taken from a table by the hour: within an hour nothing fades. */
const slowly = Float64Array.from({ length: 24 * 400 }, (_, hours) => 2 ** ((-hours * hour) / usual));
const quickly = Float64Array.from({ length: 24 * 400 }, (_, hours) => 2 ** ((-hours * hour) / lately));

/** How often something was heard, by its row in the register of uses. */
export type Use = number;

const figures = 4;
const firstRows = 1024;

/**
 * The register of uses. A row is four figures side by side, so that a word that is met costs one look into memory: heard over weeks (`often`),
 * over the last days alone (`fresh`), within emergencies (`grave`), all fading, and the time as of which they stand (milliseconds).
 */
export class Uses {
  #table = new Float64Array(firstRows * figures);
  #rows = 0;
  readonly #left: number[] = [];

  /** A row for what was never heard. */
  open(at: number): Use {
    const row = this.#left.pop() ?? this.#rows++;
    if ((row + 1) * figures > this.#table.length) this.#table = wider(this.#table);
    const from = row * figures;
    this.#table.fill(0, from, from + 3);
    this.#table[from + 3] = at;
    return row;
  }

  /** Gives up the row of what is forgotten. */
  close(row: Use): void { this.#left.push(row); }

  fade(row: Use, at: number): void {
    const [table, from] = [this.#table, row * figures];
    const then = table[from + 3] ?? 0;
    if (at - then < hour) return;
    const hours = Math.floor((at - then) / hour);
    const slow = slowly[hours] ?? 0;
    table[from] = (table[from] ?? 0) * slow;
    table[from + 1] = (table[from + 1] ?? 0) * (quickly[hours] ?? 0);
    table[from + 2] = (table[from + 2] ?? 0) * slow;
    table[from + 3] = then + hours * hour;
  }

  /** Heard once more. */
  note(row: Use, grave: boolean): void {
    const [table, from] = [this.#table, row * figures];
    table[from] = (table[from] ?? 0) + 1;
    table[from + 1] = (table[from + 1] ?? 0) + 1;
    if (grave) table[from + 2] = (table[from + 2] ?? 0) + 1;
  }

  often(row: Use): number { return this.#table[row * figures] ?? 0; }
  fresh(row: Use): number { return this.#table[row * figures + 1] ?? 0; }
  grave(row: Use): number { return this.#table[row * figures + 2] ?? 0; }
}
