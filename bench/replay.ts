import { sha256Hex } from "#kernel/fingerprint.ts";
import { Fold } from "#opinion/fold/fold.ts";
import { jiebaCut, placeSettings } from "#opinion/place/fixtures/watch.ts";
import { buildGazetteer } from "#opinion/place/gazetteer.ts";
import { cutOnce } from "#opinion/place/tokens.ts";
import { openReader } from "#opinion/read.ts";
import { Watch } from "#opinion/watch/watch.ts";
import { snapshotLooks } from "./support/fold-data.ts";
import { report, round, say } from "./support/report.ts";

// Four and a half years of snapshots through the whole engine, beside reading and parsing the file and cutting every distinct title once; in turns, and every run must say the same.
const places = placeSettings("jilin", "22");
let mostBytes = 0;

/** Seconds on the wall, and of the processor alone: the second does not depend on what else the machine does. */
type Spent = { seconds: number; processor: number };
const clock = (): Spent => { const { user, system } = process.cpuUsage(); return { seconds: performance.now() / 1000, processor: (user + system) / 1e6 }; };
const since = (from: Spent): Spent => { const now = clock(); return { seconds: now.seconds - from.seconds, processor: now.processor - from.processor }; };

async function bare(): Promise<Spent & { titles: number; distinct: number }> {
  const from = clock();
  const cut = jiebaCut();
  const seen = new Set<string>();
  let titles = 0;
  for await (const snapshot of snapshotLooks()) {
    titles += snapshot.titles.length;
    for (const title of snapshot.titles) if (!seen.has(title)) { seen.add(title); cut(title); }
  }
  return { ...since(from), titles, distinct: seen.size };
}

async function replay(): Promise<Spent & { alerts: number; digest: string }> {
  const from = clock();
  const cut = cutOnce(jiebaCut());
  const fold = new Fold({ cut, lineage: buildGazetteer(places).lineage });
  const watch = new Watch({ reader: openReader(places, cut), fold });
  const lines: string[] = [];
  let n = 0;
  for await (const { at, titles } of snapshotLooks()) {
    for (const alert of watch.take(titles, at)) lines.push(JSON.stringify(alert));
    if (n++ % 500 === 0) mostBytes = Math.max(mostBytes, process.memoryUsage().rss);
  }
  const digest = sha256Hex(`${lines.join("\n")}\n${JSON.stringify(fold.topics())}`);
  return { ...since(from), alerts: lines.length, digest };
}

const turns = 3;
const [plain, ours]: [Awaited<ReturnType<typeof bare>>[], Awaited<ReturnType<typeof replay>>[]] = [[], []];
for (let turn = 0; turn < turns; turn += 1) { plain.push(await bare()); ours.push(await replay()); }
const sum = (spent: readonly Spent[], of: keyof Spent): number => spent.reduce((all, one) => all + one[of], 0);
const inWords = (spent: readonly Spent[]): string => spent.map(({ seconds }) => round(seconds, 1)).join(", ");
say(`bare ${inWords(plain)} s, engine ${inWords(ours)} s`);
report({
  name: "replay", value: round(sum(ours, "seconds") / sum(plain, "seconds"), 2), unit: "ratio", bar: "<= 3; <= 1 GB; identical on a second run", compared: "reading and parsing the file and cutting each distinct title once with jieba, same run, in turns",
  more: {
    processorRatio: round(sum(ours, "processor") / sum(plain, "processor"), 2), titles: plain[0]?.titles ?? 0, distinct: plain[0]?.distinct ?? 0, alerts: ours[0]?.alerts ?? 0,
    megabytes: round(mostBytes / 2 ** 20, 0), identical: new Set(ours.map(({ digest }) => digest)).size === 1 ? "yes" : "no",
  },
});
