import { ceilingOf, type Evidence, livelyAlone, mayFit, mostGain, oddsOf, rarityOf, weigh, wordGain } from "./evidence.ts";
import type { Lessons } from "./lessons.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Memory } from "./memory.ts";
import type { Topic, Trace, Word } from "./shapes.ts";
import { secondOf } from "./topic.ts";
import { weights } from "./weights.ts";

/** A topic that a title may belong to, and how well it fits. */
export type Match = { topic: Topic; odds: number; evidence: Evidence };

const logit = (p: number): number => Math.log(p / (1 - p));
const older = (a: Topic, b: Topic): boolean => { const [x, y] = [a.members[0]?.at ?? 0, b.members[0]?.at ?? 0]; return x < y || (x === y && a.id < b.id); };

/** What the words of a title that names no hazard let expect: above 0 they are words of emergencies, as the stream taught. */
export function unsaidHazard(trace: Trace, lexicon: Lexicon): number {
  if (trace.hazard !== null) return 0;
  const usually = logit(lexicon.graveShare(null));
  let sum = 0;
  for (const word of trace.words) sum += logit(lexicon.graveShare(word)) - usually;
  return sum;
}

type Ranked = { word: Word; rarity: number; most: number };

/** The words of a title that topics hold, the rarest first, with the most each may say for a topic of one title; from `weak` on they cannot bring it in together. */
function ranked(trace: Trace, unsaid: number, { lexicon, seats }: Memory): { words: readonly Ranked[]; weak: number } {
  const words: Ranked[] = [];
  for (const word of trace.words) {
    const held = seats.held(word);
    if (held === 0 || held > weights.words.common) continue;
    const rarity = rarityOf(word, trace, lexicon);
    const most = mostGain(rarity);
    if (most <= 0) continue;
    const one = { word, rarity, most };
    let rank = words.push(one) - 1;
    for (let before = words[rank - 1]; before && before.rarity > rarity; before = words[rank - 1]) { words[rank] = before; rank -= 1; words[rank] = one; }
  }
  let weak = words.length;
  // A title with a place or a hazard may come in by these; one that has neither only by its words.
  if (trace.hazard !== null || trace.spots.length > 0) return { words, weak };
  let left = -weights.prior - livelyAlone - Math.max(0, Math.min(weights.hazard.unsaidMost, unsaid));
  for (; weak > 0; weak -= 1) if ((left -= words[weak - 1]?.most ?? 0) < 0) break;
  return { words, weak };
}

/** The rows of awake topics that share a telling word with the title, or, where they speak of a hazard, a place. */
function candidates(trace: Trace, mark: number, unsaid: number, memory: Memory): number[] {
  const { roll, seats } = memory;
  const { until, grave, size, gain, hits, mark: marks } = roll;
  const found: number[] = [];
  const now = secondOf(trace.at);
  const touch = (row: number) => {
    if (marks[row] === mark || (until[row] ?? 0) < now) return;
    marks[row] = mark; gain[row] = 0; hits[row] = 0;
    found.push(row);
  };
  for (const spot of trace.spots) {
    for (const { word: holder } of spot.line) {
      if (seats.held(holder) > weights.words.common) continue;
      for (let seat = seats.first(holder); seat >= 0; seat = seats.after(seat)) { const row = seats.topic(seat); if ((grave[row] ?? 0) > 0) touch(row); }
    }
  }
  const { words, weak } = ranked(trace, unsaid, memory);
  let rank = -1;
  for (const { word, rarity, most } of words) {
    rank += 1;
    for (let seat = seats.first(word); seat >= 0; seat = seats.after(seat)) {
      const row = seats.topic(seat);
      const titles = size[row] ?? 0;
      if (titles === 1 && rank >= weak && marks[row] !== mark) continue;
      const says = titles === 1 ? most : wordGain(rarity, seats.count(seat), titles);
      if (says <= 0) continue;
      touch(row);
      gain[row] = (gain[row] ?? 0) + says;
      hits[row] = (hits[row] ?? 0) + 1;
    }
  }
  return found;
}

/** The two topics that fit a title best, above even odds; of equals the older. */
export function bestTwo(trace: Trace, mark: number, memory: Memory, lessons: Lessons): readonly [Match | null, Match | null] {
  const { lexicon, roll } = memory;
  const unsaid = unsaidHazard(trace, lexicon);
  const ceiling = ceilingOf(trace, unsaid);
  let [best, second]: [Match | null, Match | null] = [null, null];
  const beats = (odds: number, topic: Topic, other: Match | null) => other === null || odds > other.odds || (odds === other.odds && older(topic, other.topic));
  for (const row of candidates(trace, mark, unsaid, memory)) {
    const topic = mayFit(trace, row, ceiling, roll) ? roll.topic(row) : undefined;
    if (!topic) continue;
    const evidence = weigh(trace, topic, unsaid, memory, ceiling);
    if (!evidence) continue;
    const odds = oddsOf(evidence);
    if (odds <= 0 || lessons.bars(trace, topic, memory)) continue;
    if (beats(odds, topic, best)) { second = best; best = { topic, odds, evidence }; }
    else if (beats(odds, topic, second)) second = { topic, odds, evidence };
  }
  return [best, second];
}
