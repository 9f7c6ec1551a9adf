import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { douyinAccount, startDouyin, type DouyinOptions } from "#tests/simulators/douyin.ts";

type Told = Record<string, unknown>;
type Model<T> = new (map: T) => T;
type File = { filename: string; contentType: string; content: Readable };
type Asked = { openId: string; accessToken: string };
/** What we use of the platform's own SDK. */
type Sdk = {
  default: new (config: { clientKey: string; clientSecret: string }) => Record<string, (request: object) => Promise<Told>>;
  VideoUploadVideoRequest: Model<Asked & { video: File }>; UploadImageRequest: Model<Asked & { image: File }>; VideoUploadVideoPartRequest: Model<Asked & { uploadId: string; partNumber: string; video: File }>;
};
type Request = { protocol: string; pathname: string; headers: Record<string, string> };
type Transport = { doAction: (request: Request, runtime: unknown) => Promise<unknown> };

const load = createRequire(import.meta.url);
const sdk = load("@open-dy/open_api_sdk") as Sdk;
const { FileField } = load("@open-dy/open_api_util") as { FileField: Model<File> };
// The SDK knows the platform's own host and no other: what it hands to its transport is led to the simulator.
const transport = load("@alicloud/tea-typescript") as Transport;
const { doAction } = transport;
let leadsTo = "";
transport.doAction = (request, runtime) => doAction(Object.assign(request, { protocol: "http", headers: { ...request.headers, host: new URL(leadsTo).host } }), runtime);
afterAll(() => { transport.doAction = doAction; });

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const start = async (options: DouyinOptions = {}) => {
  const sim = await startDouyin(options);
  stops.push(sim.stop);
  leadsTo = sim.url;
  return sim;
};
const { clientKey, openId, refreshToken } = douyinAccount;
const film = Buffer.concat([Buffer.from("00000018", "hex"), Buffer.from("ftypmp42"), Buffer.alloc(2000, 7)]);
const jpeg = Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(2000, 7)]);
const small = { wholeMost: 4000, partLeast: 500, filmMost: 5000, pictureMost: 3000 };

describe("the simulated platform, before our connector is measured by it", () => {
  const peer = new sdk.default({ clientKey, clientSecret: "secret" });
  const ask = async (name: string, request: object): Promise<Told> => (await peer[name]?.(request))?.["data"] as Told;
  const file = (bytes: Buffer, contentType: string): File => new FileField({ filename: "a", contentType, content: Readable.from(bytes) });
  const authorised = async () => ({ openId, accessToken: String((await ask("oauthRefreshToken", { client_key: clientKey, grant_type: "refresh_token", refresh_token: refreshToken }))["accessToken"]) });
  /** A request whose fields the SDK sends under their names of the wire. */
  const wire = ({ accessToken }: Asked, more: object) => ({ access_token: accessToken, open_id: openId, ...more });

  test("the platform's own SDK renews a token, uploads a film at once and in parts, posts both, lists and reads them", async () => {
    const sim = await start(small);
    const me = await authorised();
    const { video } = await ask("videoUploadVideo", new sdk.VideoUploadVideoRequest({ ...me, video: file(film, "video/mp4") }));
    const { uploadId } = await ask("initVideoPartUpload", wire(me, {}));
    for (const [n, from] of [0, 600, 1200].entries()) await ask("videoUploadVideoPart", new sdk.VideoUploadVideoPartRequest({ ...me, uploadId: String(uploadId), partNumber: String(n + 1), video: file(film.subarray(from, from === 1200 ? undefined : from + 600), "video/mp4") }));
    const whole = await ask("completeVideoPartUpload", wire(me, { upload_id: uploadId }));
    for (const [text, { videoId }] of [["清明禁火", video], ["巡护", whole["video"]]] as [string, { videoId: string }][]) await ask("videoCreateVideo", wire(me, { video_id: videoId, text, private_status: 0 }));
    expect(sim.ledger.map(({ text, kind, files }) => [text, kind, files.map(({ bytes }) => bytes.equals(film))])).toEqual([["清明禁火", "film", [true]], ["巡护", "film", [true]]]);
    expect((await ask("videoVideoList", wire(me, { cursor: 0, count: 20 })))["list"]).toMatchObject([{ title: "巡护", mediaType: 4, videoStatus: 5, isReviewed: true }, { title: "清明禁火" }]);
    expect((await ask("videoVideoData", wire(me, { item_ids: [sim.ledger[1]?.itemId] })))["list"]).toMatchObject([{ title: "巡护", itemId: sim.ledger[1]?.itemId }]);
  });
  test("and posts pictures", async () => {
    const sim = await start(small);
    const me = await authorised();
    const { image } = await ask("uploadImage", new sdk.UploadImageRequest({ ...me, image: file(jpeg, "image/jpeg") })) as { image: { imageId: string } };
    await ask("videoCreateImageText", wire(me, { image_list: [image.imageId], text: "清明禁火" }));
    expect(sim.ledger.map(({ text, kind, files }) => [text, kind, files.map(({ bytes }) => bytes.equals(jpeg))])).toEqual([["清明禁火", "pictures", [true]]]);
  });
  test.each<[string, DouyinOptions, (me: Asked) => Promise<unknown>]>([
    ["another token", {}, (me) => ask("videoCreateVideo", wire({ ...me, accessToken: "act.guess" }, { video_id: "v", text: "x" }))], ["a film it never saw", {}, (me) => ask("videoCreateVideo", wire(me, { video_id: "v0", text: "x" }))],
    ["a right its application lacks", { lacks: "create_video" }, (me) => ask("videoCreateVideo", wire(me, { video_id: "v", text: "x" }))], ["a film that is none", {}, (me) => ask("videoUploadVideo", new sdk.VideoUploadVideoRequest({ ...me, video: file(jpeg, "video/mp4") }))],
  ])("and refuses the SDK %s", async (_title, options, act) => {
    const sim = await start({ ...small, ...options });
    await expect(act(await authorised())).rejects.toThrow(/\d{8}/);
    expect(sim.ledger).toEqual([]);
  });
});

