import { afterEach, describe, expect, test } from "vitest";
import { CarrierOrder } from "#kernel/carrier.ts";
import type { ConnectorContext, RawCallback } from "#kernel/connector.ts";
import { Problem } from "#kernel/errors.ts";
import { reach } from "#platform/http/outbound.ts";
import { aCorrection, aLongEdition, anEdition, aNotice } from "#tests/conformance/edition.ts";
import { startMail, type MailSimulator } from "#tests/simulators/smtp.ts";
import { webhookSign } from "../webhook/signature.ts";
import { carrier } from "./connector.ts";

const config = { addressee: "示例移动公司", signName: "吉林应急", partsMax: 7, apiUrl: "https://carrier.example.org/requests" };
const edition = (change: Parameters<typeof anEdition>[0] = {}) => anEdition({ regions: ["220200", "X22CBS"], places: [{ code: "220200", name: "吉林市" }], ...change });
const signed = (change: Parameters<typeof anEdition>[0] = {}, more: object = {}) => CarrierOrder.parse(JSON.parse(carrier.render(edition(change), { ...config, ...more }).payload));
const codes = (change: Parameters<typeof anEdition>[0], more: object = {}) => carrier.render(edition(change), { ...config, ...more }).findings.map(({ code, level }) => `${level} ${code}`);

describe("what people sign of a request", () => {
  test("is the message with its 【signature】, its parts, its regions by name, its hours, why, and who asks", () => {
    const order = signed({ urgency: "routine" });
    expect(order).toMatchObject({ kind: "send", edition: 1, regions: [{ code: "220200", name: "吉林市" }, { code: "X22CBS", name: "X22CBS" }], hours: { from: "08:00", until: "21:00" }, validUntil: "2026-04-07T16:00:00.000Z", reason: "向公众发布《清明期间森林防火提示》", units: ["吉林省应急管理厅", "吉林省消防救援总队"] });
    expect(order.text).toMatch(/^【吉林应急】【防火】清明期间禁止野外用火/);
  });
  test.each([[60, 1], [64, 1], [65, 2], [128, 2], [129, 3]] as const)("%i characters under a signature of six are %i parts", (characters, parts) => {
    const text = "火".repeat(characters);
    const form = { text, tuned: true };
    const { units } = anEdition().signature;
    const line = { units: units.slice(0, 1).map((unit) => ({ ...unit, name: "火", shortName: "火" })) };
    expect(signed({ variants: { ...anEdition().variants, sms: form }, signature: line })).toMatchObject({ parts });
  });
  test("without a signature on file it is the very text the desk counts", () => {
    expect(signed({}, { signName: undefined }).text).toBe(anEdition().variants.sms.text);
  });
  test.each([["red", "00:00"], ["orange", "00:00"], ["yellow", "08:00"], ["routine", "08:00"]] as const)("a %s piece may be sent from %s", (urgency, from) => { expect(signed({ urgency })).toMatchObject({ hours: { from } }); });
  test("a correction says what it changed and why it is sent", () => {
    const order = CarrierOrder.parse(JSON.parse(carrier.render(aCorrection(), config).payload));
    expect([order.reason, order.text]).toEqual(["更正：伤者人数经核实更新", expect.stringContaining("受伤人数：3人 → 5人")]);
  });
  test("a recall names reason and units, and no region of its own", () => {
    const order = CarrierOrder.parse(JSON.parse(carrier.renderRecall?.(aNotice(), config).payload ?? ""));
    expect(order).toMatchObject({ kind: "recall", reason: aNotice().reason, units: ["吉林省应急管理厅", "吉林省消防救援总队"] });
    expect(order.text).toMatch(/^【吉林应急】【撤回】/);
  });
  test.each([
    ["no region", { regions: [] }, {}, "blocking channels.no-region"],
    ["no words", { variants: aLongEdition(0).variants }, {}, "blocking channels.empty-text"],
    ["more parts than the carrier takes", { variants: aLongEdition(300).variants }, { partsMax: 2 }, "blocking channels.over-limit"],
    ["words that never expire", { validUntil: null }, {}, "reminder channels.no-expiry"],
  ] as const)("with %s it says so", (_, change, more, finding) => { expect(codes({ ...change, regions: "regions" in change ? [] : ["220200"] }, more)).toContain(finding); });
  test.each([
    ["hours that end before they begin", { hours: { from: "21:00", until: "08:00" } }], ["a signature with brackets", { signName: "【吉林应急】" }], ["neither a box nor an interface", { apiUrl: undefined }], ["no addressee", { addressee: "" }],
  ])("an account with %s is not opened", (_, more) => { expect(carrier.config.safeParse({ ...config, ...more }).success).toBe(false); });
});

describe("figures that a carrier signs", () => {
  const now = new Date("2026-04-03T06:00:00Z");
  const secret = "carrier-demo-secret-of-32-characters";
  const ctx = { secrets: { secret }, now: () => now } as unknown as ConnectorContext;
  const stamp = now.getTime() / 1000;
  const answer = (sent = 900) => ({ key: "a".repeat(64), id: "r-1", takenBy: "值班席", takenAt: "2026-04-03T05:58:00Z", counts: [{ region: "220200", submitted: 1000, sent, failed: 20 }] });
  const said = (body: object | string, at = stamp, key = secret): RawCallback => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { headers: { "x-tongsheng-timestamp": String(at), "x-tongsheng-signature": webhookSign(key, at, text) }, query: {}, body: new TextEncoder().encode(text) };
  };
  const read = async (raw: RawCallback, of: Pick<ConnectorContext, "secrets" | "now"> = ctx) => carrier.parseCallback?.({ ...ctx, ...of }, raw);

  test.each([[900, "published"], [0, "accepted"]] as const)("with %i sent prove that it was %s, never more", async (sent, rung) => {
    expect(await read(said(answer(sent)))).toEqual([{ key: "a".repeat(64), eventId: "r-1", at: new Date("2026-04-03T05:58:00Z"), rung, rawBody: expect.stringContaining('"submitted":1000') }]);
  });
  test.each([
    ["signed by somebody else", said(answer(), stamp, "another")], ["six minutes old", said(answer(), stamp - 360)], ["not signed", { ...said(answer()), headers: {} }], ["changed on the way", { ...said(answer()), body: new TextEncoder().encode(JSON.stringify(answer(901))) }],
    ["no JSON", said("ok")], ["with numbers of people", said({ ...answer(), phones: ["13843101234"] })], ["with a negative figure", said(answer(-1))],
  ])("%s are not believed", async (_, raw) => { await expect(read(raw)).rejects.toThrow(Problem); });
  test("an account without a secret believes nobody", async () => { await expect(read(said(answer(), stamp, ""), { secrets: {}, now: () => now })).rejects.toThrow(Problem); });
});

describe("the way to the carrier", () => {
  let mail: MailSimulator | undefined;
  afterEach(async () => { await mail?.stop(); });
  test.each([["the right password", "mail-demo-pass", true], ["a wrong one", "wrong", false]] as const)("is tested without a letter: %s", async (_, pass, ok) => {
    mail = await startMail();
    const { apiUrl: _none, ...bare } = config;
    const boxed = { ...bare, host: mail.host, port: mail.port, secure: false, plain: true, from: { address: "desk@example.org" }, recipients: ["carrier@example.org"], timeoutSeconds: 2 };
    const ctx = { config: boxed, secrets: { user: "desk@example.org", pass }, now: () => new Date(), reach: reach({ allow: () => true }) } as unknown as ConnectorContext;
    expect([(await carrier.health?.(ctx))?.ok, mail.ledger.length]).toEqual([ok, 0]);
  });
});
