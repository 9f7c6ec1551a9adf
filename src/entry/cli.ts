import { createInterface } from "node:readline/promises";
import { carryOut } from "./cli/errands.ts";
import type { Terminal } from "./cli/errand.ts";

// One errand of the command line; broken off with Ctrl-C it leaves nothing half done.
if (Number(process.versions.node.split(".")[0]) < 24) {
  process.stderr.write(`✗ 需要 Node 24，这是 ${process.version} / Node 24 is needed: npx tongsheng …\n`);
  process.exit(1);
}
const stops: (() => Promise<unknown>)[] = [];
let ending = false;
const end = async (code: number): Promise<void> => {
  if (ending) return;
  ending = true;
  for (const stop of stops.reverse()) await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  process.exit(code);
};
process.on("SIGINT", () => void end(130));
process.on("SIGTERM", () => void end(143));

const terminal: Terminal = {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  ask: async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    return lines.question(question).finally(() => { lines.close(); });
  },
  stopping: (stop) => stops.push(stop),
};
await end(await carryOut(process.argv.slice(2), terminal));
