import { fingerprint } from "#kernel/fingerprint.ts";
import type { House } from "#platform/house.ts";
import { switchedOff } from "#platform/switches.ts";
import { callableAccounts, type CallableAccount } from "#modules/channels/index.ts";
import { disown, noteLine, openHoldings, refuseWaiting, type Holdings } from "../store/line.ts";
import { withdrawLate } from "../store/message.ts";
import { wantedAccounts } from "../views.ts";
import { openHeld, type Held, type LineConnector } from "./held.ts";
import { openPen, type Pen } from "./pen.ts";

/** How a keeper goes about; milliseconds. */
type KeeperOptions = {
  /** Longest pause between two looks at what waits. */
  everyMs?: number;
  /** A line with nothing to do is kept so long. */
  idleMs?: number;
  /** An account that may not enter is tried again after so long, or when its settings change. */
  suspendedMs?: number;
};

/** Whoever holds lines in one process. */
export type Keeper = { wake: () => void; stop: () => Promise<void> };

type Kept = { held: Held; settings: string; usedAt: number; notedAt: number; suspendedAt: number | null };

/** What a keeper has in hand. `holdings`: the locks of this process, null while it needs none. */
type Desk = { house: House; options: Required<KeeperOptions>; connectors: ReadonlyMap<string, LineConnector>; pen: Pen; lines: Map<string, Kept>; holdings: Holdings | null };

/** Reports are waited for so long, as in a session. */
const reportHours = 72;
/** How often a held line says so, and looks for parts that a dead process left behind. */
const noteMs = 10_000;

/** Holds lines in every worker; an account is held by one process at a time, the others wait for it. */
export function startLines(house: House, { everyMs = 1_000, idleMs = 60_000, suspendedMs = 600_000 }: KeeperOptions = {}): Keeper {
  const connectors = new Map([...house.connectors].filter((entry): entry is [string, LineConnector] => entry[1].line !== undefined));
  const desk: Desk = { house, options: { everyMs, idleMs, suspendedMs }, connectors, pen: openPen(house), lines: new Map(), holdings: null };
  let running = true;
  let rung = false;
  let ring: () => void = () => undefined;
  const loop = async (): Promise<void> => {
    while (running) {
      rung = false;
      await round(desk).catch(async (error: unknown) => {
        house.log.error({ err: error }, "keeping lines");
        await letAllGo(desk);
      });
      if (!rung && running) await new Promise<void>((resolve) => { const timer = setTimeout(resolve, everyMs); ring = () => { clearTimeout(timer); resolve(); }; });
    }
  };
  const looping = loop();
  return {
    wake: () => { rung = true; ring(); },
    async stop() {
      running = false;
      ring();
      await looping;
      await letAllGo(desk);
      await desk.pen.stop();
    },
  };
}

/** One look at which lines are wanted: those held are tended, others are taken where no other process has them. */
async function round(desk: Desk): Promise<void> {
  const { house, lines } = desk;
  if (await switchedOff(house.db, "outbound")) return letAllGo(desk);
  const rows = await wantedAccounts(house.db, [...desk.connectors.keys()], house.now(), reportHours);
  const accounts = await callableAccounts(house.db, house.vault, [...new Set([...rows.map(({ id }) => id), ...lines.keys()])]);
  for (const id of lines.keys()) if (!rows.some((row) => row.id === id)) await letGo(desk, id);
  for (const { id, connectorId, busy } of rows) {
    const [account, connector, kept] = [accounts.get(id), desk.connectors.get(connectorId), lines.get(id)];
    if (!account || !connector) continue;
    const wanted = busy || listens(connector, account);
    if (kept) await tend(desk, account, kept, wanted);
    else if (wanted) await take(desk, account, connector);
  }
  // A lost connection took the locks with it: the lines are let go at once, and whoever gets the locks next goes on.
  await desk.holdings?.alive();
}

const settingsOf = ({ config, secrets }: CallableAccount): string => fingerprint({ config, secrets });

/** Settings that cannot be read listen to nobody. */
const listens = (connector: LineConnector, { config }: CallableAccount): boolean => connector.config.safeParse(config).success && connector.line.listens(config);

async function take(desk: Desk, account: CallableAccount, connector: LineConnector): Promise<void> {
  const { house, pen } = desk;
  desk.holdings ??= await openHoldings(house.db);
  if (!await desk.holdings.take(account.id)) return;
  const lost = await disown(house.db, account.id, house.processId, house.now());
  if (lost > 0) house.log.warn({ account: account.id, parts: lost }, "a process died over parts that nobody answered");
  const now = house.now().getTime();
  try {
    const held = openHeld(house, connector, account, pen);
    desk.lines.set(account.id, { held, settings: settingsOf(account), usedAt: now, notedAt: now, suspendedAt: null });
  } catch (error) {
    await noteLine(house.db, { accountId: account.id, processId: house.processId, state: "waiting", detail: `设置有误 / settings are wrong: ${String(error).slice(0, 200)}` }, house.now());
    await desk.holdings.giveBack(account.id);
  }
}

async function tend(desk: Desk, account: CallableAccount, kept: Kept, busy: boolean): Promise<void> {
  const { house, options: { idleMs, suspendedMs } } = desk;
  const now = house.now();
  const { state, failure } = kept.held.standing();
  if (settingsOf(account) !== kept.settings) return letGo(desk, account.id);
  if (busy) kept.usedAt = now.getTime();
  if (state === "suspended" && failure) {
    kept.suspendedAt ??= now.getTime();
    if (now.getTime() - kept.suspendedAt >= suspendedMs) return letGo(desk, account.id);
    if (busy) await refuseWaiting(house.db, account.id, failure, now);
  } else if (now.getTime() - kept.usedAt >= idleMs) return letGo(desk, account.id);
  if (busy) await withdrawLate(house.db, account.id, now);
  if (now.getTime() - kept.notedAt >= noteMs) {
    kept.notedAt = now.getTime();
    await kept.held.note();
    await disown(house.db, account.id, house.processId, now);
  }
  kept.held.pump();
}

async function letGo(desk: Desk, id: string): Promise<void> {
  const kept = desk.lines.get(id);
  desk.lines.delete(id);
  await kept?.held.stop();
  await desk.holdings?.giveBack(id);
}

async function letAllGo(desk: Desk): Promise<void> {
  await Promise.allSettled([...desk.lines.keys()].map((id) => letGo(desk, id)));
  desk.holdings?.close();
  desk.holdings = null;
}
