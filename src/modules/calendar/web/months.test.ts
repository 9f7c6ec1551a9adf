import { expect, it } from "vitest";
import { gridOf, monthAfter } from "./months.ts";

it.each([
  ["2026-04-03", "month", "2026-03-30", "2026-05-03"],
  ["2026-02-10", "month", "2026-01-26", "2026-03-01"],
  ["2026-12-31", "month", "2026-11-30", "2027-01-03"],
  ["2026-04-05", "week", "2026-03-30", "2026-04-05"],
] as const)("the grid of %s by %s is whole weeks from Monday", (day, as, from, to) => expect(gridOf(day, as)).toEqual({ from, to }));

it("months go over the year", () => expect([monthAfter("2026-12-15", 1), monthAfter("2026-01-31", -1), monthAfter("2026-01-31", 1)]).toEqual(["2027-01-01", "2025-12-01", "2026-02-01"]));
