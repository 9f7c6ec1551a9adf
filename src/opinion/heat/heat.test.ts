import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Heat } from "./heat.ts";

const hour = 3_600_000;
const start = 480_000 * hour;
const length = 50;

/** What happened in an hour: a source was looked at; with a topic, its rank (0: none given), the title and its reads (0: none given). */
type Happening = { at: number; source: string; topic?: string; title?: string; rank?: number; reads?: number };

function heatOf(happenings: readonly Happening[]): Heat {
  const heat = new Heat();
  for (const { at, source, topic, title = "仓库起火", rank, reads } of happenings) {
    heat.look(source, start + at * hour, length);
    if (topic !== undefined) heat.see(topic, { source, title, seenAt: start + at * hour, rank: rank ? rank : null, reads: reads ? reads : null });
  }
  return heat;
}
const report = (happenings: readonly Happening[], at: number, topic = "fire") => heatOf(happenings).of(topic, start + at * hour);
const seen = (at: number, source: string, rank = 10, reads = 0): Happening => ({ at, source, topic: "fire", rank, reads });
const silent = (at: number, source: string): Happening => ({ at, source });

describe("what is seen", () => {
  test.each<[string, Happening[], Happening[]]>([
    ["a better rank is hotter", [seen(0, "a", 3)], [seen(0, "a", 30)]],
    ["two independent sources are hotter than one", [seen(0, "a"), seen(0, "b")], [seen(0, "a")]],
    ["more reads gained than usual are hotter", [seen(0, "a", 0, 1000), seen(1, "a", 0, 2000), seen(2, "a", 0, 9000)], [seen(0, "a", 0, 1000), seen(1, "a", 0, 2000), seen(2, "a", 0, 2100)]],
  ])("%s", (_title, hotter, cooler) => {
    const at = Math.max(...hotter.map((one) => one.at));
    expect(report(hotter, at)?.now).toBeGreaterThan(report(cooler, at)?.now ?? Infinity);
  });
  test("many items of one source count once, with the strongest", () => { expect(report([seen(0, "a", 30), seen(0, "a", 3), seen(0, "a", 12)], 0)).toEqual(report([seen(0, "a", 3)], 0)); });
  test("a total that only stands there is no heat: what counts is the gain", () => {
    const total = [seen(0, "a", 0, 9000), seen(1, "a", 0, 9900), seen(2, "a", 0, 9900)];
    expect(report(total, 2)?.series).toEqual([0.5, 0.5, 0]);
  });
  test("a gain over hours that were not looked at is shared among them", () => {
    const other = [0, 1, 2, 3, 4].map((at): Happening => ({ at, source: "a", topic: "flood", title: "河堤管涌", reads: 1000 + at * 100 }));
    expect(report([...other, seen(1, "a", 0, 500), seen(4, "a", 0, 800)].toSorted((a, b) => a.at - b.at), 4)?.now).toBe(0.5);
  });
  test("a total that shrank says nothing", () => { expect(report([seen(0, "a", 0, 900), seen(1, "a", 0, 1000), seen(2, "a", 0, 100)], 2)?.now).toBe(0.5); });
  test("reads that were not given are not few", () => { expect(report([seen(0, "a", 0, 0)], 0)?.now).toBe(0.5); });
  test("a topic nobody saw has no heat", () => { expect(report([silent(0, "a")], 0)).toBeNull(); });
  test("the report names every source that carries the topic, and how strongly", () => {
    expect(report([seen(0, "b", 1), seen(0, "a", 26), silent(0, "c")], 0)).toMatchObject({ now: 1.5, sources: 2, why: [{ rule: "heat.source", words: ["a"], figure: 0.5 }, { rule: "heat.source", words: ["b"], figure: 1 }] });
  });
});

describe("what is missing", () => {
  test("a list that was looked at without the topic is nought", () => { expect(report([seen(0, "a"), silent(1, "a")], 1)?.now).toBe(0); });
  test("a list that was not looked at keeps its heat for a while, then nobody knows", () => {
    const heat = heatOf([seen(0, "a", 1)]);
    expect([0, 1, 2, 3, 4].map((at) => heat.of("fire", start + at * hour)?.now)).toEqual([1, 1, 1, null, null]);
  });
  test("what nobody knows is said", () => { expect(report([seen(0, "a")], 9)).toMatchObject({ now: null, why: [{ rule: "heat.not-looked-at", words: ["a"] }] }); });
  test("one dead source never hides the others: it is taken to do as they do", () => {
    const dead = [seen(0, "a", 11), seen(0, "b", 26), ...[1, 2, 3, 4].map((at) => seen(at, "a", 11)), seen(5, "a", 31), silent(6, "a")];
    expect(report(dead, 6)?.series).toEqual([1.3, 1.3, 1.3, 1.3, 1.3, 0.65, 0]);
  });
  test("a source that begins to be looked at is no rise", () => {
    const joins = [...[0, 1, 2, 3, 4, 5].map((at) => seen(at, "a", 11)), ...[3, 4, 5].map((at) => seen(at, "new", 26))];
    expect(report(joins, 5)).toMatchObject({ series: [1.3, 1.3, 1.3, 1.3, 1.3, 1.3], trend: { direction: "steady" } });
  });
  test("a source that nobody looked at for two days leaves the others to speak alone", () => {
    const dead = [seen(0, "gone", 1), ...Array.from({ length: 52 }, (_, at) => seen(at, "a", 11))];
    expect([1, 48, 49].map((at) => report(dead.filter((one) => one.at <= at), at)?.now)).toEqual([1.8, 1.8, 0.8]);
  });
  test("no peak is called from hours nobody looked", () => {
    const rising = [silent(-2, "a"), silent(-1, "a"), seen(0, "a", 40), seen(1, "a", 2)];
    expect(report(rising, 30)?.peak).toBeNull();
    expect(report([...rising, ...[20, 21, 22, 23, 24, 25].map((at) => silent(at, "a"))], 30)?.peak).toEqual({ hour: start / hour + 1, heat: 0.98 });
  });
});

