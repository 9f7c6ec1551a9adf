import type { Reason } from "../reading.ts";
import { type Evidence, rarityOf, wordGain } from "./evidence.ts";
import { countOf } from "./holding.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Topic, Trace } from "./shapes.ts";

const shownWords = 5;
const rounded = (odds: number): number => Number(odds.toFixed(2));

/** The evidence in machine words: what was shared, and how much every part speaks for (above 0) or against the topic. */
export function reasonsOf(trace: Trace, topic: Topic, evidence: Evidence, lexicon: Lexicon): Reason[] {
  const shared = trace.words.flatMap((word) => {
    const count = countOf(word, topic);
    return count === 0 ? [] : [{ text: word.text, gain: wordGain(rarityOf(word, trace, lexicon), count, topic) }];
  }).filter((one) => one.gain > 0).toSorted((a, b) => b.gain - a.gain || (a.text < b.text ? -1 : 1));
  const parts: [string, number, readonly string[]][] = [
    ["fold.words", evidence.words, shared.slice(0, shownWords).map((one) => one.text)],
    ["fold.place", evidence.place, trace.spots.map((spot) => spot.text)],
    ["fold.hazard", evidence.hazard, trace.hazard === null ? [] : [trace.hazard]],
    ["fold.presumed", evidence.presumed, topic.hazard === null ? [] : [topic.hazard]],
    ["fold.figures", evidence.figures, [trace.magnitude, trace.deaths].filter((figure) => figure !== null).map(String)],
    ["fold.rhythm", evidence.rhythm, []],
  ];
  return parts.filter(([, odds, words]) => odds !== 0 || words.length > 0).map(([rule, odds, words]) => ({ rule, words, figure: rounded(odds) }));
}
