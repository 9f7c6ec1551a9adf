import { createHash } from "node:crypto";
import { Fold, type Settled } from "#opinion/fold/fold.ts";
import { buildGazetteer } from "#opinion/place/gazetteer.ts";
import { jiebaCut, placeSettings } from "#opinion/place/fixtures/watch.ts";
import { cutOnce } from "#opinion/place/tokens.ts";
import { openReader } from "#opinion/read.ts";
import { plain } from "#opinion/words.ts";
import { PlainFold } from "./support/fold-baseline.ts";
import { eventTitles, foldPairs, keyOf, looks, type Seen } from "./support/fold-data.ts";
import { bCubed, inWords, pairScore } from "./support/fold-score.ts";
import { report, round, say } from "./support/report.ts";

// All lists in the order of time through reader and fold: is every labelled event one topic, and are look-alikes apart? The weights
// were set on what was seen before `later`. A title counts where it was at its first sight; topics found to be one are one.
const later = Date.parse("2024-05-01T00:00:00+08:00");
const events = eventTitles();
const pairs = foldPairs();
const wanted = new Set([...events.map(keyOf), ...pairs.flatMap(({ a, b }) => [keyOf(a), keyOf(b)])]);

const cut = cutOnce(jiebaCut());
const places = placeSettings("jilin", "22");
const reader = openReader(places, cut);
const { lineage } = buildGazetteer(places);

type Times = { cutting: number; reading: number; folding: number; again: number };
type Replay = { clusters: Map<string, string>; digest: string; times: Times; distinct: number; rows: number; topics: number; megabytes: number };

/** What folding one look costs: titles already known, the others cut, read and folded; milliseconds are added to the times. */
function foldLook(fold: Fold, at: number, titles: readonly string[], times: Times): { known: Map<string, string>; settled: Settled; heard: number } {
  const known = new Map<string, string>();
  const fresh: string[] = [];
  let from = performance.now();
  for (const title of titles) {
    const topic = fold.again(title, at);
    if (topic === null) fresh.push(title); else if (wanted.has(keyOf({ title, at }))) known.set(title, topic);
  }
  const step = (part: keyof Times) => { const now = performance.now(); times[part] += now - from; from = now; };
  step("again");
  for (const title of fresh) {
    cut(plain(title));
    step("cutting");
    const reading = reader.read(title, at);
    step("reading");
    fold.hear(title, at, reading);
    step("folding");
  }
  const settled = fold.settle();
  step("folding");
  return { known, settled, heard: fresh.length };
}

async function replay(): Promise<Replay> {
  const fold = new Fold({ cut, lineage });
  const clusters = new Map<string, string>();
  const into = new Map<string, string>();
  const hash = createHash("sha256");
  const times: Times = { cutting: 0, reading: 0, folding: 0, again: 0 };
  const sum = { distinct: 0, rows: 0, topics: 0, megabytes: 0 };
  for await (const { at, titles } of looks()) {
    const { known, settled, heard } = foldLook(fold, at, titles, times);
    for (const [title, topic] of known) clusters.set(keyOf({ title, at }), topic);
    for (const { title, topic, fresh } of settled.placed) {
      if (wanted.has(keyOf({ title, at }))) clusters.set(keyOf({ title, at }), topic);
      if (fresh) sum.topics += 1;
    }
    for (const { from, topic } of settled.moved) into.set(from, topic);
    if (settled.placed.length > 0) hash.update(JSON.stringify(settled));
    sum.distinct += heard;
    sum.rows += titles.length;
    sum.megabytes = Math.max(sum.megabytes, process.memoryUsage.rss() / 1e6);
  }
  const lastly = (topic: string): string => { let found = topic; for (let next = into.get(found); next !== undefined && next !== found; next = into.get(found)) found = next; return found; };
  return { clusters: new Map([...clusters].map(([key, topic]) => [key, lastly(topic)])), digest: hash.digest("hex"), times, ...sum };
}

