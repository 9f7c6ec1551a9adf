import { strFromU8, unzipSync } from "fflate";
import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { carrier } from "#channels/carrier/connector.ts";
import { webhookSign } from "#channels/webhook/signature.ts";
import type { HouseDoor } from "#kernel/connector.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { readSheet, templateSheet, type SheetFile } from "#platform/documents/sheet.ts";
import { contextOf } from "#platform/http/context.ts";
import { outbound, reach } from "#platform/http/outbound.ts";
import { newId } from "#platform/ids.ts";
import { createAccount, setSecret } from "#modules/channels/index.ts";
import { mountHooks } from "#modules/channels/module.ts";
import { aSigner, layReady } from "#modules/dispatch/fixtures/ready.ts";
import { signAll } from "#modules/dispatch/fixtures/sending.ts";
import { recallPiece } from "#modules/dispatch/index.ts";
import { receive, startSender, type Sender } from "#modules/dispatch/module.ts";
import { sweepDeliveries } from "#modules/dispatch/sweep.ts";
import { setPlan, sign, signingOf, submitPiece } from "#modules/review/index.ts";
import { anEdition, aNotice } from "#tests/conformance/edition.ts";
import { readMail } from "#tests/support/mail.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aPiece, aProvince, type PeopledProvince, type Who } from "#tests/support/factories.ts";
import { aDesk, asking, aWholeHouse, doorOf, friday, type Answer, type TestHouse } from "#tests/support/house.ts";
import { startMail, type MailSimulator } from "#tests/simulators/smtp.ts";
import { startWebhook } from "#tests/simulators/webhook.ts";
import { letterPath, type ClashView, type RequestLine, type RequestView } from "./contract.ts";
import { mountLetters, routes, takeReceipts } from "./module.ts";
import { countColumns } from "./rules/sheet.ts";

const secret = "webhook-demo-secret-of-32-characters";
let database: TestDatabase;
let house: TestHouse;
let province: PeopledProvince;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let mail: MailSimulator;
let api: Awaited<ReturnType<typeof startWebhook>>;
let door: HouseDoor;
let now = friday;
const anywhere = reach({ allow: () => true });
let way = anywhere;
let day = 0;
const accounts = { mail: "", api: "" };
const settings = { addressee: "示例移动公司", signName: "吉林应急", partsMax: 7 };

beforeAll(async () => {
  database = await aDatabase();
  [mail, api] = [await startMail({ clock: () => now }), await startWebhook({ clock: () => now, secret })];
  house = aWholeHouse(database.db, { now: () => now, call: outbound({ allow: () => true }), reach: (host, port) => way(host, port) });
  province = await aProvince(house);
  app = await aDesk(house, routes, async (server) => {
    mountLetters(server, { house, doorkeeper: doorOf(house) });
    await mountHooks(server, house, async (ctx, tx, accountId, receipts) => receive(ctx, tx, accountId, await takeReceipts(ctx, tx, accountId, receipts)));
  });
  ask = asking(app);
  const keeper = await province.by("jiang");
  const open = async (name: string, config: object, secrets: Record<string, string>): Promise<string> => {
    const { id } = await createAccount(keeper, { connectorId: "carrier", unitId: await province.unitId("yjt"), name, config: { ...settings, ...config }, audience: "public", ownerId: province.who("lin"), successorId: null, registrationNo: "" });
    for (const [secretName, value] of Object.entries(secrets)) await setSecret(keeper, { accountId: id, name: secretName, value });
    return id;
  };
  accounts.mail = await open("移动", { host: mail.host, port: mail.port, secure: false, plain: true, from: { name: "省应急厅", address: "desk@example.org" }, recipients: ["carrier@example.org"], timeoutSeconds: 2 }, { user: "desk@example.org", pass: "mail-demo-pass", secret });
  accounts.api = await open("联通", { apiUrl: api.hook }, { secret });
  const carriers = house.doors["carriers"];
  if (!carriers) throw new Error("no door");
  door = carriers;
});
afterAll(async () => { await app?.close(); await mail?.stop(); await api?.stop(); await database?.drop(); });
// Every test has a day of its own, so that none clashes with what another left.
beforeEach(() => { day += 7; now = new Date(friday.getTime() + day * 86_400_000); mail.behave(); mail.ledger.length = 0; });

