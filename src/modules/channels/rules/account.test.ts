import { describe, expect, it } from "vitest";
import { afterAnswers, isStale, planState, whyNotAudience, whyNotKeepers } from "./account.ts";

describe("an account", () => {
  it.each([
    ["active", "suspended", "suspended"], ["suspended", "active", "active"], ["active", "closed", "closed"], ["suspended", "closed", "closed"],
    ["closed", "active", "channels.account-closed"], ["active", "active", "channels.state-unchanged"],
  ] as const)("that is %s and shall be %s: %s", (from, to, outcome) => {
    const decision = planState(from, to);
    expect(decision.ok ? decision.value : decision.refusal.code).toBe(outcome);
  });

  const here = { left: false };
  it.each([
    ["has an owner who is with us", here, undefined, { owner: "a", successor: null }, null],
    ["is not owned by somebody who left", { left: true }, undefined, { owner: "a", successor: null }, "channels.owner-missing"],
    ["has a successor who is somebody else", here, here, { owner: "a", successor: "a" }, "channels.successor-is-owner"],
    ["has a successor who is with us", here, { left: true }, { owner: "a", successor: "b" }, "channels.successor-missing"],
  ] as const)("%s", (_, owner, successor, ids, refused) => {
    const decision = whyNotKeepers(owner, successor, ids);
    expect(decision.ok ? null : decision.refusal.code).toBe(refused);
  });

  it.each([
    ["refused once or twice is called again", ["refused", "refused"], { refusals: 2, barred: false }],
    ["refused three times in a row is called no more", ["refused", "refused", "refused"], { refusals: 3, barred: true }],
    ["that was taken in between begins anew", ["refused", "refused", "taken", "refused"], { refusals: 1, barred: false }],
    ["whose call was taken after all may be called again", ["refused", "refused", "refused", "taken"], { refusals: 0, barred: false }],
  ] as const)("%s", (_, answers, stands) => expect(afterAnswers({ refusals: 0, barred: false }, answers)).toEqual(stands));

  it("alerts staff only where the channel can", () => expect([whyNotAudience("staff", false).ok, whyNotAudience("staff", true).ok, whyNotAudience("public", false).ok]).toEqual([false, true, true]));

  const now = new Date("2026-04-20T00:00:00Z");
  const account = { newMedia: true, audience: "public", state: "active", createdAt: new Date("2026-01-01T00:00:00Z") } as const;
  it.each([
    ["fails inspection when it was silent for more than 14 days", { ...account, lastPostAt: new Date("2026-04-05T00:00:00Z") }, true],
    ["passes on the fourteenth day", { ...account, lastPostAt: new Date("2026-04-06T00:00:00Z") }, false],
    ["that never spoke is counted from its opening", { ...account, lastPostAt: null }, true],
    ["on a channel of our own need not speak", { ...account, newMedia: false, lastPostAt: null }, false],
    ["for staff need not speak", { ...account, audience: "staff" as const, lastPostAt: null }, false],
    ["that rests need not speak", { ...account, state: "suspended" as const, lastPostAt: null }, false],
  ])("%s", (_, some, stale) => expect(isStale(some, 14, now)).toBe(stale));
});
