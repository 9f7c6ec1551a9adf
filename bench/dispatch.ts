import { fork, type ChildProcess } from "node:child_process";
import { sql } from "kysely";
import { PgBoss } from "pg-boss";
import { openGround, seedDeliveries, type Ground } from "./support/ground.ts";
import { report, round, say } from "./support/report.ts";

const batch = 100;
const perRound = 10_000;
const rounds = 3;

const answered = (workers: readonly ChildProcess[]): Promise<unknown> => Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))));

async function openWorkers(ground: Ground): Promise<ChildProcess[]> {
  const workers = [1, 2].map(() => fork(new URL("./support/sending-worker.ts", import.meta.url), [ground.url, ground.folder], { stdio: ["ignore", "inherit", "inherit", "ipc"] }));
  await answered(workers);
  return workers;
}

/** Two workers settle deliveries with receipts and audit. Answers the seconds it took. */
async function settle(ground: Ground, workers: readonly ChildProcess[]): Promise<number> {
  await seedDeliveries(ground.owner, { pieces: perRound / 20, accounts: 20, connectorIds: ["instant"], perPiece: 20, state: "queued" });
  const from = Date.now();
  for (const worker of workers) worker.send("go");
  for (;;) {
    const { rows } = await sql<{ left: boolean }>`select exists (select from dispatch.progress where state = 'queued') or exists (select from dispatch.progress where state = 'sending') or exists (select from dispatch.progress where state = 'waiting') as left`.execute(ground.owner);
    if (!rows[0]?.left) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const rested = answered(workers);
  for (const worker of workers) worker.send("rest");
  await rested;
  const { rows } = await sql<{ last: Date }>`select max(updated_at) as last from dispatch.progress`.execute(ground.owner);
  return ((rows[0]?.last.getTime() ?? Number.NaN) - from) / 1000;
}

/** Bare pg-boss on the same server: two instances fetch and complete batches of the same size. Answers the seconds it took. */
async function bareJobs(url: string): Promise<number> {
  const open = async () => { const boss = new PgBoss({ connectionString: url, schema: "bare", supervise: false, schedule: false, max: 4 }); boss.on("error", () => undefined); await boss.start(); return boss; };
  const [a, b] = [await open(), await open()];
  await a.createQueue("bare");
  for (let n = 0; n < perRound; n += 1_000) await a.insert("bare", Array.from({ length: 1_000 }, (_, i) => ({ data: { n: n + i } })));
  const from = performance.now();
  await Promise.all([a, b].map(async (boss) => {
    for (;;) {
      const got = await boss.fetch("bare", { batchSize: batch });
      if (got.length === 0) return;
      await boss.complete("bare", got.map((job) => job.id));
    }
  }));
  const seconds = (performance.now() - from) / 1000;
  await Promise.all([a.stop({ graceful: false }), b.stop({ graceful: false })]);
  return seconds;
}

const ground = await openGround();
const workers = await openWorkers(ground);
try {
  const all = rounds * perRound;
  let bareSeconds = 0;
  let ourSeconds = 0;
  // A first round warms both up, unmeasured; then in turns, so that a busy minute of the machine falls on both.
  await bareJobs(ground.url);
  await settle(ground, workers);
  for (let n = 0; n < rounds; n += 1) {
    bareSeconds += await bareJobs(ground.url);
    ourSeconds += await settle(ground, workers);
    say(`round ${n + 1}: bare pg-boss ${round((perRound * (n + 1)) / bareSeconds, 0)}/s, deliveries ${round((perRound * (n + 1)) / ourSeconds, 0)}/s`);
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.receipt where rung = 'published'`.execute(ground.owner);
  if (rows[0]?.n !== all + perRound) throw new Error(`receipts: ${rows[0]?.n}`);
  report({
    name: "dispatch", value: round(bareSeconds / ourSeconds), unit: "ratio", bar: ">= 0.3", compared: `bare pg-boss, batches of ${batch}, two at once, same server, same run, in turns`,
    more: { deliveriesPerSecond: round(all / ourSeconds, 0), jobsPerSecond: round(all / bareSeconds, 0) },
  });
} finally {
  for (const worker of workers) worker.kill("SIGKILL");
  await ground.stop();
}
