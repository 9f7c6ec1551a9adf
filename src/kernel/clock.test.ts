import fc from "fast-check";
import { expect, test } from "vitest";
import { beijing, fullTime, isoDay } from "./clock.ts";

const intl = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium", hourCycle: "h23" });
const two = (n: number): string => String(n).padStart(2, "0");

test("the wall clock in Beijing is the one the time zone database knows, summers from 1986 to 1991 included", () => {
  fc.assert(fc.property(fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2100, 0, 1) }), (at) => {
    const b = beijing(new Date(at));
    expect(`${b.year}-${two(b.month)}-${two(b.day)}, ${two(b.hour)}:${two(b.minute)}:${two(b.second)}`).toBe(intl.format(new Date(at)));
    expect(b.weekday).toBe(new Date(Date.UTC(b.year, b.month - 1, b.day)).getUTCDay());
  }), { numRuns: 500 });
});

test.each([
  ["2026-04-02T15:59:59.999Z", "2026-04-02", "2026年4月2日 23:59"],
  ["2026-04-02T16:00:00Z", "2026-04-03", "2026年4月3日 00:00"],
  ["1988-07-01T15:30:00Z", "1988-07-02", "1988年7月2日 00:30"],
])("%s is %s there", (at, day, said) => {
  expect(isoDay(new Date(at))).toBe(day);
  expect(fullTime(new Date(at))).toBe(said);
});
