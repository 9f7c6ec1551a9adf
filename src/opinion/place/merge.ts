import type { Place, Reading } from "../reading.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { inThousandths } from "./odds.ts";
import { levelOf } from "./region.ts";

/** A place below holds when at least this part of what is said about its parent's inside is said about it. */
const majority = 0.55;

/**
 * The best place of a topic: every reading votes for its place and all places that hold it; from the province down, the
 * place below with most votes is taken while it has the majority of those who say more. The lower the place a title
 * names, the more its vote weighs: who names the county knows more than who feels it in the city. So a later title that says more
 * refines, one that says less takes nothing away, and titles that contradict each other leave it at what they share.
 */
export function mergePlaces(readings: readonly Pick<Reading, "region" | "place">[], gazetteer: Gazetteer, at: number): Place | null {
  const votes = new Map<string, number>();
  const doubt = new Map<string, number>();
  const below = new Map<string, Set<string>>();
  for (const { region, place } of readings) {
    if (region !== "in" || !place) continue;
    const line = gazetteer.lineage(place.code, at).toReversed();
    line.forEach((code, i) => {
      votes.set(code, (votes.get(code) ?? 0) + place.likelihood * line.length);
      doubt.set(code, (doubt.get(code) ?? 1) * (1 - place.likelihood));
      const parent = i > 0 ? (line[i - 1] ?? "") : "";
      below.set(parent, (below.get(parent) ?? new Set()).add(code));
    });
  }
  let found: string | null = null;
  for (let next = best(below.get(""), votes); next !== null; next = best(below.get(next), votes)) found = next;
  return found === null ? null : { code: found, level: levelOf(found), likelihood: inThousandths(1 - (doubt.get(found) ?? 1)) };
}

function best(codes: ReadonlySet<string> | undefined, votes: ReadonlyMap<string, number>): string | null {
  const sorted = [...(codes ?? [])].sort((a, b) => (votes.get(b) ?? 0) - (votes.get(a) ?? 0) || (a < b ? -1 : 1));
  const all = sorted.reduce((sum, code) => sum + (votes.get(code) ?? 0), 0);
  const [first] = sorted;
  return first !== undefined && (votes.get(first) ?? 0) > all * majority ? first : null;
}
