import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Heat } from "#opinion/heat/heat.ts";
import { readRankedList } from "#opinion/sources/ranked-list.ts";
import { quantile, report, round, say } from "./support/report.ts";

// The hourly lists with their reads, hour by hour: is a peak that was called overtaken within two days? The hours that a peak waits for
// were set on what was seen before `later`. Plainly: a peak is called in the first hour that is lower than the one before.
const later = Date.parse("2025-01-01T00:00:00+08:00");
const hour = 3_600_000;
const waits = 48;
/** Titles that stood on the list so long, every so manieth of them. */
const stood = 6;
const nth = 7;

const shared = new URL("../../shared/data/opinion/hot-search-hourly.jsonl.gz", import.meta.url);
const lists = gunzipSync(readFileSync(shared)).toString().split("\n").filter((line) => line !== "").map((line) => {
  const [at, rows] = JSON.parse(line) as [string, unknown[]];
  const seenAt = Date.parse(`${at}:00:00+08:00`);
  return { at: seenAt, items: readRankedList(JSON.stringify([seenAt, rows]), { key: "list", kind: "list", address: "" }, seenAt).items };
});

type Called = { at: number; heat: number };
type Case = { ours: Called | null; plain: Called | null; series: readonly (number | null)[]; from: number; halfLife: number | null; peakHour: number | null };

/** Asks for one topic every hour, as a desk would, until it was silent for two days. */
function follow(heat: Heat, title: string, from: number, until: number): Case | null {
  let [ours, plain]: [Called | null, Called | null] = [null, null];
  let peakHour: number | null = null;
  for (let at = from; at <= until && !(ours && plain); at += hour) {
    const seen = heat.of(title, at);
    if (!ours && seen?.peak) { ours = { at: at / hour, heat: seen.peak.heat }; peakHour = seen.peak.hour; }
    const [was, is] = seen?.series.slice(-2) ?? [];
    if (!plain && seen && typeof was === "number" && typeof is === "number" && is < was) plain = { at: at / hour, heat: Math.max(...seen.series.map((one) => one ?? 0)) };
  }
  const all = heat.of(title, until);
  return all && { ours, plain, series: all.series, from: all.from, halfLife: all.halfLifeHours, peakHour };
}

function period(keeps: (at: number) => boolean): Case[] {
  const heat = new Heat();
  const seen = new Map<string, { first: number; last: number; times: number }>();
  const inTime = lists.filter(({ at }) => keeps(at));
  const end = inTime.at(-1)?.at ?? 0;
  for (const { at, items } of inTime) {
    heat.look("list", at, items.length);
    for (const { title, rank, reads } of items) {
      heat.see(title, { source: "list", title, seenAt: at, rank, reads });
      const known = seen.get(title);
      seen.set(title, { first: known?.first ?? at, last: at, times: (known?.times ?? 0) + 1 });
    }
  }
  const long = [...seen].filter(([, { times, first, last }]) => times >= stood && last - first < 28 * 24 * hour).filter((_, i) => i % nth === 0);
  return long.flatMap(([title, { first, last }]) => follow(heat, title, first, Math.min(end, last + waits * hour)) ?? []);
}

/** The part of the called peaks that were overtaken afterwards. */
function overtaken(cases: readonly Case[], of: "ours" | "plain"): number {
  const called = cases.flatMap((one) => { const peak = one[of]; return peak ? [one.series.slice(peak.at - one.from + 1).some((heat) => (heat ?? 0) > peak.heat)] : []; });
  return round(called.filter(Boolean).length / called.length);
}

const [before, after] = [period((at) => at < later), period((at) => at >= later)];
const waited = (cases: readonly Case[]): number => quantile(cases.flatMap(({ ours, peakHour }) => (ours && peakHour !== null ? [ours.at - peakHour] : [])), 0.5);
const called = (cases: readonly Case[]): string => `${cases.filter(({ ours }) => ours).length} of ${cases.length}`;
const halfLife = (cases: readonly Case[]): number => quantile(cases.flatMap((one) => one.halfLife ?? []), 0.5);
for (const [name, cases] of [["before", before], ["later", after]] as const) say(`${name}: called ${called(cases)}, overtaken ${overtaken(cases, "ours")}, plainly ${overtaken(cases, "plain")}; called after ${waited(cases)} h; half-life ${halfLife(cases)} h`);
report({
  name: "heat", value: overtaken(after, "ours"), unit: "part of the called peaks that were overtaken within two days", bar: "<= 0.05", compared: `called in the first lower hour: ${overtaken(after, "plain")}`,
  more: { called: called(after), hoursWaited: waited(after), halfLifeHours: halfLife(after), overtakenBefore: overtaken(before, "ours"), plainBefore: overtaken(before, "plain") },
});