type Over = { urgency?: Urgency; places?: { code: string; name: string }[]; number?: number; validUntil?: string | null; title?: string };
const jilinCity = { code: "220200", name: "吉林市" };
const jiaohe = { code: "220281", name: "蛟河市" };
const payloadOf = (pieceId: string, { places = [jilinCity], urgency = "routine", ...over }: Over = {}): string =>
  carrier.render(anEdition({ pieceId, urgency, validUntil: null, places, regions: places.map(({ code }) => code), ...over }), { ...settings, apiUrl: "https://carrier.example.org" }).payload;
const key = (): string => newId(new Date()).replaceAll("-", "").repeat(2).slice(0, 64);
const put = (pieceId: string, over: Over & { key?: string; account?: string } = {}) =>
  door.put({ key: over.key ?? key(), accountId: over.account ?? accounts.mail, pieceId, edition: over.number ?? 1, payload: payloadOf(pieceId, over) });
const takeBack = (pieceId: string, edition = 1) =>
  door.put({ key: key(), accountId: accounts.mail, pieceId, edition, payload: carrier.renderRecall?.({ ...aNotice(), pieceId }, { ...settings, apiUrl: "https://carrier.example.org" }).payload ?? "" });
const aPlacedPiece = async (regions = ["220200"], urgency: Urgency = "routine") => (await aPiece(province, { title: `夜间大风提示 ${newId(new Date()).slice(-6)}`, regions, urgency })).id;
const as = (who: Who, method: "GET" | "POST", url: string, body?: object): Promise<Answer> => ask(province.who(who), method, url, body);
const shortOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "done" : String(body.type));
const lines = async (pieceId: string, who: Who = "lin") => ((await as(who, "GET", `/api/carrier-requests?pieceId=${pieceId}`)).body as unknown as { items: RequestLine[] }).items;
const newest = async (pieceId: string): Promise<RequestView> => (await as("lin", "GET", `/api/carrier-requests/${(await lines(pieceId))[0]?.id ?? ""}`)).body as unknown as RequestView;
const count = (id: string, figures: { submitted: number; sent: number; failed: number }, change: object = {}, who: Who = "lin") =>
  as(who, "POST", `/api/carrier-requests/${id}/counts`, { takenBy: "集团客户部值班席", takenAt: now.toISOString(), counts: [{ region: "220200", ...figures }], total: figures, ...change });

