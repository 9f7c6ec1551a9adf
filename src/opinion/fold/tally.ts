/** How often each of a few things was met, in the order they were met first: two short rows, quicker to make and to walk through than a map. */
export class Tally<K> {
  readonly keys: K[];
  readonly counts: number[];

  constructor(...first: [] | [K]) {
    this.keys = first;
    this.counts = first.map(() => 1);
  }

  of(key: K): number {
    const i = this.keys.indexOf(key);
    return i < 0 ? 0 : (this.counts[i] ?? 0);
  }

  add(key: K): void {
    const i = this.keys.indexOf(key);
    if (i < 0) { this.keys.push(key); this.counts.push(1); } else this.counts[i] = (this.counts[i] ?? 0) + 1;
  }
}
