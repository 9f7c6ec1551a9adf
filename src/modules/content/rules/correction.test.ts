import { expect, test } from "vitest";
import type { Doc, Fact } from "#kernel/document.ts";
import { correctionChanges, isNothing, wasNothing } from "./correction.ts";
import { aFact, doc, para } from "./fixtures/piece.ts";

const three = aFact(7, "injured", "3人");
const five = { ...three, text: "5人", number: 5, version: 2 };
const said = (d: Doc, facts: readonly Fact[] = [], title = "火灾情况通报", summary = "") => ({ title, summary, doc: d, facts });
const fire = (fact: Fact, rest = "周边群众已疏散。") => doc(para("火灾造成", fact, "受伤。", rest));

test("a fact stated anew is told as a fact, once, not as rewritten text", () => {
  expect(correctionChanges(said(fire(three), [three]), said(fire(five), [five]))).toEqual([{ label: "受伤人数", before: "3人", after: "5人" }]);
  expect(correctionChanges(said(fire(three), [three], "火灾致3人受伤"), said(fire(five), [five], "火灾致5人受伤"))).toEqual([{ label: "受伤人数", before: "3人", after: "5人" }]);
});

test("a sentence rewritten beside a changed fact is told too: no silent edits", () => {
  expect(correctionChanges(said(fire(three), [three]), said(fire(five, "周边312户已疏散。"), [five]))).toEqual([
    { label: "受伤人数", before: "3人", after: "5人" }, { label: "正文", before: "周边群众已疏散。", after: "周边312户已疏散。" },
  ]);
});

test("what was added or taken away says so in words", () => {
  const before = said(doc(para("甲段在此，说明起火时间。"), para("乙段另说扑救经过情形。")));
  const after = said(doc(para("甲段在此，说明起火时间。"), para("丙部全新，写善后安排。")));
  expect(correctionChanges(before, after)).toEqual([{ label: "正文", before: "乙段另说扑救经过情形。", after: isNothing }, { label: "正文", before: wasNothing, after: "丙部全新，写善后安排。" }]);
});

test("title, summary and a picture that was exchanged are told", () => {
  const picture = (materialId: string) => doc(para("正文。"), { type: "image" as const, materialId, alt: "现场" });
  const changes = correctionChanges(said(picture("0197a000-0000-7000-8000-000000000001"), [], "旧题", "旧摘要"), said(picture("0197a000-0000-7000-8000-000000000002"), [], "新题", "新摘要"));
  expect(changes.map((c) => c.label)).toEqual(["标题", "摘要", "配图"]);
});

test("long notes are cut, never silently: the rest is counted", () => {
  const before = said(doc(...Array.from({ length: 20 }, (_, i) => para(`第${i}段${"甲乙丙丁戊".repeat(40)}旧。`))));
  const after = said(doc(...Array.from({ length: 20 }, (_, i) => para(`第${i}段${"甲乙丙丁戊".repeat(40)}新。`))));
  const changes = correctionChanges(before, after);
  expect(changes).toHaveLength(12);
  expect(changes.at(-1)).toEqual({ label: "其他", before: "9 处", after: "已改写" });
  expect(Math.max(...changes.map((c) => [...c.before].length))).toBeLessThanOrEqual(160);
});

test("nothing changed, nothing told", () => {
  expect(correctionChanges(said(fire(three), [three]), said(fire(three), [three]))).toEqual([]);
});
