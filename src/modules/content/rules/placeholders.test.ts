import fc from "fast-check";
import { expect, test } from "vitest";
import { aFact, fireLine, forestLine, injured, threeUnits } from "./fixtures/piece.ts";
import { fillPlaceholders, placeholderOf, placeholdersIn, toPlaceholders } from "./placeholders.ts";
import { tuneVariant, whyNotTuned } from "./tuned.ts";

const ref = (f: { id: string }) => placeholderOf(f.id);
const facts = [forestLine, fireLine, injured];

test("facts stand by reference and are written out again", () => {
  const tuned = `林火拨${ref(forestLine)}，家火拨${ref(fireLine)}`;
  expect(fillPlaceholders(tuned, facts)).toBe("林火拨12119，家火拨119");
  expect(toPlaceholders("林火拨12119，家火拨119", facts)).toBe(tuned);
  expect(placeholdersIn(tuned)).toEqual([forestLine.id, fireLine.id]);
});
test("a fact is never found inside a longer number", () => expect(toPlaceholders("请拨打96119或1190", [fireLine])).toBe("请拨打96119或1190"));
test("filling what was put back by reference gives the same words", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("119", "12119", "5人", "15人", "，", "火警", "0", ".")), (words) => {
    expect(fillPlaceholders(toPlaceholders(words.join(""), facts), facts)).toBe(words.join(""));
  }));
});

const before = `火警${ref(forestLine)}，${ref(injured)}受伤`;
test.each<[string, string, string | null, string | undefined]>([
  ["kept facts and new words stand", `林区火警拨${ref(forestLine)}，已有${ref(injured)}受伤`, null, undefined],
  ["a removed fact is named", `火警${ref(forestLine)}`, "content.fact-removed", "受伤人数"],
  ["a fact typed by hand is named", `火警${ref(forestLine)}（12119），${ref(injured)}受伤`, "content.fact-typed", "森林火警"],
  ["a casualty figure typed by hand never stands", `火警${ref(forestLine)}，${ref(injured)}受伤，一人失联`, "content.casualty-typed", undefined],
  ["a signature typed at the end is refused", `火警${ref(forestLine)}，${ref(injured)}受伤。省应急管理厅`, "content.signature-typed", undefined],
  ["a signature typed in front is refused", `【省消防救援总队】火警${ref(forestLine)}，${ref(injured)}受伤`, "content.signature-typed", undefined],
  ["an unknown fact is refused", `${before}{{fact:0197a000-0000-7000-8000-00000000dead}}`, "content.fact-unknown", undefined],
  ["nothing at all is refused", "  ", "content.variant-empty", undefined],
])("tuning: %s", (_law, text, code, label) => {
  const why = whyNotTuned({ before, text, facts, signature: threeUnits });
  expect(why?.code ?? null).toBe(code);
  if (label !== undefined) expect(why?.facts?.["facts"]).toBe(label);
});
test("tuned words are kept as typed, blanks around them left out", () => {
  expect(tuneVariant({ before: "", text: ` 火警${ref(fireLine)} `, facts, signature: null })).toEqual({ ok: true, value: `火警${ref(fireLine)}` });
});
test("a unit named within the sentence is no signature", () => {
  const place = aFact(20, "unit", "省森林草原防灭火指挥部");
  expect(whyNotTuned({ before: "", text: `省应急管理厅提醒：火警${ref(fireLine)}，请相互转告`, facts: [...facts, place], signature: threeUnits })).toBeNull();
});
