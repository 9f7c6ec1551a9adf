import type { Category, Concern, Hazard } from "./shapes.ts";

/** What one title says, as far as the picture of its topic needs it. */
export type Told = {
  title: string; region: "in" | "out" | "unsure"; placed: number; emergency: number; category: Category | null; hazard: Hazard | null; needsCheck: number; concern: Concern | null;
  figures: { deaths: number | null; injured: number | null; missing: number | null; magnitude: number | null };
};

/** The word most titles say; of equals the one said first. */
function most<T extends string>(words: readonly (T | null)[]): T | null {
  const counts = new Map<T, number>();
  for (const word of words) if (word !== null) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].reduce<[T, number] | null>((best, one) => (best === null || one[1] > best[1] ? one : best), null)?.[0] ?? null;
}

/** The newest figure that was said: it may have grown, or been put right. */
const newest = (values: readonly (number | null)[]): number | null => values.findLast((value) => value !== null) ?? null;

/** What the titles of a topic say together, oldest first. Its name is the title that tells most: an emergency, with its place and figures. */
export function pictureOf(told: readonly Told[]) {
  const telling = (one: Told): number => one.emergency + (one.region === "in" ? one.placed : 0) + Object.values(one.figures).filter((figure) => figure !== null).length / 4;
  const best = told.reduce<Told | null>((first, one) => (first === null || telling(one) > telling(first) + 1e-9 ? one : first), null);
  const here = told.filter((one) => one.region === "in");
  const about: Told["region"] = here.length > 0 && here.length >= told.filter((one) => one.region === "out").length ? "in" : told.some((one) => one.region === "out") ? "out" : "unsure";
  const figure = (name: keyof Told["figures"]) => newest(told.map((one) => one.figures[name]));
  return {
    title: best?.title ?? "", about, category: most(told.map((one) => one.category)), hazard: most(told.map((one) => one.hazard)), concern: most(told.map((one) => one.concern)),
    emergency: Math.max(0, ...told.map((one) => one.emergency)), needsCheck: Math.max(0, ...told.map((one) => one.needsCheck)),
    deaths: figure("deaths"), injured: figure("injured"), missing: figure("missing"), magnitude: figure("magnitude"),
  };
}
