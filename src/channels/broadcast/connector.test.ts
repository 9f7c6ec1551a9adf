import { afterEach, describe, expect, test } from "vitest";
import type { ConnectorContext, Order } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { outbound } from "#platform/http/outbound.ts";
import { aCorrection, anEdition, aNotice } from "#tests/conformance/edition.ts";
import { anOrder, aRecall } from "#tests/conformance/subjects.ts";
import { broadcastAccount, startBroadcast, type BroadcastOptions } from "#tests/simulators/broadcast.ts";
import { openNumbers } from "#tests/support/numbers.ts";
import { formOf } from "./form.ts";
import { broadcast } from "./connector.ts";
import { messageId, mostADay, packageId } from "./ids.ts";
import type { Signed } from "./message.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });

const at = new Date("2026-04-03T06:00:00Z");
const { resourceCode, platformCode, platformKey, privateKey } = broadcastAccount;
const settings = { url: "http://127.0.0.1/", resourceCode, platformCode, platformKey, areaCode: "220000" };
const context = (change: Partial<ConnectorContext> = {}): ConnectorContext => ({
  accountId: "019b0000-0000-7000-8000-00000000ac01", config: settings, secrets: { privateKey }, now: () => at, call: outbound({ allow: () => true }), reach: () => Promise.reject(new Error("none")), doors: {}, numberFor: openNumbers(), openMaterial: () => Promise.resolve(Buffer.from("picture")), ...change,
});
async function onStage(options: BroadcastOptions = {}, config: Record<string, unknown> = {}) {
  const sim = await startBroadcast({ clock: () => at, ...options });
  stops.push(sim.stop);
  const ctx = context({ config: { ...settings, url: `${sim.url}/`, ...config } });
  return { sim, ctx, order: anOrder(broadcast.render(anEdition(), ctx.config), anEdition()) };
}
const rendered = (edition: SealedEdition, config: Record<string, unknown> = {}) => {
  const { payload, findings } = broadcast.render(edition, { ...settings, ...config });
  return { signed: JSON.parse(payload) as Signed, codes: findings.filter(({ level }) => level === "blocking").map(({ code }) => code) };
};

