// Learns how a name of a place stands in a title, from the public stream alone and without labels: which words stand before
// and after names of places, how often each short name means the place when nothing else says so, and which of several
// places of one name people mean. Only titles before `until` are read. Writes src/opinion/place/learned.ts, byte for byte the same.
import { writeFileSync } from "node:fs";
import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { nationalRows } from "#opinion/place/fixtures/watch.ts";
import { levelOf, nationalRegions, type Region } from "#opinion/place/region.ts";
import { shortNames } from "#opinion/place/short-names.ts";
import { plain } from "#opinion/words.ts";
import { snapshotTitles } from "./opinion-data.ts";
import { say } from "./report.ts";

const until = "2024-05-20";
const kept = { words: 170, names: 3, shares: 5 };
const smooth = 1000;
// A county people speak of is now and then said in full or with its parent; a common word never is (马龙, 合作, 东方).
const spoken = { perExplicit: 12, allowed: 2 };

type Counts = Map<string, number>;
const bump = (counts: Counts, word: string, by = 1) => counts.set(word, (counts.get(word) ?? 0) + by);
const of = (counts: Counts, word: string): number => counts.get(word) ?? 0;

const jieba = Jieba.withDict(dict);
const regions = nationalRegions(nationalRows(), "");
const codesOf = new Map<string, string[]>();
for (const { code, name } of regions) for (const short of [name, ...shortNames(name)]) codesOf.set(short, [...(codesOf.get(short) ?? []), code]);
const certain = new Set(regions.filter((r: Region) => levelOf(r.code) !== "county").flatMap((r) => shortNames(r.name)));

type Seen = { name: string; before: string; after: string };
const seen: Seen[] = [];
const explicit = new Map<string, Counts>();
const counties: Counts = new Map();
const all = { before: new Map<string, number>(), after: new Map<string, number>(), total: 0 };
const isAbove = (above: string, below: string) => above !== below && below.startsWith(above.endsWith("0000") ? above.slice(0, 2) : above.slice(0, 4)) && above.endsWith("00");

for (const { title } of snapshotTitles(until)) {
  const words = ["^", ...jieba.cut(plain(title), false), "$"];
  for (let i = 1; i < words.length - 1; i += 1) {
    const [before = "", name = "", after = ""] = words.slice(i - 1, i + 2);
    const codes = codesOf.get(name);
    if (!codes) {
      if (name.length === 2 || name.length === 3) { bump(all.before, before); bump(all.after, after); all.total += 1; }
      continue;
    }
    const meant = codes.filter((code) => (codesOf.get(before) ?? []).some((above) => isAbove(above, code)));
    const short = shortNames(name)[0] ?? name;
    if (!(codesOf.get(short) ?? codes).some((code) => levelOf(code) !== "county")) bump(counties, short, 0);
    if (meant.length > 0) { const counts = explicit.get(short) ?? new Map<string, number>(); for (const code of meant) bump(counts, code); explicit.set(short, counts); }
    else if (short === name) seen.push({ name, before, after });
    if (counties.has(short) && (meant.length > 0 || short !== name)) bump(counties, short);
  }
}
say(`${seen.length} places that names may stand for, ${all.total} other words`);

/** Log odds of a word beside a place against the same word beside anything else. */
function context(names: ReadonlySet<string>, side: "before" | "after"): Map<string, number> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const one of seen) if (names.has(one.name)) { bump(counts, one[side]); total += 1; }
  const odds = [...new Set([...counts.keys(), ...all[side].keys()])].flatMap((word) => {
    const [here, there] = [of(counts, word), of(all[side], word)];
    if (here + there < 30 || !mayStand(word)) return [];
    const odd = Math.log((here + 0.5) / (total + smooth)) - Math.log((there + 0.5) / (all.total + smooth));
    return [{ word, odd, weight: Math.abs(odd) * Math.sqrt(odd > 0 ? here : Math.min(there, 5000) * total / all.total) }];
  });
  const strongest = odds.filter((row) => Math.abs(row.odd) > 0.4).sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1)).slice(0, kept.words);
  return new Map(strongest.map((row) => [row.word, row.odd]));
}

// No names of people and no unknown words: the weights say how places stand, not who is in the news.
function mayStand(word: string): boolean {
  if (word === "^" || word === "$") return true;
  if (!/^\p{Script=Han}+$/u.test(word) || codesOf.has(word)) return false;
  const tags = jieba.tag(word, false);
  return tags.length === 1 && !/^(?:nr|nz|ns|nt|x)/.test(tags[0]?.tag ?? "x");
}

type Learned = { before: Map<string, number>; after: Map<string, number>; shares: Map<string, number> };

/** How often a name means the place when nothing else tells, by expectation and maximisation over what stands beside it. */
function learnNames(before: Map<string, number>, after: Map<string, number>): Map<string, number> {
  const byName = new Map<string, number[]>();
  for (const one of seen) byName.set(one.name, [...(byName.get(one.name) ?? []), Math.exp((before.get(one.before) ?? 0) + (after.get(one.after) ?? 0))]);
  return new Map([...byName].map(([name, ratios]) => {
    let share = 0.6;
    for (let step = 0; step < 200; step += 1) share = (2 + ratios.reduce((sum, ratio) => sum + (share * ratio) / (share * ratio + 1 - share), 0)) / (3.5 + ratios.length);
    const most = counties.has(name) ? (of(counties, name) * spoken.perExplicit + spoken.allowed) / ratios.length : 1;
    return [name, Math.min(share, most)];
  }));
}

let names: ReadonlySet<string> = certain;
let learned: Learned = { before: new Map(), after: new Map(), shares: new Map() };
for (let round = 0; round < 3; round += 1) {
  const [before, after] = [context(names, "before"), context(names, "after")];
  learned = { before, after, shares: learnNames(before, after) };
  names = new Set([...certain].filter((name) => (learned.shares.get(name) ?? 1) > 0.85));
}

const counted = new Map<string, number>();
for (const one of seen) bump(counted, one.name);
const two = (n: number) => Number(n.toFixed(2));
const sorted = <V>(entries: Iterable<[string, V]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
const shares = sorted(learned.shares).filter(([name]) => of(counted, name) >= kept.names).map(([name, share]) => `${name} ${two(share)}`);
const senses = sorted(explicit).flatMap(([name, counts]) => {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  if (total < kept.shares || (codesOf.get(name)?.length ?? 0) < 2) return [];
  return [`${name} ${sorted(counts).map(([code, n]) => `${code}:${two(n / total)}`).join(",")}`];
});
const list = (rows: readonly string[]) => `"${rows.join(" ")}"`;
const words = (side: ReadonlyMap<string, number>) => list(sorted(side).map(([word, odd]) => `${word} ${two(odd)}`));
writeFileSync(new URL("../../src/opinion/place/learned.ts", import.meta.url), [
  "// Made by bench/support/train-places.ts from public titles before its date; do not edit.",
  "/** Log odds of the word before a name of a place. */", `export const before = ${words(learned.before)};`,
  "/** Log odds of the word after a name of a place. */", `export const after = ${words(learned.after)};`,
  "/** How often a short name means the place when nothing else tells. */", `export const shares = ${list(shares)};`,
  "/** Which place of several with one name people mean, by how often each was named with its parent. */", `export const senses = ${list(senses)};`, "",
].join("\n"));
say(`${learned.before.size} words before, ${learned.after.size} after, ${shares.length} names, ${senses.length} shared names`);
