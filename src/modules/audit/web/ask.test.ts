import { expect, test } from "vitest";
import { askOf, dayStart, narrowedIn } from "./ask.ts";

test("a day is a Beijing day, and the last one counts whole", () => {
  expect(askOf({ from: "2026-04-03", to: "2026-04-03" })).toEqual({ from: "2026-04-02T16:00:00.000Z", to: "2026-04-03T16:00:00.000Z" });
});

test("names kept for the eye do not leave with the question", () => {
  expect(askOf(narrowedIn(new URLSearchParams("actorId=a&actor=林知夏&q=火&nonsense=1")))).toEqual({ actorId: "a", q: "火" });
});

test("words that an action is said with find that action", () => {
  expect(askOf({ q: "交审" })).toEqual({ q: "交审", qActions: "review.submit" });
});

test("what is no day is no limit", () => { expect(dayStart("yesterday")).toBeUndefined(); expect(dayStart("2026-13-45")).toBeUndefined(); });
