import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ballOf, type Ball } from "./ball.ts";
import type { RouteStage } from "./route.ts";

const now = new Date("2026-04-03T08:00:00Z");
const people = { reviewers: ["程以宁"], units: ["省森林消防总队 罗青禾"], writers: ["林知夏"] };
const since = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe("who has the ball", () => {
  it.each<[RouteStage, Ball["with"], readonly string[]]>([
    ["first", "reviewer", people.reviewers], ["second", "reviewer", people.reviewers], ["final", "reviewer", people.reviewers], ["cosign", "signers", people.units],
    ["returned", "writers", people.writers], ["withdrawn", "writers", people.writers], ["cleared", "senders", []], ["superseded", "nobody", []],
  ])("at %s it is with the %s", (stage, holder, names) => {
    expect(ballOf({ stage, waitingSince: since(126) }, people, now)).toEqual({ stage, with: holder, names, waitingMinutes: 126 });
  });

  it("nobody has waited less than nothing", () => {
    fc.assert(fc.property(fc.integer({ min: -10_000, max: 10_000 }), (minutes) => { expect(ballOf({ stage: "first", waitingSince: since(minutes) }, people, now).waitingMinutes).toBe(Math.max(0, minutes)); }));
  });
});
