import { wider } from "./columns.ts";
import type { Topic } from "./shapes.ts";

const firstRows = 1024;

/**
 * The roll of awake topics. What is asked of a topic for every title on every list stands in columns, a row a topic, so that
 * a look at hundreds of them stays within a few pages of memory; all else stands in the topic.
 */
export class Roll {
  readonly #topics: (Topic | undefined)[] = [];
  readonly #left: number[] = [];
  /** Asleep after this second (`secondOf`), when neither a new title nor an old one on a list was seen; how many seconds it stays awake after such a sign of life. */
  until = new Int32Array(firstRows);
  stays = new Int32Array(firstRows);
  /** The number of its titles, and of those that name a hazard. */
  size = new Int32Array(firstRows);
  grave = new Int32Array(firstRows);
  /** The time of its newest title (milliseconds); titles lately, halved every two days, as of then. */
  last = new Float64Array(firstRows);
  pace = new Float64Array(firstRows);
  /** How such stories fade (hours), and how fast new titles thin out after the last (log odds, below 0). */
  fades = new Float64Array(firstRows);
  slope = new Float64Array(firstRows);
  /** Scratch of the comparison that is going on: whether it was met, what the words say for it, and how many do. */
  mark = new Int32Array(firstRows);
  gain = new Float64Array(firstRows);
  hits = new Int32Array(firstRows);

  /** A row for a topic that wakes. */
  enter(topic: Topic): number {
    const row = this.#left.pop() ?? this.#topics.length;
    if (row >= this.until.length) this.#widen();
    this.#topics[row] = topic;
    for (const column of this.#columns()) column[row] = 0;
    return row;
  }

  /** Gives up the row of a topic that left. */
  leave(row: number): void {
    this.#topics[row] = undefined;
    this.#left.push(row);
  }

  topic(row: number): Topic | undefined { return this.#topics[row]; }

  /** All awake topics. */
  all(): Topic[] { return this.#topics.filter((topic) => topic !== undefined); }

  #columns() { return [this.until, this.stays, this.size, this.grave, this.last, this.pace, this.fades, this.slope, this.mark, this.gain, this.hits]; }

  #widen(): void {
    [this.until, this.stays, this.size, this.grave, this.mark, this.hits] = [wider(this.until), wider(this.stays), wider(this.size), wider(this.grave), wider(this.mark), wider(this.hits)];
    [this.last, this.pace, this.fades, this.slope, this.gain] = [wider(this.last), wider(this.pace), wider(this.fades), wider(this.slope), wider(this.gain)];
  }
}
