import { createHash, type Hash } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { canonical, fingerprint } from "#kernel/fingerprint.ts";
import { listTar, readTar, tarEnd, tarHeader, tarPadding, type TarEntry } from "./tar.ts";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What an archive says about itself; its last entry, with its own hash beside it (docs/operations.md). */
export const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Version of PostgreSQL that the rows come from. */
  server: z.string(),
  /** Name of the house key that its secrets are sealed with (house-key.ts). */
  keyName: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: Sha256 })),
  queueVersion: z.number().int().nullable(),
  audit: z.object({ seq: z.number().int(), hash: Sha256 }),
  tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()), rows: z.number().int(), parts: z.number().int() })),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  entries: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: Sha256 })),
});
export type Manifest = z.infer<typeof Manifest>;

/** The name of the last entry. */
const manifestPath = "manifest.json";

/** An archive being written: entries one after the other, then the manifest. Until `finish` only `<path>.part` exists. */
export type ArchiveWriter = {
  add: (path: string, bytes: number, contents: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<{ sha256: string }>;
  /** Writes the manifest, gives the file its name and answers the hash of the whole. */
  finish: (manifest: Omit<Manifest, "entries">) => Promise<{ sha256: string; bytes: number }>;
  /** Leaves nothing behind; harmless after `finish`. */
  abandon: () => Promise<void>;
};

/** Begins an archive; readable by its owner only, because it holds everything. */
export async function writeArchive(path: string, at: Date): Promise<ArchiveWriter> {
  const part = `${path}.part`;
  const file = await open(part, "wx", 0o600).catch((error: unknown) => { throw (error as NodeJS.ErrnoException).code === "EEXIST" ? new Error(`${part} 已存在，请先移走 / ${part} exists; move it away first`) : error; });
  const whole = createHash("sha256");
  const entries: Manifest["entries"] = [];
  let size = 0;
  let finished = false;
  const put = async (bytes: Uint8Array, ...hashes: Hash[]): Promise<void> => {
    for (const hash of [whole, ...hashes]) hash.update(bytes);
    for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten;
    size += bytes.length;
  };
  const add: ArchiveWriter["add"] = async (name, bytes, contents) => {
    const hash = createHash("sha256");
    await put(tarHeader(name, bytes, at));
    const start = size;
    for await (const piece of contents) await put(piece, hash);
    if (size - start !== bytes) throw new Error(`${name}: ${size - start} bytes came instead of ${bytes}`);
    await put(tarPadding(bytes));
    const sha256 = hash.digest("hex");
    entries.push({ path: name, bytes, sha256 });
    return { sha256 };
  };
  return {
    add,
    async finish(manifest) {
      const full: Manifest = { ...manifest, entries: [...entries] };
      const text = Buffer.from(canonical({ manifest: full, sha256: fingerprint(full) }));
      await add(manifestPath, text.length, [text]);
      await put(tarEnd);
      await file.sync();
      await file.close();
      await rename(part, path);
      finished = true;
      await syncFolder(dirname(path));
      return { sha256: whole.digest("hex"), bytes: size };
    },
    async abandon() {
      if (finished) return;
      await file.close().catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

/** An archive whose every byte was checked. `read` checks again while it reads, so that what is used is what was checked. */
export type Archive = { manifest: Manifest; sha256: string; read: (path: string) => AsyncIterable<Uint8Array>; close: () => Promise<void> };

/** Opens an archive and checks every hash in it; a broken one is refused with what is wrong. */
export async function openArchive(path: string): Promise<Archive> {
  const file = await open(path, "r");
  try {
    return await checked(file);
  } catch (error) {
    await file.close();
    throw new Error(`存档已损坏，什么都没有写入 / the archive is broken and nothing was written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function checked(file: FileHandle): Promise<Archive> {
  const listed = await listTar(file);
  const last = listed.pop();
  if (last?.path !== manifestPath) throw new Error("its manifest is missing");
  const manifest = await readManifest(file, last);
  const entries = new Map(listed.map((entry) => [entry.path, entry]));
  if (entries.size !== listed.length || listed.length !== manifest.entries.length) throw new Error("it does not hold what its manifest lists");
  const promised = new Map(manifest.entries.map((entry) => [entry.path, entry]));
  const read = async function* (name: string): AsyncGenerator<Uint8Array> {
    const [entry, said] = [entries.get(name), promised.get(name)];
    if (!entry || said?.bytes !== entry.bytes) throw new Error(`${name} is missing`);
    const hash = createHash("sha256");
    for await (const piece of readTar(file, entry)) {
      hash.update(piece);
      yield piece;
    }
    if (hash.digest("hex") !== said.sha256) throw new Error(`${name} is not what was written`);
  };
  for (const { path } of manifest.entries) for await (const piece of read(path)) void piece;
  return { manifest, sha256: await hashOf(file), read, close: () => file.close() };
}

async function readManifest(file: FileHandle, entry: TarEntry): Promise<Manifest> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readTar(file, entry)) pieces.push(piece);
  const { manifest, sha256 } = z.object({ manifest: Manifest, sha256: Sha256 }).parse(JSON.parse(Buffer.concat(pieces).toString("utf8")));
  if (fingerprint(manifest) !== sha256) throw new Error("its manifest is not what was written");
  return manifest;
}

async function hashOf(file: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of readTar(file, { path: "", offset: 0, bytes: (await file.stat()).size })) hash.update(piece);
  return hash.digest("hex");
}