describe("a message says what people signed", () => {
  test.each([["red", "1"], ["orange", "2"], ["yellow", "3"], ["blue", "4"]] as const)("%s is severity %s", (urgency, severity) => { expect(rendered(anEdition({ urgency })).signed.severity).toBe(severity); });
  test("a text without a grade is not broadcast, unless the account says it may; then its severity is unknown", () => {
    expect(rendered(anEdition({ urgency: "routine" })).codes).toEqual(["channels.no-grade"]);
    expect(rendered(anEdition({ urgency: "routine" }), { ungraded: "send" })).toMatchObject({ signed: { severity: "0" }, codes: [] });
  });
  test.each([
    ["its own area where it names no place", [], "220000", ["220000000000"]], ["a county within it", ["220182"], "220000", ["220182000000"]], ["its own area where the text is for the whole province", ["220000"], "220182", ["220182000000"]],
    ["a township of nine digits", ["220182101"], "220100", ["220182101000"]], ["several places, each once, in order", ["220182", "220112", "220182"], "220100", ["220112000000", "220182000000"]], ["only those places that lie within it", ["220182", "220282"], "220100", ["220182000000"]],
    ["a city, whose code is the stem of its counties", ["220182"], "220100", ["220182000000"]],
  ])("for %s", (_title, regions, areaCode, codes) => { expect(rendered(anEdition({ regions }), { areaCode }).signed.areaCodes).toEqual(codes); });
  test("a text for elsewhere is not broadcast here", () => { expect(rendered(anEdition({ regions: ["220282"] }), { areaCode: "220100" })).toMatchObject({ signed: { areaCodes: [] }, codes: ["channels.outside-area"] }); });
  test("the kind of event follows the column, or is the account's own", () => {
    expect([rendered(anEdition(), { eventTypes: ["汛情=11A01", "森林防火=11B25"] }), rendered(anEdition(), { eventType: "10000", eventTypes: ["汛情=11A01"] }), rendered(anEdition())].map(({ signed }) => signed.eventType)).toEqual(["11B25", "10000", "00000"]);
  });
  test("words no document may carry are gone before people sign, and signs of XML stay words", async () => {
    const { sim, ctx } = await onStage();
    const text = "火警\u0000请拨<119> & \"快\"\r\n吉林省应急管理厅 吉林省消防救援总队";
    const edition = anEdition({ variants: { ...anEdition().variants, short: { text, tuned: true } } });
    await broadcast.submit(ctx, anOrder(broadcast.render(edition, ctx.config), edition));
    expect(sim.ledger[0]?.fields["MsgDesc"]).toBe("火警请拨<119> & \"快\"\n吉林省应急管理厅 吉林省消防救援总队");
  });
  test("its end is the text's own, or the minutes of the account after its sending", async () => {
    for (const [validUntil, end] of [["2026-04-03T08:30:00.000Z", "2026-04-03 16:30:00"], [null, "2026-04-03 14:45:00"]] as const) {
      const { sim, ctx } = await onStage({}, { minutes: 45 });
      const edition = anEdition({ validUntil });
      await broadcast.submit(ctx, anOrder(broadcast.render(edition, ctx.config), edition));
      expect(sim.ledger[0]?.fields).toMatchObject({ StartTime: "2026-04-03 14:00:00", SendTime: "2026-04-03 14:00:00", EndTime: end });
    }
  });
  test("one whose end has passed never leaves the house", async () => {
    const { sim, ctx } = await onStage();
    const edition = anEdition({ validUntil: "2026-04-03T06:00:00.000Z" });
    expect(await broadcast.submit(ctx, anOrder(broadcast.render(edition, ctx.config), edition))).toMatchObject({ ok: false, class: "content", rawCode: "over" });
    expect(sim.heard).toEqual([]);
  });
  test("a picture that cannot be opened stops it before anything left", async () => {
    const { sim, ctx } = await onStage({}, { media: "images" });
    const order = anOrder(broadcast.render(anEdition(), ctx.config), anEdition());
    expect(await broadcast.submit({ ...ctx, openMaterial: () => Promise.reject(new Error("gone")) }, order)).toMatchObject({ ok: false, class: "transient", rawCode: "picture-not-opened" });
    expect(sim.heard).toEqual([]);
  });
  test.each([["certificate", "form"], ["certificate", "bare"], ["flat", "form"], ["flat", "bare"]])("in either form of signature and of posting (%s, %s)", async (signatureForm, posting) => {
    const { sim, ctx, order } = await onStage({}, { signatureForm, posting, certSn: "0000000000A1" });
    expect(await broadcast.submit(ctx, order)).toMatchObject({ ok: true, rung: "accepted", ref: sim.ledger[0]?.id });
    expect(sim.heard[0]?.body).toContain("<CertSN>0000000000A1</CertSN>");
  });
});

describe("numbers", () => {
  test("are as long as the profile wants, and the same order always has the same", () => {
    expect([packageId(resourceCode, "k").length, messageId(resourceCode, "20260403", 1).length, messageId(resourceCode, "20260403", mostADay).length]).toEqual([41, 35, 35]);
  });
  test("no two messages of a day have one, and the same order always has the same", async () => {
    const { sim, ctx, order } = await onStage();
    for (const n of [...Array(120).keys(), 0, 119]) expect(await broadcast.submit(ctx, { ...order, key: `order ${n}` })).toMatchObject({ ok: true });
    expect(sim.ledger.map(({ id }) => Number(id.slice(31)))).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
  });
  test("when a day has none left, or none can be had, nothing leaves the house", async () => {
    const { sim, ctx, order } = await onStage();
    expect(await broadcast.submit({ ...ctx, numberFor: () => Promise.resolve(mostADay + 1) }, order)).toMatchObject({ ok: false, class: "quota", rawCode: "no-number-left" });
    expect(await broadcast.submit({ ...ctx, numberFor: () => Promise.reject(new Error("gone")) }, order)).toMatchObject({ ok: false, class: "transient", rawCode: "not-numbered" });
    expect(sim.heard).toEqual([]);
  });
  test("bear the day the text was frozen, in Beijing, so that a try after midnight is the same message", async () => {
    const { sim, ctx, order } = await onStage();
    await broadcast.submit(ctx, order);
    await broadcast.submit({ ...ctx, now: () => at }, { ...order, attempt: 1 });
    expect(sim.ledger.map(({ id }) => id.slice(0, 31))).toEqual([`${resourceCode}20251209`]);
  });
});

