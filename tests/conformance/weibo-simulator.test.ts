import { createRequire } from "node:module";
import { afterEach, describe, expect, test } from "vitest";
import { startWeibo, weiboAccount, type WeiboOptions } from "#tests/simulators/weibo.ts";

type Told = Record<string, unknown>;
type Done = (error: Error | null, told?: Told) => void;
type User = { blogtype: "weibo"; uid: string; access_token: string };
/** What we use of the `weibo` client, which has no types of its own. */
type Peer = {
  init: (kind: "weibo", key: string, secret: string, back: string) => void;
  enables: { weibo: { config: Record<string, string> } };
  update: (user: User, status: Told, done: Done) => void;
  upload: (user: User, status: Told, pic: { data: Buffer; name: string; content_type: string }, done: Done) => void;
  show: (user: User, id: string, done: Done) => void;
  destroy: (user: User, id: string, done: Done) => void;
  user_timeline: (user: User, cursor: Told, done: Done) => void;
};

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const start = async (options: WeiboOptions = {}) => {
  const sim = await startWeibo(options);
  stops.push(sim.stop);
  return sim;
};
const { uid, accessToken } = weiboAccount;
const jpeg = Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(2000, 7)]);

/** The client wrote statuses/update and /upload in its day; the platform has since moved both to statuses/share, and so does this setting. */
function peer(url: string) {
  const client = createRequire(import.meta.url)("weibo") as Peer;
  client.init("weibo", "3000000001", "secret", "https://example.org/back");
  Object.assign(client.enables.weibo.config, { host: `${url}/2`, update: "/statuses/share", upload: "/statuses/share" });
  const user: User = { blogtype: "weibo", uid, access_token: accessToken };
  const told = (act: (done: Done) => void) => new Promise<Told>((resolve, reject) => { act((error, data) => { if (error) reject(error); else resolve(data ?? {}); }); });
  return {
    update: (status: string) => told((done) => { client.update(user, { status, rip: "203.0.113.7" }, done); }),
    upload: (status: string) => told((done) => { client.upload(user, { status, rip: "203.0.113.7" }, { data: jpeg, name: "a.jpg", content_type: "image/jpeg" }, done); }),
    show: (id: string) => told((done) => { client.show(user, id, done); }), destroy: (id: string) => told((done) => { client.destroy(user, id, done); }), timeline: () => told((done) => { client.user_timeline(user, { count: 20, base_app: 1 }, done); }),
  };
}

describe("the simulated platform, before our connector is measured by it", () => {
  test("the weibo client, which is not ours, posts, posts with a picture, reads back, lists and deletes", async () => {
    const sim = await start();
    const client = peer(sim.url);
    const words = "清明禁火 <3人以上> https://example.org/a?b=1&c=2";
    const made = await client.update(words);
    const pictured = await client.upload("巡护 https://example.org/b");
    expect(sim.ledger.map(({ status, rip, pic }) => [status, rip, pic?.bytes.equals(jpeg)])).toEqual([[words, "203.0.113.7", undefined], ["巡护 https://example.org/b", "203.0.113.7", true]]);
    expect(made["created_at"]).toEqual(new Date(Math.floor((sim.ledger[0]?.at.getTime() ?? 0) / 1000) * 1000));
    expect((await client.show(String(made["id"])))["text"]).toMatch(/^清明禁火 &lt;3人以上&gt; http:\/\/t\.cn\/\w+ \u200b$/);
    expect(((await client.timeline())["items"] as Told[]).map(({ id }) => id).toSorted()).toEqual([made["id"], pictured["id"]]);
    await client.destroy(String(made["id"]));
    await expect(client.show(String(made["id"]))).rejects.toThrow("Target weibo does not exist!");
    expect(sim.ledger.map(({ deleted }) => deleted)).toEqual([true, false]);
  });
  test.each([["without a link", "清明禁火"], ["of a topic", "#清明# 禁火 https://example.org/a"], ["too long", `${"火".repeat(130)} https://example.org/a`]])("and refuses it a post %s", async (_title, status) => {
    const sim = await start();
    await expect(peer(sim.url).update(status)).rejects.toThrow();
    expect(sim.ledger).toEqual([]);
  });
});

const good = { access_token: accessToken, status: "清明禁火 https://example.org/a", rip: "203.0.113.7" };
type Try = { method?: string; path?: string; form?: Record<string, string>; body?: Buffer; type?: string };

async function send(url: string, { method = "POST", path = "/2/statuses/share.json", form = good, body, type = "application/x-www-form-urlencoded" }: Try): Promise<Told> {
  const given = new URLSearchParams(form).toString();
  const answer = await fetch(method === "GET" ? `${url}${path}?${given}` : `${url}${path}`, method === "GET" ? {} : { method, headers: { "content-type": type }, body: body ? new Uint8Array(body) : given });
  return await answer.json() as Told;
}
const parts = (name: string, bytes: Buffer, fields: Record<string, string> = good, end = "--"): Buffer => Buffer.concat([
  Buffer.from(`${Object.entries(fields).map(([key, value]) => `--b\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`).join("")}--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`), bytes, Buffer.from(`\r\n--b${end}\r\n`),
]);
const several = "multipart/form-data; boundary=b";
const flip = (text: string, at: number): string => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
const but = (change: Record<string, string>) => ({ form: { ...good, ...change } });
const without = (name: keyof typeof good) => ({ form: Object.fromEntries(Object.entries(good).filter(([key]) => key !== name)) });

