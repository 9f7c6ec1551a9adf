import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startS3, type S3Simulator } from "#tests/simulators/s3.ts";
import type { FileStore } from "./file-store.ts";
import { openFiles } from "./open-files.ts";
import { readBucket } from "./s3-client.ts";

let folder: string;
let s3: S3Simulator;
const stores: Record<string, FileStore> = {};
const draft = "01900000-0000-7000-8000-000000000001";
const now = () => new Date("2026-04-03T02:00:00Z");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "files-"));
  s3 = await startS3();
  stores["folder"] = openFiles({ s3: null, dataFolder: join(folder, "a") }, now);
  stores["bucket"] = openFiles({ s3: s3.address, dataFolder: join(folder, "b") }, now);
});
afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true });
});

const read = (stream: Readable) => buffer(stream);
const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("hex");
const kept = async (store: FileStore) => { const found: string[] = []; for await (const { sha256 } of store.list()) found.push(sha256); return found.sort(); };

describe.each(["folder", "bucket"])("files in a %s", (name) => {
  const store = (): FileStore => stores[name] ?? (() => { throw new Error(name); })();

  test("are found by the hash of their bytes, whole or in part, and kept once", async () => {
    const data = randomBytes(100_000);
    expect(await store().put(Readable.from([data.subarray(0, 7), data.subarray(7)]))).toEqual({ sha256: sha256(data), bytes: 100_000 });
    await store().put(Readable.from([data]));
    expect(await kept(store())).toEqual([sha256(data)]);
    expect(await read(await store().open(sha256(data)))).toEqual(data);
    expect(await read(await store().open(sha256(data), { start: 10, end: 19 }))).toEqual(data.subarray(10, 20));
    expect(await store().size(sha256(data))).toBe(100_000);
    await store().remove(sha256(data));
    expect(await store().size(sha256(data))).toBeNull();
    await expect(store().open(sha256(data))).rejects.toMatchObject({ refusal: { code: "files.gone" } });
  });

  test("leave nothing behind when the stream breaks", async () => {
    const broken = Readable.from((async function* () { yield randomBytes(50_000); throw new Error("line cut"); })());
    await expect(store().put(broken)).rejects.toThrow("line cut");
    expect(await kept(store())).toEqual([]);
    for (const spool of ["a", "b"]) expect(await readdir(join(folder, spool, "files", "spool")).catch(() => [])).toEqual([]);
  });

  test("a draft is the pieces that count, whatever an interrupted writer left after them", async () => {
    const data = randomBytes(60_000);
    await store().drafts.write(draft, 0, data.subarray(0, 20_000));
    await store().drafts.write(draft, 20_000, randomBytes(30_000));
    await store().drafts.write(draft, 20_000, data.subarray(20_000, 25_000));
    await store().drafts.write(draft, 25_000, Buffer.concat([data.subarray(25_000), randomBytes(9)]));
    const file = await store().drafts.asFile(draft, 60_000);
    expect(await readFile(file.path)).toEqual(data);
    await file.release();
    await store().drafts.remove(draft);
    await expect(store().drafts.asFile(draft, 60_000)).rejects.toThrow();
  });

  test("nothing but a hash or an id becomes a path", async () => {
    await expect(store().open("../../etc/passwd")).rejects.toThrow("Not a SHA-256");
    await expect(store().drafts.write("../x", 0, Buffer.from("x"))).rejects.toThrow("Not the id of a draft");
  });
});

test("a big file goes to the bucket in parts, and a busy bucket is asked again", { timeout: 180_000 }, async () => {
  const bucket = stores["bucket"]!;
  const data = randomBytes(40 * 1024 * 1024);
  s3.beBusy(2);
  const { sha256: hash } = await bucket.put(Readable.from([data]));
  expect(s3.heard.filter((line) => line.includes("partNumber=")).length).toBe(3);
  expect(s3.unfinished.size).toBe(0);
  expect(sha256(await read(await bucket.open(hash)))).toBe(hash);
});

test("a bucket that stays busy loses no half upload", async () => {
  s3.beBusy(100);
  await expect(stores["bucket"]!.put(Readable.from([randomBytes(10)]))).rejects.toThrow("503 SlowDown");
  s3.beBusy(0);
});

test("the address of a bucket names what is missing", () => {
  expect(readBucket("s3://k:s%2Fx@oss.example:9000/pictures?region=cn-1").credentials).toEqual({ key: "k", secret: "s/x", region: "cn-1", service: "s3" });
  expect(readBucket("s3://k:s@oss.example/pictures")).toMatchObject({ endpoint: "https://oss.example", bucket: "pictures" });
  for (const wrong of ["https://k:s@h/bucket", "s3://h/bucket", "s3://k:s@h/", "s3://k:s@h/a/b"]) expect(() => readBucket(wrong)).toThrow("TONGSHENG_S3");
});
