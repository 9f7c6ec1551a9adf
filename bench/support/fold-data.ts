import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

const shared = new URL("../../../shared/data/opinion/", import.meta.url);
const table = (path: string): string[][] => readFileSync(new URL(path, shared), "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));

/** A title as it was first seen (milliseconds). */
export type Seen = { title: string; at: number };
/** The same title at the same time, in one word. */
export const keyOf = ({ title, at }: Seen): string => `${at} ${title}`;

/** Titles with the event they belong to, of every province that has labels. */
export const eventTitles = (): (Seen & { event: string; hazard: string })[] => readdirSync(new URL("labels/", shared), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => table(`labels/${name}/titles.tsv`).flatMap(([title = "", seen = "", , , event = "", , hazard = ""]) => (event === "" ? [] : [{ title, at: Date.parse(seen), event, hazard }])));

/** Pairs of titles that are one event or only look alike; the kind says how. */
export const foldPairs = (): { a: Seen; b: Seen; same: boolean; kind: string }[] => table("labels/fold.tsv").map(([a = "", b = "", same, kind = "", seenA = "", seenB = ""]) => ({
  a: { title: a, at: Date.parse(seenA) }, b: { title: b, at: Date.parse(seenB) }, same: same === "1", kind,
}));

/** Claims with the answers that came later. */
export const answered = (): { claim: Seen; answer: Seen }[] => table("labels/debunk.tsv").map(([claim = "", seen = "", answer = "", answeredAt = ""]) => ({
  claim: { title: claim, at: Date.parse(seen) }, answer: { title: answer, at: Date.parse(answeredAt) },
}));

/** A list as it stood at a time. */
export type Look = { at: number; titles: readonly string[] };

async function* looksIn(file: string, parse: (line: string) => Look): AsyncGenerator<Look> {
  for await (const line of createInterface({ input: createReadStream(new URL(file, shared)).pipe(createGunzip()), crlfDelay: Infinity })) if (line !== "") yield parse(line);
}

const snapshot = (line: string): Look => { const [at, titles] = JSON.parse(line) as [string, string[]]; return { at: Date.parse(at), titles }; };
const hourly = (line: string): Look => { const [hour, rows] = JSON.parse(line) as [string, [string][]]; return { at: Date.parse(`${hour}:00:00+08:00`), titles: rows.map(([title]) => title) }; };

/** The snapshots alone, in the order of time, line by line. */
export const snapshotLooks = (): AsyncGenerator<Look> => looksIn("hot-search-snapshots.jsonl.gz", snapshot);

/** All that was seen, snapshots and hourly lists together, in the order of time. */
export async function* looks(): AsyncGenerator<Look> {
  const sources = [snapshotLooks(), looksIn("hot-search-hourly.jsonl.gz", hourly)];
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    const [first] = heads.flatMap((head, i) => (head.done === true ? [] : [{ i, look: head.value }])).sort((a, b) => a.look.at - b.look.at || a.i - b.i);
    if (!first) return;
    yield first.look;
    const source = sources[first.i];
    if (source) heads[first.i] = await source.next();
  }
}

/** A rumour with the text that corrects it. */
export type Corrected = { claim: string; title: string; text: string };

/** The rumours of the first months of 2020, with their corrections. */
export function corrections(): Corrected[] {
  const [head = [], ...rows] = csv(readFileSync(new URL("dxy-rumours.csv", shared), "utf8").replace(/^\uFEFF/u, ""));
  const column = (row: readonly string[], name: string): string => row[head.indexOf(name)] ?? "";
  return rows.filter((row) => row.length === head.length).map((row) => ({ claim: column(row, "title"), title: column(row, "mainSummary"), text: column(row, "body") }));
}

/** Rows of a CSV text, quotes and line breaks within them kept. */
function csv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gu)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") { rows.push(row); row = []; }
  }
  return rows;
}
