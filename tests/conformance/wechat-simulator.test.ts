import { CacheInterface, FormData, OfficialAccount, ServerRequest } from "node-easywechat";
import { afterEach, describe, expect, test } from "vitest";
import { finishEvent, plainCallback, sealedCallback, type Called } from "#tests/simulators/wechat-callback.ts";
import { startWechat, wechatAccount, type WechatOptions } from "#tests/simulators/wechat.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const start = async (options: WechatOptions = {}) => {
  const sim = await startWechat(options);
  stops.push(sim.stop);
  return sim;
};
const { appId, appSecret, callbackToken, encodingAesKey } = wechatAccount;
const jpeg = Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(2000, 7)]);

/** A client that keeps its token in memory. */
function peer(url: string): OfficialAccount {
  const kept = new Map<string, unknown>();
  const cache = { get: (id: string) => Promise.resolve(kept.get(id)), set: (id: string, value: unknown) => { kept.set(id, value); return Promise.resolve(true); }, has: (id: string) => Promise.resolve(kept.has(id)), delete: (id: string) => Promise.resolve(kept.delete(id)) };
  return new OfficialAccount({ app_id: appId, secret: appSecret, token: callbackToken, aes_key: encodingAesKey, use_stable_access_token: true, http: { baseURL: url } }).setCache(cache as CacheInterface);
}
const form = (): FormData => { const data = new FormData(); data.append("media", jpeg, { filename: "封面.jpg", contentType: "image/jpeg" }); return data; };

describe("the simulated platform, before our connector is measured by it", () => {
  test("node-easywechat, a client that is not ours, uploads, drafts, publishes, reads back and deletes", async () => {
    const sim = await start();
    const client = peer(sim.url).getClient();
    const ask = async (path: string, json: object) => (await client.postJson(`/cgi-bin/${path}`, json)).toObject();
    const upload = async (path: string) => (await client.post(`/cgi-bin/${path}`, { data: form() })).toObject();
    const { url } = await upload("media/uploadimg");
    const { media_id: thumb_media_id } = await upload("material/add_material?type=image");
    const content = `<p>清明禁火</p><img src="${String(url).replaceAll("&", "&amp;")}"><img src="https://example.org/x.jpg">`;
    const { media_id } = await ask("draft/add", { articles: [{ title: "清明禁火", content, thumb_media_id }] });
    expect((await client.get("/cgi-bin/draft/count")).toObject()).toEqual({ total_count: 1 });
    const { publish_id } = await ask("freepublish/submit", { media_id });
    const task = await ask("freepublish/get", { publish_id });
    expect(task).toMatchObject({ publish_status: 0, article_detail: { count: 1 } });
    expect(await ask("freepublish/getarticle", { article_id: task["article_id"] })).toMatchObject({ news_item: [{ title: "清明禁火", content: content.replace('<img src="https://example.org/x.jpg">', ""), is_deleted: false }] });
    expect(await ask("freepublish/batchget", { offset: 0, count: 20, no_content: 1 })).toMatchObject({ total_count: 1 });
    expect(await ask("freepublish/delete", { article_id: task["article_id"], index: 0 })).toMatchObject({ errcode: 0 });
    expect(await ask("freepublish/get", { publish_id })).toMatchObject({ publish_status: 5 });
    expect(sim.pictures.map(({ bytes }) => bytes.equals(jpeg))).toEqual([true, true]);
    expect(sim.renewals).toEqual([{ forced: false, fresh: true }]);
  });

  const event = finishEvent({ publishId: "100", at: new Date() });
  const hear = async ({ query, body }: Called): Promise<unknown> => {
    const heard: unknown[] = [];
    const app = peer("http://127.0.0.1:1").setRequest(new ServerRequest("POST", `/?${new URLSearchParams(query).toString()}`, { "content-type": "text/xml" }, body));
    const server = app.getServer();
    server.with((message) => { heard.push(message); return "success"; });
    await server.serve();
    return heard[0];
  };
  test("node-easywechat understands what the platform sends by itself, plain and sealed", async () => {
    const attributes = { Event: "PUBLISHJOBFINISH", PublishEventInfo: { publish_id: "100", publish_status: "0", article_id: "ARTICLE" } };
    expect(await hear(plainCallback(event, new Date()))).toMatchObject({ attributes });
    expect(await hear(sealedCallback(event, new Date()))).toMatchObject({ attributes });
  });
  test.each<[string, Parameters<typeof sealedCallback>[2]]>([["another token", { token: "guess" }], ["another key", { aesKey: "Z".repeat(43) }], ["another account", { appId: "wxffffffffffffffff" }]])("and refuses one sealed with %s", async (_title, change) => {
    await expect(hear(sealedCallback(event, new Date(), change))).rejects.toThrow();
  });
});

