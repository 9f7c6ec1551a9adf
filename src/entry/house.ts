import { randomUUID } from "node:crypto";
import pg from "pg";
import { connectors } from "#channels/registry.ts";
import type { HouseDoor } from "#kernel/connector.ts";
import type { Config } from "#platform/config/config.ts";
import { openDatabase } from "#platform/db/database.ts";
import { openFiles } from "#platform/files/open-files.ts";
import type { House } from "#platform/house.ts";
import { openLive, type Live } from "#platform/http/live.ts";
import { outbound, reach } from "#platform/http/outbound.ts";
import { openJobs, type Jobs } from "#platform/jobs/jobs.ts";
import type { Log } from "#platform/log/log.ts";
import { openVault } from "#platform/secrets/seal.ts";
import { on } from "#platform/topics.ts";
import { calledOff, counted } from "#modules/carriers/index.ts";
import { doorOfCarriers } from "#modules/carriers/module.ts";
import { doorOfHands, releaseCleared, witnessCalledOff, witnessCounts, witnessPlay } from "#modules/dispatch/module.ts";
import { pieceTurned } from "#modules/dispatch/index.ts";
import { subscriptions as dutyHears } from "#modules/duty/module.ts";
import { doorOfGateways } from "#modules/gateways/module.ts";
import { doorOfReaders } from "#modules/push/module.ts";
import * as relay from "#modules/relay/module.ts";
import { cleared, signingsOf } from "#modules/review/index.ts";
import { screenShowed } from "#modules/signage/index.ts";
import { doorOfScreens } from "#modules/signage/module.ts";
import { doorOfSite } from "#modules/website/module.ts";

/** A house that is open: what it holds, its ear to the database, its job queue. */
export type OpenHouse = { house: House; live: Live; jobs: Jobs; close: () => Promise<void> };

/** Wires one process: every module finds here what it needs, and nothing finds anything anywhere else. */
export async function openHouse(config: Config, url: string, log: Log): Promise<OpenHouse> {
  const { db, close } = openDatabase({ url });
  const jobs = await openJobs({ url, log });
  const doors: Record<string, HouseDoor> = {};
  const own = new URL(config.publicUrl);
  const allowed = new Set([own.host, own.hostname === "127.0.0.1" ? `localhost:${own.port}` : own.host, ...config.outboundAllow]);
  const rules = { allow: (hostname: string, port: number) => allowed.has(hostname) || allowed.has(`${hostname}:${port}`) };
  const house: House = {
    processId: randomUUID(), db, now: () => new Date(), log, enqueue: jobs.enqueue, vault: openVault(config.houseKey),
    files: openFiles(config, () => new Date()),
    call: outbound(rules), reach: reach(rules),
    connectors: new Map(connectors.map((connector) => [connector.id, connector])),
    doors, publicUrl: config.publicUrl,
    subscriptions: [
      on(cleared, (ctx, tx, { manifestId }) => releaseCleared(ctx, tx, manifestId)),
      on(screenShowed, (ctx, tx, shown) => witnessPlay(ctx, tx, shown)),
      on(counted, (ctx, tx, returned) => witnessCounts(ctx, tx, returned)),
      on(calledOff, (ctx, tx, stopped) => witnessCalledOff(ctx, tx, stopped)),
      on(pieceTurned, (ctx, tx, turn) => relay.pieceTurned(ctx, tx, turn)),
      ...dutyHears,
    ],
  };
  Object.assign(doors, { site: doorOfSite(house, signingsOf), screens: doorOfScreens(house), hands: doorOfHands(() => house), push: doorOfReaders(house), carriers: doorOfCarriers(house), gateways: doorOfGateways(house) });
  const live = openLive(async () => {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    await client.connect();
    return client;
  }, (error) => log.warn({ err: error }, "listening"));
  return { house, live, jobs, close: async () => { await live.stop(); await jobs.stop(); await close(); } };
}
