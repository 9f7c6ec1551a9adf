#!/usr/bin/env node
// npm run bench -- NAME: one reproducible measurement of bench/.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fail, handOver, install, root } from "./bootstrap.mjs";

const [name, ...rest] = process.argv.slice(2);
const folder = join(root, "bench");
const names = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3)).sort() : [];
if (!name || !names.includes(name)) fail(`请指定一项：${names.join("、")}`, `name one of: ${names.join(", ")}`);
install();
handOver(`bench/${name}.ts`, rest);
