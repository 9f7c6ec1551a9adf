import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "#platform/db/embedded.ts";
import { migrate } from "#platform/db/migrate.ts";
import { installJobs } from "#platform/jobs/jobs.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this run: its superuser's address, the owner of test databases, and the migrated database they are cloned from. */
    server: { adminUrl: string; ownerUrl: string; template: string };
  }
}

/** Starts one PostgreSQL for the run (or takes the one at TEST_DATABASE_URL) and migrates once the database that every test file gets a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer(process.env["TEST_DATABASE_URL"]);
  const template = `template_${process.pid}_${project.name}`;
  try {
    await administer(server.adminUrl, `create database ${template} owner ${new URL(server.ownerUrl).username}`);
    const url = Object.assign(new URL(server.ownerUrl), { pathname: `/${template}` }).href;
    await migrate(url);
    await installJobs(url, []);
    project.provide("server", { adminUrl: server.adminUrl, ownerUrl: server.ownerUrl, template });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return async () => {
    await administer(server.adminUrl, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
}

async function openServer(given: string | undefined): Promise<{ adminUrl: string; ownerUrl: string; stop(): Promise<void> }> {
  if (given) return { adminUrl: given, ownerUrl: given, stop: async () => undefined };
  const dataDir = mkdtempSync(join(tmpdir(), "tongsheng-test-"));
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" };
  const server = await startEmbeddedPostgres({ dataDir, settings, log: { info: () => undefined, warn: console.warn } });
  const stop = () => server.stop().finally(() => rmSync(dataDir, { recursive: true, force: true }));
  return { adminUrl: server.adminUrl, ownerUrl: server.url, stop };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
