import { describe, expect, test } from "vitest";
import { buildGazetteer } from "./gazetteer.ts";
import { levelOf, nationalRegions, type NationalRow } from "./region.ts";

const row = (c: string, n: string, t: string | 0 = 0): NationalRow => ({ c, n, p: c.slice(0, 2), y: c.slice(2, 4), a: c.slice(4), t });

test("the level of a code is told by its shape; a committee stands beside the cities", () =>
  expect(["220000", "220100", "220104", "220104001", "X22CBS"].map(levelOf)).toEqual(["province", "city", "county", "township", "city"]));

describe("the national list", () => {
  const rows = [row("220000", "吉林省"), row("220101", "市辖区"), row("220183", "德惠市"), row("220183", "太平镇", "101000"), row("230183", "太平镇", "102000"), row("230183", "万宝镇", "103000")];
  test("drops what is no place and keeps townships of the province, and those elsewhere of the same name", () =>
    expect(nationalRegions(rows, "22").map((r) => r.code)).toEqual(["220000", "220183", "220183101", "230183102"]));
});

describe("parents", () => {
  const gazetteer = buildGazetteer({
    province: "22", named: [],
    regions: [
      { code: "220000", name: "吉林省" }, { code: "220100", name: "长春市" }, { code: "220300", name: "四平市" }, { code: "220184", name: "公主岭市", parents: [{ code: "220300", to: "2020-06-19" }, { code: "220100", from: "2020-06-19" }] },
      { code: "220381", name: "公主岭市", parents: [{ code: "220300", to: "2020-06-19" }] },
    ],
  });
  test("are those of the day: a county that moved has its new city from that day on", () => {
    expect(gazetteer.lineage("220184", Date.parse("2020-06-18T12:00:00+08:00"))).toEqual(["220184", "220300", "220000"]);
    expect(gazetteer.lineage("220184", Date.parse("2020-06-19T00:00:00+08:00"))).toEqual(["220184", "220100", "220000"]);
  });
  test("end with a code that was given up", () => expect(gazetteer.lineage("220381", Date.parse("2024-01-01"))).toEqual([]));
  test("are told by the code where the settings name none", () => expect(gazetteer.lineage("220100", 0)).toEqual(["220100", "220000"]));
});
