import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Change, compareText, countPlaces, tokensOf } from "./diff.ts";

const show = (changes: readonly Change[]) => changes.map((c) => (c.kind === "same" ? c.text : c.kind === "removed" ? `[-${c.text}-]` : `[+${c.text}+]`)).join("");
const side = (changes: readonly Change[], kind: "removed" | "added") => changes.filter((c) => c.kind === "same" || c.kind === kind).map((c) => c.text).join("");

describe("changes are marked as people read them", () => {
  test.each([
    ["祭扫时提倡鲜花、植树等方式，尽量少烧纸。", "祭扫时提倡鲜花、植树等方式，不烧纸、不燃放鞭炮。", "祭扫时提倡鲜花、植树等方式，[-尽量少烧纸-][+不烧纸、不燃放鞭炮+]。"],
    ["受伤3人", "受伤13人", "受伤[-3-][+13+]人"],
    ["过火12.5公顷", "过火12.6公顷", "过火[-12.5-][+12.6+]公顷"],
    ["使用App举报", "使用Apple举报", "使用[-App-][+Apple+]举报"],
    ["不要带火", "不要带火", "不要带火"],
    ["", "新写的", "[+新写的+]"],
    ["删去的", "", "[-删去的-]"],
    ["请远离窗帘。电动自行车不要进楼充电。", "请远离窗帘。", "请远离窗帘。[-电动自行车不要进楼充电。-]"],
  ])("%s → %s", (before, after, marked) => expect(show(compareText(before, after))).toBe(marked));
  test("a removal and what replaces it are one place", () => expect(countPlaces(compareText("甲来了，乙走了很远，丙也在", "甲去了，乙走了很远，丁也在"))).toBe(2));
});

const words = fc.array(fc.constantFrom("火", "情", "，", "12", "119", "3", "App", "烧纸", "🚒", "\n", "不"), { maxLength: 40 }).map((w) => w.join(""));

test("both sides can be read back from the changes", () => {
  fc.assert(fc.property(words, words, (before, after) => {
    const changes = compareText(before, after);
    expect(side(changes, "removed")).toBe(before);
    expect(side(changes, "added")).toBe(after);
  }));
});
test("numbers are never cut", () => {
  fc.assert(fc.property(words, words, (before, after) => {
    const changes = compareText(before, after);
    expect(changes.filter((c) => c.kind !== "added").flatMap((c) => tokensOf(c.text))).toEqual(tokensOf(before));
    expect(changes.filter((c) => c.kind !== "removed").flatMap((c) => tokensOf(c.text))).toEqual(tokensOf(after));
  }));
});
test("two long strangers are compared without delay", () => {
  const long = (from: number) => Array.from({ length: 6000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7 + from) % 9000))).join("");
  const changes = compareText(long(0), long(9001));
  expect(side(changes, "removed")).toBe(long(0));
});
