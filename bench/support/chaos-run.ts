import { fork, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { House } from "#platform/house.ts";
import { openDatabase, type Db } from "#platform/db/database.ts";
import { outbound } from "#platform/http/outbound.ts";
import { anAccount, aSigner, layReady, type Ready, type ReadyAccount } from "#modules/dispatch/fixtures/ready.ts";
import { recallPiece } from "#modules/dispatch/actions/release.ts";
import { as, aSendingHouse, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { reclaimLost, startSender } from "#modules/dispatch/sender/sender.ts";
import { aChaosChannel, kinds } from "./chaos-channel.ts";
import { openChaosFarSide, type ChaosFarSide } from "./chaos-far-side.ts";
import type { Fate } from "./chaos-victim.ts";
import { drawFrom, type Draw } from "./draw.ts";

/** What a run showed: what is wrong in it, and how many legs ended as a visible unknown. */
export type Verdict = { wrong: string[]; unknown: number; died: boolean; where: Fate["where"] };

const unitId = "019b0000-0000-7000-8000-000000000001";
const signer = aSigner(unitId);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Victims that have loaded everything and wait for their fate. */
export function openVictims(spare: number): { next: () => Promise<ChildProcess>; stop: () => void } {
  type Waiting = { child: ChildProcess; ready: Promise<ChildProcess | null> };
  const launch = (): Waiting => {
    const child = fork(new URL("./chaos-victim.ts", import.meta.url), [], {
      stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [], env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "tongsheng-compile-cache") },
    });
    return { child, ready: new Promise((resolve) => { child.once("message", () => { resolve(child); }).once("exit", () => { resolve(null); }); }) };
  };
  const waiting = Array.from({ length: spare }, launch);
  return {
    async next() {
      for (;;) {
        waiting.push(launch());
        const victim = await waiting.shift()?.ready;
        if (victim) return victim;
      }
    },
    stop: () => { for (const { child } of waiting) child.kill("SIGKILL"); },
  };
}

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

const legs = ({ db }: Lane, pieceId: string) => db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id")
  .select(["d.id", "d.key", "s.state", "d.connector_id", "d.action", "d.edition_number", "s.attempt"]).where("d.piece_id", "=", pieceId).execute();

/** A healthy worker takes over: leases run out, back-offs and looks come due, until nothing waits any more. */
async function recover(lane: Lane, pieceId: string): Promise<void> {
  const sender = startSender(lane.house, { pollMs: 15 });
  const later: House = { ...lane.house, now: () => new Date(Date.now() + 3_600_000) };
  try {
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      await reclaimLost(later);
      await sql`update dispatch.progress set not_before = least(not_before, now()), next_check_at = least(next_check_at, now()),
          lease_until = case when state = 'waiting' and worker_id <> ${lane.house.processId} then null else lease_until end
        where delivery_id in (select s.delivery_id from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id where d.piece_id = ${pieceId} and s.state in ('queued', 'waiting') for update of s skip locked)`.execute(lane.db);
      sender.wake();
      if ((await legs(lane, pieceId)).every((leg) => ["settled", "failed", "unknown", "void"].includes(leg.state))) return;
      await pause(20);
    }
  } finally {
    await sender.stop();
  }
}

async function issue(lane: Lane, piece?: { id: string; editionNumber: number }): Promise<Ready> {
  const [ready] = await lane.db.transaction().execute((tx) => layReady(tx, [{ accounts: lane.accounts, unitIds: [unitId], ...(piece ? { piece } : {}) }], new Date()));
  if (!ready) throw new Error("nothing laid");
  return ready;
}

/** Lets the victim work until it dies where it was told to, or until nothing is left to do; it is killed in any case. */
async function kill(lane: Lane, victim: ChildProcess, fate: Fate): Promise<boolean> {
  let died = false;
  const gone = new Promise<void>((resolve) => victim.once("exit", () => { died = true; resolve(); }));
  victim.send(fate);
  for (const end = Date.now() + 20_000; !died && Date.now() < end;) {
    await Promise.race([gone, pause(30)]);
    const standing = await legs(lane, fate.ready.pieceId);
    const idle = standing.length > 0 && standing.every((leg) => ["settled", "failed", "unknown", "void"].includes(leg.state));
    if (!died && idle && fate.work === "send") break;
    if (!died && idle && standing.some((leg) => leg.edition_number === fate.ready.editionNumber && (fate.work === "sign" || leg.action === "recall"))) break;
  }
  const byItself = died;
  victim.kill("SIGKILL");
  await gone;
  return byItself;
}

