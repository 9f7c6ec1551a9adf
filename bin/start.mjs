#!/usr/bin/env node
// npm start: everything from a fresh checkout to a running house.
import { buildDesk, fail, handOver, install, requireDatabase } from "./bootstrap.mjs";

install();
requireDatabase();
if (!buildDesk()) fail("界面构建失败，见上文", "the desk could not be built, see above");
handOver("src/entry/all.ts", process.argv.slice(2), { server: true });
