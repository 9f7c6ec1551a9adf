import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange, planArrangement, withoutEnded, type Plan, type Put, type Slot } from "./groups.ts";
import { showing } from "./playlist.ts";

const noon = new Date("2026-04-03T04:00:00Z");
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const put = (pieceId: string, priority = 4, validUntil: Date | null = null): Put => ({ id: `e-${pieceId}`, pieceId, payload: `{"${pieceId}":1}`, sha256: pieceId, priority, validUntil });
const slot = (pieceId: string, over: Partial<Slot> = {}): Slot => ({ pieceId, shown: true, seconds: null, from: null, until: null, ...over });
const plan = (over: Partial<Plan> = {}): Plan => ({ from: null, until: null, standing: null, slots: [], ...over });
const shows = (pieces: readonly Put[], wanted: Plan | null, when = noon) => showing({ rev: "r", entries: arrange(pieces, wanted) }, when.getTime()).map(({ id }) => id.slice(2));

describe("a screen of a group shows", () => {
  const three = [put("new"), put("mid"), put("old")];
  test.each<[string, readonly Put[], Plan | null, Date, string[]]>([
    ["what its account shows, newest first, while it is in no group", three, null, noon, ["new", "mid", "old"]],
    ["the same while its group ordered nothing", three, plan(), noon, ["new", "mid", "old"]],
    ["what the group placed, in its order", three, plan({ slots: [slot("old"), slot("new"), slot("mid")] }), noon, ["old", "new", "mid"]],
    ["what nobody placed after it, so that no signed text is forgotten", three, plan({ slots: [slot("old")] }), noon, ["old", "new", "mid"]],
    ["not what the group does not want here", three, plan({ slots: [slot("mid", { shown: false })] }), noon, ["new", "old"]],
    ["a piece within its window", three, plan({ slots: [slot("mid", { from: at(-1), until: at(1) })] }), noon, ["mid", "new", "old"]],
    ["not before it", three, plan({ slots: [slot("mid", { from: at(1) })] }), noon, ["new", "old"]],
    ["not at its end", three, plan({ slots: [slot("mid", { until: noon })] }), noon, ["new", "old"]],
    ["nothing beyond what was signed, whatever the window says", [put("a", 4, at(0))], plan({ slots: [slot("a", { until: at(60) })] }), noon, []],
    ["nothing of its playlist outside the window of the group", three, plan({ from: at(1), slots: [slot("old")] }), noon, []],
    ["what stands, then", [put("hotline"), put("old")], plan({ from: at(1), standing: "hotline" }), noon, ["hotline"]],
    ["not what stands beside anything else", [put("hotline"), put("old")], plan({ standing: "hotline" }), noon, ["old"]],
    ["what stands when all else has ended", [put("hotline"), put("old", 4, at(0))], plan({ standing: "hotline" }), noon, ["hotline"]],
    ["blank when what stands has ended too", [put("hotline", 4, at(0))], plan({ standing: "hotline" }), noon, []],
    ["blank when what stands was taken back", [], plan({ standing: "hotline" }), noon, []],
    ["a red piece alone, although the group wants it last, later, or not at all", [put("red", 0), put("old")], plan({ from: at(9), slots: [slot("old"), slot("red", { shown: false, from: at(5) })] }), noon, ["red"]],
    ["an orange one before what stands", [put("orange", 1), put("hotline")], plan({ standing: "hotline" }), noon, ["orange"]],
    ["the newest edition in the place of the piece", [{ ...put("a"), id: "e-a2" }, put("b")], plan({ slots: [slot("b"), slot("a")] }), noon, ["b", "a2"]],
  ])("%s", (_title, pieces, wanted, when, expected) => { expect(shows(pieces, wanted, when)).toEqual(expected); });
});