type Try = { method?: string; path?: string; query?: Record<string, string>; token?: string; type?: string; body?: string | Buffer };
const flip = (text: string, at: number): string => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
const parts = (field: string, bytes: Buffer, end = "--"): Buffer => Buffer.concat([Buffer.from(`--b\r\nContent-Disposition: form-data; name="${field}"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n`), bytes, Buffer.from(`\r\n--b${end}\r\n`)]);
const several = "multipart/form-data; boundary=b";

/** A platform with a token in force, a film and a picture uploaded, and the beginning of an upload. */
async function ready(options: DouyinOptions = {}) {
  const sim = await start({ ...small, ...options });
  const send = async ({ method = "POST", path = "create_video", query = { open_id: openId }, token, type = "application/json", body }: Try): Promise<Told> => {
    const answer = await fetch(`${sim.url}${path.startsWith("/") ? path : `/api/douyin/v1/video/${path}/`}?${new URLSearchParams(query).toString()}`, { method, headers: { "content-type": type, ...(token === undefined ? {} : { "access-token": token }) }, ...(body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }) });
    return (await answer.json() as { data: Told }).data;
  };
  const token = String((await send({ path: "/oauth/refresh_token/", type: "application/x-www-form-urlencoded", body: new URLSearchParams({ client_key: clientKey, grant_type: "refresh_token", refresh_token: refreshToken }).toString() }))["access_token"]);
  const video = (await send({ path: "upload_video", token, type: several, body: parts("video", film) }))["video"] as { video_id: string };
  const image = (await send({ path: "upload_image", token, type: several, body: parts("image", jpeg) }))["image"] as { image_id: string };
  const upload = String((await send({ path: "init_video_part_upload", token }))["upload_id"]);
  const part = (number: string, bytes: Buffer) => send({ path: "upload_video_part", token, type: several, query: { open_id: openId, upload_id: upload, part_number: number }, body: parts("video", bytes) });
  return { sim, send, token, video: video.video_id, image: image.image_id, upload, part };
}
type Ready = Awaited<ReturnType<typeof ready>>;
const good = ({ video }: Ready, change: object = {}) => JSON.stringify({ video_id: video, text: "清明禁火", private_status: 0, ...change });
const complete = ({ send, token, upload }: Ready) => send({ path: "complete_video_part_upload", token, query: { open_id: openId, upload_id: upload } });
const renew = ({ send }: Ready, change: Record<string, string>) => send({ path: "/oauth/refresh_token/", type: "application/x-www-form-urlencoded", body: new URLSearchParams({ client_key: clientKey, grant_type: "refresh_token", refresh_token: refreshToken, ...change }).toString() });

