import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterOutcome, dueSources, newWatch, nextQuestion, questionOf, rhythmOf, standingOf, type Outcome, type Pace, type Watch } from "./freshness.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2024, 4, 20);
const pace: Pace = { least: minute, most: 30 * minute };
const items = (at: number, times: readonly number[], etag: string | null = null, lastModified: string | null = null): Outcome => ({ kind: "items", at, etag, lastModified, times });
const hourly = afterOutcome(newWatch(start), items(start, Array.from({ length: 10 }, (_, i) => start - (9 - i) * hour)));
const failing = (count: number, from: Watch = hourly): Watch => Array.from({ length: count }).reduce<Watch>((watch, _, i) => afterOutcome(watch, { kind: "silent", at: start + i * minute }), from);

describe("what is asked", () => {
  test("marks come back as they came, and a source without marks is asked without", () => {
    const watch = afterOutcome(newWatch(start), items(start, [], 'W/"7"', "Mon, 20 May 2024 00:00:00 GMT"));
    expect(questionOf(watch)).toEqual({ "if-none-match": 'W/"7"', "if-modified-since": "Mon, 20 May 2024 00:00:00 GMT" });
    expect(questionOf(afterOutcome(watch, items(start + hour, [])))).toEqual({});
  });
  test("a mark that could break a header is not kept", () => expect(questionOf(afterOutcome(newWatch(start), items(start, [], "a\r\nx: y")))).toEqual({}));
  test("an answer that cannot be read leaves the marks of the last that could", () => {
    const watch = afterOutcome(newWatch(start), items(start, [], '"7"'));
    expect(questionOf(afterOutcome(watch, { kind: "unreadable", at: start + hour }))).toEqual({ "if-none-match": '"7"' });
  });
});

describe("when it is asked", () => {
  test("twice in its own rhythm, within its pace", () => {
    expect(rhythmOf(hourly)).toBe(hour);
    const next = nextQuestion(hourly, "a", pace, start) - start;
    expect(next).toBeGreaterThanOrEqual(27 * minute);
    expect(next).toBeLessThanOrEqual(33 * minute);
  });
  test("failures wait ever longer, six hours at most", () => {
    const waits = [1, 2, 3, 4, 8, 12, 20].map((count) => { const watch = failing(count); return nextQuestion(watch, "a", pace, start) - (watch.failedAt ?? 0); });
    expect(waits.every((wait, i) => i === 0 || wait >= (waits[i - 1] ?? 0) * 0.8)).toBe(true);
    expect(waits[0]).toBeLessThanOrEqual(66_000);
    expect(waits.at(-1)).toBeLessThanOrEqual(6.6 * hour);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(5.4 * hour);
  });
  test.each([["120", 120_000], ["Mon, 20 May 2024 03:00:00 GMT", 3 * hour], ["99999999", 7 * day]])("a source that asks for rest gets it: %s", (retryAfter, rest) => {
    const watch = afterOutcome(hourly, { kind: "refused", at: start, status: 429, retryAfter });
    expect(nextQuestion(watch, "a", pace, start)).toBeGreaterThanOrEqual(start + rest);
  });
  test.each(["-5", "soon", "Mon, 20 May 2019 03:00:00 GMT", ""])("a rest that makes no sense (%s) is none", (retryAfter) => {
    expect(nextQuestion(afterOutcome(hourly, { kind: "refused", at: start, status: 503, retryAfter }), "a", pace, start)).toBeLessThan(start + 2 * minute);
  });
  test("the same source waits the same time again, another a different one", () => {
    expect(nextQuestion(failing(3), "a", pace, start)).toBe(nextQuestion(failing(3), "a", pace, start));
    expect(new Set(Array.from({ length: 50 }, (_, i) => nextQuestion(failing(3), `s${i}`, pace, start))).size).toBeGreaterThan(40);
  });
  test("what is gone for good is asked once a day, and comes back when it answers", () => {
    const gone = afterOutcome(hourly, { kind: "refused", at: start, status: 410, retryAfter: null });
    expect(nextQuestion(gone, "a", pace, start)).toBeGreaterThan(start + 20 * hour);
    expect(standingOf(gone, start)).toBe("dead");
    expect(standingOf(afterOutcome(gone, { kind: "unchanged", at: start + day }), start)).toBe("fresh");
  });
});