describe("the stable token", () => {
  test("is one while it lives, another five minutes before its end with both good, and forced at most every half minute and twenty times a day", async () => {
    let now = Date.parse("2026-04-03T06:00:00Z");
    const sim = await start({ clock: () => new Date(now) });
    const token = async (force_refresh = false) => ((await post(sim.url, "stable_token", { grant_type: "client_credential", appid: appId, secret: appSecret, force_refresh })) as { access_token?: string; errcode?: number });
    const good = async (access_token = "") => ((await post(sim.url, `draft/get?access_token=${access_token}`, { media_id: "x" }))["errcode"]);
    const first = await token();
    expect(await token()).toEqual(first);
    now += 6_900_000;
    const second = await token();
    expect(second.access_token).not.toBe(first.access_token);
    expect([await good(first.access_token), await good(second.access_token)]).toEqual([40007, 40007]);
    now += 301_000;
    expect([await good(first.access_token), await good(second.access_token)]).toEqual([42001, 40007]);
    const third = await token(true);
    expect([await good(second.access_token), (await token(true)).access_token]).toEqual([40001, third.access_token]);
    for (let n = 1; n < 20; n++) { now += 30_000; await token(true); }
    now += 30_000;
    expect(await token(true)).toMatchObject({ errcode: 45009 });
  });
});