describe("what the platform answers", () => {
  const answering = (code: string) => async (ctx: ConnectorContext, sim: Awaited<ReturnType<typeof startBroadcast>>, order: Order) => {
    const related = packageId(resourceCode, order.key);
    const own = `10${platformCode}0000000000000009`;
    const xml = `<EBD><EBDVersion>1.0</EBDVersion><EBDID>${own}</EBDID><EBDType>EBDResponse</EBDType><SRC><EBRID>${platformCode}</EBRID></SRC><EBDTime>2026-04-03 14:00:00</EBDTime><RelatedEBD><EBDID>${related}</EBDID></RelatedEBD><EBDResponse><ResultCode>${code}</ResultCode></EBDResponse></EBD>`;
    return broadcast.submit({ ...ctx, call: () => Promise.resolve({ ok: true, status: 200, headers: {}, body: "", bytes: sim.signs(own, xml) }) }, order);
  };
  test.each([["0", { ok: true, rung: "accepted" }], ["1", { ok: true, rung: "accepted" }], ["2", { ok: false, class: "content" }], ["3", { ok: false, class: "content" }], ["4", { ok: false, class: "auth" }], ["5", { ok: false, class: "transient" }], ["9", { ok: false, class: "unknownOutcome" }], ["constructor", { ok: false, class: "unknownOutcome" }]])("%s", async (code, expected) => {
    const { sim, ctx, order } = await onStage();
    expect(await answering(code)(ctx, sim, order)).toMatchObject(expected);
  });
  test("an answer that is unsigned, old, to another package, or nothing, leaves the outcome unknown, and names the message so that it can be asked for", async () => {
    const { sim, ctx, order } = await onStage();
    const own = `10${platformCode}0000000000000009`;
    const said = (time: string, related = packageId(resourceCode, order.key)) => `<EBD><EBDID>${own}</EBDID><EBDType>EBDResponse</EBDType><SRC><EBRID>${platformCode}</EBRID></SRC><EBDTime>${time}</EBDTime><RelatedEBD><EBDID>${related}</EBDID></RelatedEBD><EBDResponse><ResultCode>1</ResultCode></EBDResponse></EBD>`;
    const now = "2026-04-03 14:00:00";
    for (const [bytes, rawCode] of [[sim.signs(own, said(now), privateKey), "answer-signature"], [sim.signs(own, said("2026-04-03 13:40:00")), "answer-stale"], [sim.signs(own, said(now, own)), "answer-to-another"], [Buffer.from("<html>"), "answer-not-an-archive"], [Buffer.alloc(0), "answer-no-document"]] as const) {
      const result = await broadcast.submit({ ...ctx, call: () => Promise.resolve({ ok: true, status: 200, headers: {}, body: "", bytes }) }, order);
      expect(result).toMatchObject({ ok: false, class: "unknownOutcome", rawCode, ref: expect.stringMatching(/^\d{35}$/) as unknown });
    }
  });
  test("a key that is none is found before anything leaves", async () => {
    const { sim, ctx, order } = await onStage();
    for (const key of ["", "xyz", "0".repeat(64), "f".repeat(64)]) expect(await broadcast.submit({ ...ctx, secrets: { privateKey: key } }, order)).toMatchObject({ ok: false, class: "auth", rawCode: "no-private-key" });
    expect(sim.heard).toEqual([]);
  });
});

