import { describe, expect, it } from "vitest";
import { scopeOf, type ScopedUnit } from "./scope.ts";

const unit = (over: Partial<ScopedUnit>): ScopedUnit => ({ id: "u", system: "emergency", level: "county", sees: "own", regions: [], ...over });

describe("what a person may see", () => {
  it.each([
    ["the office of the leading group sees everything", unit({ level: "province", sees: "all" }), { all: true, systems: ["emergency"], regions: [], unitIds: ["u"] }],
    ["a corps sees its own system", unit({ level: "province", system: "forest_fire" }), { all: false, systems: ["forest_fire"], regions: [], unitIds: ["u"] }],
    ["a city's emergency bureau sees its region", unit({ level: "city", regions: ["220100", "220184"] }), { all: false, systems: [], regions: ["220100", "220184"], unitIds: ["u"] }],
    ["a city's fire detachment sees itself", unit({ level: "city", system: "fire", regions: ["220100"] }), { all: false, systems: [], regions: [], unitIds: ["u"] }],
    ["a county sees itself", unit({}), { all: false, systems: [], regions: [], unitIds: ["u"] }],
    ["a partner sees itself", unit({ level: "partner", system: "partner" }), { all: false, systems: [], regions: [], unitIds: ["u"] }],
  ])("%s", (_, one, expected) => expect(scopeOf([one])).toEqual(expected));

  it("nobody without a post sees anything", () => expect(scopeOf([])).toEqual({ all: false, systems: [], regions: [], unitIds: [] }));
});
