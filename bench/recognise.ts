import { jiebaCut, placeSettings } from "#opinion/place/fixtures/watch.ts";
import { openReader } from "#opinion/read.ts";
import type { Reading } from "#opinion/reading.ts";
import { hazardWords } from "#opinion/recognise/hazard-words.ts";
import { plain } from "#opinion/words.ts";
import { beijing, debunkPairs, type Labelled, labelledTitles, type Province, provinces } from "./support/opinion-data.ts";
import { reliability, score, share, told } from "./support/opinion-score.ts";
import { report, say } from "./support/report.ts";

// Emergency or not, of what kind, how sure, and does it need checking? The weights were learned on titles of Jilin before
// `learnedUntil`; the figure is on what came later, in three provinces, two of which no label was learned from.
// Baseline: any word of the hazards, as a substring.
const learnedUntil = beijing("2024-05-20");
const likely = 0.5;
const cut = jiebaCut();
const hazardList = hazardWords.flatMap((row) => row.sure.split(" "));
const baseline = (title: string): boolean => hazardList.some((word) => title.includes(word));

type Row = Labelled & { reading: Reading };
const read = (name: Province): Row[] => {
  const reader = openReader(placeSettings(name, provinces[name]), cut);
  return labelledTitles(name).filter((row) => row.emergency >= 0).map((row) => ({ ...row, reading: reader.read(row.title, row.at) }));
};

const without = {
  all: () => true,
  epidemic: (row: Row) => row.hazard !== "epidemic" && row.reading.hazard !== "epidemic",
  borderline: (row: Row) => !/borderline|no place name|bare place name|inferred/u.test(row.note),
};
const scored = (rows: readonly Row[], said: (row: Row) => boolean) => score(rows.map((row) => ({ truth: row.emergency === 1, said: said(row) })));
const isLikely = (row: Row): boolean => row.reading.emergency >= likely;

function kinds(rows: readonly Row[]): { category: string; hazard: string } {
  const told = rows.filter((row) => row.emergency === 1 && row.hazard !== null && isLikely(row));
  // The labels know categories beyond the four of the law as `other`; a reading has none then.
  return { category: share(told.map((row) => (row.reading.category ?? "other") === row.category)), hazard: share(told.map((row) => row.reading.hazard === row.hazard)) };
}

/** By event: is one of its titles placed in the province and likely an emergency? The detector stands on this. */
function events(rows: readonly Row[]): string {
  const all = [...Map.groupBy(rows.filter((row) => row.event !== null && !row.note.includes("borderline")), (row) => row.event).values()];
  return share(all.map((titles) => titles.some((row) => isLikely(row) && row.reading.region === "in")));
}

function checking(): { brier: number; deciles: string; score: string; base: string } {
  const reader = openReader(placeSettings("jilin", provinces.jilin), cut);
  const naming = /官方|警方|公安|通报|局|辟谣|否认|澄清/u;
  const pairs = debunkPairs().filter((pair) => pair.at >= learnedUntil).flatMap(({ claim, answer, at }) => [{ title: claim, at, truth: true }, { title: answer, at, truth: !naming.test(answer) }]);
  const others = (Object.keys(provinces) as Province[]).flatMap(labelledTitles).filter((row) => row.at >= learnedUntil).map((row) => ({ title: row.title, at: row.at, truth: /rumour/u.test(row.note) && !naming.test(row.title) }));
  const rows = [...pairs, ...others].map((row) => ({ ...row, likelihood: reader.read(row.title, row.at).needsCheck }));
  const { brier, deciles } = reliability(rows);
  return { brier, deciles, score: told(score(rows.map((row) => ({ truth: row.truth, said: row.likelihood >= likely })))), base: told(score(rows.map((row) => ({ truth: row.truth, said: /网传|疑|谣/u.test(plain(row.title)) })))) };
}

const rows = { jilin: read("jilin"), heilongjiang: read("heilongjiang"), liaoning: read("liaoning") };
const later = Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.filter((row) => row.at >= learnedUntil)])) as Record<Province, Row[]>;
const everything = Object.values(later).flat();
for (const [name, set] of [["jilin, learned", rows.jilin.filter((row) => row.at < learnedUntil)], ...Object.entries(later)] as const) {
  for (const [what, keeps] of Object.entries(without)) {
    const kept = set.filter(keeps);
    say(`${name.padEnd(15)} ${(what === "all" ? "all" : `without ${what}`).padEnd(19)} ${told(scored(kept, isLikely))}; hazard words ${told(scored(kept, (row) => baseline(row.title)))}`);
  }
  const kept = reliability(set.map((row) => ({ truth: row.emergency === 1, likelihood: row.reading.emergency })));
  const { category, hazard } = kinds(set);
  say(`${"".padEnd(15)} category ${category}, hazard ${hazard}, events ${events(set)}, Brier ${kept.brier}, gap ${kept.gap}  ${kept.deciles}`);
}
const checks = checking();
say(`needs checking  ${checks.score}; 网传|疑|谣 ${checks.base}; Brier ${checks.brier}  ${checks.deciles}`);
const clean = everything.filter(without.borderline);
const total = scored(clean, isLikely);
const kept = reliability(everything.map((row) => ({ truth: row.emergency === 1, likelihood: row.reading.emergency })));
report({
  name: "recognise", value: total.precision, unit: "precision of emergencies (later titles of three provinces, borderline ones apart)", bar: "events >= 0.95, alerts >= 0.85 (what detect asks)", compared: `hazard words as substrings ${told(scored(clean, (row) => baseline(row.title)))}`,
  more: {
    emergency: told(total), jilin: told(scored(later.jilin.filter(without.borderline), isLikely)), heilongjiang: told(scored(later.heilongjiang.filter(without.borderline), isLikely)), liaoning: told(scored(later.liaoning.filter(without.borderline), isLikely)),
    ...kinds(everything), eventsJilin: events(rows.jilin), eventsHeilongjiang: events(rows.heilongjiang), eventsLiaoning: events(rows.liaoning), brier: kept.brier, calibrationGap: kept.gap, needsCheckBrier: checks.brier, needsCheck: checks.score,
  },
});
