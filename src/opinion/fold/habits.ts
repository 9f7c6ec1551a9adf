import type { Hazard } from "../reading.ts";

/**
 * How stories of a hazard behave. `sleeps`: days without any sign after which a new title begins another story. `fades`:
 * hours in which following titles get markedly rarer. `reach`: the division within which two such reports at one time are
 * presumed one event; `named` events (typhoons) go by their name, wherever they pass.
 */
export type Habit = { sleeps: number; fades: number; reach: "province" | "city" | "point" | "named" };

/** Our defaults; the watch settings may say otherwise. */
export const habits: Readonly<Record<Hazard | "ordinary", Habit>> = {
  ordinary: { sleeps: 2.5, fades: 4, reach: "point" },
  epidemic: { sleeps: 15, fades: 72, reach: "province" },
  earthquake: { sleeps: 6, fades: 24, reach: "province" },
  typhoon: { sleeps: 5, fades: 48, reach: "named" },
  flood: { sleeps: 10, fades: 48, reach: "city" },
  rainstorm: { sleeps: 7, fades: 36, reach: "city" },
  snow_cold: { sleeps: 7, fades: 36, reach: "city" },
  drought: { sleeps: 15, fades: 72, reach: "province" },
  landslide: { sleeps: 15, fades: 36, reach: "city" },
  forest_fire: { sleeps: 15, fades: 36, reach: "city" },
  missing: { sleeps: 60, fades: 72, reach: "point" },
  collapse: { sleeps: 25, fades: 36, reach: "point" },
  attack: { sleeps: 20, fades: 24, reach: "point" },
  fire: { sleeps: 15, fades: 24, reach: "point" },
  explosion: { sleeps: 15, fades: 24, reach: "point" },
  gas: { sleeps: 15, fades: 24, reach: "point" },
  mine: { sleeps: 10, fades: 24, reach: "point" },
  poisoning: { sleeps: 10, fades: 24, reach: "point" },
  drowning: { sleeps: 10, fades: 24, reach: "point" },
  traffic: { sleeps: 10, fades: 18, reach: "point" },
  hazard: { sleeps: 10, fades: 24, reach: "point" },
  other: { sleeps: 10, fades: 24, reach: "point" },
};

/** Hazards that turn into each other within one event, or that one event is called by. */
const kin: readonly (readonly Hazard[])[] = [
  ["flood", "rainstorm", "landslide", "typhoon"], ["fire", "explosion", "gas"], ["collapse", "landslide", "mine", "rainstorm"],
  ["traffic", "fire", "drowning", "explosion"], ["epidemic", "poisoning"], ["attack", "missing"], ["explosion", "mine", "fire", "gas"], ["fire", "forest_fire"],
];
/** Hazards that say little of what happened: anything may be called so. */
const vague: ReadonlySet<Hazard> = new Set(["missing", "hazard"]);

/** How far two hazards may be one event: 1 the same, between for kin, 0 strangers. */
export function kinship(a: Hazard, b: Hazard): number {
  if (a === b) return 1;
  if (vague.has(a) || vague.has(b)) return 0.1;
  return kin.some((group) => group.includes(a) && group.includes(b)) ? 0.3 : 0;
}

/** Is a hazard too vague to stand for a topic that also speaks of another? */
export const isVague = (hazard: Hazard): boolean => vague.has(hazard);
