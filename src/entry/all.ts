import { startEmbeddedPostgres } from "#platform/db/embedded.ts";
import type { Config } from "#platform/config/config.ts";
import type { Log } from "#platform/log/log.ts";
import { demoLogins, forDemo, loadDemo } from "./demo.ts";
import { openHouse } from "./house.ts";
import { handlers, startWatching, startWork } from "./modules.ts";
import { prepareDatabase, preparePlan } from "./prepare.ts";
import { run } from "./run.ts";
import { openWeb } from "./web-server.ts";

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function database(config: Config, log: Log, stopping: (stop: () => Promise<unknown>) => void): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataFolder, log: { info: (message) => log.info(message), warn: (message) => log.warn(message) } });
  stopping(() => embedded.stop());
  return embedded.url;
}

// One process: embedded or given database, web and worker together.
await run(async ({ config: given, log }, stopping) => {
  const config = given.demo ? forDemo(given) : given;
  const url = await database(config, log, stopping);
  await prepareDatabase(url);
  const open = await openHouse(config, url, log);
  stopping(open.close);
  await preparePlan(open, config);
  const demo = config.demo ? await loadDemo(open, config, say) : null;
  if (demo) stopping(demo.stop);
  await open.jobs.work(open.house, handlers);
  stopping((await startWatching(open, "worker")).stop);
  const work = startWork(open);
  stopping(work.stop);
  const web = await openWeb(open, config, config.demo ? demoLogins : []);
  stopping(() => web.close());
  await web.listen({ host: config.host, port: config.port });
  say(`\n同声已就绪 / Tongsheng is ready\n  工作台 / desk        ${config.publicUrl}/desk/\n  公众网站 / public    ${config.publicUrl}/`);
  if (config.demo) say(`  演示账号 / demo log-ins:\n${demoLogins.map((login) => `    ${login.username.padEnd(14)} ${login.password.padEnd(18)} ${login.role}`).join("\n")}`);
  say("  按 Ctrl-C 停止 / stop with Ctrl-C");
});
