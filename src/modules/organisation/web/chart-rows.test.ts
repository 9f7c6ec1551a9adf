import { describe, expect, it } from "vitest";
import type { UnitOfDay } from "../contract.ts";
import { placeRows } from "./chart-rows.ts";

const unit = (id: string, system: UnitOfDay["system"], level: UnitOfDay["level"], regionCode: string, parentId: string | null): UnitOfDay => ({
  id, code: id, system, level, regionCode, regionName: regionCode, parentId, name: id, shortName: id, seal: "应", also: [], office: null, addressee: false, role: null, standing: "open", evidence: "seed", verified: true, mayKeep: false, mayAppoint: false,
});
const province = [unit("yjt", "emergency", "province", "220000", null), unit("xfj", "fire", "province", "220000", null)];
const cities = [unit("cc", "emergency", "city", "220100", "yjt"), unit("sp", "emergency", "city", "220300", "yjt"), unit("ccxf", "fire", "city", "220100", "xfj")];

describe("the chart by place", () => {
  it("a county stands below the city its bureau belonged to on that day", () => {
    const below = (city: string) => placeRows([...province, ...cities, unit("gzl", "emergency", "county", "220184", city)]).map((r) => [r.place, r.children?.map((c) => c.place)]);
    expect(below("sp")).toEqual([["220000", undefined], ["220100", undefined], ["220300", ["220184"]]]);
    expect(below("cc")).toEqual([["220000", undefined], ["220100", ["220184"]], ["220300", undefined]]);
  });
  it("units of one place stand side by side; partners stand elsewhere", () => {
    const rows = placeRows([...province, ...cities, unit("wxb", "partner", "partner", "220000", null)]);
    expect(rows.map((r) => [r.emergency?.id, r.fire?.id])).toEqual([["yjt", "xfj"], ["cc", "ccxf"], ["sp", undefined]]);
  });
  it("a county shown alone is not lost", () => expect(placeRows([unit("na", "emergency", "county", "220122", "cc")]).map((r) => r.emergency?.id)).toEqual(["na"]));
});
