import { describe, expect, it } from "vitest";
import { byUrgency, isListed, type Ranked } from "./order.ts";

const now = new Date("2026-04-03T06:18:00Z");
const minutes = (n: number): Date => new Date(now.getTime() + n * 60_000);
const anItem = (over: Partial<Ranked> & { name: string }): Ranked & { name: string } => ({ kind: "review", urgency: "routine", since: minutes(-10), until: null, ...over });

describe("what waits stands in this order", () => {
  const items = [
    anItem({ name: "no clock, waiting since yesterday", since: minutes(-1440) }),
    anItem({ name: "no clock, just now", since: minutes(-1) }),
    anItem({ name: "due tomorrow", until: minutes(1440) }),
    anItem({ name: "due in an hour", until: minutes(60) }),
    anItem({ name: "nobody knows whether it is out", kind: "unknown", since: minutes(-16) }),
    anItem({ name: "past its time", until: minutes(-30) }),
    anItem({ name: "an orange warning without a deadline", urgency: "orange", since: minutes(-2) }),
    anItem({ name: "a red warning that has time", urgency: "red", until: minutes(300) }),
    anItem({ name: "a yellow warning that has time", urgency: "yellow", until: minutes(50) }),
  ];
  it("Ⅰ, Ⅱ, what is stuck or late, what runs, what has no clock", () => {
    expect(items.toSorted(byUrgency(now)).map((item) => item.name)).toEqual([
      "a red warning that has time", "an orange warning without a deadline", "past its time", "nobody knows whether it is out",
      "a yellow warning that has time", "due in an hour", "due tomorrow", "no clock, waiting since yesterday", "no clock, just now",
    ]);
  });
});

describe("an alert is listed by itself unless its matter is", () => {
  it.each([
    ["my call to a review is: reviews are read as they stand", { kind: "review.waiting", subjectType: "route", subjectId: "r/p", mine: true }, true],
    ["another's call that came to me is not", { kind: "review.waiting", subjectType: "route", subjectId: "r/p", mine: false }, false],
    ["a delivery on the list is", { kind: "dispatch.failed", subjectType: "delivery", subjectId: "d", mine: true }, true],
    ["a delivery past its deadline is not", { kind: "dispatch.overdue", subjectType: "delivery", subjectId: "e", mine: true }, false],
    ["an account that does not work is not", { kind: "channels.ill", subjectType: "account", subjectId: "d", mine: true }, false],
  ])("%s", (_, alert, listed) => expect(isListed(alert, new Set(["delivery/d"]))).toBe(listed));
});
