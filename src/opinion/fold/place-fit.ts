import type { Lexicon } from "./lexicon.ts";
import type { Spot, Topic } from "./shapes.ts";
import { homeOf } from "./topic.ts";
import { weights } from "./weights.ts";

/** How often, out of what the topic's titles say, this place may be named for where the topic plays. */
function expected(spot: Spot, topic: Topic, wide: boolean): number {
  const { holder, within, neighbour, core } = weights.place;
  const home = homeOf(spot);
  if (topic.homes.of(home) === 0) return 0;
  let [same, inside, outside, elsewhere, near] = [0, 0, 0, 0, 0];
  const { keys, counts } = topic.spots;
  for (let i = 0; i < keys.length; i += 1) {
    const [other, count] = [keys[i], counts[i] ?? 0];
    if (other === spot) same += count;
    else if (!other || homeOf(other) !== home) elsewhere += count;
    else if (other.line.includes(spot)) inside += count;
    else if (spot.line.includes(other)) outside += count;
    else { elsewhere += count; near += count; }
  }
  if (same + inside + outside + (wide ? near : 0) < core * topic.placed) return 0;
  // The holder alone was named: this place within is likely, unless another place within it was named already.
  const takenElsewhere = elsewhere - near > outside || (near > 0 && same === 0 && !wide);
  return same + holder * inside + (takenElsewhere ? 0 : within * outside) + (wide ? neighbour * near : 0);
}

/** What the places of a title say for a topic: the same, one that holds it or lies within, elsewhere, or nothing. */
export function placeFit(spots: readonly Spot[], topic: Topic, lexicon: Lexicon): number {
  const w = weights.place;
  const size = topic.members.length;
  if (spots.length === 0) {
    if (topic.placed === 0) return 0;
    return Math.log((size - topic.placed + weights.hazard.silentDoubt * w.silentWithin) / (size + weights.hazard.silentDoubt) / w.silentAnywhere);
  }
  const { reach } = topic.habit;
  const stray = reach === "named" ? w.strayNamed : w.stray;
  const titles = topic.placed + w.silentPart * (size - topic.placed) + w.doubt;
  // What strikes one spot is another event elsewhere, however alike the words: warehouses burn in every county.
  const elsewhere = reach === "point" && topic.hazard !== null ? w.elsewhereAtPoint : w.elsewhere;
  let sum = 0;
  for (const spot of spots) {
    const often = expected(spot, topic, topic.hazard !== null && reach !== "point" && reach !== "city");
    if (often === 0 && (topic.placed >= 2 || topic.hazard !== null) && reach !== "named") { sum += elsewhere; continue; }
    const usual = lexicon.kindRarity(spot.word, w.ownAside * topic.spots.of(spot));
    sum += Math.min(w.most, Math.log(stray + ((1 - stray) * (often + w.doubt * usual)) / titles / usual));
  }
  return sum / spots.length;
}
