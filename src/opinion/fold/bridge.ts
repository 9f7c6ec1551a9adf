import { kinship } from "./habits.ts";
import type { Memory } from "./memory.ts";
import { placeFit } from "./place-fit.ts";
import type { Match } from "./search.ts";
import type { Spot, Topic, Trace } from "./shapes.ts";
import { weights } from "./weights.ts";

const mostNamed = ({ spots }: Topic): Spot[] => spots.keys.toSorted((a, b) => spots.of(b) - spots.of(a) || (a.text < b.text ? -1 : 1)).slice(0, 1);

/** A title fits two topics, the second like this: are they one story? It must share telling words with it. Not when place, hazard, magnitude or "again" stand between them. */
export function areOne(a: Topic, b: Topic, { odds, evidence }: Match, { lexicon, habits }: Memory): boolean {
  if (odds <= weights.bridge.odds || evidence.words < weights.bridge.words || a.hazard === null || b.hazard === null || kinship(a.hazard, b.hazard) <= 0.2) return false;
  if ((a.again > 0) !== (b.again > 0)) return false;
  if (a.magnitudes.length > 0 && b.magnitudes.some((magnitude) => !a.magnitudes.includes(magnitude))) return false;
  if (habits[a.hazard].reach === "named") return true;
  if (a.placed === 0 || b.placed === 0) return odds > weights.bridge.oddsUnplaced;
  return placeFit(mostNamed(b), a, lexicon) >= weights.bridge.place && placeFit(mostNamed(a), b, lexicon) >= weights.bridge.place;
}

/** The older of two topics comes first. */
export function byAge(a: Topic, b: Topic): readonly [Topic, Topic] {
  const [x, y] = [a.members[0]?.at ?? 0, b.members[0]?.at ?? 0];
  return x < y || (x === y && a.id < b.id) ? [a, b] : [b, a];
}

/** The titles of two topics as one; the older, which comes first, gives its key. */
export const united = (a: Topic, b: Topic): Trace[] => [...a.members, ...b.members].toSorted((x, y) => x.at - y.at);
