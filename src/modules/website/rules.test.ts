import { describe, expect, test } from "vitest";
import { codesAround, planHome, planPut } from "./rules.ts";

const a = "a".repeat(64);
const b = "b".repeat(64);

describe("an edition goes up", () => {
  test.each([
    ["first on an empty shelf", null, { ok: true, value: "first" }],
    ["next over an older one", { state: "live" as const, currentEdition: 1, sha256: null }, { ok: true, value: "next" }],
    ["again when the same bytes are up already", { state: "live" as const, currentEdition: 2, sha256: a }, { ok: true, value: "again" }],
    ["again when they are up and a newer one followed", { state: "live" as const, currentEdition: 3, sha256: a }, { ok: true, value: "again" }],
    ["never over a newer one", { state: "live" as const, currentEdition: 3, sha256: null }, { ok: false, refusal: { code: "website.superseded", facts: { edition: 2, current: 3 } } }],
    ["never after a recall", { state: "recalled" as const, currentEdition: 1, sha256: null }, { ok: false, refusal: { code: "website.recalled", facts: { edition: 2 } } }],
    ["never with other bytes under the same number", { state: "live" as const, currentEdition: 2, sha256: b }, { ok: false, refusal: { code: "website.other-bytes", facts: { edition: 2 } } }],
  ])("%s", (_title, standing, plan) => expect(planPut(standing, { edition: 2, sha256: a })).toEqual(plan));
});

describe("the first page", () => {
  const now = new Date("2026-04-03T06:30:00Z");
  const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * 3_600_000);
  const graded = (urgency: "red" | "orange" | "blue" | "routine", hoursAgo: number, holdsHours: number | null) =>
    ({ urgency, updatedAt: at(hoursAgo), validUntil: holdsHours === null ? null : at(-holdsHours) });

  test("shows what still holds as warnings, gravest first, then newest", () => {
    const [blue, red, older] = [graded("blue", 1, 5), graded("red", 9, 5), graded("red", 30, 1)];
    expect(planHome([blue, older, red], now).warnings).toEqual([red, older, blue]);
  });
  test("drops a warning in the minute it ends", () => expect(planHome([graded("red", 1, 0)], now)).toEqual({ warnings: [], events: [] }));
  test("keeps a graded piece without an end for three days", () => {
    const [fresh, stale] = [graded("orange", 71, null), graded("orange", 73, null)];
    expect(planHome([fresh, stale], now).events).toEqual([fresh]);
  });
  test("never lets a routine piece up", () => expect(planHome([graded("routine", 1, 5)], now)).toEqual({ warnings: [], events: [] }));
});

test("people of a county see what is for the county, its prefecture and the province, not the neighbours", () => {
  const tree = [{ code: "220800", parent: "220000" }, { code: "220821", parent: "220800" }, { code: "220822", parent: "220800" }, { code: "220000", parent: null }];
  expect(codesAround("220821", tree)).toEqual(["220821", "220800", "220000"]);
  expect(codesAround("220800", tree)).toEqual(["220800", "220000", "220821", "220822"]);
});