const places: readonly Fate["where"][] = ["before-statement", "at-statement", "after-statement", "before-call", "after-call", "at-far-side"];

/** One seeded run: something is to be sent, corrected, recalled or signed; the worker dies at a seeded boundary; a healthy one settles. */
export async function runChaos(lane: Lane, farSide: ChaosFarSide, victim: ChildProcess, seed: number): Promise<Verdict> {
  const draw = drawFrom(seed);
  const where = draw.pick(places);
  const scene = draw.pick(["publish", "correct", "recall", "sign", "order-recall"] as const);
  let ready = await issue(lane);
  if (scene !== "sign") await signAll(lane.house, ready);
  if (scene === "correct" || scene === "recall" || scene === "order-recall") await recover(lane, ready.pieceId);
  if (scene === "correct") { ready = await issue(lane, { id: ready.pieceId, editionNumber: 2 }); await signAll(lane.house, ready); }
  if (scene === "recall") await recallPiece(as(lane.house, signer), { pieceId: ready.pieceId, reason: "撤回" });
  const nth = 1 + draw.below(where.endsWith("statement") ? (scene === "sign" || scene === "order-recall" ? 60 : 40) : 3);
  await trap(lane, farSide, victim, ready, where, draw);
  const fate: Fate = { url: lane.url, ready, where, nth, work: scene === "sign" ? "sign" : scene === "order-recall" ? "recall" : "send" };
  const died = await kill(lane, victim, fate);
  // A signature or a recall that did not get through is given again: the person saw no success.
  if (scene === "sign" && (await legs(lane, ready.pieceId)).length === 0) await signAll(lane.house, ready);
  if (scene === "order-recall" && !(await legs(lane, ready.pieceId)).some((leg) => leg.action === "recall")) await recallPiece(as(lane.house, signer), { pieceId: ready.pieceId, reason: "撤回" });
  await recover(lane, ready.pieceId);
  const seen = await legs(lane, ready.pieceId);
  const expected = scene === "publish" || scene === "sign" ? 3 : 6;
  const wrong = [...(seen.length === expected ? [] : [`${seen.length} legs instead of ${expected}`]), ...seen.flatMap((leg) => whyWrong(leg, farSide.effects.get(leg.key) ?? 0))];
  return { wrong: wrong.map((why) => `seed ${seed} ${scene} ${where} ${nth}: ${why}`), unknown: seen.filter((leg) => leg.state === "unknown").length, died, where };
}

/** The far side itself kills the caller, at a leg of its choice, before or after the effect. */
async function trap(lane: Lane, farSide: ChaosFarSide, victim: ChildProcess, ready: Ready, where: Fate["where"], draw: Draw): Promise<void> {
  if (where !== "at-far-side") return;
  const queued = (await legs(lane, ready.pieceId)).filter((leg) => leg.state === "queued");
  if (queued.length > 0) farSide.ambush(draw.pick(queued).key, draw.chance(0.5) ? "before" : "after", () => victim.kill("SIGKILL"));
}

/** The law: nothing lost, nothing doubled; where nobody can tell, at most one send and a visible unknown. */
function whyWrong(leg: Awaited<ReturnType<typeof legs>>[number], effects: number): string[] {
  const name = `${leg.connector_id} ${leg.action} ${leg.state}`;
  if (effects > 1) return [`${name}: took effect ${effects} times`];
  if (leg.state === "settled") return effects === 1 ? [] : [`${name}: nothing took effect`];
  if (leg.state === "unknown" && leg.connector_id === "chaos-none") return [];
  return [`${name}: not settled`];
}

/** Opens what all lanes share. */
export const openChaos = async (spare: number) => ({ farSide: await openChaosFarSide(), victims: openVictims(spare) });
