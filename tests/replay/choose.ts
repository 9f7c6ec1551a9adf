import { labelledTitles, type Labelled } from "../../bench/support/opinion-data.ts";

/** A real event of the past as people labelled it: what happened where, and every title that spoke of it, oldest first. */
export type PastEvent = { id: string; category: string; hazard: string; place: string; firstAt: number; titles: readonly string[] };

/** What the three agencies answer for: nature and accidents. Security is the police's, health the health commission's. */
const ours: ReadonlySet<string> = new Set(["natural", "accident"]);
/** County before city before province. */
const exactness = (place: string): number => (place.endsWith("0000") ? 2 : place.endsWith("00") ? 1 : 0);
/** A plain witness: an emergency here, with its kind and place, on which the labeller had nothing to remark. */
const isPlain = (t: Labelled): boolean => t.inRegion === 1 && t.emergency === 1 && t.hazard !== null && t.place !== null && t.note === "" && ours.has(t.category ?? "");

/**
 * Chooses events by their labels alone, never by what the engine makes of them: events that a plain title tells of; the hazard chosen least often first,
 * then the place chosen least often, then the more exact place, then the earlier event. They come back in the order of time.
 */
export function chooseEvents(count: number): PastEvent[] {
  const titles = labelledTitles("jilin");
  const left = [...Map.groupBy(titles.filter(isPlain), (t) => t.event ?? "")].map(([id, plain]): PastEvent => {
    const all = titles.filter((t) => t.event === id).toSorted((a, b) => a.at - b.at);
    return { id, category: plain[0]?.category ?? "", hazard: plain[0]?.hazard ?? "", place: plain[0]?.place ?? "", firstAt: all[0]?.at ?? 0, titles: all.map((t) => t.title) };
  });
  const chosen: PastEvent[] = [];
  const rank = (e: PastEvent): number[] => [chosen.filter((c) => c.hazard === e.hazard).length, chosen.filter((c) => c.place === e.place).length, exactness(e.place), e.firstAt];
  const before = (a: number[], b: number[]): number => { const i = a.findIndex((x, n) => x !== b[n]); return i < 0 ? 0 : (a[i] ?? 0) - (b[i] ?? 0); };
  while (chosen.length < count && left.length > 0) {
    left.sort((a, b) => before(rank(a), rank(b)));
    chosen.push(...left.splice(0, 1));
  }
  return chosen.toSorted((a, b) => a.firstAt - b.firstAt);
}
