import type { ChildProcess } from "node:child_process";
import { anEdition, picture } from "#tests/conformance/edition.ts";
import { openDatabase } from "#platform/db/database.ts";
import { setSecrets } from "#modules/gateways/fixtures/lines.ts";
import { anAccount, layReady } from "#modules/dispatch/fixtures/ready.ts";
import { signAll } from "#modules/dispatch/fixtures/sending.ts";
import { openChannelHouse, pictureBytes, pictureHash } from "./channel-house.ts";
import { stages } from "./channel-stages.ts";
import { isOver, killAt, legsOf, places, recover, type Leg } from "./chaos-lane.ts";
import type { Fate } from "./chaos-victim.ts";
import { drawFrom } from "./draw.ts";

const unitId = "019b0000-0000-7000-8000-000000000001";

/** Deliveries that a victim has in hand at once; one death falls upon all of them. */
export const perVictim = 3;

/** An hour and five minutes later tokens, keys, windows and drafts are as old as they get before somebody looks. */
const laterMs = 65 * 60_000;

/** How one run ended: what is wrong, how its deliveries stood, and whether the victim died where it was to. */
export type Ended = { wrong: string[]; states: string[]; effects: number; died: boolean; where: Fate["where"]; nth: number };

/** How far boundaries lie: at which statement and at which call of a victim there is still something to die at. It is learnt from victims that survived. */
export type Extent = { statements: number; calls: number; effects: number };

const extentOf: Readonly<Record<Fate["where"], keyof Extent>> = {
  "before-statement": "statements", "at-statement": "statements", "after-statement": "statements", "before-call": "calls", "after-call": "calls", "at-far-side": "effects",
};

/** The words by which an edition is found in a ledger. */
function markedEdition(pieceId: string, words: string, validUntil: Date) {
  const text = `【防火】野外用火一律禁止，火警请拨119。${words}`;
  const form = { text, tuned: false };
  return anEdition({
    pieceId, editionId: pieceId, title: `森林防火提示 ${words}`, summary: text, materials: [{ ...picture, sha256: pictureHash, bytes: pictureBytes.length }],
    variants: { web: form, phone: form, short: form, sms: form, led: form, chat: form, caption: form }, validUntil: validUntil.toISOString(),
  });
}

/** A leg has come as far as it can without anybody outside: it is over, or its channel has it and further evidence would come by itself. */
const rests = (leg: Leg): boolean => isOver(leg) || (leg.state === "waiting" && leg.rung !== null);

/** An account before its platform, in a house of this process: who settles afterwards. */
async function openPlace(url: string, id: string, now: () => Date) {
  const stage = await stages[id]?.(now);
  if (!stage) throw new Error(`no stage for ${id}`);
  const { db, close } = openDatabase({ url, max: 8 });
  const { house, begin } = openChannelHouse(db, id, undefined, now);
  const connector = house.connectors.get(id);
  if (!connector) throw new Error(`no connector ${id}`);
  const config = connector.config.parse(stage.config);
  const account = await anAccount(db, { connectorId: id, unitId, now: now(), config: { ...(config as object) } });
  await setSecrets(house, account.id, stage.secrets);
  await stage.prepare?.(house);
  const leave = async (): Promise<void> => {
    // Nobody keeps a line any more to a platform that is gone.
    await db.updateTable("channels.account").set({ state: "closed" }).where("id", "=", account.id).execute();
    await stage.stop();
    await close();
  };
  return { stage, db, house, begin, connector, account, config, leave };
}

/** One seeded run of one channel before its own platform: a victim sends, dies at a seeded boundary, a healthy worker settles an hour later, and the ledger judges. */
export async function runChannel(url: string, id: string, victim: ChildProcess, seed: number, extent: Extent): Promise<Ended> {
  const draw = drawFrom(seed);
  const where = draw.pick(places);
  const nth = 1 + draw.below(extent[extentOf[where]]);
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  const { stage, db, house, begin, connector, account, config, leave } = await openPlace(url, id, now);
  try {
    const wordsOf = new Map<string, string>();
    const validUntil = new Date(now().getTime() + 3 * 86_400_000);
    const payload = (pieceId: string): string => {
      const words = wordsOf.get(pieceId) ?? `编号${String(seed * perVictim + wordsOf.size).padStart(9, "0")}`;
      wordsOf.set(pieceId, words);
      return connector.render(markedEdition(pieceId, words, validUntil), config).payload;
    };
    const ready = await db.transaction().execute((tx) => layReady(tx, Array.from({ length: perVictim }, () => ({ accounts: [{ ...account, payload }], unitIds: [unitId], urgency: "orange" as const })), now()));
    for (const one of ready) await signAll(house, one);
    const pieceIds = ready.map(({ pieceId }) => pieceId);
    if (where === "at-far-side") stage.ambush(draw.chance(0.5) ? "before" : "after", () => victim.kill("SIGKILL"), nth - 1);
    const died = await killAt(victim, { url, channel: id, work: "send", ready: null, where, nth }, async () => (await legsOf(db, pieceIds)).every(rests));
    ahead = laterMs;
    await recover(house, pieceIds, rests).finally(begin());
    const legs = await legsOf(db, pieceIds);
    const effectsOf = (leg: Leg): number => stage.effects({ words: wordsOf.get(leg.piece_id) ?? "?", key: leg.key });
    const knows = connector.capabilities.idempotency === "native" && !connector.line;
    const wrong = [...(legs.length === perVictim ? [] : [`${legs.length} legs`]), ...legs.flatMap((leg) => whyWrong(leg, effectsOf(leg), knows))];
    return { wrong: wrong.map((why) => `seed ${seed} ${id} ${where} ${nth}: ${why}`), states: legs.map(({ state }) => state), effects: legs.reduce((sum, leg) => sum + effectsOf(leg), 0), died, where, nth };
  } finally {
    await leave();
  }
}

/** Draws the boundaries in where a victim found nothing left to die at. */
export function learn(extent: Extent, { died, where, nth }: Ended): void {
  const name = extentOf[where];
  if (!died) extent[name] = Math.max(name === "effects" ? perVictim - 1 : perVictim, Math.min(extent[name], nth - 1));
}

/** The law: one public effect, or none and a board that says failed or unknown; never two, and never a board that claims what the ledger does not show. */
function whyWrong(leg: Leg, effects: number, knows: boolean): string[] {
  const name = `${leg.state} ${leg.rung ?? "-"} ${leg.failure_code ?? ""} after ${leg.attempt} tries`;
  if (effects > 1) return [`${name}: took effect ${effects} times`];
  if (leg.rung !== null && effects !== 1) return [`${name}: the ledger shows ${effects}`];
  if (leg.state === "failed" && effects > 0) return [`${name}: it stands there all the same`];
  if (!rests(leg)) return [`${name}: neither settled nor brought to a person`];
  return leg.state === "unknown" && knows ? [`${name}: the channel knows its keys, and still nobody knows`] : [];
}
