import type { ChildProcess } from "node:child_process";
import type { House } from "#platform/house.ts";
import { openDatabase, type Db } from "#platform/db/database.ts";
import { outbound } from "#platform/http/outbound.ts";
import { anAccount, aSigner, layReady, type Ready, type ReadyAccount } from "#modules/dispatch/fixtures/ready.ts";
import { recallPiece } from "#modules/dispatch/actions/release.ts";
import { as, aSendingHouse, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { aChaosChannel, kinds } from "./chaos-channel.ts";
import { openChaosFarSide, type ChaosFarSide } from "./chaos-far-side.ts";
import { isOver, killAt, legsOf, openVictims, places, recover, type Leg } from "./chaos-lane.ts";
import type { Fate } from "./chaos-victim.ts";
import { drawFrom, type Draw } from "./draw.ts";

/** What a run showed: what is wrong in it, and how many legs ended as a visible unknown. */
export type Verdict = { wrong: string[]; unknown: number; died: boolean; where: Fate["where"] };

const unitId = "019b0000-0000-7000-8000-000000000001";
const signer = aSigner(unitId);

/** A database in which runs follow one another. */
export type Lane = { house: House; db: Db; url: string; accounts: ReadyAccount[]; close: () => Promise<void> };

/** Opens a lane on a prepared database, with one account per kind of channel. */
export async function openLane(url: string, farSide: ChaosFarSide): Promise<Lane> {
  const { db, close } = openDatabase({ url, max: 6 });
  const quiet = { before: () => undefined, after: () => undefined };
  const house = { ...aSendingHouse(db, kinds.map((kind) => aChaosChannel(kind, quiet))), call: outbound({ allow: () => true }) };
  const accounts = await Promise.all(kinds.map((kind) => anAccount(db, { connectorId: `chaos-${kind}`, unitId, now: new Date(), config: { farSide: farSide.url } })));
  return { house, db, url, accounts, close };
}

async function issue(lane: Lane, piece?: { id: string; editionNumber: number }): Promise<Ready> {
  const [ready] = await lane.db.transaction().execute((tx) => layReady(tx, [{ accounts: lane.accounts, unitIds: [unitId], ...(piece ? { piece } : {}) }], new Date()));
  if (!ready) throw new Error("nothing laid");
  return ready;
}

/** Nothing is left to do of what a victim was told, whether it was to send, to sign or to order a recall. */
const isDone = (standing: readonly Leg[], { work, ready }: Fate): boolean =>
  standing.length > 0 && standing.every(isOver) && (work === "send" || standing.some((leg) => leg.edition_number === ready?.editionNumber && (work === "sign" || leg.action === "recall")));

/** One seeded run: something is to be sent, corrected, recalled or signed; the worker dies at a seeded boundary; a healthy one settles. */
export async function runChaos(lane: Lane, farSide: ChaosFarSide, victim: ChildProcess, seed: number): Promise<Verdict> {
  const draw = drawFrom(seed);
  const where = draw.pick(places);
  const scene = draw.pick(["publish", "correct", "recall", "sign", "order-recall"] as const);
  let ready = await issue(lane);
  const pieceIds = [ready.pieceId];
  if (scene !== "sign") await signAll(lane.house, ready);
  if (scene === "correct" || scene === "recall" || scene === "order-recall") await recover(lane.house, pieceIds);
  if (scene === "correct") { ready = await issue(lane, { id: ready.pieceId, editionNumber: 2 }); await signAll(lane.house, ready); }
  if (scene === "recall") await recallPiece(as(lane.house, signer), { pieceId: ready.pieceId, reason: "撤回" });
  const nth = 1 + draw.below(where.endsWith("statement") ? (scene === "sign" || scene === "order-recall" ? 60 : 40) : 3);
  await trap(lane, farSide, victim, ready, where, draw);
  const fate: Fate = { url: lane.url, through: "kinds", focus: null, ready, where, nth, work: scene === "sign" ? "sign" : scene === "order-recall" ? "recall" : "send" };
  const { died } = await killAt(victim, fate, async () => isDone(await legsOf(lane.db, pieceIds), fate));
  // A signature or a recall that did not get through is given again: the person saw no success.
  if (scene === "sign" && (await legsOf(lane.db, pieceIds)).length === 0) await signAll(lane.house, ready);
  if (scene === "order-recall" && !(await legsOf(lane.db, pieceIds)).some((leg) => leg.action === "recall")) await recallPiece(as(lane.house, signer), { pieceId: ready.pieceId, reason: "撤回" });
  await recover(lane.house, pieceIds);
  const seen = await legsOf(lane.db, pieceIds);
  const expected = scene === "publish" || scene === "sign" ? 3 : 6;
  const wrong = [...(seen.length === expected ? [] : [`${seen.length} legs instead of ${expected}`]), ...seen.flatMap((leg) => whyWrong(leg, farSide.effects.get(leg.key) ?? 0))];
  return { wrong: wrong.map((why) => `seed ${seed} ${scene} ${where} ${nth}: ${why}`), unknown: seen.filter((leg) => leg.state === "unknown").length, died, where };
}

/** The far side itself kills the caller, at a leg of its choice, before or after the effect. */
async function trap(lane: Lane, farSide: ChaosFarSide, victim: ChildProcess, ready: Ready, where: Fate["where"], draw: Draw): Promise<void> {
  if (where !== "at-far-side") return;
  const queued = (await legsOf(lane.db, [ready.pieceId])).filter((leg) => leg.state === "queued");
  if (queued.length > 0) farSide.ambush(draw.pick(queued).key, draw.chance(0.5) ? "before" : "after", () => victim.kill("SIGKILL"));
}

/** The law: nothing lost, nothing doubled; where nobody can tell, at most one send and a visible unknown. */
function whyWrong(leg: Leg, effects: number): string[] {
  const name = `${leg.connector_id} ${leg.action} ${leg.state}`;
  if (effects > 1) return [`${name}: took effect ${effects} times`];
  if (leg.state === "settled") return effects === 1 ? [] : [`${name}: nothing took effect`];
  if (leg.state === "unknown" && leg.connector_id === "chaos-none") return [];
  return [`${name}: not settled`];
}

/** Opens what all lanes share. */
export const openChaos = async (spare: number) => ({ farSide: await openChaosFarSide(), victims: openVictims(spare) });