describe("what the platform refuses", () => {
  test("a right one is taken", async () => {
    const at = await ready();
    expect(await at.send({ token: at.token, body: good(at) })).toMatchObject({ error_code: 0, item_id: at.sim.ledger[0]?.itemId });
    expect(await at.send({ path: "create_image_text", token: at.token, body: JSON.stringify({ image_list: [at.image], text: "x" }) })).toMatchObject({ error_code: 0 });
    for (const [n, from] of [0, 1000].entries()) await at.part(String(n + 1), film.subarray(from, from === 0 ? 1000 : undefined));
    expect(await complete(at)).toMatchObject({ error_code: 0 });
  });
  test.each<[string, number, (at: Ready) => Promise<Told>, DouyinOptions?]>([
    ["no token", 28001003, (at) => at.send({ body: good(at) })], ["first bit of the token", 28001003, (at) => at.send({ token: flip(at.token, 0), body: good(at) })], ["last bit of the token", 28001003, (at) => at.send({ token: flip(at.token, at.token.length - 1), body: good(at) })],
    ["a token in the address", 28001003, (at) => at.send({ query: { open_id: openId, access_token: at.token }, body: good(at) })], ["a token that is over", 28001008, (at) => { at.sim.expireTokens(); return at.send({ token: at.token, body: good(at) }); }],
    ["another account", 28001015, (at) => at.send({ token: at.token, query: { open_id: flip(openId, 9) }, body: good(at) })], ["no account", 28001015, (at) => at.send({ token: at.token, query: {}, body: good(at) })], ["a right the application lacks", 28001018, (at) => at.send({ token: at.token, body: good(at) }), { lacks: "create_video" }],
    ["GET", 28001017, (at) => at.send({ method: "GET", token: at.token })], ["another path", 28001017, (at) => at.send({ path: "create_videos", token: at.token, body: good(at) })], ["a form where JSON is wanted", 28001007, (at) => at.send({ token: at.token, type: "application/x-www-form-urlencoded", body: "text=x" })],
    ["no JSON", 28001007, (at) => at.send({ token: at.token, body: "{" })], ["an array", 28001007, (at) => at.send({ token: at.token, body: "[]" })], ["a film it never saw", 28001007, (at) => at.send({ token: at.token, body: good(at, { video_id: flip(at.video, 3) }) })], ["a picture for a film", 28001007, (at) => at.send({ token: at.token, body: good(at, { video_id: at.image }) })],
    ["no film", 28001007, (at) => at.send({ token: at.token, body: good(at, { video_id: undefined }) })], ["1,001 characters", 28001007, (at) => at.send({ token: at.token, body: good(at, { text: "火".repeat(1001) }) })], ["words that are none", 28001007, (at) => at.send({ token: at.token, body: good(at, { text: 5 }) })], ["a status of privacy it does not know", 28001007, (at) => at.send({ token: at.token, body: good(at, { private_status: 9 }) })],
    ["no pictures", 28001007, (at) => at.send({ path: "create_image_text", token: at.token, body: JSON.stringify({ image_list: [], text: "x" }) })], ["a film among pictures", 28001007, (at) => at.send({ path: "create_image_text", token: at.token, body: JSON.stringify({ image_list: [at.image, at.video], text: "x" }) })], ["the post after the last of a day", 28003017, (at) => at.send({ token: at.token, body: good(at) }), { postsPerDay: 0 }],
    ["a film under another name", 28001007, (at) => at.send({ path: "upload_video", token: at.token, type: several, body: parts("file", film) })], ["a film that is none", 28001007, (at) => at.send({ path: "upload_video", token: at.token, type: several, body: parts("video", jpeg) })], ["a film too big for one call", 28001007, (at) => at.send({ path: "upload_video", token: at.token, type: several, body: parts("video", Buffer.concat([film, Buffer.alloc(4000)])) })],
    ["a form without its boundary", 28001007, (at) => at.send({ path: "upload_video", token: at.token, type: "multipart/form-data", body: parts("video", film) })], ["a form that does not end", 28001007, (at) => at.send({ path: "upload_video", token: at.token, type: several, body: parts("video", film, "") })], ["a film among pictures' uploads", 28001007, (at) => at.send({ path: "upload_image", token: at.token, type: several, body: parts("image", film) })],
    ["a part of no upload", 28001007, (at) => at.send({ path: "upload_video_part", token: at.token, type: several, query: { open_id: openId, upload_id: "up_x", part_number: "1" }, body: parts("video", film) })], ["a part numbered 0", 28001007, (at) => at.part("0", film)], ["an empty part", 28001007, (at) => at.part("1", Buffer.alloc(0))], ["the end of an upload without parts", 28001007, complete],
    ["a part missing in the middle", 28001007, async (at) => { await at.part("1", film.subarray(0, 1000)); await at.part("3", film.subarray(1000)); return complete(at); }], ["parts in another order", 28001007, async (at) => { await at.part("2", film.subarray(0, 1000)); await at.part("1", film.subarray(1000)); return complete(at); }],
    ["a part below the least before the last", 28001007, async (at) => { await at.part("1", film.subarray(0, 100)); await at.part("2", film.subarray(100)); return complete(at); }], ["parts of more than a film may have", 28001007, async (at) => { await at.part("1", film); await at.part("2", Buffer.alloc(3500)); return complete(at); }], ["a list of 21", 28001007, (at) => at.send({ method: "GET", path: "video_list", token: at.token, query: { open_id: openId, cursor: "0", count: "21" } })],
    ["a reading of nothing", 28001007, (at) => at.send({ path: "video_data", token: at.token, body: JSON.stringify({ item_ids: [] }) })], ["another authorisation", 10010, (at) => renew(at, { refresh_token: flip(refreshToken, 9) })], ["another application", 10003, (at) => renew(at, { client_key: flip(clientKey, 4) })], ["another grant", 10005, (at) => renew(at, { grant_type: "client_credential" })],
    ["a renewal as JSON", 10005, (at) => at.send({ path: "/oauth/refresh_token/", body: JSON.stringify({ client_key: clientKey, grant_type: "refresh_token", refresh_token: refreshToken }) })],
  ])("%s: %i", async (_title, error_code, act, options) => {
    const at = await ready(options);
    expect(await act(at)).toMatchObject({ error_code, description: expect.any(String) as unknown });
    expect(at.sim.ledger).toHaveLength(0);
  });
});