describe("how a message stands", () => {
  test.each([
    ["0", [], { state: "present", rung: "accepted" }], ["1", [], { state: "present", rung: "accepted" }], ["2", ["2", "2"], { state: "present", rung: "published" }], ["3", [], { state: "present", rung: "published" }],
    ["3", ["3", "3", "4"], { state: "present", rung: "displayed" }], ["2", ["3", "2"], { state: "present", rung: "displayed" }], ["4", ["4"], { state: "refused", failure: { class: "recipient", rawCode: "state-4" } }], ["4", ["3", "4"], { state: "present", rung: "displayed" }], ["5", [], { state: "refused", failure: { rawCode: "state-5" } }],
  ])("%s, systems %j: %o", async (state, systems, expected) => {
    const { sim, ctx, order } = await onStage();
    const sent = await broadcast.submit(ctx, order);
    sim.play(sent.ok ? sent.ref : "", state, systems);
    expect(await broadcast.check?.(ctx, order)).toMatchObject(expected);
  });
  test("its evidence counts the systems and keeps the platform's own words", async () => {
    const { sim, ctx, order } = await onStage();
    const sent = await broadcast.submit(ctx, order);
    sim.play(sent.ok ? sent.ref : "", "3", ["3", "3", "4"]);
    const seen = await broadcast.check?.(ctx, order);
    expect(seen?.rawBody).toMatch(/^播发成功；播发成功 2 个播出系统；播发失败 1 个播出系统；覆盖率 0\.97；资源统计 1,0,1,3\n<\?xml/);
    expect(Buffer.byteLength(seen?.rawBody ?? "")).toBeLessThanOrEqual(4096);
  });
  test("a platform that only reports by itself leaves the question open", async () => {
    const { ctx, order } = await onStage({ reportsLater: true });
    await broadcast.submit(ctx, order);
    expect(await broadcast.check?.(ctx, order)).toMatchObject({ state: "unclear" });
  });
});

describe("a recall cancels", () => {
  test("by naming the message, with no words that could be read aloud, in the name of who recalls", async () => {
    const { sim, ctx, order } = await onStage();
    const sent = await broadcast.submit(ctx, order);
    const ref = sent.ok ? sent.ref : "";
    expect(await broadcast.submit(ctx, aRecall(aNotice(), "", ref))).toMatchObject({ ok: true, rung: "accepted" });
    expect(sim.heard.at(-1)?.body).toContain(`<RelatedInfo><EBMID>${ref}</EBMID></RelatedInfo><MsgBasicInfo><MsgType>2</MsgType><SenderName>吉林省应急管理厅 吉林省消防救援总队</SenderName>`);
    expect(sim.heard.at(-1)?.body).not.toContain("<MsgContent>");
    expect(sim.ledger.map(({ state }) => state)).toEqual(["5"]);
  });
  test("and is done when nothing is on the air; taken, it is waited for; never arrived, it is sent again", async () => {
    const { sim, ctx, order } = await onStage();
    const sent = await broadcast.submit(ctx, order);
    const ref = sent.ok ? sent.ref : "";
    const recall = aRecall(aNotice(), "", ref);
    for (const [state, taken, expected] of [["2", null, "absent"], ["2", "key-recall", "pending"], ["0", "key-recall", "pending"], ["5", "key-recall", "present"], ["3", null, "present"], ["4", null, "present"]] as const) {
      sim.play(ref, state);
      expect((await broadcast.check?.(ctx, { ...recall, ref: taken }))?.state).toBe(expected);
    }
  });
  test("whose answer was lost bears no name: while the message is on the air it is sent again, under the same number", async () => {
    const { sim, ctx, order } = await onStage();
    const sent = await broadcast.submit(ctx, order);
    const ref = sent.ok ? sent.ref : "";
    sim.misbehave({ kind: "drop", effect: false });
    const lost = await broadcast.submit(ctx, aRecall(aNotice(), "", ref));
    expect(lost).toMatchObject({ ok: false, class: "unknownOutcome" });
    expect("ref" in lost).toBe(false);
    expect(await broadcast.check?.(ctx, aRecall(aNotice(), "", ref))).toMatchObject({ state: "absent" });
    await broadcast.submit(ctx, aRecall(aNotice(), "", ref));
    const numbers = sim.heard.filter(({ body }) => body.includes("<MsgType>2")).map(({ body }) => /<EBMVersion>1\.0<\/EBMVersion><EBMID>(\d{35})</.exec(body)?.[1]);
    expect([new Set(numbers).size, numbers.length, sim.ledger[0]?.state]).toEqual([1, 2, "5"]);
  });
  test.each([null, "key-of-nothing"])("of a message without a number (%s) goes to a person", async (ref) => {
    const { sim, ctx } = await onStage();
    expect(await broadcast.submit(ctx, aRecall(aNotice(), "", ref))).toMatchObject({ ok: false, class: "unknownOutcome", rawCode: "no-message" });
    expect(await broadcast.check?.(ctx, aRecall(aNotice(), "", ref))).toMatchObject({ state: "unclear" });
    expect(sim.heard).toEqual([]);
  });
  test("a correction is a further message beside the first", async () => {
    const { sim, ctx, order } = await onStage();
    const first = await broadcast.submit(ctx, order);
    await broadcast.submit(ctx, anOrder(broadcast.render(aCorrection(), ctx.config), aCorrection(), { previousRef: first.ok ? first.ref : null }));
    expect(sim.ledger.map(({ fields }) => fields["MsgDesc"]?.startsWith("【更正】"))).toEqual([false, true]);
  });
});

