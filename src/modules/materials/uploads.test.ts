import { spawn, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import sharp from "sharp";
import { Upload, type UploadOptions } from "tus-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#kernel/actor.ts";
import { contextOf } from "#platform/http/context.ts";
import { theHouse } from "#kernel/actor.ts";
import { installJobs } from "#platform/jobs/jobs.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { actorHeader, aMaterialHouse } from "./fixtures/house.ts";
import { anOfficer, putUnits } from "./fixtures/people.ts";
import { clearOldUploads } from "./jobs.ts";
import { handlers } from "./module.ts";

let database: TestDatabase;
let folder: string;
let later = 0;
let here: Awaited<ReturnType<typeof aMaterialHouse>>;
const editor = anOfficer();

beforeAll(async () => {
  database = await aDatabase();
  await installJobs(database.url, handlers.map((h) => h.kind));
  await putUnits(database.db);
  folder = await mkdtemp(join(tmpdir(), "materials-"));
  here = await aMaterialHouse({ url: database.url, folder, now: () => new Date(Date.now() + later), working: true });
});
afterAll(async () => {
  await here.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

const as = (actor: Actor) => ({ [actorHeader]: encodeURIComponent(JSON.stringify(actor)) });
const tus = { "tus-resumable": "1.0.0" };
const bodyType = { "content-type": "application/offset+octet-stream" };
const metadata = (name: string) => ({ "upload-metadata": `filename ${Buffer.from(name).toString("base64")}` });
const ask = (method: string, path: string, headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>) => fetch(`${here.url}${path}`, { method, headers: { ...tus, ...headers }, ...(body ? { body } : {}) });
const begin = async (bytes: number, actor = editor, name = "火场.jpg") => (await ask("POST", "/api/uploads", { ...as(actor), "upload-length": String(bytes), ...metadata(name) })).headers.get("location") ?? "";
/** Sends these bytes and then nothing more, until the other side or the signal ends it. */
const hang = (url: string, bytes: Uint8Array, signal?: AbortSignal) => fetch(url, { method: "PATCH", headers: { ...tus, ...as(editor), ...bodyType, "upload-offset": "0" }, body: new ReadableStream<Uint8Array>({ start: (c) => { c.enqueue(bytes); } }), duplex: "half", ...(signal ? { signal } : {}) } as RequestInit).catch(() => undefined);
const patch = (path: string, offset: number, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => ask("PATCH", path, { ...as(editor), ...bodyType, "upload-offset": String(offset), ...headers }, body);
const offsetOf = async (path: string) => Number((await ask("HEAD", path, as(editor))).headers.get("upload-offset"));

function send(url: string, data: Buffer, options: Partial<UploadOptions> = {}): { upload: Upload; done: Promise<string> } {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const upload: Upload = new Upload(data, { endpoint: `${url}/api/uploads`, headers: as(editor), retryDelays: [50, 100, 200], chunkSize: 1_000_000, metadata: { filename: "火场.jpg" }, onError: reject, onSuccess: () => { resolve(upload.url?.split("/").at(-1) ?? ""); }, ...options });
  upload.start();
  return { upload, done: promise };
}

async function settled(id: string): Promise<{ state: string; refusal: { code: string } | null; sha256: string; width: number }> {
  for (;;) {
    const material = await (await fetch(`${here.url}/api/materials/${id}`, { headers: as(editor) })).json() as { state: string; refusal: { code: string } | null; sha256: string; width: number };
    if (material.state === "ready" || material.state === "refused") return material;
    await new Promise((done) => setTimeout(done, 30));
  }
}

const uploadOf = (path: string) => here.house.db.selectFrom("materials.upload").select(["received", "writer"]).where("material_id", "=", path.split("/").at(-1) ?? "").executeTakeFirstOrThrow();
const drafts = async () => (await readdir(join(folder, "incoming")).catch(() => [])).sort();

test("a photograph uploaded by the client of the desk becomes a material without its place", async () => {
  const photo = await sharp(randomBytes(900 * 600 * 3), { raw: { width: 900, height: 600, channels: 3 } }).jpeg({ quality: 95 }).withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "43/1 41/1 2400/100" } }).toBuffer();
  const id = await send(here.url, photo, { chunkSize: 100_000 }).done;
  const material = await settled(id);
  expect(material).toMatchObject({ state: "ready", width: 900 });
  const file = Buffer.from(await (await fetch(`${here.url}/api/materials/${id}/file`, { headers: as(editor) })).arrayBuffer());
  expect(createHash("sha256").update(file).digest("hex")).toBe(material.sha256);
  expect((await sharp(file).metadata()).exif).toBeUndefined();
  await expect.poll(drafts, { timeout: 10_000 }).toEqual([]);
});

test("what is no picture is refused with its reason, and its bytes are not kept", async () => {
  const id = await send(here.url, Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")).done;
  expect(await settled(id)).toMatchObject({ state: "refused", refusal: { code: "files.svg" } });
  await expect.poll(drafts, { timeout: 10_000 }).toEqual([]);
});

test("a house killed in the middle of an upload takes it up where it stopped", async () => {
  const data = randomBytes(40_000_000);
  const first = await aKillableHouse();
  const path = await begin(data.length);
  const broken = hang(`${first.url}${path}`, data.subarray(0, 25_000_000));
  await expect.poll(async () => (await uploadOf(path)).received, { timeout: 10_000 }).toBeGreaterThan(0);
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  await broken;

  const kept = await offsetOf(path);
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(data.length);
  expect((await patch(path, kept, new Uint8Array(1))).status).toBe(423);
  later += 31_000;
  const again = send(here.url, data, { uploadUrl: `${here.url}${path}`, chunkSize: 5_000_000 });
  const id = await again.done;
  expect(await settled(id)).toMatchObject({ state: "refused", refusal: { code: "files.unknown-kind" } });
});

test("a client that goes away keeps what had arrived", async () => {
  const data = randomBytes(3_000_000);
  const path = await begin(data.length);
  const going = request(`${here.url}${path}`, { method: "PATCH", headers: { ...tus, ...as(editor), ...bodyType, "upload-offset": "0", "content-length": data.length } });
  going.on("error", () => undefined);
  going.write(data.subarray(0, 2_000_000), () => { going.socket?.end(); });
  await once(going, "close");
  await expect.poll(() => offsetOf(path), { timeout: 10_000 }).toBe(2_000_000);
  expect((await patch(path, 2_000_000, new Uint8Array(data.subarray(2_000_000)))).status).toBe(204);
});

test("two who write at once: the second is told to wait", async () => {
  const path = await begin(2000);
  const cut = new AbortController();
  const going = hang(`${here.url}${path}`, new Uint8Array(10), cut.signal);
  await expect.poll(async () => (await uploadOf(path)).writer, { timeout: 10_000 }).not.toBeNull();
  expect((await patch(path, 0, new Uint8Array(2000))).status).toBe(423);
  cut.abort();
  await going;
});

test("an upload is seen and moved by its owner alone", async () => {
  const path = await begin(10);
  const other = anOfficer({ n: 2 });
  for (const method of ["HEAD", "DELETE"]) expect((await ask(method, path, as(other))).status).toBe(403);
  expect((await ask("PATCH", path, { ...as(other), ...bodyType, "upload-offset": "0" }, new Uint8Array(10))).status).toBe(403);
  expect((await ask("HEAD", path, {})).status).toBe(401);
  expect((await ask("POST", "/api/uploads", { ...as(anOfficer({ posts: ["signer"] })), "upload-length": "5", ...metadata("a.jpg") })).status).toBe(403);
  expect((await fetch(`${here.url}/api/materials/${path.split("/").at(-1) ?? ""}`, { headers: as(anOfficer({ n: 3, unit: "forest" })) })).status).toBe(403);
});

test.each<[string, number, (path: string) => Promise<Response>]>([
  ["another version of the protocol", 412, (path) => ask("PATCH", path, { ...as(editor), "tus-resumable": "0.2.2" })],
  ["an offset that is not where it stands", 409, (path) => patch(path, 5, new Uint8Array(1))],
  ["bytes of another type", 415, (path) => patch(path, 0, new Uint8Array(1), { "content-type": "application/octet-stream" })],
  ["JSON instead of bytes", 415, (path) => patch(path, 0, new Uint8Array(1), { "content-type": "application/json" })],
  ["no offset", 400, (path) => patch(path, 0, new Uint8Array(1), { "upload-offset": "x" })],
  ["more bytes than announced", 413, (path) => patch(path, 0, new Uint8Array(11))],
  ["a sum that does not agree", 460, (path) => patch(path, 0, new Uint8Array(4), { "upload-checksum": "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=" })],
  ["a sum nobody knows", 400, (path) => patch(path, 0, new Uint8Array(4), { "upload-checksum": "md5 AAAA" })],
  ["an upload that is not there", 404, () => patch("/api/uploads/01900000-0000-7000-8000-000000000000", 0, new Uint8Array(1))],
  ["a file beyond two gigabytes", 413, () => ask("POST", "/api/uploads", { ...as(editor), "upload-length": String(2 ** 31 + 1), ...metadata("a.mp4") })],
  ["a file without a length", 400, () => ask("POST", "/api/uploads", { ...as(editor), ...metadata("a.mp4") })],
  ["a file that names itself SVG", 409, () => ask("POST", "/api/uploads", { ...as(editor), "upload-length": "5", ...metadata("a.svg") })],
])("%s is answered %i and moves nothing", async (_, status, act) => {
  const path = await begin(10);
  expect((await act(path)).status).toBe(status);
  expect(await offsetOf(path)).toBe(0);
  await ask("DELETE", path, as(editor));
});

test("a right sum moves the offset, and what is spoken is told to who asks", async () => {
  const path = await begin(8);
  const body = new Uint8Array([1, 2, 3, 4]);
  expect((await patch(path, 0, body, { "upload-checksum": `sha256 ${createHash("sha256").update(body).digest("base64")}` })).headers.get("upload-offset")).toBe("4");
  const told = await fetch(`${here.url}/api/uploads`, { method: "OPTIONS" });
  expect([told.status, told.headers.get("tus-version"), told.headers.get("tus-extension"), told.headers.get("tus-max-size")]).toEqual([204, "1.0.0", "creation,expiration,termination,checksum", String(2 ** 31)]);
});

test("an upload given up is gone, and a finished one cannot be given up", async () => {
  const path = await begin(10);
  await patch(path, 0, new Uint8Array(4));
  expect((await ask("DELETE", path, as(editor))).status).toBe(204);
  expect((await ask("HEAD", path, as(editor))).status).toBe(404);
  const { promise: chunk, resolve } = Promise.withResolvers<void>();
  const stopped = send(here.url, randomBytes(3_000_000), { onChunkComplete: () => { resolve(); } });
  await chunk;
  await stopped.upload.abort(true);
  expect((await ask("HEAD", new URL(stopped.upload.url ?? "").pathname, as(editor))).status).toBe(404);
  const whole = await begin(4);
  await patch(whole, 0, new Uint8Array(4));
  expect([404, 409]).toContain((await ask("DELETE", whole, as(editor))).status);
  expect(await settled(whole.split("/").at(-1) ?? "")).toMatchObject({ state: "refused" });
});

test("what nobody finishes in three days is cleared away, with a trace", async () => {
  const path = await begin(10);
  await patch(path, 0, new Uint8Array(4));
  later += 3 * 86_400_000;
  expect((await ask("HEAD", path, as(editor))).status).toBe(410);
  await clearOldUploads(contextOf(here.house, theHouse, "test"));
  expect((await ask("HEAD", path, as(editor))).status).toBe(404);
  expect(await drafts()).toEqual([]);
  const { rows } = await sql`select from audit.entry where action = 'materials.expire-upload' and subject_id = ${path.split("/").at(-1)}`.execute(here.house.db);
  expect(rows.length).toBe(1);
});

async function aKillableHouse(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("fixtures/house.ts", import.meta.url)), database.url, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data") as [Buffer];
  return { child, url: line.toString().trim() };
}
