import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import sharp from "sharp";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import { mediaPath } from "#kernel/article.ts";
import { contextOf } from "#platform/http/context.ts";
import { installJobs } from "#platform/jobs/jobs.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import type { Material } from "./contract.ts";
import { actorHeader, aMaterialHouse } from "./fixtures/house.ts";
import { anOfficer, putUnits, units } from "./fixtures/people.ts";
import { materialCards, openMaterial, sealedMaterials } from "./index.ts";
import { clearRemovedBytes } from "./jobs.ts";
import { handlers } from "./module.ts";

let database: TestDatabase;
let folder: string;
let here: Awaited<ReturnType<typeof aMaterialHouse>>;
let later = 0;
const published = new Set<string>();
const used = new Set<string>();
const editor = anOfficer();
const signer = anOfficer({ n: 2, posts: ["signer"] });
const forest = anOfficer({ n: 3, unit: "forest" });

beforeAll(async () => {
  database = await aDatabase();
  await installJobs(database.url, handlers.map((h) => h.kind));
  await putUnits(database.db);
  folder = await mkdtemp(join(tmpdir(), "materials-"));
  here = await aMaterialHouse({
    url: database.url, folder, now: () => new Date(Date.now() + later), working: true,
    neighbours: { usedInEdition: async (_, id) => used.has(id), isPublished: async (_, sha256) => published.has(sha256) },
  });
});
afterAll(async () => {
  await here.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

const as = (actor: Actor) => ({ [actorHeader]: encodeURIComponent(JSON.stringify(actor)) });
const ask = (actor: Actor, method: string, path: string, body?: object) =>
  fetch(`${here.url}${path}`, { method, headers: { ...as(actor), ...(body ? { "content-type": "application/json" } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
const read = async (id: string, actor = editor) => await (await ask(actor, "GET", `/api/materials/${id}`)).json() as Material;
const wall = async (actor: Actor, query = "") => ((await (await ask(actor, "GET", `/api/materials?${query}`)).json()) as { items: Material[] }).items.map((m) => m.name);
const refusalOf = async (answer: Response) => [answer.status, ((await answer.json()) as { type: string }).type];

async function aMaterial({ name = "外围浓烟.jpg", data, credit = "" }: { name?: string; data?: Buffer; credit?: string } = {}): Promise<Material> {
  const bytes = data ?? await sharp(randomBytes(50 * 30 * 3), { raw: { width: 50, height: 30, channels: 3 } }).resize(1500, 900).jpeg().toBuffer();
  const id = await new Promise<string>((done, fail) => {
    const upload: Upload = new Upload(bytes, { endpoint: `${here.url}/api/uploads`, headers: as(editor), metadata: { filename: name }, onError: fail, onSuccess: () => { done(upload.url?.split("/").at(-1) ?? ""); } });
    upload.start();
  });
  await expect.poll(async () => (await read(id)).state, { interval: 30, timeout: 15_000 }).toBe("ready");
  if (credit) await ask(editor, "PATCH", `/api/materials/${id}`, { credit });
  return read(id);
}

test("a material enters an edition with its credit, and not without", async () => {
  const { id, sha256, bytes } = await aMaterial();
  await expect(sealedMaterials(here.house.db, [id])).rejects.toMatchObject({ kind: "refused", refusal: { code: "materials.no-credit" } });
  expect((await materialCards(here.house.db, [id])).get(id)).toMatchObject({ name: "外围浓烟.jpg", whyNot: "materials.no-credit" });
  expect((await ask(editor, "PATCH", `/api/materials/${id}`, { credit: "省消防救援总队 许牧川/摄", alt: "厂房外围浓烟，航拍" })).status).toBe(200);
  const [sealed] = await sealedMaterials(here.house.db, [id]);
  expect(sealed).toEqual({ id, kind: "image", name: "外围浓烟.jpg", mime: "image/jpeg", bytes, sha256, credit: "省消防救援总队 许牧川/摄", width: 1500, height: 900 });
  const whole = await openMaterial(here.house.files, sealed!);
  expect(whole.length).toBe(bytes);
  expect(Buffer.from(await openMaterial(here.house.files, sealed!, { start: 10, end: 19 })).equals(Buffer.from(whole.subarray(10, 20)))).toBe(true);
  await expect(openMaterial(here.house.files, sealed!, { start: bytes - 5, end: bytes + 5 })).rejects.toThrow("not what was signed");
});

test("不可发 stops it with the reason, until a person of the unit says otherwise", async () => {
  const { id } = await aMaterial({ credit: "许牧川/摄" });
  const judge = (actor: Actor, usable: string, reason: string) => ask(actor, "PUT", `/api/materials/${id}/usable`, { usable, reason });
  expect(await refusalOf(await judge(signer, "no", ""))).toEqual([409, "materials.no-reason"]);
  expect((await judge(signer, "no", "伤员面部未遮")).status).toBe(200);
  await expect(sealedMaterials(here.house.db, [id])).rejects.toMatchObject({ refusal: { code: "materials.not-usable", facts: { reason: "伤员面部未遮" } } });
  expect(await read(id)).toMatchObject({ usable: "no", judgedByName: signer.name });
  expect((await judge(forest, "yes", "")).status).toBe(403);
  expect((await judge(editor, "yes", "")).status).toBe(200);
  expect(await sealedMaterials(here.house.db, [id])).toHaveLength(1);
  await expect(sealedMaterials(here.house.db, ["01900000-0000-7000-8000-000000000000"])).rejects.toMatchObject({ refusal: { code: "materials.unknown" } });
});

test("the wall shows one's own scope and what is shared, newest first, and finds by words", async () => {
  const { id } = await aMaterial({ name: "森防集结100%.jpg" });
  expect(await wall(forest)).toEqual([]);
  expect((await ask(forest, "GET", `/api/materials/${id}/file`)).status).toBe(403);
  expect((await ask(editor, "PUT", `/api/materials/${id}/shares`, { unitIds: [units.forest] })).status).toBe(200);
  expect(await wall(forest)).toEqual(["森防集结100%.jpg"]);
  expect((await ask(forest, "GET", `/api/materials/${id}/file`)).status).toBe(200);
  expect(await refusalOf(await ask(forest, "PATCH", `/api/materials/${id}`, { credit: "森防" }))).toEqual([403, "materials.not-an-editor"]);
  expect((await wall(editor))[0]).toBe("森防集结100%.jpg");
  expect(await wall(editor, `q=${encodeURIComponent("100%")}`)).toEqual(["森防集结100%.jpg"]);
  expect(await wall(editor, "q=_%25_")).toEqual([]);
  expect(await wall(editor, "kind=video")).toEqual([]);
  const province = { ...forest, scope: { ...forest.scope, unitIds: [], regions: ["22"] } };
  expect((await wall(province)).length).toBeGreaterThan(1);
});

test("small copies are WebP, and a browser keeps them privately", async () => {
  const { id } = await aMaterial();
  const answer = await ask(editor, "GET", `/api/materials/${id}/file?size=320`);
  expect([answer.headers.get("content-type"), answer.headers.get("cache-control"), answer.headers.get("content-security-policy")]).toEqual(["image/webp", "private, max-age=86400", "default-src 'none'; sandbox"]);
  expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ width: 320, height: 192 });
});

test("the public gets a file once a published edition shows it: whole, in ranges, cached for good", async () => {
  const { sha256, bytes } = await aMaterial();
  const get = (headers: Record<string, string> = {}, method = "GET") => fetch(`${here.url}${mediaPath({ sha256: sha256 ?? "" })}`, { method, headers });
  expect((await get()).status).toBe(404);
  published.add(sha256 ?? "");
  const whole = await get();
  expect([whole.status, whole.headers.get("cache-control"), whole.headers.get("etag")]).toEqual([200, "public, max-age=31536000, immutable", `"${sha256 ?? ""}"`]);
  const data = Buffer.from(await whole.arrayBuffer());
  expect(data.length).toBe(bytes);
  const part = await get({ range: "bytes=100-199" });
  expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 100-199/${bytes}`]);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(data.subarray(100, 200));
  expect((await get({ range: `bytes=${bytes}-` })).status).toBe(416);
  expect((await get({ "if-none-match": `"${sha256 ?? ""}"` })).status).toBe(304);
  expect((await get({ range: "bytes=0-0", "if-range": "\"other\"" })).status).toBe(200);
  const head = await get({}, "HEAD");
  expect([head.status, head.headers.get("content-length")]).toEqual([200, String(bytes)]);
  expect((await fetch(`${here.url}/m/..%2f..%2fetc`)).status).toBe(404);
});

test("what an edition ever showed is not removed; what none showed goes, and its bytes a day later unless shared", async () => {
  const data = await sharp({ create: { width: 40, height: 40, channels: 3, background: "#123" } }).png().toBuffer();
  const one = await aMaterial({ data, name: "a.png" });
  const twin = await aMaterial({ data, name: "b.png" });
  expect(one.sha256).toBe(twin.sha256);
  used.add(one.id);
  expect(await refusalOf(await ask(editor, "DELETE", `/api/materials/${one.id}`))).toEqual([409, "materials.used-in-edition"]);
  used.delete(one.id);
  const sweep = async () => { later += 86_400_001; await clearRemovedBytes(contextOf(here.house, theHouse, "test")); };
  expect((await ask(editor, "DELETE", `/api/materials/${one.id}`)).status).toBe(200);
  expect((await ask(editor, "GET", `/api/materials/${one.id}`)).status).toBe(404);
  await sweep();
  expect(await here.house.files.size(one.sha256 ?? "")).not.toBeNull();
  await ask(editor, "DELETE", `/api/materials/${twin.id}`);
  await sweep();
  expect(await here.house.files.size(one.sha256 ?? "")).toBeNull();
});

test("the database itself keeps the bytes of a prepared material as they are", async () => {
  const { id } = await aMaterial();
  await expect(sql`update materials.material set sha256 = repeat('0', 64) where id = ${id}`.execute(here.house.db)).rejects.toMatchObject({ code: "TS001" });
  await expect(sql`update materials.material set bytes = 1 where id = ${id}`.execute(here.house.db)).rejects.toMatchObject({ code: "TS001" });
});

test("every act leaves a trace", async () => {
  const { id } = await aMaterial({ credit: "许牧川/摄" });
  const { rows } = await sql<{ action: string }>`select action from audit.entry where subject_id = ${id} order by seq`.execute(here.house.db);
  expect(rows.map((r) => r.action)).toEqual(["materials.begin-upload", "materials.finish-upload", "materials.prepare", "materials.describe"]);
});
