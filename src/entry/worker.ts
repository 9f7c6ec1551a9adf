import { openHouse } from "./house.ts";
import { handlers, startWatching, startWork } from "./modules.ts";
import { prepareDatabase } from "./prepare.ts";
import { run } from "./run.ts";

// The worker half, several of them on one PostgreSQL.
await run(async ({ config, log }, stopping) => {
  if (!config.databaseUrl) throw new Error("`worker` 需要 DATABASE_URL / `worker` needs DATABASE_URL; without it use `npm start`.");
  await prepareDatabase(config.databaseUrl);
  const open = await openHouse(config, config.databaseUrl, log);
  stopping(open.close);
  await open.jobs.work(open.house, handlers);
  stopping((await startWatching(open, "worker")).stop);
  stopping(startWork(open).stop);
  process.stdout.write("worker\n");
});
