import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { webhook } from "#channels/webhook/connector.ts";
import { webhookSign } from "#channels/webhook/signature.ts";
import { outbound } from "#platform/http/outbound.ts";
import type { House } from "#platform/house.ts";
import { mountHooks } from "#modules/channels/module.ts";
import { anAccount, aSigner, layReady, type ReadyAccount } from "#modules/dispatch/fixtures/ready.ts";
import { aSendingHouse, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { receive, startSender, type Sender } from "#modules/dispatch/module.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aDesk } from "#tests/support/house.ts";

const secret = "webhook-demo-secret-of-32-characters";
const unitId = "019b0000-0000-7000-8000-000000000001";
let database: TestDatabase;
let house: House;
let app: FastifyInstance;
let account: ReadyAccount;
let receiver: Server;
let url = "";
let sender: Sender;
/** What the receiver does before it answers. */
let meanwhile: (key: string) => Promise<unknown> = async () => undefined;
const now = (): number => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  database = await aDatabase();
  receiver = createServer((request, response) => {
    const key = String(request.headers["idempotency-key"]);
    request.resume().on("end", () => void meanwhile(key).then(() => response.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify({ id: key }))));
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  house = { ...aSendingHouse(database.db, [webhook]), call: outbound({ allow: () => true }) };
  app = await aDesk(house, [], (server) => mountHooks(server, house, receive));
  account = await anAccount(database.db, { connectorId: "webhook", unitId, now: new Date(), config: { url } });
  await database.db.insertInto("channels.secret").values({ account_id: account.id, name: "secret", sealed: house.vault.seal(secret), set_by: aSigner(unitId).personId, set_at: new Date() }).execute();
  sender = startSender(house, { pollMs: 30 });
});
afterEach(() => { meanwhile = async () => undefined; });
afterAll(async () => { await sender?.stop(); await app?.close(); receiver?.close(); await database?.drop(); });

const leg = (pieceId: string) => database.db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id").select(["d.id", "d.key", "s.state", "s.rung", "s.failure_code"]).where("d.piece_id", "=", pieceId).executeTakeFirstOrThrow();
async function sent(stands = "accepted"): Promise<{ pieceId: string; key: string }> {
  const [ready] = await layReady(database.db, [{ accounts: [account], unitIds: [unitId] }], new Date());
  if (!ready) throw new Error("nothing laid");
  await signAll(house, ready);
  await vi.waitFor(async () => { expect(await leg(ready.pieceId)).toMatchObject({ state: "waiting", rung: stands }); }, 10_000);
  return { pieceId: ready.pieceId, key: (await leg(ready.pieceId)).key };
}
const word = (key: string, state: string, more: object = {}) => JSON.stringify({ type: "tongsheng.receipt", key, id: `${state}-1`, at: new Date().toISOString(), state, ...more });
const bring = async (text: string, { stamp = now(), signature = webhookSign(secret, stamp, text), to = account.id }: { stamp?: number; signature?: string; to?: string } = {}): Promise<number> =>
  (await app.inject({ method: "POST", url: `/hooks/${to}`, headers: { "content-type": "application/json", "x-tongsheng-timestamp": String(stamp), "x-tongsheng-signature": signature }, payload: text })).statusCode;
const words = async (pieceId: string) => (await database.db.selectFrom("dispatch.receipt").select("event_id").where("delivery_id", "=", (await leg(pieceId)).id).where("source", "=", "callback").execute()).length;

test("a later word of the receiver raises the evidence as far as its own word can prove it", async () => {
  const { pieceId, key } = await sent();
  expect(await bring(word(key, "published"))).toBe(200);
  expect(await leg(pieceId)).toMatchObject({ rung: "published", state: "waiting" });
});

test.each<[string, (key: string) => Promise<number>]>([
  ["signed with another secret", (key) => bring(word(key, "published"), { signature: webhookSign("another", now(), word(key, "published")) })],
  ["changed on its way", (key) => { const [text, stamp] = [word(key, "accepted"), now()]; return bring(text.replace("accepted", "published"), { stamp, signature: webhookSign(secret, stamp, text) }); }],
  ["not signed", (key) => bring(word(key, "published"), { signature: "" })],
  ["with another stamp than it was signed under", (key) => { const text = word(key, "published"); return bring(text, { signature: webhookSign(secret, now() - 1, text) }); }],
  ["six minutes old", (key) => bring(word(key, "published"), { stamp: now() - 360 })],
  ["six minutes ahead", (key) => bring(word(key, "published"), { stamp: now() + 360 })],
  ["that says it happens tomorrow", (key) => bring(word(key, "published", { at: new Date(Date.now() + 86_400_000).toISOString() }))],
  ["that claims to be verified", (key) => bring(word(key, "verified"))],
  ["that claims to be displayed", (key) => bring(word(key, "displayed"))],
  ["with something added", (key) => bring(word(key, "published", { openid: "x" }))],
  ["without a key", () => bring(word("", "published"))],
  ["of no form", () => bring("ok")],
  ["brought to another account", async (key) => bring(word(key, "published"), { to: (await anAccount(database.db, { connectorId: "webhook", unitId, now: new Date(), config: { url } })).id })],
  ["that is our own publication, reflected", (key) => bring(JSON.stringify({ type: "tongsheng.publication", key }))],
])("a word %s is not believed and changes nothing", async (_, forge) => {
  const { pieceId, key } = await sent();
  expect(await forge(key)).toBe(403);
  expect([await leg(pieceId), await words(pieceId)]).toMatchObject([{ rung: "accepted", state: "waiting" }, 0]);
});

test("the same word twice, replayed or signed anew, counts once", async () => {
  const { pieceId, key } = await sent();
  const [text, stamp] = [word(key, "published"), now()];
  for (const when of [stamp, stamp, stamp - 5]) expect(await bring(text, { stamp: when })).toBe(200);
  expect([(await leg(pieceId)).rung, await words(pieceId)]).toEqual(["published", 1]);
});

test("a word that comes before the answer to its own message is not lost", async () => {
  meanwhile = (key) => bring(word(key, "published"));
  const { pieceId } = await sent("published");
  expect(await words(pieceId)).toBe(1);
});

test("of words that disagree the later one by the receiver's clock counts, in whatever order they come", async () => {
  const at = (seconds: number) => ({ at: new Date(Date.now() - 60_000 + seconds * 1000).toISOString() });
  for (const backwards of [false, true]) {
    const { pieceId, key } = await sent();
    const said = [word(key, "published", at(0)), word(key, "failed", { ...at(10), code: "E17", reason: "taken down by an editor" })];
    for (const text of backwards ? said.toReversed() : said) expect(await bring(text)).toBe(200);
    expect(await leg(pieceId)).toMatchObject({ state: "failed", rung: "published", failure_code: "E17" });
  }
});

test("a word about a message that this house never sent is believed and changes nothing", async () => {
  const { pieceId } = await sent();
  expect(await bring(word("a".repeat(64), "published"))).toBe(200);
  expect(await leg(pieceId)).toMatchObject({ rung: "accepted" });
});
