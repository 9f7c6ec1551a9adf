import { jiebaCut, nationalRows, placeSettings } from "#opinion/place/fixtures/watch.ts";
import { provinceOf } from "#opinion/place/gazetteer.ts";
import { levelOf } from "#opinion/place/region.ts";
import { shortNames } from "#opinion/place/short-names.ts";
import { openReader, type Reader } from "#opinion/read.ts";
import { plain } from "#opinion/words.ts";
import { type Labelled, labelledTitles, type Province, provinceNews, provinces, regionTitles } from "./support/opinion-data.ts";
import { reliability, score, share, told } from "./support/opinion-score.ts";
import { report, say } from "./support/report.ts";

// Is a title about the province, did it happen there, and in which county? Rows without a place in their words are linked by
// date in the labels and counted apart. Baselines: any name of the province as a substring, and as a word of the cutter.
const cut = jiebaCut();
type Watched = { reader: Reader; code: string; substring: (title: string) => boolean; word: (title: string) => boolean; countyNames: (code: string) => readonly string[] };

function watch(name: Province): Watched {
  const code = provinces[name];
  const settings = placeSettings(name, code);
  const ours = settings.regions.filter((region) => provinceOf(region.code) === code && levelOf(region.code) !== "township");
  const names = new Set(ours.flatMap((region) => [region.name, ...shortNames(region.name)]));
  const namesOf = Map.groupBy([...ours.map((r) => ({ code: r.code, names: [r.name, ...shortNames(r.name)] })), ...settings.named.flatMap((p) => p.codes.map((c) => ({ code: c, names: [p.name] })))], (row) => row.code);
  return {
    reader: openReader(settings, cut), code,
    substring: (title) => [...names].some((name) => title.includes(name)),
    word: (title) => cut(plain(title)).some((word) => names.has(word)),
    countyNames: (county) => (namesOf.get(county) ?? []).flatMap((row) => row.names),
  };
}

const wordless = (row: Labelled): boolean => row.note.includes("no place name");

function labels(name: Province, { reader, substring, word, countyNames }: Watched) {
  const all = labelledTitles(name);
  const rows = all.filter((row) => row.inRegion >= 0 && !wordless(row)).map((row) => ({ ...row, reading: reader.read(row.title, row.at) }));
  const by = (said: (row: (typeof rows)[number]) => boolean) => score(rows.map((row) => ({ truth: row.inRegion === 1, said: said(row) })));
  const county = rows.filter((row) => row.inRegion === 1 && row.place !== null && levelOf(row.place) === "county" && countyNames(row.place).some((n) => row.title.includes(n)));
  const placed = rows.flatMap((row) => (row.reading.place ? [{ truth: row.inRegion === 1, likelihood: row.reading.place.likelihood }] : []));
  const events = [...Map.groupBy(rows.filter((row) => row.event !== null), (row) => row.event)].map(([, titles]) => {
    const found = reader.placeOf(titles.map((row) => row.reading), titles[0]?.at ?? 0);
    return titles.some((row) => row.place?.slice(0, 6) === found?.code.slice(0, 6));
  });
  return {
    score: by((row) => row.reading.region === "in"), substring: by((row) => substring(row.title)), word: by((row) => word(row.title)), kept: reliability(placed),
    county: county.map((row) => row.reading.place?.code.slice(0, 6) === row.place), events, unsure: rows.filter((row) => row.reading.region === "unsure" && row.inRegion === 1).length, wordless: all.length - rows.length,
  };
}

/** "About the province at all" takes what only wears its name as well; where it happened, the second figure, leaves those rows out. */
function region({ reader, code, substring, word }: Watched) {
  const rows = regionTitles().filter((row) => row.about >= 0).map((row) => ({ ...row, reading: reader.read(row.title, row.at) }));
  const by = (set: typeof rows, said: (row: (typeof rows)[number]) => boolean) => score(set.map((row) => ({ truth: row.about === 1, said: said(row) })));
  return {
    about: by(rows, (row) => row.reading.mentions.some((place) => provinceOf(place) === code)), here: by(rows.filter((row) => !row.namesake), (row) => row.reading.region === "in"),
    hereOfAll: by(rows, (row) => row.reading.region === "in"), substring: by(rows, (row) => substring(row.title)), word: by(rows, (row) => word(row.title)),
  };
}

/** Every province in turn, by its code and the national list alone, on news whose publisher names the province. */
function everyProvince() {
  const news = provinceNews();
  return score(nationalRows().filter((row) => row.c.endsWith("0000")).flatMap((row) => {
    const reader = openReader(placeSettings("", row.p), cut);
    return news.map((one) => ({ truth: one.province.slice(0, 2) === row.n.slice(0, 2), said: reader.read(one.title, one.at).region === "in" }));
  }));
}

const watched = { jilin: watch("jilin"), heilongjiang: watch("heilongjiang"), liaoning: watch("liaoning") };
const of = region(watched.jilin);
say(`jilin-region  about ${told(of.about)}; happened there, namesakes apart ${told(of.here)}; happened there, namesakes as Jilin ${told(of.hereOfAll)}`);
say(`              substring ${told(of.substring)}; word ${told(of.word)}`);
const found = Object.fromEntries(Object.entries(watched).map(([name, one]) => [name, labels(name as Province, one)])) as Record<Province, ReturnType<typeof labels>>;
for (const [name, one] of Object.entries(found)) {
  say(`${name.padEnd(13)} ${told(one.score)}; ${one.unsure} of the missed abstained; substring ${told(one.substring)}; word ${told(one.word)}; ${one.wordless} titles without a place left out`);
  say(`              county ${share(one.county)}; events at their labelled place ${share(one.events)}; Brier ${one.kept.brier}  ${one.kept.deciles}`);
}
const country = everyProvince();
say(`every province, by code alone, on news of 2020: ${told(country)}`);
const { jilin, heilongjiang, liaoning } = found;
report({
  name: "locate", value: Math.min(of.about.precision, of.here.precision, jilin.score.precision), unit: "precision (the lowest of the sets of Jilin)", bar: ">= 0.98; recall >= 0.97; county >= 0.95",
  compared: `substring P ${of.substring.precision} R ${of.substring.recall}, word P ${of.word.precision} R ${of.word.recall} on jilin-region; substring P ${jilin.substring.precision}, word P ${jilin.word.precision} on the labels`,
  more: {
    regionAbout: told(of.about), regionHappened: told(of.here), labelsJilin: told(jilin.score), lowestRecall: Math.min(of.about.recall, of.here.recall, jilin.score.recall), county: share(jilin.county), eventsPlaced: share(jilin.events),
    labelsHeilongjiang: told(heilongjiang.score), countyHeilongjiang: share(heilongjiang.county), labelsLiaoning: told(liaoning.score), countyLiaoning: share(liaoning.county), brier: jilin.kept.brier, everyProvince: told(country),
  },
});
