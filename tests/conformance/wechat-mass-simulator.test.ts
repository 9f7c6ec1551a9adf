import { CacheInterface, OfficialAccount, ServerRequest } from "node-easywechat";
import { afterEach, describe, expect, test } from "vitest";
import { massEvent, sealedCallback } from "#tests/simulators/wechat-callback.ts";
import { startWechat, wechatAccount, type WechatOptions } from "#tests/simulators/wechat.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const { appId, appSecret, callbackToken, encodingAesKey } = wechatAccount;
const jpeg = Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(2000, 7)]);

/** A client that is not ours and keeps its token in memory. */
function peer(url: string): OfficialAccount {
  const kept = new Map<string, unknown>();
  const cache = { get: (id: string) => Promise.resolve(kept.get(id)), set: (id: string, value: unknown) => { kept.set(id, value); return Promise.resolve(true); }, has: (id: string) => Promise.resolve(kept.has(id)), delete: (id: string) => Promise.resolve(kept.delete(id)) };
  return new OfficialAccount({ app_id: appId, secret: appSecret, token: callbackToken, aes_key: encodingAesKey, use_stable_access_token: true, http: { baseURL: url } }).setCache(cache as CacheInterface);
}

/** A platform with one draft in its box, and the way node-easywechat asks it. */
async function ready(options: WechatOptions = {}) {
  const sim = await startWechat({ library: [{ name: "封面.jpg", bytes: jpeg }], ...options });
  stops.push(sim.stop);
  const client = peer(sim.url).getClient();
  const ask = async (path: string, json: object): Promise<Record<string, unknown>> => (await client.postJson(`/cgi-bin/${path}`, json)).toObject();
  const draft = async () => String((await ask("draft/add", { articles: [{ title: "清明禁火", content: "<p>禁火</p>", thumb_media_id: sim.pictures[0]?.id }] }))["media_id"]);
  const right = { filter: { is_to_all: true }, mpnews: { media_id: await draft() }, msgtype: "mpnews", send_ignore_reprint: 0, clientmsgid: "a".repeat(64) };
  const send = (change: object = {}) => ask("message/mass/sendall", { ...right, ...change });
  return { sim, ask, send, draft, right };
}

describe("mass send of the simulated platform, before our connector is measured by it", () => {
  test("node-easywechat, a client that is not ours, sends, asks how it went, and deletes", async () => {
    const { sim, ask, send } = await ready();
    const sent = await send();
    expect(sent).toMatchObject({ errcode: 0, msg_id: expect.any(Number) as unknown });
    expect(await ask("message/mass/get", { msg_id: String(sent["msg_id"]) })).toEqual({ msg_id: sent["msg_id"], msg_status: "SEND_SUCCESS" });
    expect(await ask("message/mass/delete", { msg_id: sent["msg_id"] })).toMatchObject({ errcode: 0 });
    expect(await ask("message/mass/get", { msg_id: sent["msg_id"] })).toMatchObject({ msg_status: "DELETE" });
    expect(sim.masses).toMatchObject([{ filter: { is_to_all: true }, news: { title: "清明禁火" }, deleted: true }]);
  });
  test("node-easywechat understands how it tells of an end by itself", async () => {
    const { query, body } = sealedCallback(massEvent({ msgId: "1000000001", at: new Date() }), new Date());
    const heard: unknown[] = [];
    const server = peer("http://127.0.0.1:1").setRequest(new ServerRequest("POST", `/?${new URLSearchParams(query).toString()}`, { "content-type": "text/xml" }, body)).getServer();
    server.with((message) => { heard.push(message); return "success"; });
    await server.serve();
    expect(heard[0]).toMatchObject({ attributes: { Event: "MASSSENDJOBFINISH", MsgID: "1000000001", Status: "sendsuccess", SentCount: "11790" } });
  });
  test("a clientmsgid that was sent before has no second effect and names the first, whatever it is sent with", async () => {
    const { sim, send, draft } = await ready();
    const first = await send();
    expect(await send()).toMatchObject({ errcode: 45065, msg_id: first["msg_id"] });
    expect(await send({ mpnews: { media_id: await draft() } })).toMatchObject({ errcode: 45065, msg_id: first["msg_id"] });
    expect(sim.masses).toHaveLength(1);
  });
  test("one a day of Beijing, whoever it goes to; after midnight another", async () => {
    let now = Date.parse("2026-04-03T15:00:00Z");
    const { sim, send, draft } = await ready({ clock: () => new Date(now) });
    await send({ filter: { is_to_all: false, tag_id: 2 } });
    const next = async () => send({ clientmsgid: "b", mpnews: { media_id: await draft() } });
    expect(await next()).toMatchObject({ errcode: 45028 });
    now += 3_600_000;
    expect(await next()).toMatchObject({ errcode: 0 });
    expect(sim.masses).toHaveLength(2);
  });
  test("it takes its time, and cannot be deleted before it is out; one that failed never can", async () => {
    let now = Date.now();
    const { ask, send } = await ready({ massSeconds: 60, clock: () => new Date(now) });
    const { msg_id } = await send();
    const status = async () => (await ask("message/mass/get", { msg_id }))["msg_status"];
    expect([await status(), (await ask("message/mass/delete", { msg_id }))["errcode"]]).toEqual(["SENDING", 40059]);
    now += 60_000;
    expect([await status(), (await ask("message/mass/delete", { msg_id }))["errcode"]]).toEqual(["SEND_SUCCESS", 0]);
    const bad = await ready({ massEnds: () => "err(20001)" });
    const failed = await bad.send();
    expect([(await bad.ask("message/mass/get", failed))["msg_status"], (await bad.ask("message/mass/delete", failed))["errcode"]]).toEqual(["SEND_FAIL", 40059]);
  });
  test.each<[string, number, object, WechatOptions?]>([
    ["another kind", 40008, { msgtype: "text" }], ["no kind", 40008, { msgtype: undefined }], ["nobody to send to", 47001, { filter: undefined }], ["everybody as a word", 47001, { filter: { is_to_all: "true" } }], ["a tag without its number", 47001, { filter: { is_to_all: false } }],
    ["a tag that is a word", 47001, { filter: { is_to_all: false, tag_id: "2" } }], ["a draft that is not there", 40007, { mpnews: { media_id: "DRAFT_99" } }], ["a draft's number as a number", 40007, { mpnews: { media_id: 2 } }], ["no draft", 40007, { mpnews: undefined }], ["a draft under another name", 40007, { mpnews: undefined, mpnews_id: "x" }],
    ["a clientmsgid of 65 bytes", 45067, { clientmsgid: "a".repeat(65) }], ["one of 22 characters that are 66 bytes", 45067, { clientmsgid: "火".repeat(22) }], ["one that is a number", 45067, { clientmsgid: 7 }], ["reprints neither refused nor ignored", 47001, { send_ignore_reprint: 2 }],
    ["a day without any left", 45028, {}, { massPerDay: 0 }], ["an account without certification", 48001, {}, { certified: false }],
  ])("refuses %s: %i", async (_title, errcode, change, options) => {
    const { sim, send } = await ready(options);
    expect(await send(change)).toMatchObject({ errcode });
    expect(sim.masses).toHaveLength(0);
  });
  test.each([["a number it never gave", { msg_id: 7 }], ["no number", {}], ["a number as words", { msg_id: "1000000001" }]])("deletes nothing by %s", async (_title, body) => {
    const { sim, ask, send } = await ready();
    await send();
    expect(await ask("message/mass/delete", body)).toMatchObject({ errcode: 40059 });
    expect(sim.masses[0]?.deleted).toBe(false);
  });
});
