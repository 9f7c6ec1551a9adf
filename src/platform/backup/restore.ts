import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { theHouse } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { migrate, migrateWithin, migrationLock, readMigrations, type Migration } from "#platform/db/migrate.ts";
import type { FileStore } from "#platform/files/file-store.ts";
import type { Archive, Manifest } from "./archive.ts";
import { filePath, partPath, plainText } from "./back-up.ts";
import { foreignKeysOf, queueVersion, quoted, schemasIn, tablesOf, type TableShape } from "./catalog.ts";
import { copyIn } from "./copy.ts";
import { ownName, requireAlone, requireEmpty, requireOurs } from "./room.ts";

const unpack = promisify(gunzip);

/** What is restored and where to. `url` is the owner's; `replace` throws away what the database holds. */
export type RestoreOrder = { url: string; files: FileStore; archive: Archive; replace: boolean; now: Clock; by: string; say: (line: string) => void };

/** What a restore did: `migrated` are the migrations younger than the archive, `queueLeft` says that queued jobs of another pg-boss stayed behind. */
export type RestoreReport = { tables: number; rows: number; files: number; damaged: string[]; migrated: string[]; queueLeft: boolean };

/**
 * Makes a database what the archive says, in one transaction: its tables are built anew as they were, filled, and only then
 * brought to this version. In the same transaction the way out is closed (switch `outbound`) and everybody is logged out.
 */
export async function restore(order: RestoreOrder): Promise<RestoreReport> {
  const { archive: { manifest }, say } = order;
  const ours = await readMigrations();
  const then = migrationsOf(manifest, ours);
  const client = new pg.Client({ connectionString: order.url, options: plainText, application_name: ownName });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await requireAlone(client);
    await requireOurs(client, schemasIn(ours));
    if (!order.replace) await requireEmpty(client);
    await prepareQueue(order.url);
    const { files, damaged } = await restoreFiles(order);
    say(`  文件 files  ${files}`);
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    await requireAlone(client);
    if (!order.replace) await requireEmpty(client);
    await clear(client, ours);
    await migrateWithin(client, then);
    const { rows, queueLeft } = await fill(client, order, schemasIn(then));
    await client.query("select public.open_schema('pgboss')");
    await closeTheWayOut(client, order);
    await client.query("commit");
    const migrated = await migrate(order.url);
    return { tables: manifest.tables.length, rows, files, damaged, migrated, queueLeft };
  } finally {
    await client.end();
  }
}

function migrationsOf(manifest: Manifest, ours: readonly Migration[]): Migration[] {
  return manifest.migrations.map(({ name, sha256 }) => {
    const same = ours.find((one) => one.name === name);
    if (same?.sha256 !== sha256) throw new Error(`存档出自另一版本（${name}），请用不低于备份时的版本恢复 / the archive was made by another version (${name}); restore with that one or a newer one`);
    return same;
  });
}

async function restoreFiles({ archive, files }: RestoreOrder): Promise<{ files: number; damaged: string[] }> {
  let count = 0;
  const damaged: string[] = [];
  for (const { path, sha256 } of archive.manifest.entries) {
    if (!path.startsWith("files/")) continue;
    if (path !== filePath(sha256)) damaged.push(path.slice("files/".length));
    else {
      await files.put(Readable.from(archive.read(path)));
      count += 1;
    }
  }
  return { files: count, damaged };
}

