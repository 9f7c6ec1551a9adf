import RssParser from "rss-parser";
import { Fold } from "#opinion/fold/fold.ts";
import { Heat } from "#opinion/heat/heat.ts";
import { jiebaCut, placeSettings } from "#opinion/place/fixtures/watch.ts";
import { buildGazetteer } from "#opinion/place/gazetteer.ts";
import { cutOnce } from "#opinion/place/tokens.ts";
import { openReader } from "#opinion/read.ts";
import { decode } from "#opinion/sources/decode.ts";
import { readFeed } from "#opinion/sources/feed.ts";
import { encodeAs } from "#opinion/sources/fixtures/encode.ts";
import { Watch } from "#opinion/watch/watch.ts";
import { formats, nobody } from "./support/feed-formats.ts";
import { snapshotTitles } from "./support/opinion-data.ts";
import { quantile, report, round, say } from "./support/report.ts";

// How many items a second go in. The pure path, on one thread: bytes of feeds to items, readings, topics, alerts and heat; every item a
// title of its own that stood on the list, in the order of time, on top of what was heard before. Plainly: rss-parser, and each title
// cut once with jieba. The path through the house and its database is `ingest-house`.
const heardBefore = 40_000;
const measured = Number(process.argv[2] ?? 60_000);
const perFeed = 25;
const sources = 500;
const hour = 3_600_000;

/** Milliseconds of this thread, so that what else the machine does is not measured. */
const threadMs = (): number => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1_000; };

type Feed = { source: string; bytes: Uint8Array; at: number; items: number };
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Feeds of as many new titles each, from every source in turn; half of them in GB18030. */
function feedsOf(titles: readonly { title: string; at: number }[]): Feed[] {
  const write = formats["rss 2.0"];
  if (!write) throw new Error("no format to measure by");
  return Array.from({ length: Math.ceil(titles.length / perFeed) }, (_, i) => {
    const of = titles.slice(i * perFeed, (i + 1) * perFeed);
    const encoding = i % 2 === 0 ? "utf-8" : "gb18030";
    const stories = of.map(({ title, at }, n) => ({ title: escaped(title), text: `${escaped(title)}。第${n}条。`, link: `https://gazette.example/${i}/${n}`, at: new Date(at), person: nobody }));
    return { source: `source-${i % sources}`, bytes: encodeAs(write(stories, encoding), encoding), at: of.at(-1)?.at ?? 0, items: of.length };
  });
}

type Times = { parse: number; watch: number; heat: number };

/** Everything behind the door, as the module around the engine will hold it. */
function openEngine(): (feed: Feed, times: Times) => { items: number; alerts: number } {
  const cut = cutOnce(jiebaCut());
  const places = placeSettings("jilin", "22");
  const fold = new Fold({ cut, lineage: buildGazetteer(places).lineage });
  const watch = new Watch({ reader: openReader(places, cut), fold });
  const heat = new Heat();
  let asked = -1;
  /** All sources are asked once an hour; most have nothing new. */
  const ask = (at: number): void => {
    if (Math.floor(at / hour) === asked) return;
    asked = Math.floor(at / hour);
    for (let i = 0; i < sources; i += 1) heat.look(`source-${i}`, at);
    if (asked % 24 === 0) heat.forget(at);
  };
  return ({ source, bytes, at }, times) => {
    const from = threadMs();
    const { items } = readFeed({ bytes, contentType: "text/xml" }, { key: source, kind: "news", address: "https://gazette.example/feed.xml" }, at);
    const parsed = threadMs();
    const alerts = watch.take(items.map(({ title }) => title), at);
    const told = threadMs();
    ask(at);
    const touched = new Set<string>();
    for (const item of items) {
      const topic = fold.again(item.title, at);
      if (topic !== null) { heat.see(topic, item); touched.add(topic); }
    }
    for (const topic of touched) heat.now(topic, at);
    times.parse += parsed - from; times.watch += told - parsed; times.heat += threadMs() - told;
    return { items: items.length, alerts: alerts.length };
  };
}

function purePath(before: readonly Feed[], feeds: readonly Feed[]): { perSecond: number; times: Times; items: number; alerts: number; p95: number } {
  const take = openEngine();
  for (const feed of before) take(feed, { parse: 0, watch: 0, heat: 0 });
  const times: Times = { parse: 0, watch: 0, heat: 0 };
  const sum = { items: 0, alerts: 0 };
  const each: number[] = [];
  const from = threadMs();
  for (const feed of feeds) {
    const began = threadMs();
    const { items, alerts } = take(feed, times);
    each.push(threadMs() - began);
    sum.items += items;
    sum.alerts += alerts;
  }
  const seconds = (threadMs() - from) / 1000;
  const expected = feeds.reduce((all, feed) => all + feed.items, 0);
  if (sum.items !== expected) throw new Error(`${sum.items} of ${expected} items came in`);
  return { perSecond: round(sum.items / seconds, 0), times, ...sum, p95: round(quantile(each, 0.95), 1) };
}

async function plainly(feeds: readonly Feed[]): Promise<number> {
  const cut = jiebaCut();
  const from = threadMs();
  let items = 0;
  for (const { bytes } of feeds) for (const { title } of (await new RssParser().parseString(decode(bytes, "text/xml").text)).items) { cut(title ?? ""); items += 1; }
  return round(items / ((threadMs() - from) / 1000), 0);
}

const titles: { title: string; at: number }[] = [];
for (const one of snapshotTitles("2025-01-01")) { titles.push(one); if (titles.length === heardBefore + measured) break; }
const [before, feeds] = [feedsOf(titles.slice(0, heardBefore)), feedsOf(titles.slice(heardBefore))];
const pure = purePath(before, feeds);
const plain = await plainly(feeds);
const micro = (milliseconds: number): number => round((milliseconds * 1000) / pure.items, 1);
say(`pure path: ${pure.perSecond} items/s; µs an item: parse ${micro(pure.times.parse)}, read and fold ${micro(pure.times.watch)}, heat ${micro(pure.times.heat)}; a feed of ${perFeed} p95 ${pure.p95} ms; ${pure.alerts} alerts; plainly ${plain} items/s`);
report({
  name: "ingest", value: pure.perSecond, unit: "items/s of one thread's time from parse to score, pure path", bar: ">= 5000", compared: `rss-parser and each title cut once with jieba: ${plain} items/s`,
  more: { items: pure.items, alerts: pure.alerts, parseMicroseconds: micro(pure.times.parse), watchMicroseconds: micro(pure.times.watch), heatMicroseconds: micro(pure.times.heat), feedP95Ms: pure.p95 },
});
