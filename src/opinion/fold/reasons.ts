import type { Reason } from "../reading.ts";
import { type Evidence, rarityOf, wordGain } from "./evidence.ts";
import type { Memory } from "./memory.ts";
import type { Topic, Trace } from "./shapes.ts";
import { countOf } from "./topic.ts";

const shownWords = 5;
const none: readonly never[] = [];
const rounded = (odds: number): number => Math.round(odds * 100) / 100;

/** The words a title shares with a topic, the most telling first. */
function sharedWords(trace: Trace, topic: Topic, memory: Memory): string[] {
  const [texts, gains]: [string[], number[]] = [[], []];
  for (const word of trace.words) {
    const count = countOf(word, topic, memory);
    const gain = count === 0 ? 0 : wordGain(rarityOf(word, trace, memory.lexicon), count, topic.members.length);
    if (gain <= 0) continue;
    const text = memory.lexicon.text(word);
    let rank = gains.length;
    for (; rank > 0; rank -= 1) {
      const [before, other] = [texts[rank - 1] ?? "", gains[rank - 1] ?? 0];
      if (other > gain || (other === gain && before < text)) break;
      texts[rank] = before;
      gains[rank] = other;
    }
    texts[rank] = text;
    gains[rank] = gain;
  }
  return texts.length > shownWords ? texts.slice(0, shownWords) : texts;
}

/** The evidence in machine words: what was shared, and how much every part speaks for (above 0) or against the topic. */
export function reasonsOf(trace: Trace, topic: Topic, evidence: Evidence, memory: Memory): Reason[] {
  const why: Reason[] = [];
  const say = (rule: string, odds: number, words: readonly string[]) => { if (odds !== 0 || words.length > 0) why.push({ rule, words, figure: rounded(odds) }); };
  say("fold.words", evidence.words, sharedWords(trace, topic, memory));
  say("fold.place", evidence.place, trace.spots.map((spot) => spot.text));
  say("fold.hazard", evidence.hazard, trace.hazard === null ? none : [trace.hazard]);
  say("fold.presumed", evidence.presumed, topic.hazard === null ? none : [topic.hazard]);
  say("fold.figures", evidence.figures, trace.magnitude === null && trace.deaths === null ? none : [trace.magnitude, trace.deaths].filter((figure) => figure !== null).map(String));
  say("fold.rhythm", evidence.rhythm, none);
  return why;
}
