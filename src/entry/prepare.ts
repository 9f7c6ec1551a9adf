import { theHouse } from "#kernel/actor.ts";
import type { Config } from "#platform/config/config.ts";
import { migrate } from "#platform/db/migrate.ts";
import { contextOf } from "#platform/http/context.ts";
import { installJobs } from "#platform/jobs/jobs.ts";
import { loadPreset, presetOf, readPreset } from "#modules/organisation/index.ts";
import type { OpenHouse } from "./house.ts";
import { handlers } from "./modules.ts";

/** Brings the database to this version: tables, queues. Several processes may call it at once; one does the work. */
export async function prepareDatabase(url: string): Promise<string[]> {
  const done = await migrate(url);
  await installJobs(url, handlers.map((handler) => handler.kind));
  return done;
}

/** Loads the plan of the province the first time; later loads add what is new and change nothing people changed. */
export async function preparePlan({ house }: OpenHouse, config: Config): Promise<void> {
  if (await presetOf(house.db)) return;
  await loadPreset(contextOf(house, theHouse, "start"), await readPreset(config.preset));
}
