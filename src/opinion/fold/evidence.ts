import { kinship } from "./habits.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Memory } from "./memory.ts";
import { placeFit } from "./place-fit.ts";
import { openingWords } from "./openings.ts";
import type { Roll } from "./roll.ts";
import type { Spot, Topic, Trace, Word } from "./shapes.ts";
import { countOf, onePiece, paceAt } from "./topic.ts";
import { weights } from "./weights.ts";

const hour = 3_600_000;

/** What speaks for (above 0) and against a title belonging to a topic, part by part, in log odds. */
export type Evidence = { words: number; place: number; hazard: number; presumed: number; figures: number; rhythm: number };

/** What a word of this rarity says for a topic of so many titles that has it in `count` of them. */
export function wordGain(rarity: number, count: number, titles: number): number {
  const { own, doubt, core, most } = weights.words;
  if (count < core * titles) return 0;
  return Math.max(0, Math.min(most, Math.log(1 - own + (own * count) / (titles + doubt) / rarity)));
}

/** The most a word of this rarity says for a topic of one title. */
export const mostGain = (rarity: number): number => Math.min(weights.words.most, Math.log(1 - weights.words.own + weights.words.own / (1 + weights.words.doubt) / rarity));

/** The most that liveliness says for a topic of one title. */
export const livelyAlone: number = weights.rhythm.pace * Math.log(1.3);

/** How rare a word of a title is; of a word that tells the hazard only what it says beyond the hazard. */
export const rarityOf = (word: Word, { said, hazard, at }: Trace, lexicon: Lexicon): number => (hazard !== null && said.has(word) ? lexicon.rarityWithin(word, lexicon.hazard(hazard, at)) : lexicon.wordRarity(word));

/** What the words say for a topic and against it; its `gain` and `hits` on the roll were gathered before. */
function wordFit(trace: Trace, { row, habit }: Topic, { gain, hits }: Roll): number {
  const unknown = strangeWords(trace, hits[row] ?? 0);
  return Math.min(weights.words.mostTogether, gain[row] ?? 0) + (hits[row] === 0 && habit.reach === "point" ? weights.words.stranger * unknown : unknown);
}

/** What the words a topic does not have say against it. */
const strangeWords = ({ words }: Trace, hits: number): number => Math.max(weights.words.strangeTogether, weights.words.strange * (words.length - hits));

/** How new titles thin out after the last. */
const fading = (trace: Trace, row: number, { last, fades, slope }: Roll): number => (slope[row] ?? 0) * Math.log2(1 + (4 * (Math.max(0, trace.at - (last[row] ?? 0)) / hour)) / (fades[row] ?? 1));

/** How lively the topic was. */
const liveliness = (trace: Trace, row: number, roll: Roll): number => weights.rhythm.pace * Math.log(0.3 + paceAt(roll, row, trace.at));

/** How new titles thin out after the last, and how lively the topic was. One that drifts is lively because it takes in everything: that speaks for nothing. */
function rhythmFit(trace: Trace, topic: Topic, roll: Roll): number {
  const lively = liveliness(trace, topic.row, roll);
  return fading(trace, topic.row, roll) + (lively > 0 ? lively * Math.min(1, onePiece(topic) / weights.rhythm.onePiece) : lively);
}

/** Most titles of a named event say its name; does this one not? */
const lacksName = (trace: Trace, { name, members }: Topic): boolean => name !== null && members.length >= 3 && name.count >= 0.5 * members.length && !trace.words.includes(name.word);

/** The hazard said, or, where none is said, what the other words let expect (`unsaid`, log odds). */
function hazardFit(trace: Trace, topic: Topic, { place, unsaid }: { place: number; unsaid: number }, { lexicon, roll }: Memory): number {
  const { stray, most, alone, vague, unnamed, silentWithin, silentDoubt, unsaidLeast, unsaidMost } = weights.hazard;
  const size = topic.members.length;
  const { reach } = topic.habit;
  if (reach === "named" && lacksName(trace, topic)) return unnamed;
  if (trace.hazard === null) {
    const grave = roll.grave[topic.row] ?? 0;
    if (grave === 0) return 0;
    const silent = (size - grave + silentDoubt * silentWithin) / (size + silentDoubt);
    return Math.max(unsaidLeast, Math.min(unsaidMost, Math.log(silent) + unsaid));
  }
  let share = 0;
  const { keys, counts } = topic.hazards;
  for (let i = 0; i < keys.length; i += 1) share += (counts[i] ?? 0) * kinship(trace.hazard, keys[i] ?? trace.hazard);
  const usual = lexicon.kindRarity(lexicon.hazard(trace.hazard, trace.at));
  const fit = Math.log(stray + ((1 - stray) * Math.min(1, share / (size + 0.5))) / usual);
  const backed = reach === "named" || (trace.spots.length > 0 && place > 0);
  return Math.min(share < 0.2 * size ? vague : backed ? most : alone, fit);
}

/** How near two places are within the reach of a hazard: 1 one place, between too coarsely said, 0 two places. */
function nearness(a: Spot, b: Spot, reach: "province" | "city" | "point"): number {
  const common = a.line.find((spot) => b.line.includes(spot));
  if (!common) return 0;
  const siblings = common !== a && common !== b;
  const within = reach === "province" || common.level !== "province";
  if (!within) return siblings ? 0 : weights.presumed.coarse;
  return siblings && reach === "point" && common.level !== "county" ? 0 : 1;
}

