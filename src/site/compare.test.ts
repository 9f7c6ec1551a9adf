import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestMatch, compareTexts, type Run } from "./compare.ts";

const published = { title: "火灾情况通报", text: "火灾造成 5 人受伤，均已送医。\n\n起火原因正在调查。", units: ["省消防救援总队"] };
const changed = (text: string) => compareTexts(published.text, text).runs.filter((r) => r.kind !== "same");

describe("a pasted text", () => {
  test("is identical whatever copying did to blanks, widths and quotation marks", () => {
    expect(bestMatch([published], "火灾造成5人受伤,均已送医。起火原因 正在调查。")?.verdict.kind).toBe("identical");
    expect(bestMatch([published], "火灾情况通报\n火灾造成５人受伤，均已送医。\n起火原因正在调查。\n省消防救援总队")?.verdict.kind).toBe("identical");
  });
  test("is a part when it stands in the text word for word", () => expect(bestMatch([published], "起火原因正在调查。")?.verdict.kind).toBe("excerpt"));
  test("shows the one figure that was changed", () => expect(changed("火灾造成 50 人受伤，均已送医。起火原因正在调查。")).toEqual([{ kind: "added", text: "0" }]));
  test("shows a sentence that was taken out and one that was put in", () => {
    expect(changed("火灾造成 5 人受伤，均已送医。毒气飘向市区。")).toEqual([{ kind: "dropped", text: "起火原因正在调查" }, { kind: "added", text: "毒气飘向市区" }]);
  });
  test("is like nothing when it shares nothing", () => expect(bestMatch([published], "明天全市停课三天，互相转告")).toBeNull());
});

test("a comparison loses no word of either side", () => {
  const bare = (s: string) => s.normalize("NFKC").replace(/[\s\u200b\ufeff·]+/g, "").replace(/[“”„"「」『』]/g, '"').replace(/[‘’']/g, "'");
  const side = (runs: readonly Run[], without: Run["kind"]) => runs.filter((r) => r.kind !== without).map((r) => r.text).join("");
  const words = fc.array(fc.constantFrom("火", "灾", "5", "人", "。", "；", "伤", "x"), { maxLength: 40 }).map((all) => all.join(""));
  fc.assert(fc.property(words, words, (a, b) => {
    const verdict = compareTexts(a, b);
    if (verdict.kind !== "differs") return;
    expect(side(verdict.runs, "added")).toBe(bare(a));
    expect(side(verdict.runs, "dropped")).toBe(bare(b));
  }));
});
