import type { AnyConnector } from "#kernel/connector.ts";
import { connectors } from "#channels/registry.ts";
import { openDatabase } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import { anAccount, layReady, type ReadyAccount } from "#modules/dispatch/fixtures/ready.ts";
import { aSendingHouse, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { settlementOfAnswer } from "#modules/dispatch/sender/settlements.ts";
import { writeSettlements } from "#modules/dispatch/sender/settler.ts";
import { claim, type Claimed } from "#modules/dispatch/store/claim.ts";
import { setSecrets } from "#modules/gateways/fixtures/lines.ts";
import { doorOfGateways } from "#modules/gateways/module.ts";
import { insertMessage } from "#modules/gateways/store/message.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { broadcastAccount } from "#tests/simulators/broadcast.ts";
import { wechatAccount } from "#tests/simulators/wechat.ts";

/** A delivery under way, as its sender holds it: what its channel will call it, whether that was answered already, and the part on a gateway's line it came to. */
export type Leg = { delivery: Claimed; connector: AnyConnector; ref: string; answered: boolean; partId: string | null };

/** What the storm breaks over: deliveries of several channels, some of them of an edition that a newer one followed. */
export type World = { legs: Leg[]; accounts: ReadyAccount[]; pieceIds: string[] };

const unitId = "019b0000-0000-7000-8000-000000000001";
const { appId, ...wechatSecrets } = wechatAccount;
const { resourceCode, platformCode, platformKey, privateKey } = broadcastAccount;
const siteUrl = "https://example.org";
const wechat = { connectorId: "wechat", config: { appId, siteUrl }, secrets: wechatSecrets };

// Receipts by callback (sealed and signed), by look, by session, by a gateway's reports, by nothing but the answer.
const cast: readonly { connectorId: string; config: object; secrets: Record<string, string> }[] = [
  wechat, wechat,
  { connectorId: "broadcast", config: { url: siteUrl, resourceCode, platformCode, platformKey, areaCode: "220000" }, secrets: { privateKey } },
  { connectorId: "led", config: {}, secrets: {} },
  { connectorId: "cmpp", config: { host: "gateway.example.org", spId: "901234", srcId: "10691", serviceId: "YJT", signName: "吉林应急", phones: ["13800000001"] }, secrets: { secret: "tongsheng" } },
  { connectorId: "webhook", config: { url: `${siteUrl}/hook` }, secrets: { secret: "webhook-demo-secret-of-32-characters" } },
  { connectorId: "mastodon", config: { baseUrl: siteUrl }, secrets: { accessToken: "demo" } },
  { connectorId: "wecom", config: {}, secrets: { key: "demo" } },
];

/** Deliveries of one piece in all. */
export const legsPerPiece = cast.length;

/** A house over one copy of the world: real channels, no outside. Its clock stands still, because signed callbacks are of their time. */
export function openStormHouse(url: string, now: Date): { house: House; close: () => Promise<void> } {
  const { db, close } = openDatabase({ url, max: 12 });
  const house = aSendingHouse(db, connectors, () => now);
  const gateways = doorOfGateways(house);
  return { house: { ...house, doors: { ...house.doors, gateways } }, close };
}

async function claimAll(house: House): Promise<Claimed[]> {
  const all: Claimed[] = [];
  for (;;) {
    const some = await claim(house.db, {
      workerId: house.processId, limit: 500, maxPerAccount: 1_000_000, leaseSeconds: 86_400, now: house.now(), urgentOnly: false, rateOf: () => ({ calls: 1_000_000, perSeconds: 1 }), standsApart: () => false,
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The name a channel gives: a task, a message, or the very key it was sent under. */
function refOf({ connectorId, key }: Claimed, n: number): string {
  if (connectorId === "wechat") return String(2_247_000_000 + n);
  return connectorId === "broadcast" ? `${resourceCode}20260403${String(n).padStart(4, "0").slice(-4)}` : key;
}

/** Lays pieces down, has them signed and claimed. One in six is corrected while its first edition still waits for receipts. */
export async function layWorld(house: House, pieces: number): Promise<World> {
  const now = house.now();
  const accounts: ReadyAccount[] = [];
  for (const { connectorId, config, secrets } of cast) {
    const account = await anAccount(house.db, { connectorId, unitId, now, config });
    await setSecrets(house, account.id, secrets);
    accounts.push(account);
  }
  const first = await layReady(house.db, Array.from({ length: pieces }, () => ({ accounts, unitIds: [unitId] })), now);
  for (const ready of first) await signAll(house, ready);
  const corrected = first.filter((_, n) => n % 6 === 0);
  const olds = new Set(corrected.map(({ pieceId }) => pieceId));
  const legOf = (delivery: Claimed, n: number): Leg => {
    const connector = house.connectors.get(delivery.connectorId);
    if (!connector) throw new Error(delivery.connectorId);
    return { delivery, connector, ref: refOf(delivery, n), answered: false, partId: null };
  };
  const legs = (await claimAll(house)).map(legOf);
  const old = legs.filter(({ delivery }) => olds.has(delivery.pieceId));
  for (const leg of old) leg.answered = true;
  await writeSettlements(house, old.map(({ delivery, connector, ref }) => settlementOfAnswer(delivery, connector, { ok: true, ref, rung: "accepted", rawBody: "taken" }, now, 0)));
  for (const { pieceId } of corrected) {
    const [ready] = await layReady(house.db, [{ accounts, unitIds: [unitId], piece: { id: pieceId, editionNumber: 2 } }], now);
    if (ready) await signAll(house, ready);
  }
  legs.push(...(await claimAll(house)).map((delivery, n) => legOf(delivery, legs.length + n)));
  for (const leg of legs) if (leg.connector.line) leg.partId = await handOver(house, leg.delivery);
  return { legs, accounts, pieceIds: first.map(({ pieceId }) => pieceId) };
}

/** The message as a keeper of the line left it: handed over, not yet answered. */
async function handOver(house: House, { key, accountId, pieceId, editionNumber, payload }: Claimed): Promise<string> {
  const now = house.now();
  const messageId = await house.db.transaction().execute((tx) => insertMessage(tx, {
    key, accountId, pieceId, edition: editionNumber, recall: false, payload, sha256: sha256Hex(payload), reference: 0, frames: [payload], lastFours: ["0001"], lane: 4, notAfter: now,
  }, now));
  const { id } = await house.db.updateTable("gateways.part").set({ state: "handed", holder: house.processId, handed_at: now }).where("message_id", "=", messageId).returning("id").executeTakeFirstOrThrow();
  return id;
}
