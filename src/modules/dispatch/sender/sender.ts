import { theHouse } from "#kernel/actor.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { record } from "#platform/audit/record.ts";
import { switchedOff } from "#platform/switches.ts";
import { callableAccounts, type CallableAccount } from "#modules/channels/index.ts";
import { claim, type Claimed } from "../store/claim.ts";
import { claimLooks, lockLost, markSubmitting, nextDue, renew } from "../store/leases.ts";
import { adoptStrays, settle, type Settlement } from "../store/settle.ts";
import { deliver, look, type Call } from "./deliver.ts";
import { settlementOfAnswer, settlementOfLook, settlementOfLost } from "./settlements.ts";

export type SenderOptions = {
  /** Calls under way at once in this process. */
  slots?: number;
  /** Of these, kept free for red and orange. */
  keptForUrgent?: number;
  maxPerAccount?: number;
  leaseSeconds?: number;
  /** Longest pause between two looks at the queue. */
  pollMs?: number;
};

/** The sender of one process: claims what may leave, calls the channels, writes down what was seen. */
export type Sender = { wake: () => void; stop: () => Promise<void> };

/** Starts sending. A wake-up comes by NOTIFY within milliseconds of a signature; polling is the safety net. */
export function startSender(house: House, options: SenderOptions = {}): Sender {
  const { slots = 96, keptForUrgent = 24, maxPerAccount = 12, leaseSeconds = 120, pollMs = 1_000 } = options;
  const inFlight = new Map<string, Promise<void>>();
  const results = openSettler(house);
  let awake: () => void = () => undefined;
  let woken = false;
  let running = true;

  const wake = (): void => { woken = true; awake(); };
  const sleep = (ms: number): Promise<void> => woken ? Promise.resolve() : new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    awake = () => { clearTimeout(timer); resolve(); };
  });

  const start = (delivery: Claimed, work: () => Promise<void>): void => {
    inFlight.set(delivery.id, work().catch((error: unknown) => house.log.error({ err: error, delivery: delivery.id }, "delivery")).finally(() => { inFlight.delete(delivery.id); wake(); }));
  };

  const round = async (): Promise<number> => {
    if (await switchedOff(house.db, "outbound")) return 0;
    const free = slots - inFlight.size;
    if (free <= 0) return 0;
    const urgentOnly = free <= keptForUrgent;
    const claimed = await claim(house.db, {
      workerId: house.processId, limit: urgentOnly ? free : free - keptForUrgent, maxPerAccount, leaseSeconds, now: house.now(), urgentOnly,
      rateOf: (id) => house.connectors.get(id)?.capabilities.rate.perAccount ?? { calls: 1, perSeconds: 1 },
    });
    const accounts = await callableAccounts(house.db, house.vault, [...new Set(claimed.map((d) => d.accountId))]);
    for (const delivery of claimed) start(delivery, () => sendOne(house, callOf(house, delivery, accounts), results));
    const looks = urgentOnly ? [] : await claimLooks(house.db, house.processId, Math.min(32, free), leaseSeconds, house.now());
    const lookAccounts = await callableAccounts(house.db, house.vault, [...new Set(looks.map((d) => d.accountId))]);
    for (const delivery of looks) start(delivery, () => lookOne(house, callOf(house, delivery, lookAccounts), results));
    return claimed.length + looks.length;
  };

  const loop = async (): Promise<void> => {
    while (running) {
      woken = false;
      try {
        if ((await round()) > 0) continue;
        const due = await nextDue(house.db);
        await sleep(Math.max(5, Math.min(pollMs, due ? due.getTime() - house.now().getTime() : pollMs)));
      } catch (error) {
        house.log.error({ err: error }, "sender");
        await sleep(pollMs);
      }
    }
  };
  const looping = loop();
  const renewing = setInterval(() => {
    void renew(house.db, [...inFlight.keys()], house.processId, new Date(house.now().getTime() + leaseSeconds * 1000)).catch(() => undefined);
  }, (leaseSeconds * 1000) / 4);

  return {
    wake,
    async stop() {
      running = false;
      wake();
      await looping;
      await Promise.race([Promise.allSettled(inFlight.values()), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
      clearInterval(renewing);
      await results.stop();
    },
  };
}

function callOf(house: House, delivery: Claimed, accounts: ReadonlyMap<string, CallableAccount>): Call {
  const connector = house.connectors.get(delivery.connectorId);
  const account = accounts.get(delivery.accountId);
  if (!connector || !account) throw new Error(`no connector ${delivery.connectorId} or account ${delivery.accountId}`);
  return { delivery, connector, account };
}

async function sendOne(house: House, call: Call, results: Settler): Promise<void> {
  const { delivery } = call;
  const answered = await deliver(house, call, () => markSubmitting(house.db, delivery.id, house.processId, delivery.attempt));
  if (answered.stood) await results.add(settlementOfAnswer(delivery, call.connector, answered.answer, house.now(), Math.random()));
}

async function lookOne(house: House, call: Call, results: Settler): Promise<void> {
  const status = await look(house, call);
  await results.add(settlementOfLook(call.delivery, call.connector, status, house.now(), Math.random()));
}

type Settler = { add: (settlement: Settlement) => Promise<void>; stop: () => Promise<void> };

/** Gathers answers for a moment and writes them in one transaction: receipts, states and one row of audit. */
function openSettler(house: House, gatherMs = 4, most = 200): Settler {
  let waiting: { settlement: Settlement; done: () => void }[] = [];
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      try {
        await writeSettlements(house, batch.map((entry) => entry.settlement));
        waiting = waiting.slice(batch.length);
        for (const entry of batch) entry.done();
      } catch (error) {
        house.log.error({ err: error, count: batch.length }, "settling, will try again");
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    writing = null;
  };
  return {
    add: (settlement) => new Promise((done) => { waiting.push({ settlement, done }); writing ??= write(); }),
    stop: async () => { if (writing) await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]); },
  };
}

