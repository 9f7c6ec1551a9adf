import { sql } from "kysely";
import type { Context } from "#platform/http/context.ts";
import { acknowledgeAlert } from "#modules/duty/index.ts";
import { createProfile, createSource, listTopics, triage } from "#modules/opinion/index.ts";
import { askDue, openEar } from "#modules/opinion/module.ts";
import { simulatorPorts } from "./accounts.ts";
import type { Act } from "./act.ts";
import type { Walk } from "./journey.ts";

const hour = 3_600_000;
/** How many hours before now the radar of the demo listened; through two quiet nights only now and then. */
const listened = Array.from({ length: 60 }, (_, n) => 60 - n).filter((hours) => hours > 42 || hours < 19 || hours % 4 === 0);

/** Sources that say they are simulators, and who watches for what. */
async function settle(w: Walk, port: number): Promise<void> {
  const at = `http://127.0.0.1:${simulatorPorts(port).sources}`;
  const [department, fire, forest, city] = [await w.people.as("linzhixia"), await w.people.as("xumuchuan"), await w.people.as("luoqinghe"), await w.people.as("zhaochenxi")];
  const source = (ctx: Context, unit: string, label: string, path: string, over: Partial<Parameters<typeof createSource>[1]>) =>
    createSource(ctx, { unitId: w.people.unitId(unit), label: `${label}（本机模拟）`, url: `${at}${path}`, format: "feed", kind: "news", settings: {}, leastMinutes: 2, mostMinutes: 5, ...over });
  await source(department, "yjt", "松江网闻", "/news.xml", {});
  await source(department, "yjt", "白山广播，UTF-16", "/radio.xml", {});
  await source(department, "yjt", "全网热榜", "/list.json", { format: "list", kind: "list" });
  await source(department, "yjt", "联合辟谣平台", "/official.xml", { kind: "official" });
  await source(department, "yjt", "群众反映渠道", "/report.json", { format: "json", kind: "report", settings: { mapping: { entries: "data", title: "subject", link: "url", time: "time" } } });
  await source(fire, "xfj", "消防行业论坛，坏了", "/broken.xml", {});
  const profile = { hazards: [], categories: [], words: [], least: 0.5, alerts: true };
  await createProfile(department, { ...profile, unitId: w.people.unitId("yjt"), label: "全省突发事件", regions: ["220000"] });
  await createProfile(fire, { ...profile, unitId: w.people.unitId("xfj"), label: "火灾、爆炸和救援", regions: ["220000"], hazards: ["fire", "explosion", "gas", "collapse"], words: ["消防救援"] });
  await createProfile(forest, { ...profile, unitId: w.people.unitId("slxf"), label: "森林草原火情", regions: ["220000"], hazards: ["forest_fire"], words: ["森林消防"] });
  await createProfile(city, { ...profile, unitId: w.people.unitId("yj-220100"), label: "长春市域", regions: ["220100"] });
}

/** The id of the topic that holds a title. */
export async function topicOf(ctx: Context, q: string): Promise<string> {
  const [found] = (await listTopics(ctx, { page: 1, size: 1, view: "here", q, hours: 200 })).items;
  if (!found) throw new Error(`demo: no topic of ${q}`);
  return found.id;
}

/** The officers on duty decide about what is over and small, so that what is left is news. */
async function decide(w: Walk, username: string, to: "dismissed" | "watch", titles: readonly string[]): Promise<void> {
  const officer = await w.people.as(username);
  await triage(officer, { topicIds: [...new Set(await Promise.all(titles.map((title) => topicOf(officer, title))))], to });
}

/** Whoever was called about a topic took it, so that only what is new still waits. */
async function take(w: Walk): Promise<void> {
  const { rows } = await sql<{ id: string; username: string }>`select a.id, p.username from duty.alert a join organisation.person p on p.id = a.owner_person_id where a.kind = 'opinion.alert' and a.state = 'open'`.execute(w.past.house.db);
  for (const { id, username } of rows) await acknowledgeAlert(await w.people.as(username), { alertId: id });
}

/** Listening hour by hour up to now, and what the duty officers decided meanwhile. */
export function radarActs(w: Walk, port: number, presentAt: Date): Act[] {
  const ear = openEar(w.past.house);
  const before = (hours: number): Date => new Date(presentAt.getTime() - hours * hour);
  const listen = async (): Promise<void> => {
    await askDue(w.past.house);
    while ((await ear.hear())?.waiting);
  };
  return [
    { at: before(61), what: "信源与关注", run: () => settle(w, port) },
    ...[...listened, 0.66, 0.56, 0.33].map((hours): Act => ({ at: before(hours), what: "监测", run: listen })),
    { at: before(0.05), what: "监测", run: async () => { await listen(); await ear.close(); } },
    { at: before(24.5), what: "研判", run: () => decide(w, "sunruoxi", "dismissed", ["集安市鸭绿江边", "农安县一幼儿园", "扶余市一烟花", "双辽市一货运"]) },
    { at: before(11), what: "研判", run: () => decide(w, "fangjingshu", "watch", ["蛟河市天岗镇一石材厂"]) },
    { at: before(1.1), what: "接手", run: () => take(w) },
    { at: before(3), what: "研判", run: () => decide(w, "fangjingshu", "dismissed", ["大安市一油罐车", "临江市国道", "榆树市五棵树"]) },
  ];
}
