import { describe, expect, test } from "vitest";
import { nextEntry, pagesOf, readingMs, showing, type Entry } from "./playlist.ts";

const now = Date.parse("2026-04-03T06:00:00Z");
const entry = (id: string, priority: number, validUntil: string | null = null): Entry => ({ id, priority, validUntil, payload: "{}", sha256: "" });
const ids = (...entries: Entry[]) => showing({ rev: "r", entries }, now).map((e) => e.id);

describe("a screen shows", () => {
  test("every valid entry in turn while nothing is grave", () => expect(ids(entry("a", 2), entry("b", 4), entry("c", 4))).toEqual(["a", "b", "c"]));
  test("a red entry alone, whatever else there is", () => expect(ids(entry("a", 4), entry("b", 0), entry("c", 1))).toEqual(["b"]));
  test("an orange entry alone while there is no red one", () => expect(ids(entry("a", 4), entry("c", 1))).toEqual(["c"]));
  test("the rest again when the red one has ended", () => expect(ids(entry("a", 4), entry("b", 0, "2026-04-03T05:59:59Z"))).toEqual(["a"]));
  test("nothing past its end, to the second", () => expect(ids(entry("a", 4, "2026-04-03T06:00:00Z"))).toEqual([]));
  test("nothing when it has no playlist", () => expect(showing(null, now)).toEqual([]));
});

test("entries go round, and an entry that is gone does not stop the round", () => {
  const [a, b] = [entry("a", 4), entry("b", 4)];
  expect([nextEntry([a, b], null), nextEntry([a, b], "a"), nextEntry([a, b], "b"), nextEntry([a, b], "gone"), nextEntry([], "a")]).toEqual([a, b, a, a, null]);
});

test("pages hold as many rows as the screen, and stand long enough to be read twice", () => {
  expect(pagesOf(["一", "二", "三"], 2)).toEqual([["一", "二"], ["三"]]);
  expect(pagesOf(["一"], 0)).toEqual([["一"]]);
  expect(readingMs(["短"])).toBe(4_000);
  expect(readingMs(["二十个字二十个字二十个字二十个字二十个字"])).toBeGreaterThan(6_000);
});
