const none = -1;
const firstPlaces = 1 << 12;
/** Of a full table so much stays empty that a look seldom meets a neighbour. */
const fullest = 0.5;
const spread = 0x9e3779b1;

/** The common Chinese letters, and the number of them. */
const [firstLetter, letters] = [0x4e00, 0x5200];

/** A word of two common letters as one number, which is found sooner than a text; -1 for any other. Most words are such. */
export function pairOf(text: string): number {
  if (text.length !== 2) return none;
  const [a, b] = [text.charCodeAt(0) - firstLetter, text.charCodeAt(1) - firstLetter];
  return a >= 0 && a < letters && b >= 0 && b < letters ? a * letters + b : none;
}

/** Words of two letters by their pair: number and row side by side, so that a look costs one reach into memory. A pair is put in once; nothing is taken out but by `keep`. */
export class Pairs {
  #places = new Int32Array(firstPlaces * 2).fill(none);
  #size = 0;

  /** The row of a pair; below 0 it is not known. */
  get(pair: number): number {
    const places = this.#places;
    const mask = places.length / 2 - 1;
    for (let place = (Math.imul(pair, spread) >>> 8) & mask; ; place = (place + 1) & mask) {
      const there = places[place * 2];
      if (there === pair) return places[place * 2 + 1] ?? none;
      if (there === none) return none;
    }
  }

  put(pair: number, row: number): void {
    if ((this.#size += 1) > (this.#places.length / 2) * fullest) this.#rebuild(this.#places.length, () => true);
    this.#place(pair, row);
  }

  /** Lets go of every pair whose row is not to be kept. */
  keep(isKept: (row: number) => boolean): void { this.#rebuild(this.#places.length / 2, isKept); }

  #place(pair: number, row: number): void {
    const places = this.#places;
    const mask = places.length / 2 - 1;
    let place = (Math.imul(pair, spread) >>> 8) & mask;
    while (places[place * 2] !== none) place = (place + 1) & mask;
    places[place * 2] = pair;
    places[place * 2 + 1] = row;
  }

  #rebuild(places: number, isKept: (row: number) => boolean): void {
    const old = this.#places;
    this.#places = new Int32Array(places * 2).fill(none);
    for (let i = 0; i < old.length; i += 2) {
      const pair = old[i] ?? none;
      const row = old[i + 1] ?? none;
      if (pair === none) continue;
      if (isKept(row)) this.#place(pair, row); else this.#size -= 1;
    }
  }
}
