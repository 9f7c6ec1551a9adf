import RssParser from "rss-parser";
import { readCsv } from "#opinion/sources/csv.ts";
import { decode } from "#opinion/sources/decode.ts";
import { readFeed } from "#opinion/sources/feed.ts";
import { encodeAs } from "#opinion/sources/fixtures/encode.ts";
import type { Harvest, Source } from "#opinion/sources/refusals.ts";
import { readWebhook } from "#opinion/sources/webhook.ts";
import { drawFrom } from "./support/draw.ts";
import { feedCorpus, type Specimen } from "./support/feed-corpus.ts";
import { formats, inventStories, nobody, nobodysHandle } from "./support/feed-formats.ts";
import { layTrap, secret } from "./support/feed-trap.ts";
import { quantile, report, round, say } from "./support/report.ts";

// A corpus of invented feeds, well-formed, ill-formed, hostile and oddly encoded, read under a trap for every connection. What
// must be found is found, what cannot be read is refused with a reason; nothing throws, leaks a name, reaches out or takes long.
const rounds = Number(process.argv[2] ?? 12);
const seed = Number(process.argv[3] ?? 20_240_520);
const source: Source = { key: "bench", kind: "news", address: "https://gazette.example/feed.xml" };
const seenAt = Date.UTC(2024, 4, 20, 12);
/** Milliseconds of one thread a document may take, and what every megabyte of it adds. */
const mostMs = 250;
const mostMsPerMegabyte = 400;

const threadMs = (): number => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1_000; };

const faults: string[] = [];
/** Where damage left nothing to tell a name by: the text of a person's element in the middle of a title. */
const throughDamage: string[] = [];
const slowest: { name: string; ms: number }[] = [];
const ours = { found: 0, some: 0, refused: 0, empty: 0 };

const names = new RegExp(`.{0,60}(?:${nobody}|${nobodysHandle}|${secret}).{0,30}`);

function whyWrong(specimen: Specimen, harvest: Harvest, ms: number): string | null {
  const named = names.exec(JSON.stringify(harvest))?.[0];
  if (named !== undefined && specimen.kind !== "damaged") return `a name or a secret came through: ${named}`;
  if (named !== undefined) throughDamage.push(`${specimen.name}: ${named}`);
  if (ms > mostMs + (specimen.bytes.length / 1_000_000) * mostMsPerMegabyte) return `took ${round(ms, 0)} ms`;
  const { titles } = specimen;
  if (titles && JSON.stringify(harvest.items.map(({ title }) => title)) !== JSON.stringify(titles)) return `found ${harvest.items.length} of ${titles.length}: ${JSON.stringify(harvest.refused).slice(0, 120)}`;
  if (harvest.items.length > 0 || harvest.refused.length > 0) return null;
  const { text } = decode(specimen.bytes, specimen.contentType);
  return /<(?:rss|feed|rdf|channel)|"items"/i.test(text) && !/<\/?(?:item|entry)\b/i.test(text) ? null : "neither read nor refused";
}

/** A giant is also a cell of a table and a value of a JSON document; both readers are held to the same time. */
function readGiant(specimen: Specimen): void {
  const text = new TextDecoder().decode(specimen.bytes.subarray(0, 2_000_000));
  const inTurn: readonly [string, string, (text: string) => Harvest][] = [
    ["as a table", `标题,内容\n${text}`, (table) => readCsv(table, source, seenAt)],
    ["as lines of a table", `标题,内容\n${text.replace(/.{200}/g, "$&\n")}`, (table) => readCsv(table, source, seenAt)],
    ["as values", JSON.stringify({ items: [{ title: text, text, link: text, publishedAt: text, reads: text, author: text }] }), (json) => readWebhook(json, source, seenAt)],
  ];
  for (const [how, given, read] of inTurn) readOurs({ ...specimen, name: `${specimen.name} ${how}`, bytes: new TextEncoder().encode(given) }, () => read(given));
}

