import { wider } from "./columns.ts";
import type { Word } from "./shapes.ts";

const firstSeats = 4096;
const firstWords = 4096;
const none = -1;
/** The figures of a seat, side by side: the topic that sits there, under which word, how many of its titles say it, and its neighbours under the word. */
const [ofTopic, ofWord, ofCount, toNext, toLast, figures] = [0, 1, 2, 3, 4, 5];

/**
 * Which awake topics are found under which words, and how many titles of each say the word. A seat is a word of a topic; the seats of
 * a word hang together, so that whoever speaks of it is found without a search and leaves at one cost however many stay.
 */
export class Seats {
  #seats = new Int32Array(firstSeats * figures);
  #made = 0;
  readonly #left: number[] = [];
  /** For every word its first seat, one more than its number, or 0; and how many there are. */
  #first = new Int32Array(firstWords);
  #held = new Int32Array(firstWords);

  /** How many topics are found under a word. */
  held(word: Word): number { return this.#held[word] ?? 0; }

  /** The first seat under a word, and the one after a seat; below 0 there is none. */
  first(word: Word): number { return (this.#first[word] ?? 0) - 1; }
  after(seat: number): number { return this.#seats[seat * figures + toNext] ?? none; }

  /** The topic that has a seat, by its row; its word; and how many of its titles say it. */
  topic(seat: number): number { return this.#seats[seat * figures + ofTopic] ?? none; }
  word(seat: number): Word { return this.#seats[seat * figures + ofWord] ?? none; }
  count(seat: number): number { return this.#seats[seat * figures + ofCount] ?? 0; }

  /** One more title of the topic says the word it has this seat for; answers how many do. */
  rise(seat: number): number { return (this.#seats[seat * figures + ofCount] = this.count(seat) + 1); }

  /** A new seat for a topic under a word that one of its titles says. */
  take(word: Word, topic: number): number {
    const seat = this.#left.pop() ?? this.#made++;
    const from = seat * figures;
    if (from + figures > this.#seats.length) this.#seats = wider(this.#seats, from + figures);
    if (word >= this.#held.length) { this.#first = wider(this.#first, word + 1); this.#held = wider(this.#held, word + 1); }
    const next = this.first(word);
    const seats = this.#seats;
    seats[from + ofTopic] = topic;
    seats[from + ofWord] = word;
    seats[from + ofCount] = 1;
    seats[from + toNext] = next;
    seats[from + toLast] = none;
    if (next >= 0) seats[next * figures + toLast] = seat;
    this.#first[word] = seat + 1;
    this.#held[word] = this.held(word) + 1;
    return seat;
  }

  /** Gives up a seat. */
  leave(seat: number): void {
    const seats = this.#seats;
    const [word, next, last] = [this.word(seat), this.after(seat), seats[seat * figures + toLast] ?? none];
    if (next >= 0) seats[next * figures + toLast] = last;
    if (last >= 0) seats[last * figures + toNext] = next; else this.#first[word] = next + 1;
    this.#held[word] = this.held(word) - 1;
    this.#left.push(seat);
  }
}
