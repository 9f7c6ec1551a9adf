import { sql } from "kysely";
import pg from "pg";
import { anEdition, picture } from "#tests/conformance/edition.ts";
import { openDatabase, type Db } from "#platform/db/database.ts";
import { setSecrets } from "#modules/gateways/fixtures/lines.ts";
import { decideSpending } from "#modules/dispatch/actions/spend.ts";
import { anAccount, aSigner, layReady, type ReadyAccount } from "#modules/dispatch/fixtures/ready.ts";
import { as, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { perVictim } from "./channel-draw.ts";
import { openChannelHouse, pictureBytes, pictureHash, type Work } from "./channel-house.ts";
import { channelLegs, type ChannelLeg } from "./channel-judge.ts";
import { stages, type Stage } from "./channel-stages.ts";
import { copyOf } from "./ground.ts";

const unitId = "019b0000-0000-7000-8000-000000000001";
const signer = aSigner(unitId);

/** A database in which runs follow one another, with the house of this process: who lays ready and who settles afterwards. `later` moves its clock ahead. */
export type ChannelLane = Work & { url: string; db: Db; now: () => Date; later: (ms: number) => void; close: () => Promise<void> };

/** Opens a lane in a copy of a prepared database, which goes when it is closed. */
export async function openChannelLane(ground: { adminUrl: string; url: string }, name: string): Promise<ChannelLane> {
  const url = await copyOf(ground.adminUrl, ground.url, name);
  const { db, close } = openDatabase({ url, max: 16 });
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  return {
    ...openChannelHouse(db, undefined, now), url, db, now, later: (ms) => { ahead = ms; },
    close: async () => {
      await close();
      const admin = new pg.Client({ connectionString: ground.adminUrl });
      await admin.connect();
      await admin.query(`drop database ${name} with (force)`).finally(() => admin.end());
    },
  };
}

/** One channel on stage: its platform, and the account of the house before it. */
export type Place = { channel: string; stage: Stage; account: ReadyAccount };

/** Makes each once. `made`: those there are. */
export function once(make: (name: string) => string, made = new Map<string, string>()): (name: string) => string {
  return (name) => {
    const one = made.get(name) ?? make(name);
    made.set(name, one);
    return one;
  };
}

/** The words by which an edition is found in a ledger. */
function markedEdition(pieceId: string, words: string, validUntil: Date) {
  const text = `【防火】野外用火一律禁止，火警请拨119。${words}`;
  const form = { text, tuned: false };
  return anEdition({
    pieceId, editionId: pieceId, title: `森林防火提示 ${words}`, summary: text, materials: [{ ...picture, sha256: pictureHash, bytes: pictureBytes.length }],
    variants: { web: form, phone: form, short: form, sms: form, led: form, chat: form, caption: form }, validUntil: validUntil.toISOString(),
  });
}

/** Puts a channel on stage; what is signed for it bears the words of its piece. */
export async function openPlace({ house, db, now }: ChannelLane, channel: string, wordsFor: (pieceId: string) => string): Promise<Place> {
  const stage = await stages[channel]?.(now);
  const connector = house.connectors.get(channel);
  if (!stage || !connector) throw new Error(`no stage for ${channel}`);
  const config = connector.config.parse(stage.config);
  const account = await anAccount(db, { connectorId: channel, unitId, now: now(), config: { ...(config as object) } });
  await setSecrets(house, account.id, stage.secrets);
  await stage.prepare?.(house);
  const validUntil = new Date(now().getTime() + 3 * 86_400_000);
  return { channel, stage, account: { ...account, payload: once((pieceId) => connector.render(markedEdition(pieceId, wordsFor(pieceId), validUntil), config).payload) } };
}

/** A person decides whatever waits for a decision: what is scarce is spent. */
export async function decide({ house }: ChannelLane, legs: readonly ChannelLeg[]): Promise<void> {
  for (const { id } of legs.filter(({ state }) => state === "held")) await decideSpending(as(house, signer), { deliveryId: id, spend: true, reason: "" });
}

/** Lays pieces ready that go to every place, signed and decided; each of a channel leaves so many milliseconds after now. */
export async function lay(lane: ChannelLane, places: readonly Place[], leavesIn: ReadonlyMap<string, readonly number[]>): Promise<string[]> {
  const { db, house, now } = lane;
  const accounts = places.map(({ account }) => account);
  const ready = await db.transaction().execute((tx) => layReady(tx, Array.from({ length: perVictim }, () => ({ accounts, unitIds: [unitId], urgency: "orange" as const })), now()));
  for (const one of ready) await signAll(house, one);
  const pieceIds = ready.map(({ pieceId }) => pieceId);
  const legs = await channelLegs(db, pieceIds);
  await decide(lane, legs);
  const times = JSON.stringify(legs.map(({ id, channel, pieceId }) => ({ id, ms: leavesIn.get(channel)?.[pieceIds.indexOf(pieceId)] ?? 0 })));
  await sql`update dispatch.progress s set not_before = ${now()}::timestamptz + x.ms * interval '1 millisecond' from jsonb_to_recordset(${times}::jsonb) as x(id uuid, ms int) where s.delivery_id = x.id`.execute(db);
  return pieceIds;
}

/** Nobody keeps a line any more to platforms that are gone, nor looks there. */
export async function leave({ db }: ChannelLane, places: readonly Place[]): Promise<void> {
  const ids = places.map(({ account }) => account.id);
  if (ids.length > 0) await db.updateTable("channels.account").set({ state: "closed" }).where("id", "in", ids).execute();
  if (ids.length > 0) await db.updateTable("dispatch.progress").set({ next_check_at: null }).where("account_id", "in", ids).execute();
  await Promise.all(places.map(({ stage }) => stage.stop()));
}
