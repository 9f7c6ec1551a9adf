import { createServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { AnyConnector, ConnectorContext, Outbound } from "#kernel/connector.ts";
import { connectors } from "#channels/registry.ts";
import { openDoor } from "#tests/simulators/house.ts";
import { startSite } from "#tests/simulators/site.ts";
import { startMail } from "#tests/simulators/smtp.ts";
import { startWebhook } from "#tests/simulators/webhook.ts";
import { outbound, reach } from "#platform/http/outbound.ts";
import { aCorrection, aLongEdition, anEdition, aNotice } from "./edition.ts";
import { anOrder, aRecall } from "./subjects.ts";
import { readMail } from "#tests/support/mail.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const keep = <S extends { stop: () => Promise<void> }>(sim: S): S => { stops.push(sim.stop); return sim; };
const get = (id: string): AnyConnector => connectors.find((c) => c.id === id)!;
const context = (config: unknown, more: Partial<ConnectorContext> = {}): ConnectorContext => ({
  accountId: "019b0000-0000-7000-8000-00000000ac01", config, secrets: {}, now: () => new Date("2026-04-03T06:00:00Z"), call: outbound({ allow: () => true }), doors: {}, numberFor: () => Promise.resolve(1), reach: reach({ allow: () => true }),
  openMaterial: () => Promise.resolve(new Uint8Array()), ...more,
});
const says = (body: unknown, status = 200): Outbound => () => Promise.resolve({ ok: true, status, headers: {}, body: typeof body === "string" ? body : JSON.stringify(body) });
const submitTo = (id: string, call: Outbound) => {
  const connector = get(id);
  return connector.submit(context({}, { call }), anOrder(connector.render(anEdition(), {}), anEdition()));
};

describe("what the chat platforms' codes mean", () => {
  test.each([
    ["wecom", { errcode: 45009 }, "rateLimited"], ["wecom", { errcode: -1 }, "transient"], ["wecom", { errcode: 93000 }, "auth"], ["wecom", { errcode: 40058 }, "content"],
    ["dingtalk", { errcode: 130101 }, "rateLimited"], ["dingtalk", { errcode: 410100 }, "rateLimited"], ["dingtalk", { errcode: 310000, errmsg: "sign not match" }, "auth"],
    ["dingtalk", { errcode: 310000, errmsg: "description:机器人发送签名不匹配" }, "auth"], ["dingtalk", { errcode: 310000, errmsg: "keywords not in content" }, "content"], ["dingtalk", { errcode: 310000, errmsg: "关键词不匹配" }, "content"],
    ["dingtalk", { errcode: 310000, errmsg: "ip 1.2.3.4 not in whitelist" }, "permission"], ["dingtalk", { errcode: 400013 }, "recipient"], ["dingtalk", { errcode: 400102 }, "permission"], ["dingtalk", { errcode: 460101 }, "content"],
    ["feishu", { code: 11232 }, "rateLimited"], ["feishu", { code: 19021 }, "auth"], ["feishu", { code: 19022 }, "permission"], ["feishu", { code: 19024 }, "content"], ["feishu", { StatusCode: 9499 }, "content"],
  ] as const)("%s %o is %s", async (id, body, expected) => {
    expect(await submitTo(id, says(body))).toMatchObject({ ok: false, class: expected, scope: "account" });
  });
  test("DingTalk's penalty is ten minutes", async () => {
    expect(await submitTo("dingtalk", says({ errcode: 130101 }))).toMatchObject({ retryAfterSeconds: 600 });
    expect(get("dingtalk").capabilities.rate.penaltySeconds).toBe(600);
  });
  test.each(["wecom", "dingtalk", "feishu"])("%s: an answer that cannot be read is an unknown outcome, and its evidence is capped at 4 KiB", async (id) => {
    const result = await submitTo(id, says("<html>".repeat(2000)));
    expect(result).toMatchObject({ ok: false, class: "unknownOutcome" });
    expect(Buffer.byteLength(result.rawBody)).toBeLessThanOrEqual(4096);
  });
  test("a forbidden address is a permission failure, not one to repeat", async () => {
    expect(await submitTo("wecom", outbound({ allow: () => false, publicHosts: "listed" }))).toMatchObject({ ok: false, class: "permission" });
  });
});

describe("limits at their edge", () => {
  const chat = (text: string) => anEdition({ variants: { ...anEdition().variants, chat: { text, tuned: true } } });
  const signature = "吉林省应急管理厅 吉林省消防救援总队";
  const overIn = (id: string, text: string) => get(id).render(chat(text), {}).findings.some(({ code }) => code === "channels.over-limit");
  test("WeCom counts bytes: 2048 pass, 2049 block", () => {
    const room = 2048 - Buffer.byteLength(`\n${signature}`);
    expect([overIn("wecom", "a".repeat(room)), overIn("wecom", "a".repeat(room + 1))]).toEqual([false, true]);
  });
  test("DingTalk counts the bytes of the whole body: 20,000 pass, one more blocks", () => {
    const room = 20_000 - Buffer.byteLength(get("dingtalk").render(chat(`\n${signature}`), {}).payload);
    expect([overIn("dingtalk", `${"a".repeat(room)}\n${signature}`), overIn("dingtalk", `${"a".repeat(room + 1)}\n${signature}`)]).toEqual([false, true]);
  });
  test("Feishu's mention of everybody cannot be smuggled in with a text", () => {
    expect(get("feishu").render(chat('<at user_id="all">所有人</at>'), {}).findings).toContainEqual(expect.objectContaining({ code: "channels.reserved-words", level: "blocking" }));
  });
  test("a robot that listens for a keyword blocks a text without it", () => {
    expect(get("dingtalk").render(anEdition(), { keyword: "通报" }).findings).toContainEqual(expect.objectContaining({ code: "channels.keyword-missing", level: "blocking" }));
  });
  test("a hand-posted title follows its platform's limit", () => {
    const { findings } = get("assisted").render(aLongEdition(31), { platform: "头条号", account: "吉林应急" });
    expect(findings).toContainEqual(expect.objectContaining({ code: "channels.over-limit", facts: { field: "title", have: 31, max: 30, unit: "codepoint" } }));
  });
  test("a fact or a picture that the edition does not carry blocks", () => {
    const codes = get("website").render(anEdition({ facts: [], materials: [] }), {}).findings.map(({ code }) => code);
    expect(codes).toEqual(["channels.missing-fact", "channels.missing-material"]);
  });
  test("an LED page is broken into rows without losing a character, and its hash covers the item", () => {
    const { payload } = get("led").render(anEdition(), { style: "page", rowCharacters: 8 });
    const item = JSON.parse(payload) as { lines: string[] };
    expect(item.lines.join("")).toBe(anEdition().variants.led.text);
    expect(item.lines.every((line) => [...line].length <= 8)).toBe(true);
  });
});

describe("email", () => {
  const account = (sim: { host: string; port: number }, recipients = ["a@example.org", "b@example.org"]) => context(
    { host: sim.host, port: sim.port, secure: false, plain: true, from: { name: "吉林应急", address: "desk@example.org" }, recipients, timeoutSeconds: 1 },
    { secrets: { user: "desk@example.org", pass: "mail-demo-pass" } });
  const send = (ctx: ConnectorContext, edition = anEdition(), previousRef: string | null = null) =>
    get("email").submit(ctx, anOrder(get("email").render(edition, ctx.config), edition, { previousRef }));

  test.each([["login", 454, "transient"], ["sender", 451, "transient"], ["recipient", 450, "transient"], ["data", 452, "transient"], ["sender", 553, "permission"], ["recipient", 550, "recipient"], ["data", 554, "content"], ["data", 421, "transient"]] as const)(
    "a refusal at %s with %i is %s and nothing was sent", async (at, code, expected) => {
      const sim = keep(await startMail());
      sim.misbehave({ kind: "refuse", at, code }, 2);
      expect(await send(account(sim))).toMatchObject({ ok: false, class: expected, rawCode: String(code) });
      expect(sim.ledger).toHaveLength(0);
    });
  test("a mail server that the house may not reach is refused before any socket is opened, for letters and for health alike", async () => {
    let knocks = 0;
    const server = createServer((socket) => { knocks += 1; socket.destroy(); });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    keep({ stop: () => new Promise<void>((done) => server.close(() => done())) });
    const ctx = { ...account({ host: "127.0.0.1", port: (server.address() as AddressInfo).port }), reach: reach({ allow: () => false }) };
    expect(await send(ctx)).toMatchObject({ ok: false, class: "permission", rawCode: "forbidden", rawBody: "forbidden: 127.0.0.1 is a private address" });
    expect(await get("email").health?.(ctx)).toEqual({ ok: false, detail: "forbidden: 127.0.0.1 is a private address" });
    expect(knocks).toBe(0);
  });
  test("the address that was checked is the one dialled: a name cannot change its mind in between", async () => {
    const sim = keep(await startMail());
    const ctx = { ...account({ host: "mail.example.invalid", port: sim.port }), reach: (host: string) => Promise.resolve(host === "mail.example.invalid" ? { ok: true as const, address: sim.host } : { ok: false as const, reason: "another name" }) };
    expect(await send(ctx)).toMatchObject({ ok: true, rung: "accepted" });
  });
  test("one dead box does not stop the others and is named in the evidence", async () => {
    const sim = keep(await startMail());
    const result = await send(account(sim, ["a@example.org", "nobody@example.org"]));
    expect(result).toMatchObject({ ok: true, rung: "accepted" });
    expect(result.rawBody).toContain("nobody@example.org");
    expect(sim.ledger[0]?.to).toEqual(["a@example.org"]);
  });
  test("the Message-ID is ours, a correction answers the letter it corrects, and the boxes stay hidden from each other", async () => {
    const sim = keep(await startMail());
    const first = await send(account(sim));
    expect(first).toMatchObject({ ok: true, ref: "<key-publish-1@example.org>" });
    await send(account(sim), aCorrection(), "<key-publish-1@example.org>");
    const [one, two] = sim.ledger.map(({ raw }) => readMail(raw));
    expect(one?.headers).toMatch(/^Message-ID: <key-publish-1@example\.org>$/im);
    expect(one?.headers).not.toContain("a@example.org");
    expect(two?.headers).toMatch(/^In-Reply-To: <key-publish-1@example\.org>$/im);
    expect(two?.subject).toBe("【更正】清明期间森林防火提示");
  });
  test("a title cannot add a header", async () => {
    const sim = keep(await startMail());
    await send(account(sim), anEdition({ title: "提示\r\nBcc: evil@example.org" }));
    expect(sim.ledger[0]?.raw.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/im);
    expect(sim.ledger[0]?.to).toEqual(["a@example.org", "b@example.org"]);
  });
  test("a server without STARTTLS is refused unless the account allows plain text", async () => {
    const sim = keep(await startMail());
    const ctx = account(sim);
    const result = await send({ ...ctx, config: { ...(ctx.config as object), plain: false } });
    expect(result).toMatchObject({ ok: false });
    expect(sim.ledger).toHaveLength(0);
  });
});

describe("reading back", () => {
  test("the website is verified only when the public page names the signed bytes", async () => {
    const site = keep(await startSite());
    const door = openDoor("published");
    const ctx = context({ baseUrl: site.url }, { doors: { site: door } });
    const rendered = get("website").render(anEdition(), ctx.config);
    const order = anOrder(rendered, anEdition());
    expect(await get("website").check?.(ctx, order)).toMatchObject({ state: "absent" });
    await get("website").submit(ctx, order);
    expect(await get("website").check?.(ctx, order)).toMatchObject({ state: "present", rung: "published" });
    site.ledger.push({ pieceId: order.pieceId, edition: 1, payload: "something else", recalled: false });
    expect(await get("website").check?.(ctx, order)).toMatchObject({ state: "present", rung: "published", matches: false });
    site.ledger[0]!.payload = rendered.payload;
    expect(await get("website").check?.(ctx, order)).toMatchObject({ state: "present", rung: "verified", matches: true, url: `${site.url}/a/${order.pieceId}` });
  });
  test("the feed is pending until it carries the edition, verified by hash, and absent once a newer one overtook", async () => {
    const site = keep(await startSite());
    const ctx = context({ feedUrl: `${site.url}/feed.json` });
    const feed = get("feed");
    const order = anOrder(feed.render(anEdition(), ctx.config), anEdition());
    expect(await feed.submit(ctx, order)).toMatchObject({ ok: true, rung: "accepted" });
    expect(await feed.check?.(ctx, order)).toMatchObject({ state: "pending" });
    site.ledger.push({ pieceId: order.pieceId, edition: 1, payload: "x", recalled: false });
    expect(await feed.check?.(ctx, order)).toMatchObject({ state: "present", matches: false, rung: "published" });
    site.ledger[0]!.payload = order.payload;
    expect(await feed.check?.(ctx, order)).toMatchObject({ state: "present", matches: true, rung: "verified" });
    expect(await feed.check?.(ctx, aRecall(aNotice(), "", null))).toMatchObject({ state: "pending" });
    site.ledger[0]!.recalled = true;
    expect(await feed.check?.(ctx, aRecall(aNotice(), "", null))).toMatchObject({ state: "present", rung: "verified" });
    site.ledger[0]!.edition = 2;
    expect(await feed.check?.(ctx, order)).toMatchObject({ state: "absent" });
  });
  test("the feed and the website are the same signed article", () => {
    expect(get("feed").render(anEdition(), { feedUrl: "https://example.org/feed.json" }).hash).toBe(get("website").render(anEdition(), {}).hash);
  });
  test("a webhook's unknown outcome is settled by its key: absent, then verified by hash", async () => {
    const sim = keep(await startWebhook());
    const ctx = context({ url: sim.hook, checkUrl: sim.check }, { secrets: { secret: "webhook-demo-secret-of-32-characters" }, now: () => new Date() });
    const order = anOrder(get("webhook").render(anEdition(), ctx.config), anEdition());
    expect(await get("webhook").check?.(ctx, order)).toMatchObject({ state: "absent" });
    sim.misbehave({ kind: "drop", effect: true });
    expect(await get("webhook").submit(ctx, order)).toMatchObject({ ok: false, class: "unknownOutcome" });
    expect(await get("webhook").check?.(ctx, order)).toMatchObject({ state: "present", rung: "verified", matches: true });
  });
  test("a webhook may take its recall as DELETE", async () => {
    const sim = keep(await startWebhook());
    const ctx = context({ url: sim.hook, recallBy: "delete" }, { secrets: { secret: "webhook-demo-secret-of-32-characters" }, now: () => new Date() });
    const sent = await get("webhook").submit(ctx, anOrder(get("webhook").render(anEdition(), ctx.config), anEdition()));
    const words = get("webhook").renderRecall?.(aNotice(), ctx.config);
    expect(await get("webhook").submit(ctx, aRecall(aNotice(), words?.payload ?? "", sent.ok ? sent.ref : null))).toMatchObject({ ok: true });
    expect(sim.heard.at(-1)).toMatchObject({ method: "DELETE", url: expect.objectContaining({ pathname: "/hook/p1" }) as unknown });
    expect(sim.ledger[0]?.withdrawn).toBe(true);
  });
  test("LED claims displayed only after a screen reports it, and an older revision never replaces a newer one", async () => {
    const door = openDoor("accepted");
    const ctx = context({}, { doors: { screens: door } });
    const led = get("led");
    const newer = anOrder(led.render(aCorrection(), {}), aCorrection());
    expect(await led.submit(ctx, newer)).toMatchObject({ ok: true, rung: "accepted" });
    door.report(newer.key, "displayed");
    expect(await led.check?.(ctx, newer)).toMatchObject({ state: "present", rung: "displayed" });
    expect(await led.submit(ctx, anOrder(led.render(anEdition(), {}), anEdition()))).toMatchObject({ ok: false });
  });
});
