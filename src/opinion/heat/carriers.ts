import type { LookedHours } from "./looked-hours.ts";
import { heatOf, type Row, strengthsOf } from "./missing.ts";
import { type Mark, strengthOf } from "./strength.ts";

/** One source of a topic up to an hour, from what it said of it and when it was looked at: nought when it was looked at and silent, null when it was not looked at. */
export const rowOf = (marks: ReadonlyMap<number, Mark>, looked: LookedHours, end: number): Row => ({
  near: (hour) => looked.near(hour, end),
  at: (hour) => {
    const usual = looked.at(hour);
    const mark = marks.get(hour);
    return usual === null ? null : mark ? strengthOf(mark, usual) : 0;
  },
});

/** The heat of each hour of a span, both ends included; `looked` when at least one source was looked at in it, so that not all is supposed. */
export const heatBetween = (rows: readonly Row[], from: number, to: number): { hour: number; heat: number | null; looked: boolean }[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({ hour: from + i, heat: heatOf(strengthsOf(rows, from + i)), looked: rows.some((row) => row.at(from + i) !== null) }));
