import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import papa from "papaparse";

const shared = new URL("../../../shared/data/opinion/", import.meta.url);
const table = (path: string): string[][] => readFileSync(new URL(path, shared), "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));

/** Provinces with labels, by their code; any other is watched by its code alone. */
export const provinces = { jilin: "22", heilongjiang: "23", liaoning: "21" } as const;
export type Province = keyof typeof provinces;

/** A title with its labels; times in milliseconds, `null` where the labels say nothing. */
export type Labelled = { title: string; at: number; inRegion: number; emergency: number; event: string | null; category: string | null; hazard: string | null; place: string | null; note: string };

const orNull = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

/** The hand-labelled candidate titles of a province. */
export const labelledTitles = (province: Province): Labelled[] => table(`labels/${province}/titles.tsv`).map(([title = "", seen = "", inRegion, emergency, event, category, hazard, place, note = ""]) => ({
  title, at: Date.parse(seen), inRegion: Number(inRegion), emergency: Number(emergency), event: orNull(event), category: orNull(category), hazard: orNull(hazard), place: orNull(place), note,
}));

/** Titles that contain a name of a place in Jilin: about Jilin at all (1), not (0), unsure (-1); a team, ship or share that only wears the name. Some days end with an hour alone. */
export const regionTitles = (): { title: string; at: number; about: number; namesake: boolean }[] =>
  table("jilin-region.tsv").map(([title = "", day = "", about, namesake]) => ({ title, at: beijing(day.slice(0, 10)), about: Number(about), namesake: namesake === "1" }));

/** Titles of events and look-alikes all over the country, each once; nearly all tell of an emergency. */
export function foldTitles(): { title: string; at: number }[] {
  const titles = new Map(table("labels/fold.tsv").flatMap(([a = "", b = "", , , seenA = "", seenB = ""]) => [[a, Date.parse(seenA)] as const, [b, Date.parse(seenB)] as const]));
  return [...titles].map(([title, at]) => ({ title, at }));
}

/** News of the epidemic of 2020 with the province that the publisher gave it, each title once. */
export function provinceNews(): { title: string; at: number; province: string }[] {
  const { data } = papa.parse<Record<string, string>>(readFileSync(new URL("dxy-news.csv", shared), "utf8"), { header: true, skipEmptyLines: true });
  const rows = data.flatMap((row) => (row["provinceName"] ? [{ title: row["title"] ?? "", at: Date.parse(`${(row["pubDate"] ?? "").replace(" ", "T")}+08:00`), province: row["provinceName"] }] : []));
  return [...new Map(rows.map((row) => [row.title, row])).values()];
}

/** Claims with the official answers that came later. */
export const debunkPairs = (): { claim: string; answer: string; at: number }[] => table("labels/debunk.tsv").map(([claim = "", seen = "", answer = ""]) => ({ claim, answer, at: Date.parse(seen) }));

/** The snapshots in order: what stood on the list at an instant. */
export function* snapshots(): Generator<{ at: number; titles: string[] }> {
  for (const line of gunzipSync(readFileSync(new URL("hot-search-snapshots.jsonl.gz", shared))).toString().split("\n")) {
    if (line === "") continue;
    const [iso, titles] = JSON.parse(line) as [string, string[]];
    yield { at: Date.parse(iso), titles };
  }
}

/** The hourly lists in order, each at the end of its hour in Beijing. */
export function* hourly(): Generator<{ at: number; titles: string[] }> {
  for (const line of gunzipSync(readFileSync(new URL("hot-search-hourly.jsonl.gz", shared))).toString().split("\n")) {
    if (line === "") continue;
    const [hour, rows] = JSON.parse(line) as [string, [string, ...unknown[]][]];
    yield { at: Date.parse(`${hour}:00:00+08:00`), titles: rows.map(([title]) => title) };
  }
}

/** Both lists as a watch would hear them, in the order of time. */
export function* bothLists(): Generator<{ at: number; titles: string[] }> {
  const [a, b] = [snapshots(), hourly()];
  let [x, y] = [a.next(), b.next()];
  while (!x.done || !y.done) {
    if (y.done || (!x.done && x.value.at <= y.value.at)) { yield x.value as { at: number; titles: string[] }; x = a.next(); } else { yield y.value; y = b.next(); }
  }
}

/** Every distinct title of the snapshots with the instant of its first appearance, in order, before a day in Beijing. */
export function* snapshotTitles(until: string): Generator<{ title: string; at: number }> {
  const seen = new Set<string>();
  const limit = beijing(until);
  for (const { at, titles } of snapshots()) {
    if (at >= limit) continue;
    for (const title of titles) if (!seen.has(title)) { seen.add(title); yield { title, at }; }
  }
}

/** The first instant of a day in Beijing, milliseconds. */
export const beijing = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