test("a token is told again and lives on while it is good, another comes when it is over, and the authorisation ends on its day", async () => {
  let now = Date.parse("2026-04-03T06:00:00Z");
  const at = await ready({ clock: () => new Date(now) });
  const token = async () => (await renew(at, {}))["access_token"];
  now += 14 * 86_400_000;
  expect(await token()).toBe(at.token);
  now += 15 * 86_400_000;
  expect(await at.send({ method: "GET", path: "video_list", token: at.token, query: { open_id: openId, cursor: "0", count: "1" } })).toMatchObject({ error_code: 28001008 });
  expect(await token()).not.toBe(at.token);
  now += 86_400_000;
  expect(await renew(at, {})).toMatchObject({ error_code: 10010 });
});

test("a post is under audit, then public or unfit; an application that is told no status sees only that it is there; pinned posts stand first", async () => {
  let now = Date.parse("2026-04-03T06:00:00Z");
  const read = async (at: Ready) => ((await at.send({ path: "video_data", token: at.token, body: JSON.stringify({ item_ids: at.sim.ledger.map(({ itemId }) => itemId) }) }))["list"] as Told[]).map(({ video_status, is_reviewed }) => [video_status, is_reviewed]);
  for (const [end, tells] of [[5, true], [2, true], [5, false]] as const) {
    const at = await ready({ clock: () => new Date(now), auditSeconds: 600, ends: () => end, tells });
    await at.send({ token: at.token, body: good(at) });
    expect(await read(at)).toEqual([tells ? [4, false] : [undefined, undefined]]);
    now += 600_000;
    expect(await read(at)).toEqual([tells ? [end, true] : [undefined, undefined]]);
    at.sim.byHand("旧作品", new Date(now - 86_400_000), { top: true });
    expect(((await at.send({ method: "GET", path: "video_list", token: at.token, query: { open_id: openId, cursor: "0", count: "20" } }))["list"] as Told[]).map(({ title }) => title)).toEqual(["旧作品", "清明禁火"]);
  }
});