describe("a request by letter", () => {
  test("gets a number of the year, leaves as one mail with the letter beside it, and claims acceptance only", async () => {
    const pieceId = await aPlacedPiece();
    const mine = key();
    expect(await put(pieceId, { key: mine })).toMatchObject({ ok: true, rung: "accepted", ref: `<${mine}@example.org>` });
    const request = await newest(pieceId);
    expect(request).toMatchObject({ number: expect.stringMatching(/^短2026-\d{4}$/), kind: "send", outcome: "taken", places: [jilinCity], counts: null, overdue: false, mayCount: true, addressee: "示例移动公司", events: [{ kind: "put" }, { kind: "taken" }] });
    expect(mail.ledger.map(({ to }) => to)).toEqual([["carrier@example.org"]]);
    const { subject, text, headers } = readMail(mail.ledger[0]?.raw ?? "");
    expect(subject).toContain(request.number);
    expect(text).toContain(request.text);
    expect(headers).toMatch(/^To: carrier@example.org$/m);
    const attached = /filename[^]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(mail.ledger[0]?.raw ?? "")?.[1] ?? "";
    expect(strFromU8(unzipSync(Buffer.from(attached, "base64"))["word/document.xml"] ?? new Uint8Array())).toContain(request.number);
  });

  test("does not leave for a mail server that the house may not reach: nothing is dialled, and the request says why", async () => {
    const pieceId = await aPlacedPiece();
    way = reach({ allow: () => false });
    expect(await put(pieceId)).toMatchObject({ ok: false, class: "permission", rawCode: "forbidden", rawBody: expect.stringContaining("private address") });
    way = anywhere;
    expect(mail.ledger).toEqual([]);
    expect(await newest(pieceId)).toMatchObject({ outcome: "failed", failure: "permission forbidden" });
  });

  test("the letter can be fetched by whoever may read the request, and by nobody else", async () => {
    const pieceId = await aPlacedPiece();
    await put(pieceId);
    const { id, text } = await newest(pieceId);
    const fetched = (who: Who) => app.inject({ method: "GET", url: letterPath(id), headers: { "x-test-person": province.who(who) } });
    const words = strFromU8(unzipSync((await fetched("lin")).rawPayload)["word/document.xml"] ?? new Uint8Array()).replace(/<[^>]+>/g, "");
    for (const part of [text.split("\n")[0] ?? "", "吉林市（220200）", "示例移动公司：", "不提供、也不索取任何用户号码"]) expect(words).toContain(part);
    expect([(await fetched("luo")).statusCode, (await fetched("sys")).statusCode, (await app.inject(letterPath(id))).statusCode]).toEqual([404, 404, 401]);
    expect((await as("sys", "GET", "/api/carrier-requests")).status).toBe(403);
  });

  test("the same key twice is one letter; other bytes under it, and bytes of another piece, are refused", async () => {
    const [pieceId, other] = [await aPlacedPiece(), await aPlacedPiece(["220100"])];
    const mine = key();
    await put(pieceId, { key: mine });
    expect(await put(pieceId, { key: mine })).toMatchObject({ ok: true });
    expect(mail.ledger).toHaveLength(1);
    expect(await put(pieceId, { key: mine, title: "换了字" })).toMatchObject({ ok: false, rawCode: "carriers.other-bytes" });
    expect(await door.put({ key: key(), accountId: accounts.mail, pieceId: other, edition: 1, payload: payloadOf(pieceId) })).toMatchObject({ ok: false, rawCode: "carriers.unreadable" });
    expect(await door.withdraw({ key: key(), accountId: accounts.mail, pieceId, notice: { ...aNotice(), pieceId } })).toMatchObject({ ok: false, rawCode: "carriers.unsigned-recall" });
  });

  test("a server that falls silent leaves an unknown outcome; nothing is sent again but by a new try under the same number", async () => {
    const pieceId = await aPlacedPiece();
    const mine = key();
    mail.misbehave({ kind: "drop", effect: true });
    expect(await put(pieceId, { key: mine })).toMatchObject({ ok: false, class: "unknownOutcome" });
    expect((await newest(pieceId)).outcome).toBe("unknown");
    expect(await door.look({ key: mine, accountId: accounts.mail, pieceId })).toMatchObject({ state: "unclear" });
    const { number } = await newest(pieceId);
    expect(await put(pieceId, { key: mine })).toMatchObject({ ok: true });
    expect(await newest(pieceId)).toMatchObject({ number, outcome: "taken" });
  });

  test("a refused mailbox is a failure with its reason, and has no counts", async () => {
    const pieceId = await aPlacedPiece();
    mail.misbehave({ kind: "refuse", at: "recipient", code: 550 });
    expect(await put(pieceId)).toMatchObject({ ok: false, class: "recipient" });
    const request = await newest(pieceId);
    expect([request.outcome, request.failure, request.mayCount]).toEqual(["failed", "recipient 550", false]);
    expect(codeOf(await count(request.id, { submitted: 1, sent: 1, failed: 0 }))).toBe("carriers.not-there");
  });

  test("what was signed of it cannot be rewritten, not even by the owner of the database", async () => {
    const pieceId = await aPlacedPiece();
    await put(pieceId);
    const { id } = await newest(pieceId);
    for (const change of [{ number: "短2026-9999" }, { addressee: "别家" }, { places: "[]" }, { window_from: new Date(now.getTime() + 1000) }, { outcome: "failed" as const }]) {
      await expect(database.db.updateTable("carriers.request").set(change).where("id", "=", id).execute(), JSON.stringify(change)).rejects.toMatchObject({ code: "TS001" });
    }
  });
});