/** Two reports of one hazard in one place at one time are presumed one event. */
function presumption(trace: Trace, topic: Topic, place: number, { last }: Roll): number {
  const { most, mixed, kin, fades } = weights.presumed;
  if (trace.hazard === null || topic.hazard === null || trace.spots.length === 0 || topic.placed === 0 || place <= -2) return 0;
  const { reach, fades: habit } = topic.habit;
  if (reach === "named") return 0;
  const same = topic.hazard === trace.hazard ? 1 : topic.hazards.of(trace.hazard) > 0 ? mixed : kinship(trace.hazard, topic.hazard) > 0.2 ? kin : 0;
  if (same === 0) return 0;
  let near = 0;
  const { keys, counts } = topic.spots;
  for (const spot of trace.spots) {
    for (let i = 0; i < keys.length; i += 1) if ((counts[i] ?? 0) >= 0.2 * topic.placed) near = Math.max(near, nearness(spot, keys[i] ?? spot, reach));
  }
  return most * same * near * 2 ** (-(trace.at - (last[topic.row] ?? 0)) / hour / (habit * fades));
}

/** News grows more precise: a first report that names no harm and shares nothing but the hazard, hours after a story of one spot told its harm, is of another. */
function opensAnother(trace: Trace, topic: Topic, memory: Memory): boolean {
  if (!trace.opens || trace.at - topic.harmed < weights.figures.openingHours * hour || topic.hazard === null || topic.habit.reach !== "point") return false;
  return !trace.words.some((word) => !trace.said.has(word) && !openingWords.test(memory.lexicon.text(word)) && countOf(word, topic, memory) > 0);
}

/** Magnitudes are either the same or another event; deaths may grow, hardly shrink; "again" is another event than the one before, and so is a first report after harm was told. */
function figureFit(trace: Trace, topic: Topic, memory: Memory): number {
  const { figures } = weights;
  let fit = 0;
  // What follows without a magnitude is about the stronger of two.
  if (trace.hazard === "earthquake" && trace.magnitude === null && topic.magnitudes.length > 0) fit += figures.perMagnitude * (Math.max(...topic.magnitudes) - figures.usualMagnitude);
  if (trace.magnitude !== null && topic.magnitudes.length > 0) fit += topic.magnitudes.includes(trace.magnitude) ? figures.sameMagnitude : figures.otherMagnitude;
  if (trace.again && trace.hazard !== null && topic.hazards.of(trace.hazard) > 0) fit += topic.again > 0 ? figures.againBoth : figures.again;
  if (opensAnother(trace, topic, memory)) fit += figures.opening;
  if (trace.deaths !== null && topic.deaths.length > 0 && topic.hazard !== null) {
    if (trace.deaths > 2 && topic.deaths.includes(trace.deaths)) fit += figures.sameDeaths;
    else if (Math.max(...topic.deaths) > trace.deaths * 1.3 && trace.at - (memory.roll.last[topic.row] ?? 0) > hour) fit += figures.fewerDeaths;
  }
  return fit;
}

/** The most that place, hazard, presumption and figures may say for a topic, and the last three alone; where it does not make up for the rest a topic need not be looked at. */
export type Ceiling = { /** For a topic that never spoke of a hazard, and for one that did. */ ordinary: number; grave: number; placed: number };

/** Where all of it is asked for. */
export const noCeiling: Ceiling = { ordinary: Infinity, grave: Infinity, placed: Infinity };

export function ceilingOf(trace: Trace, unsaid: number): Ceiling {
  const { place, hazard, presumed, figures } = weights;
  if (trace.hazard === "earthquake") return noCeiling;
  const most = trace.spots.length > 0 ? place.most : -Math.log(place.silentAnywhere);
  const deaths = trace.deaths === null ? 0 : figures.sameDeaths;
  if (trace.hazard === null) {
    const expected = Math.max(hazard.unsaidLeast, Math.min(hazard.unsaidMost, unsaid));
    return { ordinary: most + deaths, grave: most + deaths + expected, placed: deaths + Math.max(0, expected) };
  }
  const placed = deaths + hazard.most + figures.againBoth + (trace.spots.length > 0 ? presumed.most : 0);
  return { ordinary: most + placed, grave: most + placed, placed };
}

/** Sums taken in another order differ by less. */
const slight = 1e-9;

/** Can the topic of this row reach even odds at all? Told by the roll alone. */
export function mayFit(trace: Trace, row: number, { ordinary, grave }: Ceiling, roll: Roll): boolean {
  const words = Math.min(weights.words.mostTogether, roll.gain[row] ?? 0) + strangeWords(trace, roll.hits[row] ?? 0);
  return weights.prior + words + liveliness(trace, row, roll) + fading(trace, row, roll) + (roll.grave[row] === 0 ? ordinary : grave) > -slight;
}

/** All the evidence that a title belongs to a topic, or null as soon as it cannot suffice. */
export function weigh(trace: Trace, topic: Topic, unsaid: number, memory: Memory, { placed }: Ceiling): Evidence | null {
  const { roll } = memory;
  const [words, rhythm, place] = [wordFit(trace, topic, roll), rhythmFit(trace, topic, roll), placeFit(trace.spots, topic, memory.lexicon)];
  if (weights.prior + words + rhythm + place + placed <= -slight) return null;
  return { words, rhythm, place, hazard: hazardFit(trace, topic, { place, unsaid }, memory), presumed: presumption(trace, topic, place, roll), figures: figureFit(trace, topic, memory) };
}

/** The log odds that the title belongs to the topic. */
export const oddsOf = (e: Evidence): number => weights.prior + e.words + e.place + e.hazard + e.presumed + e.figures + e.rhythm;
