#!/usr/bin/env node
// Writes the documents that are made from others; `--check` only compares and fails when one is stale.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { handOver, install, root } from "./bootstrap.mjs";

/** Every generated document: where it lies, and what makes its text from a migrated database. */
const documents = [
  { file: "src/platform/db/tables.ts", make: async (url) => (await import("../src/platform/db/generate-tables.ts")).generateTables(url) },
  { file: "docs/generated/openapi.json", make: async () => (await import("../src/entry/openapi.ts")).openApi() },
];

if (Number(process.versions.node.split(".")[0]) < 24) {
  install();
  handOver("bin/generate.mjs", process.argv.slice(2));
} else {
  process.exitCode = await generate(process.argv.includes("--check"));
}

async function generate(check) {
  const { startEmbeddedPostgres } = await import("../src/platform/db/embedded.ts");
  const { migrate } = await import("../src/platform/db/migrate.ts");
  const dataDir = mkdtempSync(join(tmpdir(), "tongsheng-generate-"));
  const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: "off" }, log: { info() {}, warn: console.error } });
  try {
    await migrate(server.url);
    let stale = 0;
    for (const { file, make } of documents) stale += keep(join(root, file), file, await make(server.url), check);
    return stale > 0 ? 1 : 0;
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function keep(path, name, text, check) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return 0;
  if (check) {
    console.error(`${name} is stale: run npm run generate`);
    return 1;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${name}`);
  return 0;
}