describe("the same people on the same day", () => {
  test("a routine piece waits for a reason, which the plan asks for and names the other request; then it goes", async () => {
    const [first, second] = [await aPlacedPiece(), await aPlacedPiece(["220281"])];
    await put(first);
    const clash = async () => (await as("lin", "GET", `/api/carrier-clashes?pieceId=${second}&accountId=${accounts.mail}`)).body as unknown as ClashView;
    const { number } = await newest(first);
    expect(await clash()).toMatchObject({ held: true, mayExcuse: true, reason: null, clashes: [{ number, places: [jiaohe] }] });
    const mine = key();
    expect(await put(second, { places: [jiaohe], key: mine })).toMatchObject({ ok: false, class: "content", rawCode: "carriers.clash", rawBody: expect.stringContaining(number) });
    expect([await lines(second), mail.ledger.length]).toEqual([[], 1]);
    expect(codeOf(await as("luo", "POST", `/api/carrier-clashes/${second}/reason`, { reason: "不是我的稿" }))).toBe("carriers.not-your-piece");
    expect(codeOf(await as("lin", "POST", `/api/carrier-clashes/${second}/reason`, { reason: "停水通知与大风无关，夜里就要用" }))).toBe("done");
    expect(await clash()).toMatchObject({ held: false, reason: { words: "停水通知与大风无关，夜里就要用" } });
    expect(await put(second, { places: [jiaohe], key: mine })).toMatchObject({ ok: true });
    expect((await newest(second)).clashReason).toBe("停水通知与大风无关，夜里就要用");
  });

  test.each(["red", "orange", "yellow", "blue"] as const)("a %s warning goes without waiting (refusal 7)", async (urgency) => {
    await put(await aPlacedPiece());
    expect(await put(await aPlacedPiece(["220200"], urgency), { urgency })).toMatchObject({ ok: true });
  });

  test("another region, another day, and what was stopped clash with nothing", async () => {
    await put(await aPlacedPiece());
    expect(await put(await aPlacedPiece(), { places: [{ code: "220100", name: "长春市" }] })).toMatchObject({ ok: true });
    now = new Date(now.getTime() + 15 * 3_600_000);
    const stopped = await aPlacedPiece();
    expect(await put(stopped)).toMatchObject({ ok: true });
    await takeBack(stopped);
    expect(await put(await aPlacedPiece())).toMatchObject({ ok: true });
  });

  test("two pieces at one moment cannot miss each other", async () => {
    const pieces = await Promise.all([aPlacedPiece(), aPlacedPiece(), aPlacedPiece()]);
    const answers = await Promise.all(pieces.map((id) => put(id)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("what a carrier returns", () => {
  test("adds up or is refused, is kept as it came, and the newest counts", async () => {
    const pieceId = await aPlacedPiece();
    await put(pieceId);
    const { id } = await newest(pieceId);
    expect((await lines(pieceId))[0]).toMatchObject({ counts: null, overdue: false });
    const figures = { submitted: 1000, sent: 900, failed: 60 };
    expect(codeOf(await count(id, figures, {}, "luo"))).toBe("carriers.no-request");
    expect(codeOf(await count(id, figures, { total: { ...figures, sent: 901 } }))).toBe("carriers.totals-differ");
    expect(codeOf(await count(id, figures, { takenBy: "13843101234" }))).toBe("carriers.no-numbers");
    expect(codeOf(await count(id, figures, { phones: ["13843101234"] }))).toBe("request.body");
    expect(codeOf(await count(id, figures))).toBe("done");
    expect(codeOf(await count(id, { submitted: 1000, sent: 940, failed: 60 }))).toBe("done");
    expect(await newest(pieceId)).toMatchObject({ counts: { submitted: 1000, sent: 940, failed: 60 }, entries: [{ total: { sent: 940 } }, { total: { sent: 900 }, takenBy: "集团客户部值班席", source: "person", regions: [{ code: "220200", sent: 900 }] }] });
  });

  test("comes for many regions from Excel: the template lists what awaits counts, what adds up is kept once, and bad rows come back", async () => {
    const both = [jilinCity, { code: "220100", name: "长春市" }];
    const [first, second] = [await aPlacedPiece(["220200", "220100"]), await aPlacedPiece(["220300"])];
    await put(first, { places: both });
    await put(second, { places: [{ code: "220300", name: "四平市" }] });
    const numbers = [(await newest(first)).number, (await newest(second)).number];
    const heads = countColumns.map(({ head }) => head);
    const template = await readSheet((await as("lin", "GET", "/api/carrier-counts/template")).body as unknown as SheetFile, countColumns, 5000);
    expect(template.rows.filter(({ cells }) => numbers.includes(cells.number)).map(({ cells }) => [cells.number, cells.region, cells.name])).toEqual([[numbers[0], "220200", "吉林市"], [numbers[0], "220100", "长春市"], [numbers[1], "220300", "四平市"]]);
    const at = shortOf(now);
    const sheet = await templateSheet({ name: "回数.xlsx", page: "回数", heads, rows: [[numbers[0] ?? "", "220200", "", "100", "90", "1", "值班席", at], [numbers[0] ?? "", "220100", "", "50", "50", "0", "", ""], [numbers[1] ?? "", "220300", "", "9", "10", "0", "值班席", at]] });
    const bring = async (who: Who = "lin") => (await as(who, "POST", "/api/carrier-counts/import", sheet)).body as { taken: number; unchanged: number; rejected: object[]; rejectedSheet: SheetFile | null };
    const outcome = await bring();
    expect(outcome).toMatchObject({ taken: 1, unchanged: 0, rejected: [{ row: 4, reason: "成功数加失败数多于提交数" }] });
    expect((await readSheet(outcome.rejectedSheet ?? sheet, countColumns, 10)).rows.map(({ cells }) => cells.number)).toEqual([numbers[1]]);
    expect(await bring()).toMatchObject({ taken: 0, unchanged: 1, rejected: [{ row: 4 }] });
    expect(await newest(first)).toMatchObject({ counts: { submitted: 150, sent: 140, failed: 1 }, entries: [{ source: "person", takenBy: "值班席" }] });
    expect((await newest(second)).entries).toEqual([]);
    expect(await bring("luo")).toMatchObject({ taken: 0, rejected: [{ row: 2 }, { row: 3 }, { row: 4 }] });
    expect((await as("sys", "POST", "/api/carrier-counts/import", sheet)).status).toBe(403);
  });

  test("is overdue once its hours are over, and stands among those that are waited for", async () => {
    const pieceId = await aPlacedPiece();
    await put(pieceId);
    now = new Date(now.getTime() + 10 * 3_600_000);
    expect((await lines(pieceId))[0]?.overdue).toBe(true);
    const open = ((await as("lin", "GET", "/api/carrier-requests?state=open&size=100")).body as unknown as { items: RequestLine[] }).items.map((one) => one.pieceId);
    expect(open).toContain(pieceId);
  });

  test("signed by the carrier counts by itself, once, and only for its own account", async () => {
    const pieceId = await aPlacedPiece();
    const mine = key();
    expect(await put(pieceId, { key: mine, account: accounts.api })).toMatchObject({ ok: true, rung: "accepted" });
    const sent = JSON.parse(api.ledger.at(-1)?.body ?? "{}") as Record<string, unknown>;
    expect(sent).toMatchObject({ type: "tongsheng.carrier-request", key: mine, kind: "send", regions: [jilinCity], order: { text: (await newest(pieceId)).text } });
    expect(sent["sha256"]).toBe((await newest(pieceId)).sha256);
    const knock = async (account: string, body: object) => {
      const [text, stamp] = [JSON.stringify(body), Math.floor(now.getTime() / 1000)];
      return (await app.inject({ method: "POST", url: `/hooks/${account}`, headers: { "content-type": "application/json", "x-tongsheng-timestamp": String(stamp), "x-tongsheng-signature": webhookSign(secret, stamp, text) }, payload: text })).statusCode;
    };
    const answer = { key: mine, id: "back-1", takenBy: "接口", takenAt: now.toISOString(), counts: [{ region: "220200", submitted: 500, sent: 490, failed: 10 }] };
    expect([await knock(accounts.mail, answer), (await newest(pieceId)).entries.length]).toEqual([200, 0]);
    expect([await knock(accounts.api, answer), await knock(accounts.api, answer), (await newest(pieceId)).entries.length]).toEqual([200, 200, 1]);
    expect(await knock(accounts.api, { ...answer, id: "back-2", counts: [{ region: "220100", submitted: 1, sent: 1, failed: 0 }] })).toBe(409);
    expect(await newest(pieceId)).toMatchObject({ counts: { submitted: 500, sent: 490, failed: 10 }, entries: [{ source: "callback" }] });
  });
});

describe("taking it back", () => {
  test("before its hours it is stopped by a signed letter that gives nothing to send; that none went out, the counts say", async () => {
    const pieceId = await aPlacedPiece();
    now = new Date(now.getTime() + 8.5 * 3_600_000);
    await put(pieceId);
    const before = await newest(pieceId);
    expect(await takeBack(pieceId)).toMatchObject({ ok: true });
    const [cancel, first] = await lines(pieceId);
    expect([cancel?.kind, cancel?.window, first?.turned]).toEqual(["cancel", null, "cancelled"]);
    expect(readMail(mail.ledger.at(-1)?.raw ?? "").text).toContain(`${before.number}号函商请发布的短信不再发布`);
    expect(await put(pieceId)).toMatchObject({ ok: false, rawCode: "carriers.recalled" });
    expect(codeOf(await count(cancel?.id ?? "", { submitted: 0, sent: 0, failed: 0 }))).toBe("done");
  });

  test("once they began it is a further message to the same regions, and the one before is marked", async () => {
    const pieceId = await aPlacedPiece();
    await put(pieceId);
    now = new Date(now.getTime() + 3_600_000);
    expect(await takeBack(pieceId)).toMatchObject({ ok: true });
    const [further, first] = await lines(pieceId);
    expect([further?.kind, further?.places, first?.turned]).toEqual(["further", [jilinCity], "recalled"]);
    expect(readMail(mail.ledger.at(-1)?.raw ?? "").text).toContain(aNotice().reason);
  });

  test("what was never asked is not taken back, and nothing older goes after newer", async () => {
    const pieceId = await aPlacedPiece();
    expect(await takeBack(pieceId)).toMatchObject({ ok: false, rawCode: "carriers.nothing-there" });
    await put(pieceId, { number: 2 });
    expect(await put(pieceId, { number: 1 })).toMatchObject({ ok: false, rawCode: "carriers.superseded" });
  });

  test("a newer edition before its hours stands in for the one that has not begun", async () => {
    const pieceId = await aPlacedPiece();
    now = new Date(now.getTime() + 8.5 * 3_600_000);
    await put(pieceId);
    const { number } = await newest(pieceId);
    await put(pieceId, { number: 2 });
    const [second, first] = await lines(pieceId);
    expect([second?.kind, first?.turned, (await newest(pieceId)).about]).toEqual(["send", "replaced", [number]]);
  });
});

describe("from the plan to the board", () => {
  let sender: Sender | undefined;
  afterEach(async () => { await sender?.stop(); });
  test("a request that was stopped before its hours calls nobody for counts a day later; the stop itself is still to be confirmed", async () => {
    now = new Date(now.getTime() + 8.5 * 3_600_000);
    const unit = await province.unitId("yjt");
    const [ready] = await layReady(database.db, [{ accounts: [{ id: accounts.mail, connectorId: "carrier", payload: (id) => payloadOf(id) }], unitIds: [unit] }], now);
    if (!ready) throw new Error("nothing laid");
    await signAll(house, ready);
    const { pieceId } = ready;
    sender = startSender(house, { pollMs: 30 });
    const legs = () => database.db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id").select(["d.id", "d.action", "s.state", "s.rung", "s.void_reason"]).where("d.piece_id", "=", pieceId).orderBy("d.action").execute();
    await vi.waitFor(async () => { expect(await legs()).toMatchObject([{ state: "waiting", rung: "accepted" }]); }, 10_000);
    await recallPiece(contextOf(house, aSigner(unit), "test"), { pieceId, reason: "风停了" });
    await vi.waitFor(async () => { expect(await legs()).toMatchObject([{ action: "publish", state: "void", rung: "accepted", void_reason: "recalled" }, { action: "recall", state: "waiting", rung: "accepted" }]); }, 10_000);
    await sender.stop();
    now = new Date(now.getTime() + 25 * 3_600_000);
    await sweepDeliveries(house);
    const called = await database.db.selectFrom("duty.alert").select("subject_id").where("kind", "=", "dispatch.overdue").execute();
    const [first, stop] = await legs();
    expect([first, stop].map((leg) => called.some(({ subject_id }) => subject_id === leg?.id))).toEqual([false, true]);
  });
  test("a signed piece goes to the carrier by itself; the board says accepted, and published once counts say that it was sent", async () => {
    const pieceId = await aPlacedPiece(["220200", "220281"], "orange");
    const writer = await province.by("lin");
    const unit = await province.unitId("yjt");
    await setPlan(writer, { pieceId, unitIds: [unit], lineReason: "本厅职责", inOrder: false, accountIds: [accounts.mail], sendAt: null, embargoUntil: null, notAfter: null });
    await submitPiece(writer, { pieceId, path: "emergency", pathReason: "大风预警", correctionReason: null });
    const manifest = await database.db.selectFrom("review.manifest").select("id").where("piece_id", "=", pieceId).executeTakeFirstOrThrow();
    const signing = await signingOf(database.db, { manifestId: manifest.id });
    await sign(await province.by("song"), { manifestId: manifest.id, unitId: unit, seenHash: signing?.hash ?? "" });
    sender = startSender(house, { pollMs: 30 });
    const leg = () => database.db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id").select(["s.state", "s.rung", "s.url"]).where("d.piece_id", "=", pieceId).executeTakeFirst();
    await vi.waitFor(async () => { expect(await leg()).toMatchObject({ state: "waiting", rung: "accepted" }); }, 10_000);
    const request = await newest(pieceId);
    expect(request).toMatchObject({ places: [jilinCity, jiaohe], urgency: "orange", units: ["吉林省应急管理厅"] });
    const counts = [{ region: "220200", submitted: 10, sent: 9, failed: 1 }, { region: "220281", submitted: 5, sent: 5, failed: 0 }];
    expect(codeOf(await as("jiang", "POST", `/api/carrier-requests/${request.id}/counts`, { takenBy: "值班席", takenAt: now.toISOString(), counts, total: { submitted: 15, sent: 14, failed: 1 } }))).toBe("done");
    expect(await leg()).toEqual({ state: "settled", rung: "published", url: null });
  });
});
