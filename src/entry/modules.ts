import type { FastifyInstance } from "fastify";
import type { Binding } from "#platform/http/bind.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import type { Handler } from "#platform/jobs/jobs.ts";
import { startHeartbeat } from "#platform/health/heartbeat.ts";
import { mountHealth } from "#platform/health/mount.ts";
import { startWatchdog } from "#platform/health/watchdog.ts";
import * as access from "#modules/access/module.ts";
import * as audit from "#modules/audit/module.ts";
import * as calendar from "#modules/calendar/module.ts";
import * as carriers from "#modules/carriers/module.ts";
import { topicsOfCases } from "#modules/cases/index.ts";
import * as cases from "#modules/cases/module.ts";
import * as channels from "#modules/channels/module.ts";
import { usedInEdition } from "#modules/content/index.ts";
import * as content from "#modules/content/module.ts";
import * as dispatch from "#modules/dispatch/module.ts";
import * as duty from "#modules/duty/module.ts";
import * as gateways from "#modules/gateways/module.ts";
import * as house from "#modules/house/module.ts";
import * as materials from "#modules/materials/module.ts";
import * as matrix from "#modules/matrix/module.ts";
import * as opinion from "#modules/opinion/module.ts";
import * as organisation from "#modules/organisation/module.ts";
import * as push from "#modules/push/module.ts";
import * as relay from "#modules/relay/module.ts";
import * as review from "#modules/review/module.ts";
import * as search from "#modules/search/module.ts";
import * as signage from "#modules/signage/module.ts";
import * as today from "#modules/today/module.ts";
import { publishedMedia } from "#modules/website/index.ts";
import type { Reader } from "#platform/db/database.ts";
import type { OpenHouse } from "./house.ts";

/** Is a file part of something the public can read? */
export const isPublished = async (read: Reader, sha256: string): Promise<boolean> => (await publishedMedia(read, sha256)) !== null;

/** Every operation of the house; what is not listed here does not exist. */
export const bindings = (demo: readonly access.DemoLogin[]): Binding[] => [
  ...access.routes({ demo }),
  ...organisation.routes,
  ...materials.routes({ usedInEdition, isPublished }),
  ...content.routes,
  ...review.routes,
  ...dispatch.routes,
  ...carriers.routes,
  ...relay.routes,
  ...matrix.routes,
  ...signage.routes,
  ...channels.routes,
  ...duty.routes,
  ...opinion.routes,
  ...cases.routes,
  ...house.routes,
  ...audit.routes,
  ...calendar.routes,
  ...search.routes,
  ...today.routes,
];

/** All background work, by kind. */
export const handlers: readonly Handler[] = [
  ...access.handlers,
  ...audit.handlers,
  ...materials.handlers,
  ...channels.handlers,
  ...duty.handlers,
  ...push.handlers,
  ...relay.handlers,
  ...matrix.handlers,
  ...opinion.handlersWith(topicsOfCases),
];

/** What modules mount besides operations. */
export async function mountModules(app: FastifyInstance, { house, live }: OpenHouse, doorkeeper: Doorkeeper): Promise<void> {
  audit.mountExports(app, { house, doorkeeper });
  cases.mountPapers(app, { house, doorkeeper });
  mountHealth(app, house);
  carriers.mountLetters(app, { house, doorkeeper });
  await channels.mountHooks(app, house, async (ctx, tx, accountId, receipts) => {
    const seen = await carriers.takeReceipts(ctx, tx, accountId, receipts);
    return dispatch.receive(ctx, tx, accountId, seen);
  });
  await opinion.mountItemHooks(app, house);
  await content.mountCoedit(app, { house, live, doorkeeper });
}

type Running = { stop: () => Promise<void> };

/** What every process runs: it says that it is alive, and watches whether the others are. */
export async function startWatching({ house }: OpenHouse, role: "web" | "worker"): Promise<Running> {
  const beat = await startHeartbeat(house, role);
  const watchdog = startWatchdog({ house, contacts: () => duty.watchdogContacts(house) });
  return { stop: async () => { await watchdog.stop(); await beat.stop(); } };
}

/** What runs in every worker beside the job queue. */
export function startWork(open: OpenHouse): Running {
  const sender = dispatch.startSender(open.house);
  const lines = gateways.startLines(open.house);
  const running = [dispatch.startSweeping(open.house), duty.startEscalating(open.house), cases.startWatchingClocks(open.house), opinion.startAsking(open.house), opinion.startListening(open.house)];
  const leaves = [open.live.subscribe(new Set(["dispatch"]), () => sender.wake()), open.live.subscribe(new Set(["gateways"]), () => lines.wake())];
  return {
    stop: async () => {
      for (const leave of leaves) leave();
      for (const one of running) await one.stop();
      await sender.stop();
      await lines.stop();
    },
  };
}
