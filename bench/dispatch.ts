import { fork } from "node:child_process";
import { sql } from "kysely";
import { PgBoss } from "pg-boss";
import { openGround, seedDeliveries } from "./support/ground.ts";
import { report, round, say } from "./support/report.ts";

const batch = 100;
const deliveries = 20_000;
const jobs = 20_000;

/** Two workers settle deliveries with receipts and audit. */
async function settledPerSecond(ground: Awaited<ReturnType<typeof openGround>>): Promise<number> {
  await seedDeliveries(ground.owner, { pieces: deliveries / 20, accounts: 20, connectorIds: ["instant"], perPiece: 20, state: "queued" });
  const workers = [1, 2].map(() => fork(new URL("./support/sending-worker.ts", import.meta.url), [ground.url, ground.folder], { stdio: ["ignore", "inherit", "inherit", "ipc"] }));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))));
  const from = performance.now();
  for (const worker of workers) worker.send("go");
  for (;;) {
    const { rows } = await sql<{ left: number }>`select count(*)::int as left from dispatch.delivery where state in ('queued', 'sending', 'waiting')`.execute(ground.owner);
    if (rows[0]?.left === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const seconds = (performance.now() - from) / 1000;
  for (const worker of workers) worker.kill("SIGKILL");
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.receipt where rung = 'published'`.execute(ground.owner);
  if (rows[0]?.n !== deliveries) throw new Error(`receipts: ${rows[0]?.n}`);
  return deliveries / seconds;
}

/** Bare pg-boss on the same server: two instances fetch and complete batches of the same size. */
async function bareJobsPerSecond(url: string): Promise<number> {
  const open = async () => { const boss = new PgBoss({ connectionString: url, schema: "bare", supervise: false, schedule: false, max: 4 }); boss.on("error", () => undefined); await boss.start(); return boss; };
  const [a, b] = [await open(), await open()];
  await a.createQueue("bare");
  for (let n = 0; n < jobs; n += 1_000) await a.insert("bare", Array.from({ length: 1_000 }, (_, i) => ({ data: { n: n + i } })));
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
  return jobs / seconds;
}

const ground = await openGround();
try {
  const bare = await bareJobsPerSecond(ground.url);
  say(`bare pg-boss: ${round(bare, 0)} jobs/s`);
  const ours = await settledPerSecond(ground);
  say(`deliveries:   ${round(ours, 0)}/s`);
  report({ name: "dispatch", value: round(ours / bare), unit: "ratio", bar: ">= 0.3", compared: `bare pg-boss, batches of ${batch}, same server, same run`, more: { deliveriesPerSecond: round(ours, 0), jobsPerSecond: round(bare, 0) } });
} finally {
  await ground.stop();
}