/** Writes what was seen, and tells the boards. */
export async function writeSettlements(house: House, settlements: readonly Settlement[]): Promise<void> {
  const now = house.now();
  await contextOf(house, theHouse, newId(now)).write(async (tx) => {
    const { moved } = await settle(tx, settlements, now);
    await adoptStrays(tx, settlements.filter((s) => s.ref !== null), now);
    record(tx, {
      action: "dispatch.settle", subject: { type: "delivery", id: settlements[0]?.deliveryId ?? "" },
      facts: { deliveries: settlements.map((s) => ({ id: s.deliveryId, receipt: s.receipt.id, outcome: s.receipt.outcome, rung: s.receipt.rung, moved: moved.has(s.deliveryId) })) },
    });
    await announce(tx, ...settlements.map((s) => `board:${s.pieceId}`), "board");
  });
}

/** Takes back what dead workers held. Runs every few seconds in every worker. */
export async function reclaimLost(house: House): Promise<number> {
  const now = house.now();
  const any = await house.db.transaction().execute((tx) => lockLost(tx, now, 1));
  if (any.length === 0) return 0;
  return contextOf(house, theHouse, newId(now)).write(async (tx) => {
    const lost = await lockLost(tx, now, 200);
    const settlements = lost.flatMap((one) => {
      const connector = house.connectors.get(one.connectorId);
      return connector ? [settlementOfLost(one, connector, now, Math.random())] : [];
    });
    await settle(tx, settlements, now);
    record(tx, { action: "dispatch.reclaim", subject: { type: "delivery", id: lost[0]?.id ?? "" }, facts: { deliveries: lost.map((one) => one.id) } });
    await announce(tx, ...lost.map((one) => `board:${one.pieceId}`), "board");
    return lost.length;
  });
}
