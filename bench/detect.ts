import { Fold } from "#opinion/fold/fold.ts";
import { jiebaCut, placeSettings } from "#opinion/place/fixtures/watch.ts";
import { buildGazetteer } from "#opinion/place/gazetteer.ts";
import { cutOnce } from "#opinion/place/tokens.ts";
import { openReader } from "#opinion/read.ts";
import { type Alert, Watch } from "#opinion/watch/watch.ts";
import { PlainWatch } from "./support/detect-baseline.ts";
import { type Event, type Figures, judge, type Scored, type Telling } from "./support/detect-score.ts";
import { bothLists, labelledTitles, type Province, provinces } from "./support/opinion-data.ts";
import { report, round, say } from "./support/report.ts";

// Both lists replayed in order, as the duty officer would have lived them: which labelled emergencies were told, how soon, how
// often, and what was told for nothing. `npm run bench -- detect why` names them.
const hour = 3_600_000;
/** So long before the first label the watch listens, so that the fold knows what is said every day. */
const warmUp = 30 * 24 * hour;

/** Everything the watch of a province tells, with the topic every labelled title came to lie in. */
function tell(name: Province, from: number, wanted: ReadonlySet<string>): { ours: Telling; plainly: Telling } {
  const places = placeSettings(name, provinces[name]);
  const cut = cutOnce(jiebaCut());
  const fold = new Fold({ cut, lineage: buildGazetteer(places).lineage });
  const topicOf = new Map<string, string>();
  const seenAt = new Map<string, number>();
  const into = new Map<string, string>();
  const lastly = (topic: string): string => { const next = into.get(topic); return next === undefined ? topic : lastly(next); };
  const noted: Pick<Fold, "again" | "hear" | "settle"> = {
    again: (title, at) => fold.again(title, at),
    hear: (title, at, reading) => { fold.hear(title, at, reading); },
    settle: () => {
      const settled = fold.settle();
      for (const { title, topic } of settled.placed) if (wanted.has(title) && !topicOf.has(title)) topicOf.set(title, topic);
      for (const { from: left, topic } of settled.moved) into.set(left, topic);
      return settled;
    },
  };
  const watch = new Watch({ reader: openReader(places, cut), fold: noted });
  const alerts: Alert[] = [];
  const plain = new PlainWatch(places);
  const plainly: Scored[] = [];
  for (const { at, titles } of bothLists()) {
    if (at < from - warmUp) continue;
    for (const title of titles) if (wanted.has(title) && !seenAt.has(title)) seenAt.set(title, at);
    for (const title of titles) if (plain.tells(title, at)) plainly.push({ topic: `${at} ${title}`, title, at });
    alerts.push(...watch.take(titles, at));
  }
  const final = new Map([...topicOf].map(([title, topic]) => [title, lastly(topic)]));
  return { ours: { alerts: alerts.map((alert) => ({ ...alert, topic: lastly(alert.topic) })), topicOf: final, seenAt }, plainly: { alerts: plainly, topicOf: new Map(), seenAt } };
}

const all: Record<string, Figures> = {};
const plainFigures: Record<string, Figures> = {};
const inWords = (f: Figures): string => `recall ${f.recall} of ${f.events} events (by title ${f.byTitle}), by the first clear snapshot ${f.soon}, precision ${f.precision} of ${f.alerts} alerts, told again ${f.again}`;
for (const name of Object.keys(provinces) as Province[]) {
  const rows = labelledTitles(name);
  const from = Math.min(...rows.map((row) => row.at));
  const began = performance.now();
  const { ours, plainly } = tell(name, from, new Set(rows.map((row) => row.title)));
  for (const [what, keep] of [["", () => true], [" without epidemic", (event: Event) => !event.epidemic]] as const) {
    const figures = judge(name, ours, from - hour, keep);
    all[`${name}${what}`] = figures;
    const theirs = (plainFigures[`${name}${what}`] = judge(name, plainly, from - hour, keep));
    say(`${name}${what}: ${inWords(figures)}\n  plain baseline: ${inWords(theirs)}`);
    if (process.argv[2] === "why") for (const list of ["missed", "late", "wrong", "twice"] as const) say(`  ${list}: ${figures[list].join(" · ")}`);
  }
  say(`  ${round((performance.now() - began) / 1000, 0)} s`);
}
const jilin = all["jilin"];
report({
  name: "detect", value: jilin?.recall ?? 0, unit: "recall of labelled emergencies of Jilin by event", bar: ">= 0.95; by the first clear snapshot >= 0.90; precision >= 0.85; told once; other provinces within 0.05", compared: `hand labels, borderline ones apart, snapshots in order; a name of the province beside a hazard word, once a week: ${plainFigures["jilin"] ? inWords(plainFigures["jilin"]) : ""}`,
  more: Object.fromEntries(Object.entries(all).map(([name, f]) => [name, inWords(f)])),
});