describe("what the platform refuses", () => {
  test.each<[string, Try]>([["a form", {}], ["parts with a picture, words as they are", { body: parts("pic", jpeg), type: several }], ["parts with a picture, words percent-encoded", { body: parts("pic", jpeg, { ...good, status: encodeURIComponent(good.status) }), type: several }]])("%s is taken", async (_title, change) => {
    const sim = await start();
    expect(await send(sim.url, change)).toMatchObject({ idstr: sim.ledger[0]?.id, mid: sim.ledger[0]?.id });
    expect(sim.ledger.map(({ status }) => status)).toEqual([good.status]);
  });
  test.each<[string, number, Try, WeiboOptions?]>([
    ["no token", 10006, without("access_token")], ["first bit of the token", 21332, but({ access_token: flip(accessToken, 0) })], ["last bit of the token", 21332, but({ access_token: flip(accessToken, accessToken.length - 1) })],
    ["a token cut short", 21332, but({ access_token: accessToken.slice(0, -1) })], ["a token that is over", 21327, {}, { lifeSeconds: 0 }], ["a token of blanks", 21332, but({ access_token: " " })],
    ["no words", 20008, without("status")], ["only blanks", 20008, but({ status: " \n" })], ["141 characters", 20012, but({ status: `${"火".repeat(130)} https://example.org/a` })], ["emoji that take it over", 20012, but({ status: `${"🔥".repeat(66)} https://example.org/a` })],
    ["an address of 400 signs that takes it over", 20012, but({ status: `https://example.org/${"a".repeat(400)}` })], ["no address", 10017, but({ status: "清明禁火" })], ["an address of another's", 10017, but({ status: "清明禁火 https://example.com/a" })],
    ["a domain that only ends alike", 10017, but({ status: "清明禁火 https://notexample.org/a" })], ["our domain in the path of another's", 10017, but({ status: "清明禁火 https://example.com/example.org" })], ["a topic", 10017, but({ status: `#清明# ${good.status}` })],
    ["no address of who posts", 10016, without("rip")], ["one that is none", 10017, but({ rip: "here" })], ["JSON", 10007, { type: "application/json", body: Buffer.from(JSON.stringify(good)) }], ["parts without their boundary", 10007, { type: "multipart/form-data", body: parts("pic", jpeg) }],
    ["parts that do not end", 10007, { type: several, body: parts("pic", jpeg, good, "") }], ["parts without a picture", 20007, { type: several, body: parts("file", jpeg) }], ["a picture that is none", 20005, { type: several, body: parts("pic", Buffer.from("hello")) }],
    ["a picture of 5 MB", 20006, { type: several, body: parts("pic", Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024 - jpeg.length)])) }], ["a captcha it asks for", 20031, {}, { captcha: true }], ["the 31st post of an hour", 10024, {}, { postsPerHour: 0 }], ["the 101st call of a day", 10023, {}, { callsPerDay: 0 }],
    ["GET", 10021, { method: "GET" }], ["another path", 10020, { path: "/2/statuses/update.json" }], ["another version", 10020, { path: "/1/statuses/share.json" }], ["a post that is not there", 20101, { path: "/2/statuses/destroy.json", form: { ...good, id: "1" } }],
    ["a reading of one that is not there", 20101, { method: "GET", path: "/2/statuses/show.json", form: { ...good, id: "1" } }], ["another account's list", 21335, { method: "GET", path: "/2/statuses/user_timeline.json", form: { ...good, uid: "7000000002" } }], ["what a token is, without one", 10006, { path: "/oauth2/get_token_info", form: { a: "b" } }],
  ])("%s: %i", async (_title, error_code, change, options) => {
    const sim = await start(options);
    expect(await send(sim.url, change)).toEqual({ error: expect.any(String) as unknown, error_code, request: change.path ?? "/2/statuses/share.json" });
    expect(sim.ledger).toHaveLength(0);
  });
  test("the same words within a day; not after, and not once the first is deleted", async () => {
    let now = Date.parse("2026-04-03T06:00:00Z");
    const sim = await start({ clock: () => new Date(now) });
    await send(sim.url, {});
    expect(await send(sim.url, {})).toMatchObject({ error_code: 20019 });
    now += 86_400_000;
    expect(await send(sim.url, {})).toHaveProperty("idstr");
    for (const one of sim.ledger) one.deleted = true;
    expect(await send(sim.url, {})).toHaveProperty("idstr");
  });
  test("a slow platform says it published, and shows it later", async () => {
    let now = Date.parse("2026-04-03T06:00:00Z");
    const sim = await start({ clock: () => new Date(now), slowSeconds: 90 });
    expect(await send(sim.url, {})).toMatchObject({ error_code: 20032 });
    const count = async () => (await send(sim.url, { method: "GET", path: "/2/statuses/user_timeline.json" }))["total_number"];
    expect([sim.ledger.length, await count()]).toEqual([1, 0]);
    now += 90_000;
    expect(await count()).toBe(1);
  });
  test("an application sees the five newest of its own posts, and what a person posted only if it asks for all", async () => {
    let now = Date.parse("2026-04-03T06:00:00Z");
    const sim = await start({ clock: () => new Date(now) });
    for (let n = 0; n < 7; n += 1) { now += 1000; await send(sim.url, but({ status: `${n} https://example.org/a` })); }
    now += 1000;
    sim.byHand("值班员手发 https://example.org/b");
    const list = async (base_app: string) => ((await send(sim.url, { method: "GET", path: "/2/statuses/user_timeline.json", form: { ...good, count: "20", base_app } }))["statuses"] as Told[]).map(({ text }) => String(text).slice(0, 2).trim());
    expect([await list("1"), await list("0")]).toEqual([["6", "5", "4", "3", "2"], ["值班", "6", "5", "4", "3"]]);
  });
});