// pg-boss builds its own tables, outside our transaction; beside rows of any age they do no harm.
async function prepareQueue(url: string): Promise<void> {
  const boss = new PgBoss({ schema: "pgboss", connectionString: url, application_name: ownName, max: 2, schedule: false, supervise: false });
  boss.on("error", () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
}

async function clear(client: pg.Client, ours: readonly Migration[]): Promise<void> {
  for (const schema of schemasIn(ours)) await client.query(`drop schema if exists ${quoted(schema)} cascade`);
  for (const { sql } of ours) {
    for (const [, name = ""] of sql.matchAll(/^create (?:or replace )?function public\.(\w+)/gim)) await client.query(`drop function if exists ${quoted("public", name)} cascade`);
  }
  await client.query("drop table if exists public.migration");
}

async function fill(client: pg.Client, { archive, say }: RestoreOrder, schemas: readonly string[]): Promise<{ rows: number; queueLeft: boolean }> {
  const { manifest } = archive;
  const shapes = await tablesOf(client, schemas);
  const sameQueue = manifest.queueVersion === await queueVersion(client);
  const keys = await foreignKeysOf(client, schemas);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { schema, name } of shapes) await client.query(`alter table ${quoted(schema, name)} disable trigger user`);
  await client.query(`truncate ${shapes.map(({ schema, name }) => quoted(schema, name)).join(", ")}`);
  let rows = 0;
  for (const table of manifest.tables) {
    if (table.schema === "pgboss" && !sameQueue) continue;
    rows += await fillTable(client, archive, table, shapes);
  }
  for (const { schema, name, value, called } of manifest.sequences) await client.query("select setval($1, $2::bigint, $3)", [quoted(schema, name), value, called]);
  for (const { schema, name } of shapes) await client.query(`alter table ${quoted(schema, name)} enable trigger user`);
  for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  say(`  数据 rows  ${rows}`);
  return { rows, queueLeft: !sameQueue };
}

async function fillTable(client: pg.Client, archive: Archive, table: Manifest["tables"][number], shapes: readonly TableShape[]): Promise<number> {
  const { schema, name, columns } = table;
  const shape = shapes.find((one) => one.schema === schema && one.name === name);
  const strange = columns.find((column) => !shape?.columns.includes(column));
  if (!shape || strange !== undefined) throw new Error(`存档中的 ${schema}.${name} 与本版本不符 / ${schema}.${name} in the archive does not fit this version`);
  const came = await copyIn(client, `copy ${quoted(schema, name)} (${columns.map((column) => quoted(column)).join(", ")}) from stdin`, partsOf(archive, table));
  if (came !== table.rows) throw new Error(`${schema}.${name}: ${came} rows came instead of ${table.rows}`);
  return came;
}

async function* partsOf(archive: Archive, table: Manifest["tables"][number]): AsyncGenerator<Uint8Array> {
  for (let part = 1; part <= table.parts; part += 1) {
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.read(partPath(table, part))) pieces.push(piece);
    yield await unpack(Buffer.concat(pieces));
  }
}

/** Nothing leaves until an administrator releases it (listmonk #1801); old sessions, heartbeats and incidents speak of another day. */
async function closeTheWayOut(client: pg.Client, { archive, now, by }: RestoreOrder): Promise<void> {
  const at = now();
  await client.query("insert into platform.switch (name, value, changed_at) values ('outbound', 'off', $1) on conflict (name) do update set value = 'off', changed_at = $1", [at]);
  await client.query("delete from platform.heartbeat");
  const { rowCount: ended } = await client.query("update auth.session set ended_at = $1, ended_why = 'administrator' where ended_at is null", [at]);
  const { manifest: { madeAt, audit, tables }, sha256 } = archive;
  const facts = { archive: sha256, madeAt, auditSeq: audit.seq, rows: tables.reduce((sum, { rows }) => sum + rows, 0), endedSessions: ended ?? 0 };
  await client.query(
    `insert into audit.entry (seq, prev_hash, hash, at, actor_id, actor_name, unit_id, unit_name, action, subject_type, subject_id, facts, request_id)
     values (0, '', '', $1, $2, $3, $4, $5, 'house.restored', 'house', $6, $7, 'restore')`,
    [at, theHouse.personId, by, theHouse.unitId, theHouse.unitName, manifestId(archive), canonical(facts)]);
}

const manifestId = ({ sha256 }: Archive): string => sha256.slice(0, 16);
