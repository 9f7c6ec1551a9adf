import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Heat } from "#opinion/heat/heat.ts";
import { newId } from "#platform/ids.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { keepItems } from "../store/items.ts";
import { drawHeat, Looks } from "./heating.ts";

let base: TestDatabase;
beforeAll(async () => { base = await aDatabase(); });
afterAll(() => base.drop());

const hourMs = 3_600_000;
const start = Date.parse("2026-04-03T00:00:00Z");
const dateOf = (hour: number): Date => new Date(start + hour * hourMs);

/** A list that was looked at: its titles with rank and reads. */
type Look = { hour: number; source: number; titles: readonly { title: string; rank: number; reads: number }[] };

async function aSource(): Promise<string> {
  const id = newId(new Date(start));
  await base.db.insertInto("opinion.source").values({ id, unit_id: newId(new Date(start)), label: id, format: "list", kind: "list", url: `https://list.example.org/${id}`, settings: "{}", least_minutes: 1, most_minutes: 60, state: "active", watch: "{}", created_by_name: "测试", created_at: dateOf(0), updated_at: dateOf(0) }).execute();
  return id;
}

/** Hears all looks in their order, drawing after each as the ear does; answers the stored heat from the first hour on, and that of the engine alone. */
async function hearAll(looks: readonly Look[], end: number) {
  const sources = [await aSource(), await aSource()];
  const topicId = newId(dateOf(0));
  await base.db.insertInto("opinion.topic").values({ id: topicId, fold_key: "a", title: "仓库起火", place_line: [], about: "unsure", emergency: 0, needs_check: 0, items: 0, sources: 0, first_seen_at: dateOf(1000), last_seen_at: dateOf(-1000) }).execute();
  const [engine, known] = [new Heat(), new Looks(dateOf(-400))];
  for (const { hour, source, titles } of looks) {
    const id = sources[source] ?? "";
    engine.look(id, dateOf(hour).getTime(), titles.length);
    for (const one of titles) engine.see(one.title.startsWith("火") ? "fire" : "other", { source: id, ...one, seenAt: dateOf(hour).getTime() });
    await base.db.transaction().execute(async (tx) => {
      await keepItems(tx, id, titles.map((one) => ({ kind: "list", ...one, text: "", link: "", publishedAt: null, seenAt: dateOf(hour).getTime(), comments: null })), dateOf(hour));
      await sql`update opinion.item set topic_id = ${topicId} where source_id = any(${sources}::uuid[]) and title like '火%'`.execute(tx);
      await sql`update opinion.sighting set hearing = 1 where hearing is null`.execute(tx);
      await sql`update opinion.topic t set items = c.n, first_seen_at = coalesce(c.first, t.first_seen_at), last_seen_at = coalesce(c.last, t.last_seen_at) from (select count(*)::int as n, min(first_seen_at) as first, max(last_seen_at) as last from opinion.item where topic_id = ${topicId}) c`.execute(tx);
      if (titles.some((one) => one.title.startsWith("火"))) await drawHeat(tx, [{ id: topicId, heardIn: dateOf(hour) }], dateOf(hour), known);
    });
  }
  await base.db.transaction().execute((tx) => drawHeat(tx, [{ id: topicId, heardIn: dateOf(end) }], dateOf(end), known));
  const rows = await base.db.selectFrom("opinion.heat").selectAll().where("topic_id", "=", topicId).orderBy("hour").execute();
  const report = engine.of("fire", dateOf(end).getTime());
  const stored = (report?.series ?? []).map((_, i) => rows.find((row) => row.hour.getTime() === ((report?.from ?? 0) + i) * hourMs)?.value ?? null);
  return { stored, engine: report?.series ?? [], topic: await base.db.selectFrom("opinion.topic").select(["heat", "peak"]).where("id", "=", topicId).executeTakeFirstOrThrow() };
}

const on = (hour: number, source: number, rank: number, reads = 0): Look => ({ hour, source, titles: [{ title: "火一", rank, reads }, { title: "别事", rank: rank + 1, reads: 1000 + hour * 100 }] });
const without = (hour: number, source: number): Look => ({ hour, source, titles: [{ title: "别事", rank: 1, reads: 1000 + hour * 100 }] });

test("a topic whose lists were looked at without it has cooled; one whose list was not looked at is not known", async () => {
  expect((await hearAll([on(0, 0, 1), without(1, 0)], 1)).topic).toEqual({ heat: 0, peak: 1 });
  expect((await hearAll([on(0, 0, 1)], 1)).topic).toEqual({ heat: 1, peak: 1 });
  expect((await hearAll([on(0, 0, 1)], 4)).topic).toEqual({ heat: null, peak: 1 });
});

test("readers count by what they gained, a total that only stands there does not", async () => {
  expect((await hearAll([on(0, 0, 0, 9000), on(1, 0, 0, 9100), on(2, 0, 0, 9100)], 2)).stored).toEqual((await hearAll([on(0, 0, 0, 9000), on(1, 0, 0, 9100), on(2, 0, 0, 9100)], 2)).engine);
  const [quiet, loud] = [await hearAll([on(0, 0, 0, 100), on(1, 0, 0, 200), on(2, 0, 0, 210)], 2), await hearAll([on(0, 0, 0, 100), on(1, 0, 0, 200), on(2, 0, 0, 9000)], 2)];
  expect(loud.topic.heat).toBeGreaterThan(quiet.topic.heat ?? Infinity);
});

const look = fc.record({
  hour: fc.integer({ min: 0, max: 10 }), source: fc.integer({ min: 0, max: 1 }),
  titles: fc.uniqueArray(fc.record({ title: fc.constantFrom("火一", "火二", "别事"), rank: fc.integer({ min: 1, max: 9 }), reads: fc.integer({ min: 0, max: 100_000 }) }), { selector: (one) => one.title, minLength: 1, maxLength: 3 }),
});

test("what is stored after every batch is what the engine says of the whole stream, to the second digit", async () => {
  await fc.assert(fc.asyncProperty(fc.array(look, { minLength: 1, maxLength: 14 }), async (looks) => {
    // One look an hour at each source: of several both keep the best of each figure.
    const once = [...new Map(looks.map((one) => [`${one.hour} ${one.source}`, one])).values()].toSorted((a, b) => a.hour - b.hour || a.source - b.source);
    const { stored, engine } = await hearAll(once, 12);
    expect(stored.map((one) => one?.toFixed(2) ?? null)).toEqual(engine.map((one) => one?.toFixed(2) ?? null));
  }), { numRuns: 20 });
});
