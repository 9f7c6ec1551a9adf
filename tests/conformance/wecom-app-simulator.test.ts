import { CacheInterface, Work } from "node-easywechat";
import { afterEach, describe, expect, test } from "vitest";
import { startWecomApp, wecomAppAccount, type WecomAppOptions } from "#tests/simulators/wecom-app.ts";

type Told = Record<string, unknown>;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const start = async (options: WecomAppOptions = {}) => {
  const sim = await startWecomApp(options);
  stops.push(sim.stop);
  return sim;
};
const { corpId, corpSecret, agentId } = wecomAppAccount;
const right = { touser: "linzhixia|sunruoxi", toparty: "2", totag: "7", msgtype: "text", agentid: agentId, text: { content: "清明禁火" }, enable_duplicate_check: 1, duplicate_check_interval: 1800 };

/** A client that is not ours and keeps its token in memory. */
function peer(url: string, secret: string = corpSecret) {
  const kept = new Map<string, unknown>();
  const cache = { get: (id: string) => Promise.resolve(kept.get(id)), set: (id: string, value: unknown) => { kept.set(id, value); return Promise.resolve(true); }, has: (id: string) => Promise.resolve(kept.has(id)), delete: (id: string) => Promise.resolve(kept.delete(id)) };
  return new Work({ corp_id: corpId, secret, http: { baseURL: url } }).setCache(cache as CacheInterface).getClient();
}

describe("the simulated platform, before our connector is measured by it", () => {
  test("node-easywechat, a client that is not ours, sends a text and a card, reads the application and takes the text back", async () => {
    const sim = await start();
    const client = peer(sim.url);
    const sent = (await client.postJson("/cgi-bin/message/send", { ...right, touser: "linzhixia|nobody" })).toObject();
    expect(sent).toMatchObject({ errcode: 0, invaliduser: "nobody", msgid: sim.ledger[0]?.msgid });
    await client.postJson("/cgi-bin/message/send", { ...right, msgtype: "textcard", textcard: { title: "请处理", description: "火情", url: "https://desk.test/1" } });
    expect((await client.get("/cgi-bin/agent/get", { params: { agentid: agentId } })).toObject()).toMatchObject({ errcode: 0, name: "应急宣传" });
    expect((await client.postJson("/cgi-bin/message/recall", { msgid: sent["msgid"] })).toObject()).toMatchObject({ errcode: 0 });
    expect(sim.ledger.map(({ message, users, parties, tags, recalled }) => [message["msgtype"], users, parties, tags, recalled])).toEqual([["text", ["linzhixia"], ["2"], ["7"], true], ["textcard", ["linzhixia", "sunruoxi"], ["2"], ["7"], false]]);
    expect(sim.asked()).toBe(1);
  });
  test("and gets no token for it with another secret", async () => {
    const sim = await start();
    await expect(peer(sim.url, "wrong").postJson("/cgi-bin/message/send", right)).rejects.toThrow("40001");
    expect(sim.ledger).toEqual([]);
  });
});

async function ready(options: WecomAppOptions = {}) {
  const sim = await start(options);
  const send = async (path: string, query: Record<string, string>, body?: unknown): Promise<Told> =>
    await (await fetch(`${sim.url}/cgi-bin/${path}?${new URLSearchParams(query).toString()}`, body === undefined ? {} : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) })).json() as Told;
  const token = String((await send("gettoken", { corpid: corpId, corpsecret: corpSecret }))["access_token"]);
  return { sim, send, token, say: (change: object, access_token = token) => send("message/send", { access_token }, { ...right, ...change }) };
}
type Ready = Awaited<ReturnType<typeof ready>>;
const flip = (text: string, at: number): string => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
const card = (change: object) => ({ msgtype: "textcard", textcard: { title: "请处理", description: "火情", url: "https://desk.test/1", ...change } });

