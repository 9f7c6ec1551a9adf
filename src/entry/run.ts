import { Problem } from "#kernel/errors.ts";
import { readConfig, type Config } from "#platform/config/config.ts";
import { openLog, type Log } from "#platform/log/log.ts";

/** What an entry point is given. */
export type Start = { config: Config; log: Log };

/** Runs an entry point: refuses an old Node, says in one line what went wrong, and on Ctrl-C or TERM stops what was started, last first. */
export async function run(start: (given: Start, stopping: (stop: () => Promise<unknown>) => void) => Promise<void>): Promise<void> {
  if (Number(process.versions.node.split(".")[0]) < 24) throw new Error(`Node 24 is needed, this is ${process.version}. Start with \`npm start\`.`);
  const stops: (() => Promise<unknown>)[] = [];
  let ending: Promise<void> | null = null;
  const end = (code: number): Promise<void> => ending ??= (async () => {
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    process.exit(code);
  })();
  process.on("SIGINT", () => void end(0));
  process.on("SIGTERM", () => void end(0));
  try {
    const config = readConfig();
    await start({ config, log: openLog(config.logLevel) }, (stop) => stops.push(stop));
  } catch (error) {
    const facts = error instanceof Problem && error.refusal.facts ? ` ${JSON.stringify(error.refusal.facts)}` : "";
    process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}${facts}\n`);
    if (process.env["TONGSHENG_LOG"] === "debug" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    await end(1);
  }
}