describe("how it stands", () => {
  test.each([
    ["a source nobody has asked yet is new", newWatch(start), start + hour, "new"],
    ["news within four of its rhythms is fresh", hourly, start + 4 * hour, "fresh"],
    ["silent for longer it is stale, by its own rhythm", hourly, start + 5 * hour, "stale"],
    ["a slow source is not stale after a day", afterOutcome(newWatch(start), items(start, [0, 1, 2, 3, 4].map((week) => start - week * 7 * day))), start + day, "fresh"],
    ["not changed is a sign of life, however long", afterOutcome(hourly, { kind: "unchanged", at: start + 90 * day }), start + 90 * day, "stale"],
    ["one failure is no death", failing(1), start + hour, "fresh"],
    ["without an answer for eight rhythms it is dead", failing(9), start + 9 * hour, "dead"],
    ["what never answered is dead after its time", failing(9, newWatch(start)), start + 8 * day, "dead"],
    ["one answer and it lives", afterOutcome(failing(20), items(start + 9 * hour, [start + 9 * hour])), start + 9 * hour, "fresh"],
  ] as const)("%s", (_, watch, now, standing) => expect(standingOf(watch, now)).toBe(standing));
});

const outcome = (at: number): fc.Arbitrary<Outcome> => fc.oneof(
  fc.record({ kind: fc.constant("items" as const), at: fc.constant(at), etag: fc.option(fc.string(), { nil: null }), lastModified: fc.option(fc.string(), { nil: null }), times: fc.array(fc.integer({ min: start - 90 * day, max: start + 90 * day }), { maxLength: 8 }) }),
  fc.record({ kind: fc.constant("unchanged" as const), at: fc.constant(at) }),
  fc.record({ kind: fc.constant("refused" as const), at: fc.constant(at), status: fc.constantFrom(403, 404, 410, 429, 500, 503), retryAfter: fc.option(fc.oneof(fc.string(), fc.nat().map(String)), { nil: null }) }),
  fc.record({ kind: fc.constantFrom("unreadable" as const, "silent" as const), at: fc.constant(at) }),
);

test("whatever happens, the next question lies ahead, within a rest of a week and its spread, and marks can stand in a header", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 10 }).chain((step) => outcome(step * minute)), { maxLength: 40 }), fc.string(), (steps, key) => {
    let watch = newWatch(start);
    let now = start;
    for (const step of steps) {
      now += step.at;
      watch = afterOutcome(watch, { ...step, at: now });
      const next = nextQuestion(watch, key, pace, now);
      if (next < now || next > now + 7.1 * day || watch.gaps.some((gap) => gap <= 0) || watch.gaps.length > 24 || (watch.newsAt ?? 0) > now) return false;
      if (Object.values(questionOf(watch)).some((value) => !/^[\x20-\x7e]+$/.test(value))) return false;
    }
    return true;
  }), { numRuns: 300 });
});

describe("a fleet", () => {
  const fleetOf = (watches: Record<string, Watch>): ReadonlyMap<string, { watch: Watch; pace: Pace }> => new Map(Object.entries(watches).map(([key, watch]) => [key, { watch, pace }]));
  test("who waits longest is asked first, nobody twice at once, no more than there are places", () => {
    const fleet = fleetOf({ late: newWatch(start - hour), later: newWatch(start - 2 * hour), early: newWatch(start + hour) });
    expect(dueSources(fleet, new Set(), start, 8)).toEqual(["later", "late"]);
    expect(dueSources(fleet, new Set(["later"]), start, 8)).toEqual(["late"]);
    expect(dueSources(fleet, new Set(["x", "y"]), start, 3)).toEqual(["later"]);
  });
  test("sources that fail hold a quarter of the places at most", () => {
    const fleet = fleetOf({ a: failing(1), b: failing(1), c: failing(1), alive: newWatch(start) });
    expect(dueSources(fleet, new Set(), start + day, 8)).toHaveLength(3);
    expect(dueSources(fleet, new Set(["a", "b"]), start + day, 8)).toEqual(["alive"]);
  });
  test("of five hundred sources a third fails by waiting to the end, and no other is asked late", () => {
    // 64 questions at a time; who answers takes half a second, who does not takes ten.
    const fleet = new Map(Array.from({ length: 500 }, (_, i) => [`s${i}`, { watch: newWatch(start), pace: { least: minute, most: 5 * minute } }]));
    const dead = (key: string): boolean => Number(key.slice(1)) % 10 < 3;
    const asking = new Map<string, number>();
    let latest = 0;
    for (let now = start; now < start + 20 * minute; now += 500) {
      for (const [key, until] of asking) {
        const entry = fleet.get(key);
        if (until > now || !entry) continue;
        asking.delete(key);
        fleet.set(key, { ...entry, watch: afterOutcome(entry.watch, dead(key) ? { kind: "silent", at: now } : { kind: "unchanged", at: now }) });
      }
      for (const key of dueSources(fleet, new Set(asking.keys()), now, 64)) {
        const entry = fleet.get(key);
        if (entry && !dead(key)) latest = Math.max(latest, now - nextQuestion(entry.watch, key, entry.pace, start));
        asking.set(key, now + (dead(key) ? 10_000 : 500));
      }
    }
    expect(latest).toBeLessThanOrEqual(1_000);
  }, 30_000);
});
