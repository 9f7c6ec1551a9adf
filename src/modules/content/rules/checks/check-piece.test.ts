import { describe, expect, test } from "vitest";
import { aCheckInput, aFact, aMaterial, deaths, doc, evacuated, injured, para, region, saying, sweepDoc, sweepFacts, uuid } from "../fixtures/piece.ts";
import { plainText } from "../text.ts";
import { checkCodes, checkPiece } from "./check-piece.ts";
import type { CheckInput } from "./input.ts";

const codes = (input: CheckInput) => checkPiece(input).map((f) => f.code);

test("a sound piece has nothing to say about it", () => expect(checkPiece(aCheckInput())).toEqual([]));

describe("facts", () => {
  test("without a source block", () => expect(checkPiece(saying("火灾造成", aFact(7, "injured", "5人", { source: " " }), "受伤"))[0]).toMatchObject({ code: "content.fact-without-source", level: "blocking", block: 0 }));
  test("that the sheet does not hold block", () => expect(codes(aCheckInput({ doc: doc(para("造成", injured, "受伤")), facts: [] }))).toContain("content.fact-missing"));
  test.each([
    ["周边800人已疏散，转移群众800人", "content.figure-differs"], ["转移群众846人", undefined], ["疏散312户", undefined], ["疏散了八百四十六人", undefined], ["疏散八百人", "content.figure-differs"],
  ])("figures beside a fact's own words agree: %s", (text, code) => expect(checkPiece(aCheckInput({ doc: doc(para(text)), facts: [evacuated] }))[0]?.code).toBe(code));
});

describe("a first red or orange message has six parts", () => {
  const first = (text: string, more: Partial<CheckInput> = {}) => codes({ ...saying(text), form: "notice", urgency: "red", firstRelease: true, ...more }).filter((c) => c.startsWith("content.first-"));
  test("each part left out is a reminder", () => {
    expect(first("永吉县一处仓库起火。")).toEqual([
      "content.first-empathy", "content.first-confirmed", "content.first-unknown", "content.first-how-we-find-out", "content.first-commitment", "content.first-where",
    ]);
  });
  test("a whole one has none", () => {
    expect(first("永吉县一处仓库起火，截至13时明火已扑灭。我们向受影响的群众表示慰问。起火原因尚不清楚，省里已成立联合调查组，查清后公布，并将及时发布进展。请关注官方微博，求助请拨打119。")).toEqual([]);
  });
  test("routine pieces and later releases are left alone", () => {
    expect(first("起火。", { urgency: "yellow" })).toEqual([]);
    expect(first("起火。", { firstRelease: false })).toEqual([]);
  });
});

describe("a warning says eight things", () => {
  const warn = (text: string, more: Partial<CheckInput> = {}) => codes({ ...saying(text), title: "预警", form: "warning", ...more }).filter((c) => c.startsWith("content.warning-"));
  test("each one left out is a reminder", () => {
    expect(warn("天干物燥。", { signature: null })).toEqual([
      "content.warning-category", "content.warning-level", "content.warning-start", "content.warning-area", "content.warning-watch", "content.warning-measures", "content.warning-issuer", "content.warning-issued-at",
    ]);
  });
  test("a whole one has none", () => {
    expect(warn("吉林省气象台4月3日10时发布森林火险橙色预警：自4月3日12时起，延边州、白山市森林火险等级高，谨防山火，请停止一切野外用火。")).toEqual([]);
  });
});

describe("earlier releases of the same topic", () => {
  const earlier = { title: "火情通报", plain: plainText(sweepDoc, sweepFacts), facts: [region, aFact(7, "injured", "3人")], at: "2026-04-03T04:06:00Z" };
  test("a repeated text is a reminder", () => expect(checkPiece(aCheckInput({ earlier: [earlier] }))).toEqual([expect.objectContaining({ code: "content.duplicate", level: "reminder", facts: { title: "火情通报", at: earlier.at, percent: 100 } })]));
  test("another number of the same place says what the earlier one said", () => {
    const input = { ...saying(region, "火灾造成", injured, "受伤。"), earlier: [earlier] };
    expect(checkPiece(input).find((f) => f.code === "content.earlier-differs")).toMatchObject({ level: "suggestion", quote: "5人", facts: { label: "受伤人数", now: "5人", earlier: "3人", title: "火情通报" } });
  });
  test("another place is another matter", () => {
    const input = { ...saying(aFact(2, "place", "永吉县口前镇"), "火灾造成", injured, "受伤。"), earlier: [earlier] };
    expect(codes(input)).not.toContain("content.earlier-differs");
  });
  test("only the latest earlier number counts", () => {
    const later = { ...earlier, facts: [region, injured], at: "2026-04-03T05:06:00Z" };
    expect(codes({ ...saying(region, injured, "受伤。"), earlier: [earlier, later] })).not.toContain("content.earlier-differs");
  });
});

describe("pictures", () => {
  const image = (alt: string) => doc(para("队员巡护。"), { type: "image", materialId: uuid(60), alt });
  test("without a credit block", () => expect(checkPiece(aCheckInput({ doc: image("队员巡山"), materials: [aMaterial(60, { credit: "" })] }))[0]).toMatchObject({ code: "content.image-credit", level: "blocking", block: 1 }));
  test("without a description get a suggestion", () => expect(checkPiece(aCheckInput({ doc: image(""), materials: [aMaterial(60)] }))[0]).toMatchObject({ code: "content.image-alt", level: "suggestion" }));
  test("that are gone block", () => expect(codes(aCheckInput({ doc: image("队员巡山") }))).toEqual(["content.material-missing"]));
});

test("what blocks stands first, then title, summary and text block by block", () => {
  const input = aCheckInput({
    title: "通化火灾", summary: "4月3日（星期四）",
    doc: doc(para("2月30日"), para("造成", deaths, "死亡"), para("3人受伤，当事人11010519491231002X")), facts: [deaths],
  });
  expect(checkPiece(input).map((f) => [f.level, f.at, f.block])).toEqual([
    ["blocking", "text", 2], ["blocking", "text", 2], ["suggestion", "summary", undefined], ["suggestion", "text", 0], ["reminder", "title", undefined],
  ]);
});

test("every code is listed once, for the web to have words for", () => {
  expect(new Set(checkCodes).size).toBe(checkCodes.length);
  expect(checkCodes.every((c) => /^content\.[a-z-]+$/.test(c))).toBe(true);
});

test("a long piece with the lists of a province is read while people type", () => {
  const places = Array.from({ length: 80 }, (_, i) => ({ code: `2201${i}`, name: `第${String.fromCharCode(0x4e8c + i)}${i % 2 ? "县" : "市"}`, parent: "220000" }));
  const units = Array.from({ length: 60 }, (_, i) => ({ code: `u${i}`, names: [{ name: `第${String.fromCharCode(0x4e8c + i)}市应急管理局`, validFrom: null, validTo: null }], aliases: [] }));
  const long = doc(...Array.from({ length: 40 }, () => sweepDoc.blocks).flat());
  const before = process.threadCpuUsage();
  checkPiece(aCheckInput({ doc: long, places, units }));
  expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000);
});
