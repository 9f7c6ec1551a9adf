import type { Gazetteer } from "../place/gazetteer.ts";
import { levelOf } from "../place/region.ts";
import type { Hazard } from "../reading.ts";
import { pairOf, Pairs } from "./pairs.ts";
import type { Seats } from "./seats.ts";
import type { Spot, Trace, Word } from "./shapes.ts";
import { type Use, Uses } from "./uses.ts";

/** Titles we pretend to have heard before the first, so that nothing is rare or common on the first day. */
const headStart = 3000;
/** Titles after which a word that was not among them may be called rare. */
const fewest = 150;
/** Words no awake topic holds and that faded to less than this are forgotten, looked for every so many titles. */
const forgotten = 0.05;
const tidyEvery = 20_000;

/** What the stream itself taught so far: how rare every word, place and hazard is, and which words speak of emergencies. */
export class Lexicon {
  readonly #uses = new Uses();
  /** What every word says; and which are names, put together from letters the cutter left single. */
  readonly #texts: string[] = [];
  readonly #names: boolean[] = [];
  readonly #words = new Map<string, Word>();
  readonly #pairs = new Pairs();
  readonly #spots = new Map<string, Spot>();
  readonly #hazards = new Map<Hazard, Use>();
  readonly #all: Use = this.#uses.open(0);
  readonly #lineage: Gazetteer["lineage"];
  readonly #seats: Seats;
  #heard = 0;

  constructor(lineage: Gazetteer["lineage"], seats: Seats) {
    this.#lineage = lineage;
    this.#seats = seats;
  }

  word(text: string, at: number, name: boolean): Word {
    const pair = pairOf(text);
    const known = pair < 0 ? (this.#words.get(text) ?? -1) : this.#pairs.get(pair);
    if (known >= 0) { this.#uses.fade(known, at); return known; }
    const word = this.#open(text, at, name);
    if (pair < 0) this.#words.set(text, word); else this.#pairs.put(pair, word);
    return word;
  }

  /** What a word says. */
  text(word: Word): string { return this.#texts[word] ?? ""; }

  #open(text: string, at: number, name: boolean): Word {
    const word = this.#uses.open(at);
    this.#texts[word] = text;
    this.#names[word] = name;
    return word;
  }

  /** A place by its code, or by its name when it is abroad. */
  spot(code: string, at: number, abroad = false): Spot {
    const known = this.#spots.get(code);
    if (known) { this.#uses.fade(known.word, at); return known; }
    const line: Spot[] = [];
    const spot: Spot = { word: this.#open(code, at, true), text: code, line, level: abroad ? "province" : levelOf(code) };
    this.#spots.set(code, spot);
    line.push(spot, ...(abroad ? [] : this.#lineage(code, at).filter((one) => one !== code).map((one) => this.spot(one, at))));
    return spot;
  }

  hazard(hazard: Hazard, at: number): Use {
    let known = this.#hazards.get(hazard);
    if (known === undefined) this.#hazards.set(hazard, (known = this.#uses.open(at)));
    else this.#uses.fade(known, at);
    return known;
  }

  /** The part of all titles that use it, what is only a few days old left aside; `doubt` is what we grant the never heard. */
  #rarity(use: Use, doubt: number, own = 0): number {
    const uses = this.#uses;
    return (Math.max(0, uses.often(use) - Math.max(uses.fresh(use), own)) + doubt) / (uses.often(this.#all) + headStart);
  }

  /** A name the cutter does not know is rarer yet. Who heard little cannot tell a rare word from a common one. */
  wordRarity(word: Word): number { return this.#names[word] === true ? this.#rarity(word, 0.1) : Math.max(this.#rarity(word, 0.4), 1 / (this.#heard + fewest)); }

  /** The rarity of a word that tells a hazard, among the titles that tell this hazard: what it says beyond the hazard. */
  rarityWithin(word: Word, hazard: Use): number { return Math.min(1, this.wordRarity(word) / this.kindRarity(hazard)); }

  /** Places and hazards are few: a new one is not as telling as a new word. `own` uses are left aside. */
  kindRarity(kind: Use, own = 0): number { return this.#rarity(kind, 2, own); }

  /** The part of all titles that belonged to emergencies, and the same for the titles with a word. */
  graveShare(use: Use | null): number {
    const uses = this.#uses;
    const usually = (uses.grave(this.#all) + 20) / (uses.often(this.#all) + 400);
    return use === null ? usually : (uses.grave(use) + 2 * usually) / (uses.often(use) + 2);
  }

  /** Moves the clock on; nothing is heard yet. */
  tick(now: number): void { this.#uses.fade(this.#all, now); }

  /** Takes a folded title into account. */
  note({ words, spots, hazard, at }: Trace, grave: boolean): void {
    const uses = this.#uses;
    uses.note(this.#all, grave);
    for (const word of words) uses.note(word, grave);
    for (const spot of spots) uses.note(spot.word, grave);
    if (hazard !== null) uses.note(this.hazard(hazard, at), grave);
    this.#heard += 1;
    if (this.#heard % tidyEvery === 0) this.#tidy(at);
  }

  #tidy(at: number): void {
    this.#words.forEach((word, text) => { if (!this.#isKept(word, at)) this.#words.delete(text); });
    this.#pairs.keep((word) => this.#isKept(word, at));
  }

  /** Is a word held by a topic, or not faded yet? The row of any other is given up. */
  #isKept(word: Word, at: number): boolean {
    if (this.#seats.held(word) > 0) return true;
    this.#uses.fade(word, at);
    if (this.#uses.often(word) >= forgotten) return true;
    this.#uses.close(word);
    return false;
  }
}
