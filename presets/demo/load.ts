import { theHouse } from "#kernel/actor.ts";
import { isoDay, type Clock } from "#kernel/clock.ts";
import { Problem } from "#kernel/errors.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { record } from "#platform/audit/record.ts";
import { switchedOn, turn } from "#platform/switches.ts";
import { createAccount, setSecret } from "#modules/channels/index.ts";
import { startSender } from "#modules/dispatch/module.ts";
import { setShift } from "#modules/duty/index.ts";
import { personByUsername } from "#modules/organisation/index.ts";
import { registerScreen } from "#modules/signage/index.ts";
import { demoAccounts } from "./accounts.ts";
import type { Act } from "./act.ts";
import { carrierActs } from "./carriers.ts";
import { caseActs } from "./cases.ts";
import { walk, type Walk } from "./journey.ts";
import { matrixActs } from "./matrix.ts";
import { makePeople, type People } from "./people.ts";
import { routine, stories, type DemoPiece } from "./pieces.ts";
import { radarActs } from "./radar.ts";
import { relayActs } from "./relay.ts";
import { inThePast, type PastHouse } from "./time.ts";

const day = 86_400_000;

/** When a piece begins: days ago at an hour of Beijing, or hours before now. */
function startOf(piece: DemoPiece, now: Date): Date {
  if (piece.daysAgo === 0) return new Date(now.getTime() + piece.hour * 3_600_000);
  const midnight = Math.floor((now.getTime() + 8 * 3_600_000) / day) * day - 8 * 3_600_000;
  return new Date(midnight - piece.daysAgo * day + piece.hour * 3_600_000);
}

/** Loads the demo province through the product's own actions, once: officers, accounts, a year of pieces in every state, days of public talk and the cases that came of it. */
export async function loadDemoProvince(house: House, simulated: { now: Clock }, port: number, say: (line: string) => void): Promise<void> {
  if (await switchedOn(house.db, "demo")) return;
  if (await personByUsername(house.db, "linzhixia", house.now())) {
    say("» 演示数据上次没有装完；要重新装载，请停止后删除数据文件夹 / the demo was interrupted; to load it anew, stop and remove the data folder");
    return;
  }
  const started = performance.now();
  const past = inThePast(house);
  // The simulators check stamps, so they live at the time of the house they talk to.
  simulated.now = past.house.now;
  past.goTo(new Date(house.now().getTime() - 370 * day));
  const people = await makePeople(past.house);
  const { accountId, screens } = await makeAccounts(past, people, port);
  const sender = startSender(past.house, { pollMs: 40 });
  try {
    const w: Walk = { past, people, accountId, screens, present: house.now };
    const now = house.now();
    const pieces = [...routine, ...stories].map((piece): Act => { const at = startOf(piece, now); return { at, what: piece.title, run: () => walk(w, piece, at) }; });
    const duty: Act = { at: new Date(now.getTime() - 62 * 3_600_000), what: "值班表", run: () => roster(people, now) };
    const all = [duty, ...pieces, ...radarActs(w, port, now), ...caseActs(w, now), ...relayActs(w, now), ...matrixActs(w, now), ...carrierActs(w, now)].sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const [n, { at, what, run }] of all.entries()) {
      if (n % 20 === 0) say(`» 正在装载演示省份 ${n}/${all.length} / loading the demo province`);
      past.goTo(at);
      await run().catch((error: unknown) => { throw new Error(`demo: ${what}: ${error instanceof Problem ? JSON.stringify(error.refusal) : String(error)}`, { cause: error }); });
    }
  } finally {
    await sender.stop();
    simulated.now = house.now;
  }
  await contextOf(house, theHouse, "demo").write(async (tx) => {
    await turn(tx, "demo", "on", house.now());
    record(tx, { action: "house.load-demo", subject: { type: "house", id: "demo" } });
  });
  say(`» 演示省份已装载，用时 ${Math.round((performance.now() - started) / 1000)} 秒 / demo province loaded`);
}

async function makeAccounts(past: PastHouse, people: People, port: number) {
  const byHouse = contextOf(past.house, theHouse, "demo");
  const ids = new Map<string, string>();
  const screens: { id: string; accountId: string; name: string }[] = [];
  for (const account of demoAccounts(port)) {
    const keeper = await people.as(account.owner).catch(() => byHouse);
    const actor = keeper.actor.holdings.some((h) => h.post === "liaison") ? keeper : await people.as(people.whoHolds(account.unit, "liaison"));
    const { id } = await createAccount(actor, { connectorId: account.connector, unitId: people.unitId(account.unit), name: account.name, audience: account.audience, config: account.config, ownerId: people.id(account.owner), successorId: account.successor ? people.id(account.successor) : null, registrationNo: account.registration ?? "" });
    for (const [name, value] of Object.entries(account.secrets ?? {})) await setSecret(actor, { accountId: id, name, value });
    for (const screen of account.screens ?? []) screens.push({ id: (await registerScreen(actor, { accountId: id, ...screen })).screenId, accountId: id, name: screen.name });
    ids.set(account.key, id);
  }
  return { screens, accountId: (key: string): string => ids.get(key) ?? key };
}

/** Who is on duty from two days ago for a week: day and night in the three provincial units. Written before the first of these days, as rosters are. */
async function roster(people: People, now: Date): Promise<void> {
  const officers = [["yjt", "fangjingshu", "sunruoxi"], ["xfj", "yeqingyang", "yeqingyang"], ["slxf", "baiyunqi", "baiyunqi"]] as const;
  for (const [unit, byDay, byNight] of officers) {
    const ctx = await people.as(people.whoHolds(unit, "liaison"));
    for (let n = -2; n < 6; n += 1) {
      const on = isoDay(new Date(now.getTime() + n * day));
      await setShift(ctx, { unitId: people.unitId(unit), personId: people.id(byDay), day: on, watch: "day" });
      await setShift(ctx, { unitId: people.unitId(unit), personId: people.id(byNight), day: on, watch: "night" });
    }
  }
}
