// Learns the weights of the signs of an emergency, and of words that need checking, from labelled titles before `until`; later
// titles are left for the benches. Every weight is drawn towards the leaning written beside its sign, so that what the data
// seldom shows keeps its meaning. Writes src/opinion/recognise/learned.ts, byte for byte the same.
import { writeFileSync } from "node:fs";
import { buildGazetteer } from "#opinion/place/gazetteer.ts";
import { jiebaCut, placeSettings } from "#opinion/place/fixtures/watch.ts";
import { locate } from "#opinion/place/locate.ts";
import { wordsOf } from "#opinion/place/tokens.ts";
import { leanings } from "#opinion/recognise/features.ts";
import { emergencyFeatures } from "#opinion/recognise/recognise.ts";
import { checkFeatures, checkSigns, stancesIn } from "#opinion/recognise/stance.ts";
import { plain } from "#opinion/words.ts";
import { type Example, fitWeights } from "./logistic.ts";
import { beijing, debunkPairs, foldTitles, labelledTitles, type Province, provinces, snapshotTitles } from "./opinion-data.ts";
import { say } from "./report.ts";

const until = "2024-05-20";
const drawn = { emergency: 3, checking: 1 };
// Of a long wave every title says the same: it counts as so many. Titles without labels count less than labelled ones.
const counts = { wave: 20, waveElsewhere: 0.2, unlabelled: 0.3 };
const everyNth = 40;

const cut = jiebaCut();
const gazetteer = buildGazetteer(placeSettings("jilin", provinces.jilin));
const sureAt = new Set(leanings.flatMap(([key], i) => (key.startsWith("sure:") ? [i] : [])));
const epidemicAt = new Set(leanings.flatMap(([key], i) => (key.endsWith(":epidemic") ? [i] : [])));

function featuresOf(title: string, at: number): readonly number[] {
  const words = wordsOf(plain(title), cut);
  const { mentions, abroad } = locate(words, gazetteer, at);
  return emergencyFeatures(words, { named: mentions.length > 0, abroad }).features;
}

function emergencyExamples(): Example[] {
  const labelled = [...new Map((Object.keys(provinces) as Province[]).flatMap(labelledTitles).map((row) => [row.title, row])).values()];
  const titlesOf = Map.groupBy(labelled, (row) => row.event);
  const seen = new Set(labelled.map((row) => row.title));
  const fresh = ({ title, at }: { title: string; at: number }) => at < beijing(until) && !seen.has(title) && Boolean(seen.add(title));
  const known = labelled.filter((row) => row.at < beijing(until)).map((row): Example => {
    const features = featuresOf(row.title, row.at);
    const wave = row.event === null ? 0 : (titlesOf.get(row.event)?.length ?? 0);
    const weight = wave > counts.wave ? counts.wave / wave : row.event === null && features.some((f) => epidemicAt.has(f)) ? counts.waveElsewhere : 1;
    return { features, truth: row.emergency, weight };
  });
  const events = foldTitles().filter(fresh).map(({ title, at }): Example => ({ features: featuresOf(title, at), truth: 1, weight: counts.unlabelled }));
  // The stream is quiet nearly always; what names a hazard in it may be an emergency and is left out.
  const quiet = [...snapshotTitles(until)].filter((_, i) => i % everyNth === 0).filter(fresh)
    .map(({ title, at }): Example => ({ features: featuresOf(title, at), truth: 0, weight: counts.unlabelled })).filter((one) => !one.features.some((f) => sureAt.has(f)));
  return [...known, ...events, ...quiet];
}

/** Claims that were answered later need checking; so does a denial that names nobody who denies. */
function checkExamples(): Example[] {
  const naming = /官方|警方|公安|通报|局|辟谣|否认|澄清/u;
  const one = (title: string, truth: number): Example => ({ features: checkFeatures(stancesIn(wordsOf(plain(title), cut))), truth, weight: 1 });
  const pairs = debunkPairs().filter((pair) => pair.at < beijing(until)).flatMap(({ claim, answer }) => [one(claim, 1), one(answer, naming.test(answer) ? 0 : 1)]);
  const others = labelledTitles("jilin").filter((row) => row.at < beijing(until)).map((row) => one(row.title, /rumour/.test(row.note) && !naming.test(row.title) ? 1 : 0));
  return [...pairs, ...others];
}

const emergency = emergencyExamples();
const checks = checkExamples();
const record = (keys: readonly string[], weights: readonly number[]) => `{ ${keys.map((key, i) => `${JSON.stringify(key)}: ${Number((weights[i] ?? 0).toFixed(2))}`).join(", ")} }`;
const learned = [fitWeights(emergency, leanings.map(([, leaning]) => leaning), drawn.emergency), fitWeights(checks, checkSigns.map((row) => row.leaning), drawn.checking)] as const;
writeFileSync(new URL("../../src/opinion/recognise/learned.ts", import.meta.url), [
  "// Made by bench/support/train-recognise.ts from labelled titles before its date; do not edit.",
  "/** Weights of the signs of an emergency (log odds). */", `export const emergencyWeights: Readonly<Record<string, number>> = ${record(leanings.map(([key]) => key), learned[0])};`,
  "/** Weights of the signs that a title needs checking (log odds). */", `export const checkWeights: Readonly<Record<string, number>> = ${record(checkSigns.map((row) => row.sign), learned[1])};`, "",
].join("\n"));
say(`${emergency.length} titles for emergencies, ${emergency.filter((one) => one.truth === 1).length} of them true; ${checks.length} for checking`);