async function plainly(): Promise<Map<string, string>> {
  const fold = new PlainFold(0.3, 4);
  const clusters = new Map<string, string>();
  for await (const { at, titles } of looks()) {
    for (const title of titles) {
      const cluster = fold.place(title, at);
      if (wanted.has(keyOf({ title, at }))) clusters.set(keyOf({ title, at }), cluster);
    }
  }
  return clusters;
}

function judge(clusters: ReadonlyMap<string, string>, keeps: (seen: Seen) => boolean) {
  const put = (one: (typeof events)[number]) => ({ cluster: clusters.get(keyOf(one)) ?? keyOf(one), truth: one.event });
  const [all, ordinary] = [events.filter(keeps), events.filter((one) => keeps(one) && one.hazard !== "epidemic")];
  const said = pairs.filter(({ a, b }) => keeps(a) && keeps(b)).map(({ a, b, same, kind }) => ({ same, kind, a, b, said: clusters.get(keyOf(a)) === clusters.get(keyOf(b)) }));
  return { events: bCubed(all.map(put)), withoutEpidemic: bCubed(ordinary.map(put)), pairs: pairScore(said), said };
}

const periods = { all: () => true, earlier: ({ at }: Seen) => at < later, later: ({ at }: Seen) => at >= later };
const first = await replay();
const second = await replay();
const plainClusters = await plainly();
const ours = { all: judge(first.clusters, periods.all), earlier: judge(first.clusters, periods.earlier), later: judge(first.clusters, periods.later) };
const theirs = judge(plainClusters, periods.all);
for (const [period, one] of Object.entries({ ...ours, "plain baseline": theirs })) {
  say(`${period.padEnd(14)} B³ ${inWords(one.events)}; without epidemic ${inWords(one.withoutEpidemic)}; pairs ${inWords(one.pairs)}, false merges ${one.pairs.falseMerges} of ${one.pairs.lookAlikes}`);
}
for (const { a, b, kind } of ours.all.said.filter((one) => one.said && !one.same)) say(`merged falsely: ${a.title} | ${b.title} (${kind})`);
const { times, distinct, rows } = first;
const each = (milliseconds: number, of: number) => round((milliseconds * 1000) / of, 2);
say(`${rows} rows, ${distinct} titles heard, ${first.topics} topics; µs a title: cut ${each(times.cutting, distinct)}, read ${each(times.reading, distinct)}, fold ${each(times.folding, distinct)}; a title again ${each(times.again, rows - distinct)} µs`);
if (first.digest !== second.digest) throw new Error("a second replay gave other topics");
report({
  name: "fold", value: ours.all.events.f1, unit: "B³ F1 of labelled events", bar: ">= 0.92; pair F1 >= 0.90; false merges of look-alikes <= 0.01; identical on a second run; <= 1000 MB",
  compared: `single pass, Jaccard of character bigrams >= 0.3 within 4 days: B³ F1 ${theirs.events.f1}, pair F1 ${theirs.pairs.f1}, false merges ${theirs.pairs.falseShare}`,
  more: {
    pairF1: ours.all.pairs.f1, pairPrecision: ours.all.pairs.precision, pairRecall: ours.all.pairs.recall, falseMerges: ours.all.pairs.falseShare,
    withoutEpidemic: ours.all.withoutEpidemic.f1, laterEvents: ours.later.events.f1, laterPairs: ours.later.pairs.f1, laterFalseMerges: ours.later.pairs.falseShare,
    earlierEvents: ours.earlier.events.f1, earlierPairs: ours.earlier.pairs.f1, baselineWithoutEpidemic: theirs.withoutEpidemic.f1,
    cutMicroseconds: each(times.cutting, distinct), foldMicroseconds: each(times.folding, distinct), againMicroseconds: each(times.again, rows - distinct), megabytes: round(first.megabytes, 0), digest: first.digest.slice(0, 16),
  },
});
