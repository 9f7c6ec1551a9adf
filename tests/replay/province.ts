import type { AddressInfo } from "node:net";
import pg from "pg";
import { bindings, mountModules } from "#entry/modules.ts";
import { siteSettings } from "#entry/site-settings.ts";
import { outbound } from "#platform/http/outbound.ts";
import { openLive } from "#platform/http/live.ts";
import { buildServer } from "#platform/http/server.ts";
import { doorkeeper } from "#modules/access/module.ts";
import { createAccount } from "#modules/channels/contract.ts";
import { startSender } from "#modules/dispatch/module.ts";
import { subscriptions as dutyHears } from "#modules/duty/module.ts";
import { createProfile, createSource } from "#modules/opinion/contract.ts";
import { askDue, openEar } from "#modules/opinion/module.ts";
import { aProvince, type Province } from "#modules/organisation/fixtures/province.ts";
import { siteRoutes } from "#site/serve.ts";
import { startPlatform, type Simulator } from "#tests/simulators/http.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aWholeHouse } from "#tests/support/house.ts";
import { inThePast, type PastHouse } from "../../presets/demo/time.ts";
import type { PastList } from "./lists.ts";
import { teamOf, type Desk, type Team } from "./officers.ts";

/** Faster than life, so that a look at the site two seconds later comes soon. */
const speed = 10;

/** Names, handles and numbers that stand beside every title on the far side and must be nowhere in the house. */
export const canaries = ["金丝雀甲乙", "canary_handle_77", "13912345678", "canary@example.net", "canaryavatar99"] as const;
const [name, handle, phone, mail, avatar] = canaries;

/** The line that a member of the public wrote among the others, as the house may keep it. */
export const maskedLine = "求转发";

/** The list of hot searches that stood in public at a time, with those who wrote each line as a platform would show them. */
const listOf = (list: PastList | undefined) => ({
  data: [...(list?.titles ?? []), ...(list ? [`@${handle} ${maskedLine} 电话${phone}`] : [])].map((word, i) => ({
    word, rank: i + 1, url: `https://s.example.org/list?q=${encodeURIComponent(word)}`, user: { screen_name: handle, name, mail, avatar_large: `https://img.example.org/${avatar}.jpg` }, author: name,
  })),
});

/** A whole house whose clock stands in the past: people at their desks over HTTP, one ear, a sender, the public site, and one public source that shows what stood on the list at that time. */
export type PastProvince = Desk & {
  database: TestDatabase; province: Province; goTo: (at: number) => void; teams: Map<string, Team>; shows: (lists: readonly PastList[]) => void; unitId: (code: string) => string;
  /** Asks the source and hears what it said. */
  listen: () => Promise<void>; stop: () => Promise<void>;
};

/** Opens the province of a preset at a time, with a team in each of these units, an account on the public site each, and profiles that watch for what they answer for. */
export async function openPast(at: number, units: readonly string[]): Promise<PastProvince> {
  const database = await aDatabase();
  const past = inThePast(aWholeHouse(database.db, { call: outbound({ allow: () => true }), subscriptions: dutyHears }), speed);
  past.goTo(new Date(at));
  const province = await aProvince(past.house);
  const unitIds = new Map<string, string>();
  for (const code of units) unitIds.set(code, await province.unitId(code));
  const unitId = (code: string): string => unitIds.get(code) ?? code;
  const web = await openDesks(past, database.url);
  const desk: Desk = { house: past.house, url: () => web.url };
  const teams = new Map<string, Team>();
  for (const [n, code] of units.entries()) teams.set(code, await teamOf(desk, province, code, n));
  let shown: readonly PastList[] = [];
  const source = await startPlatform<never>({ clock: past.house.now }, [], (heard) => ({ body: listOf(shown.findLast((list) => list.at <= heard.at.getTime())) }));
  await settle(teams, unitId, source);
  const ear = openEar(past.house);
  const sender = startSender(past.house, { pollMs: 40 });
  return {
    ...desk, database, province, teams, unitId, goTo: (to) => { past.goTo(new Date(to)); }, shows: (lists) => { shown = lists; },
    listen: async () => { await askDue(past.house); while ((await ear.hear())?.waiting); },
    stop: async () => { await sender.stop(); await ear.close(); await web.stop(); await source.stop(); await database.drop(); },
  };
}

/** The web server as entry/ builds it, without the files of the desk. Officers sit behind a proxy, each at an address of their own. */
async function openDesks({ house }: PastHouse, url: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const live = openLive(async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }, (error) => house.log.error({ err: error }, "listening"));
  const keeper = doorkeeper(house);
  const app = await buildServer({
    house, bindings: bindings([]), doorkeeper: keeper, trustProxy: "127.0.0.1", perMinute: 100_000,
    mount: async (server) => {
      await mountModules(server, { house, live, jobs: { enqueue: house.enqueue, work: async () => undefined, stop: async () => undefined }, close: async () => undefined }, keeper);
      await server.register(async (site) => { await siteRoutes(site, { house, live, settings: await siteSettings(house) }); });
    },
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, stop: async () => { await app.close(); await live.stop(); } };
}

/** What every unit has before anything happens: an account on the site, the source, the profiles. */
async function settle(teams: ReadonlyMap<string, Team>, unitId: (code: string) => string, source: Simulator<never>): Promise<void> {
  for (const [code, { editor, duty }] of teams) {
    await editor.call(createAccount, { body: { connectorId: "website", unitId: unitId(code), name: `${code} 的专栏`, audience: "public", config: {}, ownerId: editor.id, successorId: null, registrationNo: "" } });
    await duty.call(createProfile, { body: { label: "本省突发事件", unitId: unitId(code), regions: ["220000"], hazards: [], categories: [], words: [] } });
  }
  const department = teams.get("yjt");
  await department?.editor.call(createSource, {
    body: { unitId: unitId("yjt"), label: "热榜（旧榜重放）", url: `${source.url}/list.json`, format: "json", kind: "list", leastMinutes: 1, mostMinutes: 1, settings: { mapping: { entries: "data", title: "word", link: "url" } } },
  });
}