describe("a playlist", () => {
  test("says seconds, start and standing only where the group said them, so that screens without a group get what they always got", () => {
    expect(arrange([put("a")], null)).toEqual([{ id: "e-a", payload: '{"a":1}', sha256: "a", priority: 4, validUntil: null }]);
    expect(arrange([put("a"), put("h")], plan({ standing: "h", slots: [slot("a", { seconds: 30, from: at(5), until: at(9) })] }))).toMatchObject([{ from: "2026-04-03T04:05:00.000Z", validUntil: "2026-04-03T04:09:00.000Z", seconds: 30 }, { standing: true, validUntil: null }]);
  });
  test("keeps what is still to come and leaves out what has ended", () => {
    const entries = arrange([put("a", 4, at(0)), put("b")], plan({ slots: [slot("b", { from: at(60) })] }));
    expect(withoutEnded(entries, noon).map(({ id }) => id)).toEqual(["e-b"]);
  });

  const piece = fc.record({ name: fc.constantFrom("a", "b", "c", "d", "e"), priority: fc.nat(4), ends: fc.option(fc.integer({ min: -20, max: 20 }), { nil: null }) });
  const pieces = fc.uniqueArray(piece, { selector: ({ name }) => name }).map((all) => all.toSorted((x, y) => x.priority - y.priority).map(({ name, priority, ends }) => put(name, priority, ends === null ? null : at(ends))));
  const time = fc.option(fc.integer({ min: -20, max: 20 }).map(at), { nil: null });
  const plans = fc.record({ from: time, until: time, standing: fc.option(fc.constantFrom("a", "e"), { nil: null }), slots: fc.uniqueArray(fc.record({ pieceId: fc.constantFrom("b", "c", "d", "z"), shown: fc.boolean(), seconds: fc.option(fc.integer({ min: 5, max: 60 }), { nil: null }), from: time, until: time }), { selector: ({ pieceId }) => pieceId }) });
  const moment = fc.integer({ min: -30, max: 30 }).map(at);
  test("never changes, invents or doubles a signed text, and shows none past its signed end", () => {
    fc.assert(fc.property(pieces, plans, moment, (all, wanted, now) => {
      const entries = arrange(all, wanted);
      expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
      for (const { id, payload, sha256, priority } of entries) expect(all.find((one) => one.id === id)).toMatchObject({ payload, sha256, priority });
      for (const { id } of showing({ rev: "r", entries }, now.getTime())) expect((all.find((one) => one.id === id)?.validUntil ?? at(99)) > now).toBe(true);
    }));
  });
  test("lets every urgent text that has not ended interrupt, whatever the group wants", () => {
    fc.assert(fc.property(pieces, plans, moment, (all, wanted, now) => {
      const urgent = all.filter(({ priority, validUntil }) => priority <= 1 && (validUntil ?? at(99)) > now);
      const gravest = Math.min(...urgent.map(({ priority }) => priority));
      if (urgent.length > 0) expect(shows(all, wanted, now).toSorted()).toEqual(urgent.filter(({ priority }) => priority === gravest).map(({ pieceId }) => pieceId).toSorted());
    }));
  });
  test("is the same whenever it is asked for", () => { fc.assert(fc.property(pieces, plans, (all, wanted) => { expect(arrange(structuredClone(all), structuredClone(wanted))).toEqual(arrange(all, wanted)); })); });
});

describe("a group may order its playlist", () => {
  const group = { version: 3, pieces: [{ pieceId: "a", priority: 4 }, { pieceId: "b", priority: 4 }, { pieceId: "red", priority: 0 }] };
  test.each<[string, Partial<Plan & { version: number }>, string | null]>([
    ["of pieces on its account", { slots: [slot("a"), slot("b")] }, null], ["with one that stands", { standing: "a", slots: [slot("b")] }, null], ["not against a version it did not see", { version: 2 }, "signage.group-changed"],
    ["not of a piece that was never put there", { slots: [slot("z")] }, "signage.not-on-this-account"], ["not with one such that stands", { standing: "z" }, "signage.not-on-this-account"], ["not with a piece in two places", { slots: [slot("a"), slot("a")] }, "signage.placed-twice"],
    ["not with what stands in the order as well", { standing: "a", slots: [slot("a")] }, "signage.placed-twice"], ["not with a window that has no time in it", { slots: [slot("a", { from: at(1), until: at(1) })] }, "signage.window-empty"], ["nor the group's own", { from: at(2), until: at(1) }, "signage.window-empty"],
    ["not with an urgent piece that stands: it interrupts by itself", { standing: "red" }, "signage.urgent-does-not-stand"],
  ])("%s", (_title, over, code) => {
    const decision = planArrangement(group, { ...plan(), version: 3, ...over });
    expect(decision.ok ? null : decision.refusal.code).toBe(code);
  });
});
