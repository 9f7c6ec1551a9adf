import { fork, type ChildProcess } from "node:child_process";
import { loadavg } from "node:os";
import { sql } from "kysely";
import { theHouse } from "#kernel/actor.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { createProfile, createSource } from "#modules/opinion/index.ts";
import { actorOf, appoint, createPerson, unitByCode } from "#modules/organisation/index.ts";
import { newWatch, nextQuestion } from "#opinion/sources/freshness.ts";
import { openGround, type Ground } from "./support/ground.ts";
import { failing, mannersOf, type Manner } from "./support/ingest-sources.ts";
import type { Look, Tale } from "./support/ingest-far-side.ts";
import { quantile, report, round, say } from "./support/report.ts";

// The other half of `ingest`: a whole worker on a real database, hundreds of sources on loopback of which three in ten fail in every way there is, and a
// public that says so many new things a second. Measured: from the moment a source has answered with a title to the moment everybody hears, after the commit,
// that its alert is raised; and how long after its due moment, by the house's own rule of freshness, each healthy source was asked. Nothing is measured in the
// first minutes, in which every source is asked for the first time and nobody knows yet which of them fail.
const perSecond = Number(process.argv[2] ?? 200);
const measuredSeconds = Number(process.argv[3] ?? 180);
const sources = 500;
const warmSeconds = 120;
const pace = { least: 60_000, most: 60_000 };
/** A look is late that comes a tenth of the interval after it was due. */
const lateAfterMs = pace.least / 10;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const heardFrom = <T>(child: ChildProcess, word?: string): Promise<T> => { const answer = new Promise<T>((resolve) => child.once("message", (said) => { resolve(said as T); })); if (word) child.send(word); return answer; };

const addressOf = (manner: Manner, i: number, { port, closedPort }: { port: number; closedPort: number }): string =>
  manner === "refused" ? `http://localhost:${closedPort}/s/${i}` : manner === "gone" ? `http://gone-${i}.invalid/s/${i}` : `http://localhost:${port}/s/${i}`;

/** A department that watches the whole province: its liaison registers the sources, its duty officer is told. Answers the ids of the sources in their order. */
async function settle(house: House, far: { port: number; closedPort: number }): Promise<string[]> {
  const byHouse = contextOf(house, theHouse, "bench");
  const unitId = (await unitByCode(house.db, "yjt", "2026-04-03"))?.id ?? "";
  const officer = async (username: string, post: "liaison" | "duty-officer"): Promise<string> => {
    const { id } = await createPerson(byHouse, { username, name: "测试员", title: "", unitId, phone: null, email: null });
    await appoint(byHouse, { personId: id, unitId, post });
    return id;
  };
  await officer("bench-duty", "duty-officer");
  const liaison = await actorOf(house.db, await officer("bench-liaison", "liaison"), house.now(), { secondFactor: true });
  if (!liaison) throw new Error("nobody registers the sources");
  const ctx = contextOf(house, liaison, "bench");
  await createProfile(ctx, { unitId, label: "全省突发事件", regions: ["220000"], hazards: [], categories: [], words: [], least: 0.5, alerts: true });
  const ids: string[] = [];
  for (const [i, manner] of mannersOf(sources).entries()) {
    const how = manner === "list" ? { format: "list", kind: "list" } as const : manner === "json" ? { format: "json", kind: "report" } as const : { format: "feed", kind: "news" } as const;
    const settings = manner === "json" ? { mapping: { entries: "data", title: "words", link: "url", time: "at" } } : {};
    ids.push((await createSource(ctx, { unitId, label: `信源 ${i}`, url: addressOf(manner, i, far), ...how, settings, leastMinutes: pace.least / 60_000, mostMinutes: pace.most / 60_000 })).id);
  }
  return ids;
}

type Told = { at: number; title: string };

/** Hears of alerts as every open screen does, and notes when it first heard of each and of which title it speaks. */
function listenForAlerts(ground: Ground, live: Awaited<ReturnType<Ground["open"]>>["live"]): { told: Map<string, Told>; all: () => Promise<void> } {
  const told = new Map<string, Told>();
  const look = async (at: number): Promise<void> => {
    const { rows } = await sql<{ topic: string; title: string }>`select topic_id as topic, grounds::jsonb->'titles'->>0 as title from opinion.alert where not (topic_id = any(${[...told.keys()]}::uuid[]))`.execute(ground.owner);
    for (const { topic, title } of rows) if (!told.has(topic)) told.set(topic, { at, title });
  };
  let looking = Promise.resolve();
  live.subscribe(new Set(["alerts"]), () => { const at = Date.now(); looking = looking.then(() => look(at)); });
  return { told, all: () => looking };
}

