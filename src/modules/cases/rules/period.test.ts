import { describe, expect, test } from "vitest";
import { spanBefore, spanOf, type PeriodKind } from "./period.ts";

const said = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

describe("a period is whole Beijing days", () => {
  test.each<[PeriodKind, string, string, string]>([
    ["day", "2026-11-27", "2026-11-26T16:00:00.000Z", "2026-11-27T16:00:00.000Z"],
    ["week", "2026-11-27", "2026-11-22T16:00:00.000Z", "2026-11-29T16:00:00.000Z"],
    ["week", "2026-11-23", "2026-11-22T16:00:00.000Z", "2026-11-29T16:00:00.000Z"],
    ["week", "2026-11-29", "2026-11-22T16:00:00.000Z", "2026-11-29T16:00:00.000Z"],
    ["month", "2026-12-31", "2026-11-30T16:00:00.000Z", "2026-12-31T16:00:00.000Z"],
    ["month", "2028-02-29", "2028-01-31T16:00:00.000Z", "2028-02-29T16:00:00.000Z"],
  ])("the %s of %s", (kind, day, from, to) => { expect(said(spanOf(kind, day))).toEqual([from, to]); });

  test.each<[PeriodKind, string]>([["day", "2026-03-01"], ["week", "2026-01-01"], ["month", "2026-01-15"], ["month", "2026-03-31"]])("the %s before that of %s ends where it begins", (kind, day) => {
    const span = spanOf(kind, day);
    const before = spanBefore(kind, span);
    expect(before.to).toEqual(span.from);
    expect(before.from.getTime()).toBeLessThan(before.to.getTime());
  });
});
