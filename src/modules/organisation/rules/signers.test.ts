import { describe, expect, it } from "vitest";
import { proposeSigners, type SignerCandidate } from "./signers.ts";

const at = (unitId: string, system: SignerCandidate["system"], level: SignerCandidate["level"] = "province", regionCode = "220000"): SignerCandidate => ({ unitId, system, level, regionCode });
const open = [at("yjt", "emergency"), at("xfj", "fire"), at("slxf", "forest_fire"), at("ccyj", "emergency", "city", "220100"), at("ccxf", "fire", "city", "220100")];
const province = { level: "province" as const, regionCode: "220000" };
const changchun = { level: "city" as const, regionCode: "220100" };

describe("by duty two or three units sign (clause 3.2)", () => {
  it.each([
    ["fire: the corps first, then the department", ["fire", "emergency"] as const, province, { unitIds: ["xfj", "yjt"], missing: [] }],
    ["rescue: all three", ["emergency", "fire", "forest_fire"] as const, province, { unitIds: ["yjt", "xfj", "slxf"], missing: [] }],
    ["in a city, the units of that city", ["fire", "emergency"] as const, changchun, { unitIds: ["ccxf", "ccyj"], missing: [] }],
    ["where there is no forest unit, the proposal says so", ["forest_fire", "emergency"] as const, changchun, { unitIds: ["ccyj"], missing: ["forest_fire"] }],
  ])("%s", (_, duty, place, expected) => expect(proposeSigners(duty, place, open)).toEqual(expected));
});
