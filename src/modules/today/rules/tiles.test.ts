import { describe, expect, it } from "vitest";
import { reaches, tilesFor } from "./tiles.ts";

const places = [
  { code: "220100", name: "长春市", parent: null }, { code: "220102", name: "南关区", parent: "220100" }, { code: "220122", name: "农安县", parent: "220100" },
  { code: "220700", name: "松原市", parent: null }, { code: "220721", name: "前郭尔罗斯蒙古族自治县", parent: "220700" }, { code: "X22CBS", name: "长白山保护开发区管理委员会", parent: null },
];

describe("counties as tiles", () => {
  it("stand where the province's drawing says", () => {
    expect(tilesFor(places, [{ code: "220102", name: "南关", row: 3, col: 5 }]).find((t) => t.code === "220102")).toEqual({ code: "220102", name: "南关", fullName: "南关区", row: 3, col: 5 });
  });
  it("prefectures are no tiles; what stands by itself is one", () => expect(tilesFor(places, []).map((t) => t.code)).toEqual(["220102", "220122", "220721", "X22CBS"]));
  it("without a drawing each prefecture is a row", () => expect(tilesFor(places, []).map((t) => [t.name, t.row, t.col])).toEqual([["南关", 1, 1], ["农安", 1, 2], ["前郭尔罗", 2, 1], ["长白山", 3, 1]]));
  it("what the drawing forgot stands below it, and no two tiles share a place", () => {
    const tiles = tilesFor(places, [{ code: "220102", name: "南关", row: 3, col: 5 }]);
    expect(tiles.filter((t) => t.code !== "220102").every((t) => t.row > 3)).toBe(true);
    expect(new Set(tiles.map((t) => `${t.row} ${t.col}`)).size).toBe(tiles.length);
  });
  it("a long row goes on in the next", () => {
    const many = Array.from({ length: 15 }, (_, i) => ({ code: `2201${String(i + 2).padStart(2, "0")}`, name: `县${i}`, parent: "220100" }));
    expect(tilesFor([{ code: "220100", name: "长春市", parent: null }, ...many], []).at(-1)).toMatchObject({ row: 2, col: 2 });
  });
});

it.each([
  [[], "220721", true], [["220700"], "220721", true], [["220000"], "220721", true], [["220721"], "220721", true], [["220700"], "220102", false], [["X22CBS"], "220621", false], [["X22CBS"], "X22CBS", true],
] as const)("a warning for %j reaches %s: %s", (regions, county, yes) => expect(reaches(regions, county)).toBe(yes));
