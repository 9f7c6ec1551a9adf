import { describe, expect, test } from "vitest";
import { aCheckInput, saying } from "../fixtures/piece.ts";
import { checkPlaces } from "./places.ts";
import { checkTerms } from "./terms.ts";
import { checkUnits } from "./units.ts";

describe("units are called by the name of that day", () => {
  test.each<[string, [string, string, string | undefined][]]>([
    ["吉林省消防救援总队提醒", []],
    ["吉林省消防救援局提醒", []],
    ["省应急管理厅提醒", []],
    ["据吉林省消防总队消息", [["unit-misnamed", "吉林省消防总队", "吉林省消防救援总队"]]],
    ["吉林省应急厅发布", [["unit-misnamed", "吉林省应急厅", "吉林省应急管理厅"]]],
    ["吉林省应急管理局发布", [["unit-misnamed", "吉林省应急管理局", "吉林省应急管理厅"]]],
    ["长春市消防救援总队到场", [["unit-misnamed", "长春市消防救援总队", "长春市消防救援支队"]]],
    ["长春市消防救援大队到场", [["unit-misnamed", "长春市消防救援大队", "长春市消防救援支队"]]],
    ["吉林省公安消防总队", [["unit-outdated", "吉林省公安消防总队", "吉林省消防救援总队"]]],
    ["原吉林省安全生产监督管理局", [["unit-outdated", "吉林省安全生产监督管理局", "吉林省应急管理厅"]]],
    ["吉林省公安厅、吉林省水利厅、辽宁省应急管理厅到场", []],
    ["吉林省消防救援队伍连夜奋战", []],
  ])("%s", (text, findings) => expect(checkUnits(saying(text)).map((f) => [f.code.replace("content.", ""), f.quote, f.suggestion])).toEqual(findings));
  test("the old name was right in its day", () => {
    expect(checkUnits({ ...saying("吉林省公安消防总队提醒"), at: new Date("2018-01-05T00:00:00Z") })).toEqual([]);
  });
  test("where two units are equally near, both are offered and none is put in", () => {
    const input = saying("吉林省消防总队到场");
    const forest = { code: "slxf", names: [{ name: "吉林省森林消防总队", validFrom: null, validTo: null }], aliases: [] };
    expect(checkUnits({ ...input, units: [...input.units, forest] })).toEqual([{
      code: "content.unit-misnamed", level: "suggestion", at: "text", block: 0, quote: "吉林省消防总队", facts: { said: "吉林省消防总队", right: "吉林省消防救援总队、吉林省森林消防总队" },
    }]);
  });
});

describe("places that share a name are told apart", () => {
  test.each<[string, string[]]>([
    ["通化发生一起火灾", ["通化市、通化县"]],
    ["通化县发生一起火灾", []],
    ["通化市区发生一起火灾", []],
    ["吉林多地大风", ["吉林省、吉林市"]],
    ["吉林市永吉县口前镇", []],
    ["吉林日报记者报道", []],
    ["长白山下起了雪", []],
    ["长白一带有山火", ["长白朝鲜族自治县、长白山保护开发区管理委员会"]],
    ["白山市出动消防员", []],
  ])("%s", (text, choices) => expect(checkPlaces(saying(text)).filter((f) => f.code === "content.place-ambiguous").map((f) => f.facts["choices"])).toEqual(choices));
  test.each<[string, string | undefined]>([["朝阳区一处商铺起火", "长春市朝阳区"], ["长春市朝阳区一处商铺起火", undefined], ["长春的朝阳区", undefined], ["西安区某小区", "辽源市西安区"]])("%s", (text, full) =>
    expect(checkPlaces(saying(text)).find((f) => f.code === "content.place-elsewhere")?.suggestion).toBe(full));
  test("one reminder per name is enough", () => expect(checkPlaces(aCheckInput({ title: "通化火灾", summary: "通化今晨起火" })).map((f) => f.at)).toEqual(["title"]));
});

describe("words of the house's list", () => {
  const terms = [
    { term: "火魔", kind: "forbidden", instead: "火灾", reason: "不渲染", from: null },
    { term: "消防官兵", kind: "outdated", instead: "消防救援人员", reason: "2018年转制", from: "2018-10-09" },
    { term: "安监局", kind: "outdated", instead: "", reason: "机构改革", from: "2027-01-01" },
    { term: "伤员", kind: "outdated", instead: "受伤伤员", reason: "试", from: null },
  ] as const;
  const check = (text: string) => checkTerms({ ...saying(text), terms }).map((f) => [f.code, f.level, f.suggestion]);
  test("a forbidden one blocks", () => expect(check("与火魔搏斗")).toEqual([["content.term-forbidden", "blocking", "火灾"]]));
  test("an outdated one gets today's word", () => expect(check("消防官兵到场")).toEqual([["content.term-outdated", "suggestion", "消防救援人员"]]));
  test("one that applies later says nothing yet", () => expect(check("原安监局")).toEqual([]));
  test("the right word may contain the wrong one", () => expect(check("受伤伤员已送医")).toEqual([]));
});