describe("what the platform refuses", () => {
  test.each<[string, object]>([["a text of 2048 bytes", { text: { content: `${"火".repeat(682)}ab` } }], ["markdown", { msgtype: "markdown", markdown: { content: "**火情**" } }], ["a card", card({})], ["news", { msgtype: "news", news: { articles: [{ title: "通报", url: "https://example.org" }] } }], ["everybody", { touser: "@all", toparty: "", totag: "" }]])("%s is taken", async (_title, change) => {
    const at = await ready();
    expect(await at.say(change)).toMatchObject({ errcode: 0, msgid: at.sim.ledger[0]?.msgid });
  });
  test.each<[string, number, (at: Ready) => Promise<Told>, WecomAppOptions?]>([
    ["no token", 41001, (at) => at.say({}, "")], ["first bit of the token", 40014, (at) => at.say({}, flip(at.token, 0))], ["last bit of the token", 40014, (at) => at.say({}, flip(at.token, at.token.length - 1))], ["a token cut short", 40014, (at) => at.say({}, at.token.slice(0, -1))],
    ["a token that is over", 42001, (at) => { at.sim.expireTokens(); return at.say({}); }], ["a token in the body", 41001, (at) => at.send("message/send", {}, { ...right, access_token: at.token })], ["another company", 40013, (at) => at.send("gettoken", { corpid: flip(corpId, 6), corpsecret: corpSecret })], ["another secret", 40001, (at) => at.send("gettoken", { corpid: corpId, corpsecret: flip(corpSecret, 3) })],
    ["a token asked for by POST", 43001, (at) => at.send("gettoken", { corpid: corpId, corpsecret: corpSecret }, {})], ["a message by GET", 43002, (at) => at.send("message/send", { access_token: at.token })], ["an address that is not trusted", 60020, (at) => at.say({}), { trusted: false }], ["the call after the last of a minute", 45009, (at) => at.say({}), { callsPerMinute: 0 }],
    ["no JSON", 40035, (at) => at.send("message/send", { access_token: at.token }, "{")], ["an array", 40035, (at) => at.send("message/send", { access_token: at.token }, "[]")], ["another application", 301002, (at) => at.say({ agentid: 1000003 })], ["an application in words", 40056, (at) => at.say({ agentid: "1000002" })], ["no application", 40056, (at) => at.say({ agentid: undefined })],
    ["a kind it does not know", 40008, (at) => at.say({ msgtype: "telegram" })], ["a kind without its body", 44004, (at) => at.say({ msgtype: "markdown" })], ["no words", 44004, (at) => at.say({ text: { content: "" } })], ["2049 bytes", 45002, (at) => at.say({ text: { content: "火".repeat(683) } })],
    ["a card without an address", 41048, (at) => at.say(card({ url: "" }))], ["a card that leads to no page", 41048, (at) => at.say(card({ url: "javascript:x" }))], ["a card's title of 129 bytes", 40058, (at) => at.say(card({ title: "火".repeat(43) }))], ["a card's description of 513 bytes", 40058, (at) => at.say(card({ description: "火".repeat(171) }))], ["nine articles", 45008, (at) => at.say({ msgtype: "news", news: { articles: Array(9).fill({ title: "x" }) } })],
    ["nobody", 82001, (at) => at.say({ touser: "", toparty: "", totag: "" })], ["only people it may not see", 81013, (at) => at.say({ touser: "nobody", toparty: "3", totag: "8" })], ["a duplicate check of yes", 40058, (at) => at.say({ enable_duplicate_check: true })], ["one of more than four hours", 40058, (at) => at.say({ duplicate_check_interval: 14_401 })],
    ["a recall of nothing", 40035, (at) => at.send("message/recall", { access_token: at.token }, {})], ["another application's state", 301002, (at) => at.send("agent/get", { access_token: at.token, agentid: "1" })],
  ])("%s: %i", async (_title, errcode, act, options) => {
    const at = await ready(options);
    expect(await act(at)).toMatchObject({ errcode, errmsg: expect.any(String) as unknown });
    expect(at.sim.ledger).toHaveLength(0);
  });
  test("the same bytes within their time reach nobody twice, and nothing says so; later, or without the check, they do", async () => {
    let now = Date.parse("2026-04-03T06:00:00Z");
    const at = await ready({ clock: () => new Date(now) });
    const told = [await at.say({}), await at.say({})];
    expect([at.sim.ledger.length, told.map(({ errcode }) => errcode)]).toEqual([1, [0, 0]]);
    await at.say({ enable_duplicate_check: 0 });
    await at.say({ enable_duplicate_check: 0 });
    now += 1_800_000;
    await at.say({});
    expect(at.sim.ledger).toHaveLength(4);
  });
  test("a message is taken back within a day and not after", async () => {
    let now = Date.parse("2026-04-03T06:00:00Z");
    const at = await ready({ clock: () => new Date(now), lifeSeconds: 200_000 });
    const { msgid } = await at.say({});
    now += 86_400_001;
    expect(await at.send("message/recall", { access_token: at.token }, { msgid })).toMatchObject({ errcode: 40035 });
    now -= 1;
    expect(await at.send("message/recall", { access_token: at.token }, { msgid })).toMatchObject({ errcode: 0 });
    expect(at.sim.ledger.map(({ recalled }) => recalled)).toEqual([true]);
  });
});