const post = async (url: string, path: string, body: unknown, headers: Record<string, string> = { "content-type": "application/json" }): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${url}/cgi-bin/${path}`, { method: "POST", headers, body: typeof body === "string" || body instanceof Uint8Array ? body as BodyInit : JSON.stringify(body) });
  return await answer.json() as Record<string, unknown>;
};

describe("what the platform refuses", () => {
  /** A draft that would be taken, at a platform that holds its cover. */
  async function ready(options: WechatOptions = {}) {
    const sim = await start({ library: [{ name: "封面.jpg", bytes: jpeg }], ...options });
    const { access_token } = await post(sim.url, "stable_token", { grant_type: "client_credential", appid: appId, secret: appSecret });
    const news = { title: "清明禁火", author: "厅", digest: "禁火", content: "<p>禁火</p>", content_source_url: "https://example.org/a", thumb_media_id: sim.pictures[0]?.id };
    const { media_id } = await post(sim.url, `draft/add?access_token=${String(access_token)}`, { articles: [news] });
    return { sim, token: String(access_token), news, draft: String(media_id) };
  }
  type Ready = Awaited<ReturnType<typeof ready>>;
  const flip = (text: string, n: number) => `${text.slice(0, n)}${text[n] === "A" ? "B" : "A"}${text.slice(n + 1)}`;
  const submit = (url: string, token: string, body: unknown) => post(url, `freepublish/submit?access_token=${token}`, body);
  const add = ({ sim, token, news }: Ready, change: object) => post(sim.url, `draft/add?access_token=${token}`, { articles: [{ ...news, ...change }] });
  const file = (name: string, filename: string, bytes: Buffer) => Buffer.concat([Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\n\r\n`), bytes, Buffer.from("\r\n--b--\r\n")]);
  const upload = ({ sim, token }: Ready, body: Buffer, path = "media/uploadimg?", type = "multipart/form-data; boundary=b") => post(sim.url, `${path}access_token=${token}`, body, { "content-type": type });

  test("a right one is taken", async () => {
    const at = await ready();
    expect(await upload(at, file("media", "a.jpg", jpeg))).toHaveProperty("url");
    expect(await add(at, {})).toHaveProperty("media_id");
    expect(await submit(at.sim.url, at.token, { media_id: at.draft })).toMatchObject({ errcode: 0 });
    expect(at.sim.ledger).toHaveLength(1);
  });
  test.each<[string, number, (at: Ready) => Promise<unknown>, WechatOptions?]>([
    ["no token", 41001, ({ sim, draft }) => submit(sim.url, "", { media_id: draft })], ["first bit of the token", 40001, ({ sim, token, draft }) => submit(sim.url, flip(token, 0), { media_id: draft })], ["last bit of the token", 40001, ({ sim, token, draft }) => submit(sim.url, flip(token, token.length - 1), { media_id: draft })],
    ["a token cut short", 40001, ({ sim, token, draft }) => submit(sim.url, token.slice(0, -1), { media_id: draft })], ["a token that is over", 42001, ({ sim, token, draft }) => { sim.expireTokens(); return submit(sim.url, token, { media_id: draft }); }], ["a token that was voided", 40001, ({ sim, token, draft }) => { sim.voidTokens(); return submit(sim.url, token, { media_id: draft }); }],
    ["a token in the body", 41001, ({ sim, token, draft }) => post(sim.url, "freepublish/submit", { media_id: draft, access_token: token })], ["another secret", 40125, ({ sim }) => post(sim.url, "stable_token", { grant_type: "client_credential", appid: appId, secret: flip(appSecret, 3) })],
    ["another AppID", 40013, ({ sim }) => post(sim.url, "stable_token", { grant_type: "client_credential", appid: flip(appId, 9), secret: appSecret })], ["another grant", 40002, ({ sim }) => post(sim.url, "stable_token", { grant_type: "password", appid: appId, secret: appSecret })],
    ["a token asked for by form", 47001, ({ sim }) => post(sim.url, "stable_token", "grant_type=client_credential")], ["a draft that is not there", 40007, ({ sim, token }) => submit(sim.url, token, { media_id: "DRAFT_9" })], ["a draft published before", 40007, async ({ sim, token, draft }) => { await submit(sim.url, token, { media_id: draft }); sim.ledger.length = 0; sim.drafts.clear(); return submit(sim.url, token, { media_id: draft }); }],
    ["no JSON", 47001, ({ sim, token }) => submit(sim.url, token, "{")], ["an array", 47001, ({ sim, token }) => submit(sim.url, token, "[]")], ["words written as escapes", 47001, ({ sim, token, news }) => post(sim.url, `draft/add?access_token=${token}`, JSON.stringify({ articles: [news] }).replace("清明", "\\u6e05\\u660e"))],
    ["no articles", 47001, ({ sim, token }) => post(sim.url, `draft/add?access_token=${token}`, { articles: [] })], ["nine articles", 47001, ({ sim, token, news }) => post(sim.url, `draft/add?access_token=${token}`, { articles: Array(9).fill(news) })], ["a title of 33", 45003, (at) => add(at, { title: "火".repeat(33) })],
    ["an author of 17", 45110, (at) => add(at, { author: "厅".repeat(17) })], ["a digest of 129", 45004, (at) => add(at, { digest: "火".repeat(129) })], ["a text of 20,000", 45002, (at) => add(at, { content: "火".repeat(20_000) })], ["no text", 44003, (at) => add(at, { content: "" })], ["an address of 1,025 bytes", 40066, (at) => add(at, { content_source_url: `https://e.cn/${"a".repeat(1012)}` })],
    ["a link out", 45166, (at) => add(at, { content: '<a href="https://example.org">x</a>' })], ["a cover that is not there", 40007, (at) => add(at, { thumb_media_id: "MEDIA_99" })], ["no cover", 40007, (at) => add(at, { thumb_media_id: undefined })], ["a kind it does not know", 47001, (at) => add(at, { article_type: "video" })],
    ["a picture in a text is no cover", 40007, async (at) => { await upload(at, file("media", "a.jpg", jpeg)); return add(at, { thumb_media_id: at.sim.pictures.at(-1)?.id }); }], ["a file under another name", 41005, (at) => upload(at, file("file", "a.jpg", jpeg))], ["a file that is no picture", 40005, (at) => upload(at, file("media", "a.jpg", Buffer.from("hello")))],
    ["a picture that calls itself otherwise", 40005, (at) => upload(at, file("media", "a.webp", jpeg))], ["a picture of 1 MB", 40009, (at) => upload(at, file("media", "a.jpg", Buffer.concat([jpeg, Buffer.alloc(1024 * 1024 - jpeg.length)])))], ["a form without its boundary", 41005, (at) => upload(at, file("media", "a.jpg", jpeg), "media/uploadimg?", "multipart/form-data")],
    ["a material of no type", 40004, (at) => upload(at, file("media", "a.jpg", jpeg), "material/add_material?")], ["an account without certification", 48001, ({ sim, token, draft }) => submit(sim.url, token, { media_id: draft }), { certified: false }], ["a task that is not there", 40007, ({ sim, token }) => post(sim.url, `freepublish/get?access_token=${token}`, { publish_id: "1" })],
    ["an article that is not there", 53600, ({ sim, token }) => post(sim.url, `freepublish/delete?access_token=${token}`, { article_id: "x" })], ["a list of 21", 40097, ({ sim, token }) => post(sim.url, `freepublish/batchget?access_token=${token}`, { offset: 0, count: 21 })],
  ])("%s: %i", async (_title, errcode, act, options) => {
    const at = await ready(options);
    expect(await act(at)).toMatchObject({ errcode });
    expect(at.sim.ledger).toHaveLength(0);
  });
  test.each([[2, [1]], [3, []], [4, [1]], [6, []]])("a publication that ends with %i is never public, and its draft stays", async (status, fail_idx) => {
    const { sim, token, draft } = await ready({ ends: () => status });
    const { publish_id } = await submit(sim.url, token, { media_id: draft });
    expect(await post(sim.url, `freepublish/get?access_token=${token}`, { publish_id })).toEqual({ publish_id, publish_status: status, fail_idx });
    expect([sim.ledger.length, sim.drafts.has(draft)]).toEqual([0, true]);
  });
  test("a publication takes its time; its draft is in the box until it is over", async () => {
    let now = Date.now();
    const { sim, token, draft } = await ready({ publishSeconds: 60, clock: () => new Date(now) });
    const { publish_id } = await submit(sim.url, token, { media_id: draft });
    const status = async () => (await post(sim.url, `freepublish/get?access_token=${token}`, { publish_id }))["publish_status"];
    expect([await status(), sim.drafts.has(draft)]).toEqual([1, true]);
    now += 60_000;
    expect([await status(), sim.drafts.has(draft)]).toEqual([0, false]);
  });
});
