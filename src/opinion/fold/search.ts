import { type Evidence, livelyAlone, mostGain, oddsOf, rarityOf, weigh, wordGain } from "./evidence.ts";
import { unheld } from "./holding.ts";
import type { Lessons } from "./lessons.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Topic, Trace, Word } from "./shapes.ts";
import { type Habits, secondOf } from "./topic.ts";
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
function ranked(trace: Trace, unsaid: number, lexicon: Lexicon): { words: readonly Ranked[]; weak: number } {
  const words: Ranked[] = [];
  for (const word of trace.words) {
    if (word.topics === unheld.topics || word.topics.length > weights.words.common) continue;
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

/** Awake topics that share a telling word with the title, or, where they speak of a hazard, a place. */
function candidates(trace: Trace, mark: number, unsaid: number, lexicon: Lexicon): Topic[] {
  const found: Topic[] = [];
  const now = secondOf(trace.at);
  const touch = (topic: Topic) => {
    if (topic.mark === mark || topic.until < now) return;
    topic.mark = mark; topic.gain = 0; topic.hits = 0;
    found.push(topic);
  };
  for (const spot of trace.spots) {
    for (const holder of spot.line) {
      if (holder.topics.length > weights.words.common) continue;
      for (const topic of holder.topics) if (topic.grave > 0) touch(topic);
    }
  }
  const { words, weak } = ranked(trace, unsaid, lexicon);
  let rank = -1;
  for (const { word: { topics, slots }, rarity, most } of words) {
    rank += 1;
    for (let i = 0; i < topics.length; i += 1) {
      const topic = topics[i];
      if (!topic) continue;
      const { alone } = topic;
      if (alone && rank >= weak && topic.mark !== mark) continue;
      const gain = alone ? most : wordGain(rarity, topic.counts[slots[i] ?? -1] ?? 0, topic);
      if (gain <= 0) continue;
      touch(topic);
      topic.gain += gain; topic.hits += 1;
    }
  }
  return found;
}

/** The two topics that fit a title best, above even odds; of equals the older. */
export function bestTwo(trace: Trace, mark: number, lexicon: Lexicon, lessons: Lessons, habits: Habits): readonly [Match | null, Match | null] {
  const unsaid = unsaidHazard(trace, lexicon);
  let [best, second]: [Match | null, Match | null] = [null, null];
  const beats = (odds: number, topic: Topic, other: Match | null) => other === null || odds > other.odds || (odds === other.odds && older(topic, other.topic));
  for (const topic of candidates(trace, mark, unsaid, lexicon)) {
    const evidence = weigh(trace, topic, unsaid, lexicon, habits);
    if (!evidence) continue;
    const odds = oddsOf(evidence);
    if (odds <= 0 || lessons.bars(trace, topic, lexicon)) continue;
    if (beats(odds, topic, best)) { second = best; best = { topic, odds, evidence }; }
    else if (beats(odds, topic, second)) second = { topic, odds, evidence };
  }
  return [best, second];
}
