import { expect, test } from "vitest";
import { planStatement, type Statement } from "./statement.ts";

const cases: [law: string, statement: Statement, code: string | null][] = [
  ["a count of injured needs its figure", { kind: "injured", text: "3人", number: null }, "content.number-missing"],
  ["half a person is no count", { kind: "deaths", text: "2.5人", number: 2.5 }, "content.number-missing"],
  ["fewer than nobody is no count", { kind: "missing", text: "1人", number: -1 }, "content.number-missing"],
  ["words and figure agree", { kind: "injured", text: "5人", number: 5 }, null],
  ["words and figure that differ are refused", { kind: "injured", text: "5人", number: 3 }, "content.number-differs"],
  ["Chinese numerals count", { kind: "injured", text: "五人", number: 5 }, null],
  ["nobody hurt is said in words", { kind: "injured", text: "无人员受伤", number: 0 }, null],
  ["several figures in the words: one of them is the figure", { kind: "evacuated", text: "312户846人", number: 846 }, null],
  ["ten thousands are read", { kind: "figure", text: "1.2万人", number: 12_000 }, null],
  ["a number to call is not counted", { kind: "hotline", text: "12119", number: null }, null],
];

test.each(cases)("%s", (_, statement, code) => {
  const plan = planStatement(statement);
  expect(plan.ok ? null : plan.refusal.code).toBe(code);
});