function readOurs(specimen: Specimen, read: () => Harvest): void {
  const from = threadMs();
  try {
    const harvest = read();
    const ms = threadMs() - from;
    slowest.push({ name: specimen.name, ms });
    if (specimen.titles) ours.found += 1;
    else if (harvest.items.length > 0) ours.some += 1;
    else if (harvest.refused.length > 0) ours.refused += 1;
    else ours.empty += 1;
    const wrong = whyWrong(specimen, harvest, ms);
    if (wrong !== null) faults.push(`${specimen.kind}: ${specimen.name}: ${wrong}`);
  } catch (error) {
    faults.push(`${specimen.kind}: ${specimen.name}: threw ${String(error).slice(0, 200)}`);
  }
}

type Theirs = { right: number; wrong: number; some: number; empty: number; threw: number; ms: number[] };
const none = (): Theirs => ({ right: 0, wrong: 0, some: 0, empty: 0, threw: 0, ms: [] });

async function readTheirs(specimen: Specimen, text: string, tally: Theirs): Promise<void> {
  const from = threadMs();
  try {
    const { items } = await new RssParser().parseString(text);
    const right = specimen.titles !== null && JSON.stringify(items.map(({ title }) => title)) === JSON.stringify(specimen.titles);
    if (specimen.titles !== null) tally[right ? "right" : "wrong"] += 1;
    else tally[items.length > 0 ? "some" : "empty"] += 1;
  } catch {
    tally.threw += 1;
  }
  tally.ms.push(threadMs() - from);
}

/** Items a second of one thread, from bytes to items: well-formed feeds of fifty entries, half of them in GBK. */
function throughput(): number {
  const draw = drawFrom(seed);
  const write = formats["rss 2.0"];
  if (!write) throw new Error("no format to measure by");
  const feeds = Array.from({ length: 60 }, (_, i) => encodeAs(write(inventStories(draw, 50), i % 2 === 0 ? "utf-8" : "gbk"), i % 2 === 0 ? "utf-8" : "gbk"));
  const run = (): number => feeds.reduce((sum, bytes) => sum + readFeed({ bytes, contentType: "text/xml" }, source, seenAt).items.length, 0);
  for (let i = 0; i < 3; i++) run();
  const from = threadMs();
  let items = 0;
  while (threadMs() - from < 3_000) items += run();
  return items / ((threadMs() - from) / 1_000);
}

const trap = layTrap();
const counts: Record<string, number> = {};
const alone = none();
const helped = none();
let xml = 0;
try {
  for (const specimen of feedCorpus(drawFrom(seed), trap, rounds)) {
    counts[specimen.kind] = (counts[specimen.kind] ?? 0) + 1;
    readOurs(specimen, () => readFeed({ bytes: specimen.bytes, contentType: specimen.contentType }, source, seenAt));
    if (specimen.kind === "giant") readGiant(specimen);
    if (specimen.xml && specimen.kind !== "giant") {
      xml += 1;
      // As its own `parseURL` does where no encoding is named, then with the text decoded for it.
      await readTheirs(specimen, Buffer.from(specimen.bytes).toString("utf8"), alone);
      await readTheirs(specimen, decode(specimen.bytes, specimen.contentType).text, helped);
    }
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (total % 2_000 === 0) say(`${total} documents, ${faults.length} faults`);
  }
} finally {
  trap.lift();
}
const tries = trap.tries();
for (const line of [...faults.slice(0, 40), ...throughDamage.slice(0, 40).map((one) => `through damage: ${one}`)]) say(line);
const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
const worst = slowest.toSorted((a, b) => b.ms - a.ms)[0];
const share = ({ right, wrong, some, empty, threw }: Theirs): string => `titles right ${right}, wrong ${wrong}; damaged: some ${some}, empty ${empty}; threw ${threw} of ${xml}`;
report({
  name: "feeds", value: faults.length + tries, unit: "faults (throws, connections, leaks, titles missed, neither read nor refused, too slow)", bar: "0", compared: "rss-parser on the same XML documents, alone and with our decoding",
  more: {
    documents: total, ...counts, "all titles known": ours.found, "damaged: read": ours.some, "damaged: refused": ours.refused, "damaged: empty": ours.empty, "names through damage": throughDamage.length, connections: tries,
    "ms p99": round(quantile(slowest.map(({ ms }) => ms), 0.99), 1), "ms most": round(worst?.ms ?? 0, 0), "slowest": worst?.name ?? "", "items/s": round(throughput(), 0),
    "rss-parser alone": share(alone), "rss-parser with our decoding": share(helped), seed,
  },
});
