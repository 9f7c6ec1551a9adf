import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { sign } from "#modules/review/index.ts";
import { aSigner, layReady } from "#modules/dispatch/fixtures/ready.ts";
import { as } from "#modules/dispatch/fixtures/sending.ts";
import { openGround, seedDeliveries, withConnectors } from "./support/ground.ts";
import { quantile, report, round, say } from "./support/report.ts";
import { standIn } from "./support/stand-ins.ts";

// From the last signature to the requests at the channels, while thousands of routine deliveries wait for the very same
// accounts and one channel hangs. Signing happens here, sending in another process, channels answer over HTTP.
const samples = 80;
const backlog = 8_000;
const lead = "019b0000-0000-7000-8000-000000000001";
const partner = "019b0000-0000-7000-8000-000000000002";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A far side that notes when each key first came: red ones it answers at once, routine ones after two seconds, the hanging channel never. */
async function openFarSide() {
  const arrived = new Map<string, number>();
  const red = new Set<string>();
  let heard: () => void = () => undefined;
  const server = createServer((request, response) => {
    let key = "";
    request.on("data", (chunk: Buffer) => { key += chunk.toString(); }).on("end", () => {
      if (!arrived.has(key)) arrived.set(key, performance.now());
      heard();
      if (request.url === "/hanging") return;
      setTimeout(() => response.end("ok"), red.has(key) ? 20 : 2_000);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived, red,
    all: async (keys: readonly string[]): Promise<void> => { while (!keys.every((key) => arrived.has(key))) await new Promise<void>((resolve) => { heard = resolve; setTimeout(resolve, 250); }); },
    stop: () => { server.closeAllConnections(); server.close(); },
  };
}

const ground = await openGround();
const far = await openFarSide();
const worker = fork(new URL("./support/calling-worker.ts", import.meta.url), [ground.url, ground.folder, far.url], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
const open = await ground.open();
const house = withConnectors(open, ["swift", "hanging"].map((id) => standIn(id, async () => true)));
try {
  await new Promise((resolve) => worker.once("message", resolve));
  const { accountIds } = await seedDeliveries(ground.owner, { pieces: backlog / 20, accounts: 20, connectorIds: ["swift"], perPiece: 20, state: "queued" });
  const { accountIds: [stuck = ""] } = await seedDeliveries(ground.owner, { pieces: 200, accounts: 1, connectorIds: ["hanging"], perPiece: 1, state: "queued" });
  const good = accountIds.map((id) => ({ id, connectorId: "swift" }));
  await pause(3_000);
  const first: number[] = [];
  const all: number[] = [];
  let fewestQueued = Number.POSITIVE_INFINITY;
  for (let n = 0; n < samples; n += 1) {
    const [ready] = await layReady(ground.owner, [{ accounts: [...good, { id: stuck, connectorId: "hanging" }], unitIds: [lead, partner], urgency: "red" }], new Date());
    if (!ready) throw new Error("nothing laid");
    await sign(as(house, aSigner(lead)), { manifestId: ready.manifestId, unitId: lead, seenHash: ready.hash });
    const from = performance.now();
    await sign(as(house, aSigner(partner)), { manifestId: ready.manifestId, unitId: partner, seenHash: ready.hash });
    const { rows } = await sql<{ key: string; connector: string }>`select key, connector_id as connector from dispatch.delivery where piece_id = ${ready.pieceId}`.execute(ground.owner);
    const wanted = rows.filter((row) => row.connector === "swift").map((row) => row.key);
    for (const key of wanted) far.red.add(key);
    await far.all(wanted);
    const times = wanted.map((key) => ((far.arrived.get(key) ?? Number.NaN) - from) / 1000);
    first.push(Math.min(...times));
    all.push(Math.max(...times));
    const { rows: [left] } = await sql<{ n: number }>`select count(*)::int as n from dispatch.progress where state = 'queued' and lane = 4`.execute(ground.owner);
    fewestQueued = Math.min(fewestQueued, left?.n ?? 0);
    if (n % 20 === 19) say(`${n + 1} signatures: first p95 ${round(quantile(first, 0.95))} s, all p99 ${round(quantile(all, 0.99))} s, ${left?.n} routine queued`);
    await pause(400);
  }
  if (fewestQueued < 5_000) throw new Error(`only ${fewestQueued} routine deliveries were queued`);
  report({
    name: "sign-to-send", value: round(quantile(first, 0.95)), unit: "s (p95, call of the last signature to the first request)", bar: "<= 1 s; all 20 channels p99 <= 5 s", compared: `${fewestQueued} or more routine deliveries queued for the same accounts, one channel hanging`,
    more: { allRequestedP99: round(quantile(all, 0.99)), firstP50: round(quantile(first, 0.5)), allP50: round(quantile(all, 0.5)), samples },
  });
} finally {
  worker.kill("SIGKILL");
  far.stop();
  await open.close();
  await ground.stop();
}
