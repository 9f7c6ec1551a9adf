import { describe, expect, test } from "vitest";
import { nextEntry, pagesOf, readingMs, showing, turnIsOver, type Entry } from "./playlist.ts";

const now = Date.parse("2026-04-03T06:00:00Z");
const entry = (id: string, priority: number, validUntil: string | null = null): Entry => ({ id, priority, validUntil, payload: "{}", sha256: "" });
const ids = (...entries: Entry[]) => showing({ rev: "r", entries }, now).map((e) => e.id);

describe("a screen shows", () => {
  test("every valid entry in turn while nothing is grave", () => expect(ids(entry("a", 2), entry("b", 4), entry("c", 4))).toEqual(["a", "b", "c"]));
  test("a red entry alone, whatever else there is", () => expect(ids(entry("a", 4), entry("b", 0), entry("c", 1))).toEqual(["b"]));
  test("an orange entry alone while there is no red one", () => expect(ids(entry("a", 4), entry("c", 1))).toEqual(["c"]));
  test("the rest again when the red one has ended", () => expect(ids(entry("a", 4), entry("b", 0, "2026-04-03T05:59:59Z"))).toEqual(["a"]));
  test("nothing past its end, to the second", () => expect(ids(entry("a", 4, "2026-04-03T06:00:00Z"))).toEqual([]));
  test("nothing before its time, and from that second on", () => {
    const later: Entry = { ...entry("a", 4), from: "2026-04-03T06:00:01Z" };
    expect([showing({ rev: "r", entries: [later] }, now), showing({ rev: "r", entries: [later] }, now + 1_000)]).toEqual([[], [later]]);
  });
  test("what stands only while nothing else is to be shown: not beside an entry, not under a red one, but again after both", () => {
    const hotline: Entry = { ...entry("h", 4), standing: true };
    expect([ids(hotline, entry("a", 4)), ids(hotline, entry("b", 0)), ids(hotline), ids(hotline, entry("a", 4, "2026-04-03T05:00:00Z"), entry("b", 0, "2026-04-03T05:00:00Z"))]).toEqual([["a"], ["b"], ["h"], ["h"]]);
  });
  test("blank when what stands has ended too", () => expect(ids({ ...entry("h", 4, "2026-04-03T06:00:00Z"), standing: true })).toEqual([]));
  test("a list kept by an older player as it always did", () => expect(showing(JSON.parse(JSON.stringify({ rev: "r", entries: [entry("a", 4)] })) as { rev: string; entries: Entry[] }, now)).toEqual([entry("a", 4)]));
  test("nothing when it has no playlist", () => expect(showing(null, now)).toEqual([]));
});

test("entries go round, and an entry that is gone does not stop the round", () => {
  const [a, b] = [entry("a", 4), entry("b", 4)];
  expect([nextEntry([a, b], null), nextEntry([a, b], "a"), nextEntry([a, b], "b"), nextEntry([a, b], "gone"), nextEntry([], "a")]).toEqual([a, b, a, a, null]);
});

test("an entry stays for whole passes until its time is over; without one, for a single pass", () => {
  expect([turnIsOver(entry("a", 4), 0), turnIsOver({ ...entry("a", 4), seconds: 30 }, 29_999), turnIsOver({ ...entry("a", 4), seconds: 30 }, 30_000)]).toEqual([true, false, true]);
});

test("pages hold as many rows as the screen, and stand long enough to be read twice", () => {
  expect(pagesOf(["一", "二", "三"], 2)).toEqual([["一", "二"], ["三"]]);
  expect(pagesOf(["一"], 0)).toEqual([["一"]]);
  expect(readingMs(["短"])).toBe(4_000);
  expect(readingMs(["二十个字二十个字二十个字二十个字二十个字"])).toBeGreaterThan(6_000);
});
