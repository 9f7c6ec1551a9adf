import type { FastifyInstance } from "fastify";
import type { Binding } from "#platform/http/bind.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import type { Handler } from "#platform/jobs/jobs.ts";
import * as access from "#modules/access/module.ts";
import * as audit from "#modules/audit/module.ts";
import * as calendar from "#modules/calendar/module.ts";
import { usedInEdition } from "#modules/content/index.ts";
import * as content from "#modules/content/module.ts";
import * as dispatch from "#modules/dispatch/module.ts";
import * as materials from "#modules/materials/module.ts";
import * as organisation from "#modules/organisation/module.ts";
import * as review from "#modules/review/module.ts";
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
  ...signage.routes,
  ...audit.routes,
  ...calendar.routes,
  ...today.routes,
];

/** All background work, by kind. */
export const handlers: readonly Handler[] = [...access.handlers, ...audit.handlers, ...materials.handlers];

/** What modules mount besides operations. */
export async function mountModules(app: FastifyInstance, { house }: OpenHouse, doorkeeper: Doorkeeper): Promise<void> {
  audit.mountExports(app, { house, doorkeeper });
}

/** What runs in every worker beside the job queue; each answers how to stop it. */
export function startWork(open: OpenHouse): { stop: () => Promise<void> } {
  const sender = dispatch.startSender(open.house);
  const sweeping = dispatch.startSweeping(open.house);
  const leave = open.live.subscribe(new Set(["dispatch"]), () => sender.wake());
  return {
    stop: async () => {
      leave();
      await sweeping.stop();
      await sender.stop();
    },
  };
}
