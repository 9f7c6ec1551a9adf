import { openHouse } from "./house.ts";
import { startWatching } from "./modules.ts";
import { preparePlan, prepareDatabase } from "./prepare.ts";
import { run } from "./run.ts";
import { openWeb } from "./web-server.ts";

// The web half, several of them on one PostgreSQL.
await run(async ({ config, log }, stopping) => {
  if (!config.databaseUrl) throw new Error("`web` 需要 DATABASE_URL / `web` needs DATABASE_URL; without it use `npm start`.");
  await prepareDatabase(config.databaseUrl);
  const open = await openHouse(config, config.databaseUrl, log);
  stopping(open.close);
  await preparePlan(open, config);
  stopping((await startWatching(open, "web")).stop);
  const web = await openWeb(open, config, []);
  stopping(() => web.close());
  await web.listen({ host: config.host, port: config.port });
  process.stdout.write(`web ${config.publicUrl}\n`);
});
