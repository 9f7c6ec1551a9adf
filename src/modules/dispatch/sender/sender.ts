import { theHouse } from "#kernel/actor.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { record } from "#platform/audit/record.ts";
import { switchedOff } from "#platform/switches.ts";
import { callableAccounts } from "#modules/channels/index.ts";
import { keepsEarlierPosts } from "../rules/recall.ts";
import { claim, type Claimed } from "../store/claim.ts";
import { claimLooks, lockLost, nextDue, renew } from "../store/leases.ts";
import { settle } from "../store/settle.ts";
import { callOf, lookOne, sendOne, type Held } from "./carry.ts";
import { settlementOfLost } from "./settlements.ts";
import { openSettler } from "./settler.ts";

export type SenderOptions = {
  /** Calls under way at once in this process. */
  slots?: number;
  /** Of these, kept free for red and orange. */
  keptForUrgent?: number;
  maxPerAccount?: number;
  /** Most deliveries taken in one claim. */
  bite?: number;
  leaseSeconds?: number;
  /** Longest pause between two looks at the queue. */
  pollMs?: number;
};

// New orders wake the sender, and freed slots where it was full; what is due but may not go yet is not worth a busy loop.
const shortestPauseMs = 50;

/** The sender of one process: claims what may leave, calls the channels, writes down what was seen. */
export type Sender = { wake: () => void; stop: () => Promise<void> };

/** Sleeps for a while or until woken; a wake-up that comes after `listen` and before `sleep` is not lost. */
function openAlarm(): { wake: () => void; sleep: (ms: number) => Promise<void>; listen: () => void } {
  let ring: () => void = () => undefined;
  let rung = false;
  return {
    wake: () => { rung = true; ring(); },
    listen: () => { rung = false; },
    sleep: (ms) => rung ? Promise.resolve() : new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      ring = () => { clearTimeout(timer); resolve(); };
    }),
  };
}

/** Starts sending. A wake-up comes by NOTIFY within milliseconds of a signature; polling is the safety net. */
export function startSender(house: House, options: SenderOptions = {}): Sender {
  const { slots = 96, keptForUrgent = 24, maxPerAccount = 12, bite = 100, leaseSeconds = 120, pollMs = 1_000 } = options;
  const inFlight = new Map<string, Held>();
  const results = openSettler(house);
  const { wake, sleep, listen } = openAlarm();
  let running = true;

  const full = (): boolean => inFlight.size + keptForUrgent >= slots;
  const start = (delivery: Claimed, from: Date, work: (held: Held) => Promise<void>): void => {
    const held: Held = { done: Promise.resolve(), until: from.getTime() + leaseSeconds * 1000 };
    inFlight.set(delivery.id, held);
    held.done = work(held).catch((error: unknown) => house.log.error({ err: error, delivery: delivery.id }, "delivery")).finally(() => {
      const wasFull = full();
      if (inFlight.get(delivery.id) === held) inFlight.delete(delivery.id);
      if (wasFull) wake();
    });
  };

  const round = async (): Promise<number> => {
    const free = slots - inFlight.size;
    if (free <= 0 || await switchedOff(house.db, "outbound")) return 0;
    const taken = await take(house, { free, keptForUrgent, maxPerAccount, bite, leaseSeconds });
    for (const { delivery, call } of taken.sends) start(delivery, taken.at, (held) => sendOne(house, delivery, call, results, held));
    for (const { delivery, call } of taken.looks) start(delivery, taken.at, () => lookOne(house, delivery, call, results));
    return taken.sends.length + taken.looks.length;
  };

  const loop = async (): Promise<void> => {
    while (running) {
      listen();
      try {
        if ((await round()) > 0) continue;
        const due = full() ? null : await nextDue(house.db);
        await sleep(Math.max(shortestPauseMs, Math.min(pollMs, due ? due.getTime() - house.now().getTime() : pollMs)));
      } catch (error) {
        house.log.error({ err: error }, "sender");
        await sleep(pollMs);
      }
    }
  };
  const looping = loop();
  const renewing = setInterval(() => {
    const until = new Date(house.now().getTime() + leaseSeconds * 1000);
    void renew(house.db, [...inFlight.keys()], house.processId, until).then((held) => {
      for (const id of held) Object.assign(inFlight.get(id) ?? {}, { until: until.getTime() });
    }, () => undefined);
  }, (leaseSeconds * 1000) / 4);

  return {
    wake,
    async stop() {
      running = false;
      wake();
      await looping;
      await Promise.race([Promise.allSettled([...inFlight.values()].map((one) => one.done)), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
      clearInterval(renewing);
      await results.stop();
    },
  };
}

type Room = { free: number; keptForUrgent: number; maxPerAccount: number; bite: number; leaseSeconds: number };

async function take(house: House, { free, keptForUrgent, maxPerAccount, bite, leaseSeconds }: Room) {
  const at = house.now();
  const urgentOnly = free <= keptForUrgent;
  const sends = await claim(house.db, {
    workerId: house.processId, limit: Math.min(bite, urgentOnly ? free : free - keptForUrgent), maxPerAccount, leaseSeconds, now: at, urgentOnly,
    rateOf: (id) => house.connectors.get(id)?.capabilities.rate.perAccount ?? { calls: 1, perSeconds: 1 },
    standsApart: (id) => { const connector = house.connectors.get(id); return connector !== undefined && keepsEarlierPosts(connector.capabilities); },
  });
  const looks = urgentOnly ? [] : await claimLooks(house.db, house.processId, Math.min(32, free), leaseSeconds, at);
  const accounts = await callableAccounts(house.db, house.vault, [...new Set([...sends, ...looks].map((d) => d.accountId))]);
  const ready = (delivery: Claimed) => ({ delivery, call: callOf(house, delivery, accounts) });
  return { at, sends: sends.map(ready), looks: looks.map(ready) };
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
