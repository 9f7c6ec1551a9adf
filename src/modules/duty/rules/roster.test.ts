import { describe, expect, it } from "vitest";
import { daysFrom, mondayOf, spanOf, watchAt, whyNotShift, whyNotSwap } from "./roster.ts";

const now = new Date("2026-04-03T06:00:00Z");
const shift = (id: string, personId: string, day: string, watch: "day" | "night") => ({ id, personId, ...spanOf(day, watch) });

describe("a watch", () => {
  it("of the day lasts from eight to eight in Beijing, that of the night into the next morning", () => {
    expect([spanOf("2026-04-03", "day").from, spanOf("2026-04-03", "night").to].map((d) => d.toISOString())).toEqual(["2026-04-03T00:00:00.000Z", "2026-04-04T00:00:00.000Z"]);
  });
  it.each(["day", "night"] as const)("is known by its beginning: %s", (watch) => expect(watchAt(spanOf("2026-02-28", watch).from)).toEqual({ day: "2026-02-28", watch }));
  it("set at other hours is none of the two", () => expect(watchAt(now)).toBeNull());
  it("weeks cross months", () => expect(daysFrom("2026-02-27", 3)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]));

  it.each([["2026-04-03", "2026-03-30"], ["2026-03-30", "2026-03-30"], ["2026-04-05", "2026-03-30"]])("the week of %s begins on %s", (day, monday) => expect(mondayOf(day)).toBe(monday));

  it.each([
    ["is stood by a duty officer", "2026-04-03", true, [], null],
    ["that is over is not set any more", "2026-04-02", true, [], "duty.shift-over"],
    ["is not stood by somebody who may not act", "2026-04-03", false, [], "duty.not-an-officer"],
    ["is not stood twice at once", "2026-04-03", true, [shift("x", "a", "2026-04-03", "day")], "duty.already-on-duty"],
    ["may follow another", "2026-04-03", true, [shift("x", "a", "2026-04-03", "night")], null],
  ] as const)("%s", (_, day, isOfficer, theirs, refused) => {
    const decision = whyNotShift(spanOf(day, "day"), { id: "a", isOfficer }, theirs, now);
    expect(decision.ok ? null : decision.refusal.code).toBe(refused);
  });
});

describe("a swap", () => {
  const mine = shift("1", "a", "2026-04-03", "night");
  it.each([
    ["changes two officers", shift("2", "b", "2026-04-04", "night"), [], null],
    ["needs two", shift("2", "a", "2026-04-04", "night"), [], "duty.same-person"],
    ["is not made with what is over", shift("2", "b", "2026-04-01", "day"), [], "duty.shift-over"],
    ["puts nobody on duty twice at once", shift("2", "b", "2026-04-04", "night"), [shift("3", "a", "2026-04-04", "night")], "duty.already-on-duty"],
  ] as const)("%s", (_, theirs, others, refused) => {
    const decision = whyNotSwap(mine, theirs, others, now);
    expect(decision.ok ? null : decision.refusal.code).toBe(refused);
  });
});
