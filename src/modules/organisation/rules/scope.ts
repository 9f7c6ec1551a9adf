import type { Scope, System } from "#kernel/actor.ts";
import type { UnitLevel } from "./preset.ts";

/** A unit as the data scope sees it; `regions` are the codes of its region and of those below it on that day. */
export type ScopedUnit = { id: string; system: System; level: UnitLevel; sees: "own" | "all"; regions: readonly string[] };

/**
 * What a person may see: the units they hold posts in; a corps its own system; a city's emergency bureau its region;
 * the office of the leading group everything (clause 2). Partners and all others see only their own unit.
 */
export function scopeOf(units: readonly ScopedUnit[]): Scope {
  const provincial = units.filter((u) => u.level === "province");
  return {
    all: units.some((u) => u.sees === "all"),
    systems: [...new Set(provincial.filter((u) => u.system !== "partner").map((u) => u.system))],
    regions: [...new Set(units.filter((u) => u.level === "city" && u.system === "emergency").flatMap((u) => u.regions))],
    unitIds: [...new Set(units.map((u) => u.id))],
  };
}
