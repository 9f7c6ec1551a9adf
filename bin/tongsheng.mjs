#!/usr/bin/env node
// The command line: `web` and `worker` are the two halves of the house on a PostgreSQL server, everything else is an errand.
import { buildDesk, fail, handOver, install } from "./bootstrap.mjs";

const [command, ...rest] = process.argv.slice(2);
install();
if (command === "web" && !buildDesk()) fail("界面构建失败，见上文", "the desk could not be built, see above");
if (command === "web" || command === "worker") handOver(`src/entry/${command}.ts`, rest, { server: true });
else handOver("src/entry/cli.ts", process.argv.slice(2));
