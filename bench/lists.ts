import { fork } from "node:child_process";
import { sql } from "kysely";
import { aColleague } from "#modules/access/fixtures/desk.ts";
import { logIn, openClient } from "./support/clients.ts";
import { drawFrom, type Draw } from "./support/draw.ts";
import { openGround, seedDeliveries } from "./support/ground.ts";
import { quantile, report, round, say } from "./support/report.ts";

// Sixteen people at once, who never pause: four who see everything, four a corps, four a city, four one unit.
const pieces = Number(process.argv[2] ?? 50_000);
const perPiece = 20;
const clients = 16;
const seconds = Number(process.argv[3] ?? 40);
const seats = ["yjt", "xfj", "yj-220100", "xf-220100"] as const;

type Ask = { list: string; path: (draw: Draw, pieceIds: readonly string[]) => string };

const asks: readonly Ask[] = [
  { list: "desk list", path: (draw) => `/api/pieces?page=${1 + draw.below(3)}&size=20` },
  { list: "desk list, one stage", path: (draw) => `/api/pieces?page=1&size=20&stage=${draw.pick(["published", "draft", "cosigning"])}` },
  { list: "desk list, joint", path: () => "/api/pieces?page=1&size=20&joint=yes" },
  { list: "calendar", path: (draw) => { const month = new Date(Date.UTC(2020 + draw.below(6), draw.below(12), 1)); return `/api/calendar?from=${month.toISOString().slice(0, 10)}&to=${new Date(month.getTime() + 34 * 86_400_000).toISOString().slice(0, 10)}`; } },
  { list: "search", path: (draw) => `/api/search?q=${encodeURIComponent(draw.pick(["防火", "防汛 提示", "燃气", "第1234期", "吉林", "野外用火", "消防"]))}` },
  { list: "boards", path: (draw) => `/api/boards?page=${1 + draw.below(3)}&size=20` },
  { list: "boards that need a person", path: () => "/api/boards?page=1&size=20&needsPerson=yes" },
  { list: "board", path: (draw, ids) => `/api/boards/${draw.pick(ids)}` },
  { list: "first screen", path: () => "/api/today" },
];

const ground = await openGround();
const open = await ground.open();
try {
  const password = "Zaoyang-2046-huo";
  for (const seat of seats) await aColleague(open.house, { username: `bench-${seat}`, name: seat, unit: seat, posts: ["editor"], password });
  const from = performance.now();
  await seedDeliveries(ground.owner, { pieces, accounts: 20, connectorIds: ["instant"], perPiece, state: "settled", units: 10 });
  await sql`update dispatch.progress set state = 'failed' where delivery_id in (select delivery_id from dispatch.progress order by md5(delivery_id::text) limit ${Math.round((pieces * perPiece) / 5_000)})`.execute(ground.owner);
  await sql`vacuum analyze`.execute(ground.owner);
  say(`${pieces} pieces, ${pieces * perPiece} deliveries laid down in ${round((performance.now() - from) / 1000, 0)} s`);
  const web = fork(new URL("./support/serving.ts", import.meta.url), [ground.url, ground.folder], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  try {
    const origin = await new Promise<string>((resolve) => web.once("message", (address) => { resolve(String(address)); }));
    const samples = await ask(origin, password);
    const worst = Math.max(...[...samples.values()].map((times) => quantile(times, 0.95)));
    const lists = Object.fromEntries([...samples].map(([list, times]) => [list, round(quantile(times, 0.95), 0)]));
    report({
      name: "lists", value: round(worst, 0), unit: "ms (p95 of the slowest list)", bar: "<= 200 ms each", compared: `${clients} clients without a pause over HTTP, wide and narrow scopes`,
      more: { pieces, deliveries: pieces * perPiece, units: 10, requests: [...samples.values()].reduce((sum, times) => sum + times.length, 0), ...lists },
    });
  } finally {
    web.kill("SIGKILL");
  }
} finally {
  await open.close();
  await ground.stop();
}

async function ask(origin: string, password: string): Promise<Map<string, number[]>> {
  const samples = new Map<string, number[]>();
  const { rows } = await sql<{ id: string }>`select p.id from content.piece p order by md5(p.id::text) limit 400`.execute(ground.owner);
  const cookies = new Map<string, string>();
  for (const seat of seats) cookies.set(seat, await logIn(origin, `bench-${seat}`, password));
  const boards = new Map<string, string[]>();
  for (const seat of seats) boards.set(seat, await visible(origin, cookies.get(seat) ?? "", rows.map((row) => row.id)));
  const until = performance.now() + seconds * 1000;
  const warm = performance.now() + 3_000;
  await Promise.all(Array.from({ length: clients }, async (_, n) => {
    const seat = seats[n % seats.length] ?? "yjt";
    const client = openClient(origin, { cookie: cookies.get(seat) ?? "" });
    const draw = drawFrom(n + 1);
    while (performance.now() < until) {
      const one = draw.pick(asks);
      const at = performance.now();
      const answer = await client.get(one.path(draw, boards.get(seat) ?? []));
      if (answer.status !== 200) throw new Error(`${one.list}: ${answer.status} ${answer.body.slice(0, 300)}`);
      if (at > warm) samples.set(one.list, [...(samples.get(one.list) ?? []), performance.now() - at]);
    }
    client.close();
  }));
  return samples;
}

async function visible(origin: string, cookie: string, ids: readonly string[]): Promise<string[]> {
  const client = openClient(origin, { cookie });
  const seen: string[] = [];
  for (const id of ids) if (seen.length < 60 && (await client.get(`/api/boards/${id}`)).status === 200) seen.push(id);
  client.close();
  return seen;
}
