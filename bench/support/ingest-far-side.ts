import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { drawFrom } from "./draw.ts";
import { documentOf, failing, inventEmergencies, mannersOf, publicTalk, type Said } from "./ingest-sources.ts";

// The far side of `ingest-house`, a process of its own: sources on loopback that say so many new things a second in all, a few of them much more than
// most. One in four is new to the world; the others are what another source said in the last minutes, in the same words, as news travels.
// It notes when each title first left it and every look at a healthy source, and tells when it is asked.
const [count, perSecond, seconds] = process.argv.slice(2).map(Number) as [number, number, number];
const newestOf = 240;
const emergencyShare = 0.0025;
const newToTheWorld = 0.25;
const stillTold = 2_000;

/** A look at a healthy source: when it came and when it was answered, in milliseconds since 1970. */
export type Look = { source: number; at: number; answeredAt: number };
export type Tale = { looks: Look[]; arrivals: [title: string, at: number][]; emergencies: string[]; offered: number };

const draw = drawFrom(20_26);
const manners = mannersOf(count);
const said = manners.map((): Said[] => []);
const marks = manners.map(() => 0);
const served = manners.map(() => 0);
const looks: Look[] = [];
const arrivals = new Map<string, number>();
const emergencies = inventEmergencies(draw).reverse();
let alarming = false;
const recent: string[] = [];
const invented = new Set(emergencies);
const told: string[] = [];
const talk = publicTalk(Math.ceil(perSecond * seconds * newToTheWorld * 1.1));
let offered = 0;
let began = 0;

/** Shares by which sources speak: a few much, most a little. */
const speakers = manners.flatMap((manner, source) => (failing.includes(manner) ? [] : [source]));
const shares = speakers.map((_, i) => (i + 10) ** -0.7);
const whole = shares.reduce((sum, share) => sum + share, 0);
function speaker(): number {
  let left = draw.next() * whole;
  const found = shares.findIndex((share) => (left -= share) <= 0);
  return speakers[found < 0 ? 0 : found] ?? 0;
}

function speak(): void {
  const title = alarming && draw.chance(emergencyShare) ? emergencies.pop() : draw.chance(newToTheWorld) || recent.length === 0 ? talk.pop() : draw.pick(recent);
  if (title === undefined) return;
  const source = speaker();
  if (said[source]?.some((one) => one.title === title)) return;
  recent.push(title);
  if (recent.length > stillTold) recent.shift();
  said[source] = [{ title, at: Date.now() }, ...(said[source] ?? [])].slice(0, newestOf);
  marks[source] = (marks[source] ?? 0) + 1;
  offered += 1;
}

function answer(source: number, mark: string | undefined, response: ServerResponse): void {
  const at = Date.now();
  const manner = manners[source] ?? "broken";
  if (manner === "hang") return;
  if (manner === "broken") { response.writeHead(500).end("out of order"); return; }
  if (manner === "garbage") { response.writeHead(200, { "content-type": "text/xml" }).end(Buffer.from(Array.from({ length: 4_000 }, () => draw.below(256)))); return; }
  if (manner === "drip") {
    response.writeHead(200, { "content-type": "text/xml" });
    const drops = setInterval(() => response.write(" "), 500);
    response.on("close", () => { clearInterval(drops); });
    return;
  }
  const now = marks[source] ?? 0;
  const fresh = (said[source] ?? []).slice(0, now - (served[source] ?? 0));
  served[source] = now;
  response.on("finish", () => {
    const answeredAt = Date.now();
    looks.push({ source, at, answeredAt });
    for (const { title } of fresh) if (!arrivals.has(title)) { arrivals.set(title, answeredAt); if (invented.has(title)) told.push(title); }
  });
  if (mark === `"${now}"`) { response.writeHead(304, { etag: mark }).end(); return; }
  const { body, type } = documentOf(manner, source, said[source] ?? []);
  response.writeHead(200, { "content-type": type, etag: `"${now}"` }).end(body);
}

const server = createServer((request, response) => { answer(Number(/\d+$/.exec(request.url ?? "")?.[0] ?? 0), request.headers["if-none-match"], response); });
await new Promise<void>((done) => server.listen(0, "localhost", done));
const refusing = createServer();
await new Promise<void>((done) => refusing.listen(0, "localhost", done));
const closedPort = (refusing.address() as AddressInfo).port;
refusing.close();

process.on("message", (word) => {
  if (word === "speak") { began = Date.now(); setInterval(() => { for (const due = (Date.now() - began) / 1000 * perSecond; offered < due;) speak(); }, 50); }
  if (word === "alarm") alarming = true;
  if (word === "tell") process.send?.({ looks, arrivals: [...arrivals], emergencies: told, offered } satisfies Tale);
});
process.send?.({ port: (server.address() as AddressInfo).port, closedPort });