describe("what is let go", () => {
  const kept = [seen(0, "a"), seen(24, "a")];
  test("forgetting old hours leaves what is kept as it was", () => {
    const heat = heatOf(kept);
    const before = heat.of("fire", start + 30 * hour);
    heat.forget(start + 30 * hour);
    expect(heat.of("fire", start + 30 * hour)).toEqual(before);
  });
  test("a topic without any hour left is forgotten", () => {
    const heat = heatOf(kept);
    heat.forget(start + 24 * 60 * hour);
    expect(heat.of("fire", start + 24 * hour)).toBeNull();
  });
  test("a topic united with itself stays", () => {
    const heat = heatOf(kept);
    heat.unite("fire", "fire");
    expect(heat.of("fire", start + 24 * hour)?.now).toBe(0.82);
  });
});

const happening = fc.record({ at: fc.integer({ min: 0, max: 12 }), source: fc.constantFrom("a", "b", "c"), topic: fc.constantFrom("fire", "flood", undefined), title: fc.constantFrom("仓库起火", "河堤管涌", "大雾"), rank: fc.integer({ min: 0, max: 60 }), reads: fc.integer({ min: 0, max: 1_000_000 }) })
  .map(({ topic, ...rest }): Happening => (topic === undefined ? { at: rest.at, source: rest.source } : { ...rest, topic }));
const stream = fc.array(happening, { minLength: 1, maxLength: 40 }).map((all) => all.toSorted((a, b) => a.at - b.at));
const bothAt12 = (heat: Heat) => JSON.stringify(["fire", "flood"].map((topic) => heat.of(topic, start + 12 * hour)));

describe("whatever comes", () => {
  test("the order within an hour does not matter", () => {
    fc.assert(fc.property(stream, fc.infiniteStream(fc.nat()), (happenings, keys) => {
      const shuffled = happenings.map((one) => ({ one, key: Number(keys.next().value) })).sort((a, b) => a.one.at - b.one.at || a.key - b.key).map(({ one }) => one);
      expect(bothAt12(heatOf(shuffled))).toBe(bothAt12(heatOf(happenings)));
    }));
  });
  test("uniting two topics equals having seen them together", () => {
    fc.assert(fc.property(stream, (happenings) => {
      const apart = heatOf(happenings);
      apart.unite("flood", "fire");
      expect(bothAt12(apart)).toBe(bothAt12(heatOf(happenings.map((one) => (one.topic === undefined ? one : { ...one, topic: "fire" })))));
    }));
  });
  test("the same stream gives the same heat, byte for byte", () => { fc.assert(fc.property(stream, (happenings) => bothAt12(heatOf(happenings)) === bothAt12(heatOf(happenings)))); });
  test("a missing hour never lowers heat: not to have looked is no less than to have found nothing", () => {
    fc.assert(fc.property(stream, fc.integer({ min: 0, max: 12 }), fc.constantFrom("a", "b", "c"), (happenings, at, source) => {
      const others = happenings.filter((one) => one.at !== at || one.source !== source).map(({ reads: _reads, ...one }) => one);
      const [missing, nought] = [others, [...others, silent(at, source)]].map((all) => report(all.toSorted((a, b) => a.at - b.at), 12));
      if (!missing || !nought) return;
      const hole = missing.series[start / hour + at - missing.from] ?? null;
      if (hole !== null) expect(hole).toBeGreaterThanOrEqual(nought.series[start / hour + at - nought.from] ?? 0);
    }));
  });
  test("the heat of now is the last of the series", () => { fc.assert(fc.property(stream, fc.integer({ min: 12, max: 16 }), (happenings, at) => { expect(heatOf(happenings).now("fire", start + at * hour)).toBe(report(happenings, at)?.now ?? null); })); });
  test("looking where a topic is not, at other sources, changes nothing of it", () => {
    fc.assert(fc.property(stream, fc.array(fc.integer({ min: 0, max: 12 })), (happenings, looks) => {
      const more = [...happenings, ...looks.map((at) => silent(at, "elsewhere"))].toSorted((a, b) => a.at - b.at);
      expect(bothAt12(heatOf(more))).toBe(bothAt12(heatOf(happenings)));
    }));
  });
});