/** How long after its due moment each look came, in milliseconds; the due moment follows from the answer before by the house's own rule. */
function lateness(looks: readonly Look[], ids: readonly string[], from: number): number[] {
  return [...Map.groupBy(looks, (look) => look.source)].flatMap(([source, of]) => of.slice(1).flatMap((look, i) => {
    const answeredAt = of[i]?.answeredAt ?? look.at;
    const due = nextQuestion({ ...newWatch(0), answeredAt }, ids[source] ?? "", pace, 0);
    return look.at < from ? [] : [look.at - due];
  }));
}

const ground = await openGround();
const farSide = fork(new URL("./support/ingest-far-side.ts", import.meta.url), [String(sources), String(perSecond), String(warmSeconds + measuredSeconds + 30)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
const worker = fork(new URL("./support/ingest-worker.ts", import.meta.url), [ground.url, ground.folder], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
const open = await ground.open();
try {
  const [far] = await Promise.all([heardFrom<{ port: number; closedPort: number }>(farSide), heardFrom(worker)]);
  const ids = await settle(open.house, far);
  const { told, all } = listenForAlerts(ground, open.live);
  farSide.send("speak");
  worker.send("go");
  const count = async () => (await sql<{ heard: number; waiting: number }>`select count(hearing)::int as heard, (count(*) - count(hearing))::int as waiting from opinion.sighting`.execute(ground.owner)).rows[0] ?? { heard: 0, waiting: 0 };
  const newest = async () => Number((await sql<{ seq: number | null }>`select max(seq) as seq from opinion.sighting`.execute(ground.owner)).rows[0]?.seq ?? 0);
  /** What came in the measured time is waited for, however late it is heard. */
  const heardUpTo = async (seq: number): Promise<void> => { for (let n = 0; n < 120; n += 1) { if ((await sql`select from opinion.sighting where hearing is null and seq <= ${seq} limit 1`.execute(ground.owner)).rows.length === 0) return; await pause(1_000); } };
  for (let s = 0; s < warmSeconds; s += 30) { await pause(30_000); const { heard, waiting } = await count(); say(`warming up: ${heard} heard, ${waiting} waiting, ${told.size} alerts`); }
  farSide.send("alarm");
  const [from, before, cost] = [Date.now(), await count(), await heardFrom<NodeJS.CpuUsage>(worker, "cost")];
  for (let s = 0; s < measuredSeconds; s += 30) { await pause(30_000); const { heard, waiting } = await count(); say(`${heard - before.heard} heard, ${waiting} waiting, ${told.size} alerts`); }
  const [until, after, costAfter] = [Date.now(), await count(), await heardFrom<NodeJS.CpuUsage>(worker, "cost")];
  await heardUpTo(await newest());
  await pause(500);
  await all();
  const tale = await heardFrom<Tale>(farSide, "tell");
  const arrived = new Map(tale.arrivals);
  const inTime = (title: string): boolean => { const at = arrived.get(title) ?? 0; return at >= from && at <= until; };
  const waits = [...told.values()].filter(({ title }) => inTime(title)).map(({ at, title }) => (at - (arrived.get(title) ?? at)) / 1000);
  // An emergency that nobody was told of by its own title lies in a topic of which they were told before, or in none.
  const { rows: lie } = await sql<{ title: string; told: boolean }>`select i.title, bool_or(a.topic_id is not null) as told from opinion.item i left join opinion.alert a on a.topic_id = i.topic_id where i.title = any(${tale.emergencies.filter(inTime)}::text[]) group by i.title`.execute(ground.owner);
  const spoken = new Set([...told.values()].map(({ title }) => title));
  const [own, folded, quiet] = [lie.filter(({ title }) => spoken.has(title)), lie.filter((one) => one.told && !spoken.has(one.title)), lie.filter((one) => !one.told)];
  for (const { title } of quiet) say(`nobody was told: ${title}`);
  const late = lateness(tale.looks, ids, from);
  const seconds = (until - from) / 1000;
  const cores = (costAfter.user + costAfter.system - cost.user - cost.system) / 1e6 / seconds;
  report({
    name: "ingest-house", value: round(quantile(waits, 0.95)), unit: "s from an item's arrival to its alert, committed and told (p95)", bar: "<= 2 at 200 items/s; none of the healthy sources late", compared: `${sources} sources, ${mannersOf(sources).filter((m) => failing.includes(m)).length} of them failing`,
    more: {
      itemsPerSecond: round((after.heard - before.heard) / seconds, 0), waiting: after.waiting, alerts: waits.length, alertP50: round(quantile(waits, 0.5)), alertMax: round(Math.max(...waits)), emergenciesTold: own.length, foldedIntoTold: folded.length, nobodyTold: quiet.length,
      looks: late.length, lateLooks: late.filter((ms) => ms > lateAfterMs).length, lookP95: round(quantile(late, 0.95) / 1000), lookMax: round(Math.max(...late) / 1000), lateAfter: lateAfterMs / 1000, workerCores: round(cores, 2), loadOfMachine: round(loadavg()[0] ?? 0, 1),
    },
  });
} finally {
  worker.kill("SIGKILL");
  farSide.kill("SIGKILL");
  await open.close();
  await ground.stop();
}
