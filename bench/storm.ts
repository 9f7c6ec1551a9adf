import { sql } from "kysely";
import { openDatabase, type Db } from "#platform/db/database.ts";
import { copyOf, openGround } from "./support/ground.ts";
import { report, round, say } from "./support/report.ts";
import { foldLeg, foldPiece } from "./support/storm-fold.ts";
import { makeStorm, type Storm } from "./support/storm-receipts.ts";
import { lookAtLines, pass, readBoards, shuffled, type Manner, type Passed } from "./support/storm-run.ts";
import { layWorld, legsPerPiece, openStormHouse, type World } from "./support/storm-world.ts";

// So many mixed receipts, shuffled, doubled and forged, brought in at the real doors in several orders, each on its own copy of the database. The boards
// must be those of a plain fold that knows no order; what is forged changes nothing and is counted.
const receipts = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 20_260_403);
const now = new Date();
const manners: readonly Manner[] = [{ together: 1, atOnce: 1 }, { together: 1, atOnce: 8 }, { together: 5, atOnce: 4 }, { together: 40, atOnce: 6 }, { together: 200, atOnce: 2 }, { together: 12, atOnce: 10 }].map((one, n) => ({ ...one, seed: seed + n }));

/** The same rows again in a bare table, one insert each, by as many hands. Answers the seconds it took. */
async function plainInserts(db: Db, atOnce: number): Promise<{ rows: number; seconds: number }> {
  await sql`create table public.bench_receipt as select * from dispatch.receipt where false`.execute(db);
  const rows = await db.selectFrom("dispatch.receipt").selectAll().execute();
  const waiting = rows.values();
  const from = performance.now();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const r of waiting) {
      await sql`insert into public.bench_receipt (id, delivery_id, account_id, source, outcome, rung, failure_class, raw_code, raw_body, note, event_id, by_person, by_name, at)
        values (${r.id}, ${r.delivery_id}, ${r.account_id}, ${r.source}, ${r.outcome}, ${r.rung}, ${r.failure_class}, ${r.raw_code}, ${r.raw_body}, ${r.note}, ${r.event_id}, ${r.by_person}, ${r.by_name}, ${r.at})`.execute(db);
    }
  }));
  return { rows: rows.length, seconds: (performance.now() - from) / 1000 };
}

/** What on the boards of one order is not what the fold says. */
async function differences(url: string, { legs, pieceIds }: World, { told, unsigned, unheardOf }: Storm, { refused }: Passed): Promise<Map<string, string>> {
  const { house, close } = openStormHouse(url, now);
  await lookAtLines(house, legs);
  const seen = await readBoards(house, pieceIds);
  const wrong = new Map<string, string>();
  for (const one of told) {
    const { id, pieceId, connectorId } = one.leg.delivery;
    const [have, want] = [JSON.stringify(seen.legs.get(id)), JSON.stringify(foldLeg(one))];
    if (have !== want) wrong.set(pieceId, `${connectorId} ${have} instead of ${want} of ${JSON.stringify(one.facts)}`);
  }
  for (const [pieceId, all] of Map.groupBy(told, ({ leg }) => leg.delivery.pieceId)) {
    const [have, want] = [JSON.stringify(seen.pieces.get(pieceId)), JSON.stringify(foldPiece(all))];
    if (have !== want && !wrong.has(pieceId)) wrong.set(pieceId, `${have} instead of ${want}`);
  }
  const { rows: [kept] } = await sql<{ strays: number; doubles: number }>`select (select count(*)::int from dispatch.stray_receipt) as strays,
    (select count(*)::int from (select from dispatch.receipt where event_id is not null group by account_id, event_id having count(*) > 1) d) as doubles`.execute(house.db);
  await close();
  if (kept?.strays !== unheardOf || kept.doubles !== 0 || refused !== unsigned) wrong.set("all", `${kept?.strays} receipts of nothing known instead of ${unheardOf}, ${kept?.doubles} kept twice, ${refused} refused instead of ${unsigned}`);
  return wrong;
}

const ground = await openGround();
try {
  const base = openStormHouse(ground.url, now);
  const world = await layWorld(base.house, Math.ceil(receipts / legsPerPiece / 3.6));
  await base.close();
  const storm = await makeStorm(world.legs, receipts, now, seed);
  say(`${world.legs.length} deliveries of ${world.pieceIds.length} pieces, ${storm.steps.length} receipts, ${storm.doubled} doubled, ${storm.unsigned} unsigned, ${storm.unheardOf} of nothing known`);
  await ground.owner.destroy();
  let differing = 0;
  const sums = { seconds: 0, inserted: 0, insertSeconds: 0, again: 0 };
  for (const [n, manner] of manners.entries()) {
    const url = await copyOf(ground.adminUrl, ground.url, `order_${n}`);
    const { house, close } = openStormHouse(url, now);
    const passed = await pass(house, shuffled(storm.steps, manner.seed), manner);
    await close();
    const plain = openDatabase({ url, restricted: false });
    const inserts = await plainInserts(plain.db, manner.atOnce);
    await plain.close();
    const wrong = await differences(url, world, storm, passed);
    for (const line of [...wrong.values()].slice(0, 5)) say(line);
    differing += wrong.size;
    sums.seconds += passed.seconds;
    sums.inserted += inserts.rows;
    sums.insertSeconds += inserts.seconds;
    sums.again += passed.again;
    say(`order ${n + 1}, ${manner.together} together, ${manner.atOnce} at once: ${round(storm.steps.length / passed.seconds, 0)} receipts/s, plain ${round(inserts.rows / inserts.seconds, 0)}/s, ${passed.again} again, ${wrong.size} boards differ`);
  }
  const [ours, plainly] = [(storm.steps.length * manners.length) / sums.seconds, sums.inserted / sums.insertSeconds];
  report({
    name: "storm", value: differing, unit: "boards that differ", bar: "0", compared: "a plain fold of the same receipts that knows no order; in speed, one insert per row into a bare table by as many hands, same server, same run, in turns",
    more: {
      receipts: storm.steps.length, orders: manners.length, boards: world.pieceIds.length * manners.length, deliveries: world.legs.length, doubled: storm.doubled, forgedRefused: storm.unsigned, forgedUnknown: storm.unheardOf,
      again: sums.again, receiptsPerSecond: round(ours, 0), insertsPerSecond: round(plainly, 0), ratio: round(ours / plainly), seconds: round(sums.seconds, 0), seed,
    },
  });
} finally {
  await ground.stop();
}
