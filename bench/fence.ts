import { sql } from "kysely";
import { Problem } from "#kernel/errors.ts";
import { decideUnknown, retryDelivery } from "#modules/dispatch/actions/tend.ts";
import { recallPiece } from "#modules/dispatch/actions/release.ts";
import { anAccount, aSigner, layReady, type Ready, type ReadyAccount } from "#modules/dispatch/fixtures/ready.ts";
import { as, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { drawFrom, type Draw } from "./support/draw.ts";
import { recallReason, type Landed, type Landscape } from "./support/fence-far-side.ts";
import { kinds, openFleet, type Fleet } from "./support/fence-fleet.ts";
import { openGround, type Ground } from "./support/ground.ts";
import { report, round, say } from "./support/report.ts";

// Random interleavings of publish, correct, recall, retry and crash over a real database and four senders. The far side's
// own ledger is judged: an older edition never after a newer one, nothing of what was taken back after its recall.
const traces = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 20_260_403);
const atOnce = 100;
const unitId = "019b0000-0000-7000-8000-000000000001";
const signer = aSigner(unitId);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Does what a person may be refused; a refusal is an answer too. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

async function trace(fleet: Fleet, accounts: readonly ReadyAccount[], draw: Draw, landscape: Landscape): Promise<string> {
  const { house } = fleet;
  const targets = [draw.pick(accounts), ...(draw.chance(0.4) ? [draw.pick(accounts)] : [])].filter((one, n, all) => all.indexOf(one) === n);
  const issue = async (piece?: { id: string; editionNumber: number }): Promise<Ready> => {
    const [ready] = await house.db.transaction().execute((tx) => layReady(tx, [{ accounts: targets, unitIds: [unitId], ...(piece ? { piece } : {}) }], new Date()));
    if (!ready) throw new Error("nothing laid");
    await attempt(() => signAll(house, ready));
    return ready;
  };
  let last = await issue();
  for (let left = 2 + draw.below(5); left > 0; left -= 1) {
    await pause(draw.below(250));
    const step = draw.next();
    if (step < 0.45) last = await issue({ id: last.pieceId, editionNumber: last.editionNumber + 1 });
    else if (step < 0.65) await attempt(() => recallPiece(as(house, signer), { pieceId: last.pieceId, reason: recallReason(last.editionNumber) }));
    else if (step < 0.9) await tend(fleet, last.pieceId, landscape);
    else if (draw.chance(0.15)) fleet.crash(draw);
  }
  return last.pieceId;
}

/** A person retries what failed, and says truthfully what can be seen of what is unknown. */
async function tend({ house }: Fleet, pieceId: string, landscape: Landscape): Promise<void> {
  const legs = await house.db.selectFrom("dispatch.delivery as d").innerJoin("dispatch.progress as s", "s.delivery_id", "d.id").select(["d.id", "s.state", "d.key", "d.account_id"]).where("d.piece_id", "=", pieceId).where("s.state", "in", ["failed", "unknown"]).execute();
  for (const leg of legs) {
    const seen = landscape.get(`${pieceId} ${leg.account_id}`)?.some((one) => one.key === leg.key) ?? false;
    await attempt(() => leg.state === "failed" ? retryDelivery(as(house, signer), { deliveryId: leg.id }) : decideUnknown(as(house, signer), { deliveryId: leg.id, seen, link: null, note: "" }));
  }
}

/** What is wrong with the order in which things landed; null when nothing is. */
function whyUnlawful(landed: readonly Landed[]): string | null {
  let newest = 0;
  let recalledUpto = 0;
  for (const { action, edition } of landed) {
    if (action === "recall") { recalledUpto = Math.max(recalledUpto, edition); continue; }
    if (edition < newest) return `edition ${edition} after ${newest}`;
    if (edition <= recalledUpto) return `edition ${edition} after the recall of ${recalledUpto}`;
    newest = edition;
  }
  return null;
}

async function settled(ground: Ground): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.progress where state in ('queued', 'sending', 'waiting')`.execute(ground.owner);
    if (rows[0]?.n === 0) return;
    await pause(200);
  }
}

/** Pieces that were recalled last and yet stand somewhere, with no leg on the board that says so. */
async function stillStanding(ground: Ground, landscape: Landscape): Promise<string[]> {
  const { rows } = await sql<{ piece: string; account: string; state: string }>`select distinct on (d.piece_id, d.account_id) d.piece_id as piece, d.account_id as account, s.state
    from dispatch.delivery d join dispatch.progress s on s.delivery_id = d.id join content.piece p on p.id = d.piece_id where p.stage = 'recalled' and d.action = 'recall' order by d.piece_id, d.account_id, d.created_at desc`.execute(ground.owner);
  const spoken = new Map(rows.map((row) => [`${row.piece} ${row.account}`, row.state]));
  const { rows: recalled } = await sql<{ id: string }>`select id from content.piece where stage = 'recalled'`.execute(ground.owner);
  const ids = new Set(recalled.map((row) => row.id));
  return [...landscape].filter(([place, landed]) => {
    if (!ids.has(place.slice(0, 36)) || landed.at(-1)?.action === "recall") return false;
    return spoken.get(place) !== "failed" && spoken.get(place) !== "unknown";
  }).map(([place]) => place);
}

const ground = await openGround({ fsync: "off", synchronous_commit: "off" });
const landscape: Landscape = new Map();
const fleet = openFleet(ground.url, 4, landscape, seed);
try {
  const accounts = await Promise.all(Array.from({ length: 30 }, (_, n) => anAccount(ground.owner, { connectorId: `fence-${kinds[n % 3]}`, unitId, now: new Date() })));
  const from = performance.now();
  let begun = 0;
  const run = async (): Promise<void> => {
    while (begun < traces) {
      const n = begun++;
      await trace(fleet, accounts, drawFrom(seed ^ (n * 2_654_435_761)), landscape);
      if (n % 1_000 === 999) say(`${n + 1} interleavings, ${fleet.crashes()} crashes, ${round((performance.now() - from) / 1000, 0)} s`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, run));
  await settled(ground);
  const unlawful = [...landscape].flatMap(([place, landed]) => { const why = whyUnlawful(landed); return why ? [`${place}: ${why} ${JSON.stringify(landed.map((l) => [l.action, l.edition]))}`] : []; });
  const standing = await stillStanding(ground, landscape);
  for (const line of [...unlawful, ...standing.map((place) => `${place} stands after its recall ${JSON.stringify(landscape.get(place)?.map((l) => [l.action, l.edition]))}`)].slice(0, 20)) say(line);
  report({
    name: "fence", value: unlawful.length + standing.length, unit: "violations", bar: "0", compared: "the far side's own order of arrival, per piece and account",
    more: { interleavings: traces, landed: [...landscape.values()].reduce((sum, one) => sum + one.length, 0), crashes: fleet.crashes(), seconds: round((performance.now() - from) / 1000, 0), seed },
  });
} finally {
  await fleet.stop();
  await ground.stop();
}
