import { describe, expect, test } from "vitest";
import { isAlive, planShow, whyNotProof } from "./rules.ts";

const entry = { edition: 2, sha256: "a" };
describe("an edition goes on the screens", () => {
  test.each([
    ["when nothing is there", { recalled: false, newest: null, sha256: null }, { ok: true, value: "show" }],
    ["over an older one", { recalled: false, newest: 1, sha256: null }, { ok: true, value: "show" }],
    ["as it is when it is there already", { recalled: false, newest: 2, sha256: "a" }, { ok: true, value: "again" }],
    ["never over a newer one", { recalled: false, newest: 3, sha256: null }, { ok: false, refusal: { code: "signage.superseded", facts: { edition: 2, newest: 3 } } }],
    ["never after a recall", { recalled: true, newest: 1, sha256: null }, { ok: false, refusal: { code: "signage.recalled", facts: { edition: 2 } } }],
    ["never with other bytes", { recalled: false, newest: 2, sha256: "b" }, { ok: false, refusal: { code: "signage.other-bytes", facts: { edition: 2 } } }],
  ])("%s", (_title, standing, plan) => expect(planShow(standing, entry)).toEqual(plan));
});

describe("a report of a screen is evidence", () => {
  const now = new Date("2026-04-03T06:00:00Z");
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const said = (from: number, to: number) => ({ id: "i", entryId: "e", rev: "r", startedAt: at(from), endedAt: at(to) });
  test.each([
    ["of the last minute", said(-1, 0), -60, null],
    ["of days ago, from a screen that was offline", said(-4000, -3999), -5000, null],
    ["not of an entry that was never on it", said(-1, 0), null, "signage.not-on-this-screen"],
    ["not of the future", said(-1, 6), -60, "signage.in-the-future"],
    ["not of a time before the entry was put", said(-70, -69), -60, "signage.before-it-was-there"],
    ["not when it ends before it starts", said(-1, -2), -60, "signage.ends-before-it-starts"],
  ] as const)("%s", (_title, showing, from, why) => expect(whyNotProof(showing, from === null ? undefined : { validFrom: at(from) }, now)).toBe(why));
  test("and a screen is alive for five minutes after it asked", () => expect([isAlive(at(-5), now), isAlive(at(-6), now), isAlive(null, now)]).toEqual([true, false, false]));
});
