import type { FastifyInstance } from "fastify";
import { connectors } from "#channels/registry.ts";
import type { Clock } from "#kernel/clock.ts";
import type { AnyConnector, HouseDoor, Outbound, Reach } from "#kernel/connector.ts";
import type { Db } from "#platform/db/database.ts";
import type { Subscription, House } from "#platform/house.ts";
import type { Binding } from "#platform/http/bind.ts";
import { buildServer, type Doorkeeper } from "#platform/http/server.ts";
import type { Enqueue, Job } from "#platform/jobs/enqueue.ts";
import { openLog } from "#platform/log/log.ts";
import { openVault } from "#platform/secrets/seal.ts";
import { on } from "#platform/topics.ts";
import { calledOff, counted } from "#modules/carriers/index.ts";
import { doorOfCarriers } from "#modules/carriers/module.ts";
import { doorOfHands, releaseCleared, witnessCalledOff, witnessCounts, witnessPlay } from "#modules/dispatch/module.ts";
import { actorOf } from "#modules/organisation/index.ts";
import { doorOfReaders } from "#modules/push/module.ts";
import { cleared, signingsOf } from "#modules/review/index.ts";
import { screenShowed } from "#modules/signage/index.ts";
import { doorOfScreens } from "#modules/signage/module.ts";
import { doorOfSite } from "#modules/website/module.ts";
import { filesInMemory } from "./files.ts";

/** What a test may say about its house; everything else is as in production, with the outside doors shut. */
export type HouseOptions = {
  now?: Clock; connectors?: readonly AnyConnector[]; call?: Outbound; reach?: Reach; doors?: Readonly<Record<string, HouseDoor>>; subscriptions?: readonly Subscription[]; enqueue?: Enqueue; publicUrl?: string;
};

/** A house of a test and the jobs it was given, where no real queue was handed in. */
export type TestHouse = House & { jobs: Job[] };

/** 2026-04-03 14:00 in Beijing, the Friday before 清明. */
export const friday = new Date("2026-04-03T06:00:00Z");

/** A house whose outside doors are shut: nothing leaves, files live in memory, jobs are kept to be looked at. */
export function aHouse(db: Db, options: HouseOptions = {}): TestHouse {
  const jobs: Job[] = [];
  return {
    processId: "00000000-0000-7000-8000-00000000000f", db, jobs, now: options.now ?? (() => friday), log: openLog("fatal"), vault: openVault(Buffer.alloc(32, 7)), files: filesInMemory(),
    enqueue: options.enqueue ?? (async (_tx, some) => { jobs.push(...some); }),
    call: options.call ?? (async () => ({ ok: false, reached: false, reason: "no outside in this test" })),
    reach: options.reach ?? (async () => ({ ok: false, reason: "no outside in this test" })),
    connectors: new Map((options.connectors ?? connectors).map((c) => [c.id, c])), doors: options.doors ?? {}, subscriptions: options.subscriptions ?? [], publicUrl: options.publicUrl ?? "https://desk.test",
  };
}

/** The same with its modules connected as entry/ connects them: what is signed is released, and site, screens and hands have their doors. */
export function aWholeHouse(db: Db, options: HouseOptions = {}): TestHouse {
  const doors: Record<string, HouseDoor> = { ...options.doors };
  const house = aHouse(db, {
    ...options, doors,
    subscriptions: [
      on(cleared, (ctx, tx, { manifestId }) => releaseCleared(ctx, tx, manifestId)), on(screenShowed, (ctx, tx, shown) => witnessPlay(ctx, tx, shown)),
      on(counted, (ctx, tx, returned) => witnessCounts(ctx, tx, returned)), on(calledOff, (ctx, tx, stopped) => witnessCalledOff(ctx, tx, stopped)), ...(options.subscriptions ?? []),
    ],
  });
  Object.assign(doors, { site: doorOfSite(house, signingsOf), screens: doorOfScreens(house), hands: doorOfHands(() => house), push: doorOfReaders(house), carriers: doorOfCarriers(house), ...options.doors });
  return house;
}

/** Takes a test's word for who asks. */
export const doorOf = (house: House): Doorkeeper => async (request) => {
  const person = request.headers["x-test-person"];
  return typeof person === "string" ? actorOf(house.db, person, house.now(), { secondFactor: request.headers["x-test-factor"] !== "no" }) : null;
};

/** The web server of a test house; `x-test-person` says who asks by id, `x-test-factor: no` that they passed no second factor. */
export const aDesk = (house: House, bindings: readonly Binding[], mount?: (app: FastifyInstance) => Promise<void>): Promise<FastifyInstance> => buildServer({
  house, bindings, perMinute: 100_000, ...(mount ? { mount } : {}), doorkeeper: doorOf(house),
});

/** An answer of the desk: its status and what it says; `type` is the code of a problem. */
export type Answer = { status: number; body: Record<string, unknown> & { type?: string; facts?: Record<string, string | number> } };

/** Asks a desk as a person; null is nobody. */
export const asking = (app: FastifyInstance) =>
  async (person: string | null, method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object): Promise<Answer> => {
    const answer = await app.inject({ method, url, headers: person ? { "x-test-person": person } : {}, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.json() };
  };