describe("a play receipt that comes by itself", () => {
  const aReport = async (state = "3", systems = ["3", "4"]) => {
    const { sim, ctx, order } = await onStage();
    const sent = await broadcast.submit(ctx, order);
    const ref = sent.ok ? sent.ref : "";
    sim.play(ref, state, systems);
    return { sim, ctx, ref, bytes: sim.report(ref) };
  };
  const hear = (ctx: ConnectorContext, body: Uint8Array, type = "application/x-tar") => broadcast.parseCallback?.(ctx, { headers: { "content-type": type }, query: {}, body });
  test("names its message, counts its systems, and is the same receipt twice; another report is another", async () => {
    const { sim, ctx, ref, bytes } = await aReport();
    const { type, body } = formOf("EBDT_1.tar", bytes);
    const [one, again, formed] = [await hear(ctx, bytes), await hear(ctx, bytes), await hear(ctx, body, type)];
    expect(one).toMatchObject([{ ref, rung: "displayed", at, rawBody: expect.stringContaining("播发成功 1 个播出系统；播发失败 1 个播出系统") as unknown }]);
    expect([again, formed]).toEqual([one, one]);
    expect((await hear(ctx, sim.report(ref)))?.[0]?.eventId).not.toBe(one?.[0]?.eventId);
  });
  test.each([["2", [], "published"], ["1", [], "accepted"]] as const)("%s proves no more than it says", async (state, systems, rung) => {
    const { ctx, bytes } = await aReport(state, [...systems]);
    expect(await hear(ctx, bytes)).toMatchObject([{ rung }]);
  });
  test("one that failed is a failure", async () => {
    const { ctx, bytes } = await aReport("4", ["4"]);
    expect(await hear(ctx, bytes)).toMatchObject([{ failure: { class: "recipient", rawCode: "state-4" } }]);
  });
  test("what the platform reports of its own devices is believed and passed by", async () => {
    const { sim, ctx } = await aReport();
    const own = `10${platformCode}0000000000000009`;
    const xml = `<EBD><EBDID>${own}</EBDID><EBDType>EBRPSState</EBDType><SRC><EBRID>${platformCode}</EBRID></SRC><EBDTime>2026-04-03 14:00:00</EBDTime><EBRPSState><EBRPS><StateCode>1</StateCode></EBRPS></EBRPSState></EBD>`;
    expect(await hear(ctx, sim.signs(own, xml))).toEqual([]);
  });
  test("unsigned, signed by another, stale, from elsewhere, for elsewhere, or no package, it is not believed", async () => {
    const { sim, ctx, ref, bytes } = await aReport();
    const own = `10${platformCode}0000000000000009`;
    const xml = (source: string, target: string) => `<EBD><EBDID>${own}</EBDID><EBDType>EBMStateResponse</EBDType><SRC><EBRID>${source}</EBRID></SRC><DEST><EBRID>${target}</EBRID></DEST><EBDTime>2026-04-03 14:00:00</EBDTime></EBD>`;
    const unsigned = Buffer.from(bytes.toString("latin1").replace("EBDS_", "XXXX_"), "latin1");
    const refused: readonly Uint8Array[] = [
      unsigned, sim.signs(own, xml(platformCode, resourceCode), privateKey), sim.report(ref, new Date(at.getTime() - 601_000)), sim.report(ref, new Date(at.getTime() + 601_000)),
      sim.signs(own, xml(resourceCode, resourceCode)), sim.signs(own, xml(platformCode, platformCode)), Buffer.from("hello"), new Uint8Array(),
    ];
    for (const body of refused) await expect(hear(ctx, body)).rejects.toThrow("channels.callback-not-trusted");
    await expect(hear({ ...ctx, config: { ...settings, platformKey: broadcastAccount.publicKey } }, bytes)).rejects.toThrow("channels.callback-not-trusted");
  });
});
