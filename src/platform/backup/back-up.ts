import { promisify } from "node:util";
import { gzip } from "node:zlib";
import pg from "pg";
import type { Clock } from "#kernel/clock.ts";
import { readMigrations } from "#platform/db/migrate.ts";
import type { FileStore } from "#platform/files/file-store.ts";
import { writeArchive, type ArchiveWriter, type Manifest } from "./archive.ts";
import { migrationsRun, queueVersion, quoted, schemasIn, sequencesOf, tablesOf, type TableShape } from "./catalog.ts";
import { copyOut } from "./copy.ts";
import type { LockedKey } from "./house-key.ts";

/** Rows are cut into parts of about this many bytes, at the end of a row. */
const partBytes = 4 * 1024 * 1024;
const compress = promisify(gzip);

/** What is backed up and where to. `url` is the owner's; `lockedKey` null leaves the house key out. */
export type BackUpOrder = { url: string; files: FileStore; path: string; keyName: string; lockedKey: LockedKey | null; now: Clock; say: (line: string) => void; stopping: (stop: () => Promise<unknown>) => void };

/** What a backup holds. `damaged` are files whose bytes no longer have the hash they are kept under. */
export type BackUpReport = { sha256: string; bytes: number; tables: number; rows: number; files: number; damaged: string[] };

/** How rows leave and come back the same everywhere. */
export const plainText = "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=1 -c bytea_output=hex -c statement_timeout=0 -c idle_in_transaction_session_timeout=0";

/** Writes database and files into one archive while the house runs: rows of one snapshot, then every file, then the manifest. */
export async function backUp(order: BackUpOrder): Promise<BackUpReport> {
  const writer = await writeArchive(order.path, order.now());
  order.stopping(writer.abandon);
  const client = new pg.Client({ connectionString: order.url, options: plainText, application_name: "tongsheng backup" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("begin isolation level repeatable read read only");
    if (order.lockedKey) await addJson(writer, "house-key.json", order.lockedKey);
    const database = await addDatabase(client, writer, order.say);
    await client.query("commit");
    const { files, damaged } = await addFiles(order, writer);
    const { sha256, bytes } = await writer.finish({ format: 1, madeAt: order.now().toISOString(), keyName: order.keyName, ...database });
    return { sha256, bytes, tables: database.tables.length, rows: database.tables.reduce((sum, { rows }) => sum + rows, 0), files, damaged };
  } finally {
    await client.end();
    await writer.abandon();
  }
}

const addJson = (writer: ArchiveWriter, path: string, value: object): Promise<unknown> => {
  const text = Buffer.from(JSON.stringify(value));
  return writer.add(path, text.length, [text]);
};

async function addDatabase(client: pg.Client, writer: ArchiveWriter, say: (line: string) => void): Promise<Pick<Manifest, "server" | "migrations" | "queueVersion" | "audit" | "tables" | "sequences">> {
  const ours = await readMigrations();
  const migrations = await migrationsRun(client);
  const strange = migrations.find(({ name, sha256 }) => ours.find((one) => one.name === name)?.sha256 !== sha256);
  if (migrations.length === 0) throw new Error("数据库里没有同声的数据 / this database holds no Tongsheng data");
  if (strange) throw new Error(`数据库由另一版本建立（${strange.name}），请用那个版本备份 / the database was made by another version (${strange.name}); back up with that one`);
  const schemas = schemasIn(ours);
  const shapes = await tablesOf(client, schemas);
  await client.query(`lock table ${shapes.map(({ schema, name }) => quoted(schema, name)).join(", ")} in access share mode`);
  const tables: Manifest["tables"] = [];
  for (const [schema, group] of Map.groupBy(shapes, (shape) => shape.schema)) {
    const copied: Manifest["tables"] = [];
    for (const shape of group) copied.push({ ...shape, ...await addTable(client, writer, shape) });
    tables.push(...copied);
    say(`  ${schema.padEnd(14)} ${copied.length} 张表 tables  ${copied.reduce((sum, { rows }) => sum + rows, 0)} 行 rows`);
  }
  const { rows: [server] } = await client.query<{ server_version: string }>("show server_version");
  const { rows: [audit] } = await client.query<{ seq: string; hash: string }>("select seq, hash from audit.head");
  if (!server || !audit) throw new Error("The audit chain has no head.");
  return { server: server.server_version, migrations, queueVersion: await queueVersion(client), audit: { seq: Number(audit.seq), hash: audit.hash }, tables, sequences: await sequencesOf(client, schemas) };
}

async function addTable(client: pg.Client, writer: ArchiveWriter, { schema, name, columns }: TableShape): Promise<{ rows: number; parts: number }> {
  let [rows, parts, size] = [0, 0, 0];
  let gathered: Uint8Array[] = [];
  const flush = async (): Promise<void> => {
    const packed = await compress(Buffer.concat(gathered), { level: 4 });
    parts += 1;
    await writer.add(partPath({ schema, name }, parts), packed.length, [packed]);
    [gathered, size] = [[], 0];
  };
  for await (const row of copyOut(client, `copy (select ${columns.map((column) => quoted(column)).join(", ")} from ${quoted(schema, name)}) to stdout`)) {
    gathered.push(row as Uint8Array);
    size += (row as Uint8Array).length;
    rows += 1;
    if (size >= partBytes) await flush();
  }
  if (size > 0) await flush();
  return { rows, parts };
}

/** Where a part of a table lies in an archive; parts are numbered from 1. */
export const partPath = ({ schema, name }: { schema: string; name: string }, part: number): string => `tables/${schema}.${name}/${String(part).padStart(6, "0")}.copy.gz`;

/** Where a file lies in an archive. */
export const filePath = (sha256: string): string => `files/${sha256}`;

async function addFiles({ files, say }: BackUpOrder, writer: ArchiveWriter): Promise<{ files: number; damaged: string[] }> {
  let [count, total] = [0, 0];
  const damaged: string[] = [];
  for await (const { sha256, bytes } of files.list()) {
    const source = await files.open(sha256).catch(async (error: unknown) => {
      if (await files.size(sha256) !== null) throw error;
      return null;
    });
    if (!source) continue;
    const written = await writer.add(filePath(sha256), bytes, source);
    if (written.sha256 !== sha256) damaged.push(sha256);
    count += 1;
    total += bytes;
    if (count % 500 === 0) say(`  … ${count} 个文件 files  ${Math.round(total / 1e6)} MB`);
  }
  say(`  ${"文件 files".padEnd(12)} ${count} 个  ${(total / 1e6).toFixed(1)} MB`);
  return { files: count, damaged };
}
