import { readFileSync } from "node:fs";
import type { Alert } from "#opinion/watch/watch.ts";
import { type Labelled, labelledTitles, type Province } from "./opinion-data.ts";
import { round } from "./report.ts";

const day = 86_400_000;
/** So long after a topic was told, a title that joins it has been told with it. */
const fresh = 2 * day;
/** A label names the event of its title so long; the same words months later are another story. */
const valid = 30 * day;

/** A labelled event: its titles with the time each was first seen, and those that name place and hazard (no note says otherwise). */
export type Event = { id: string; titles: ReadonlyMap<string, number>; clear: ReadonlySet<string>; epidemic: boolean; borderline: boolean };

/** What the score needs of an alert; a watch without topics gives each its own. */
export type Scored = Pick<Alert, "topic" | "title" | "at">;

/** What a replay told, which topic held every labelled title, and when each was first on a list. */
export type Telling = { alerts: readonly Scored[]; topicOf: ReadonlyMap<string, string>; seenAt: ReadonlyMap<string, number> };

export type Figures = {
  /** Events told by an alert on one of their titles, or by one on an unlabelled title of their topic not long before; and the first of these alone. */
  recall: number; byTitle: number;
  /** Told by the first snapshot whose title names place and hazard. */
  soon: number;
  /** Alerts that are about a labelled emergency of the province; second alerts on one event. */
  precision: number; again: number; events: number; alerts: number;
  missed: readonly string[]; late: readonly string[]; wrong: readonly string[]; twice: readonly string[];
};

const unclear = /no place name|bare place name|inferred/u;
const shared = new URL("../../../shared/data/opinion/labels/", import.meta.url);

function borderlineEvents(province: Province): Set<string> {
  const rows = readFileSync(new URL(`${province}/events.tsv`, shared), "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));
  return new Set(rows.filter((row) => row.at(-1)?.includes("borderline")).map((row) => row[0] ?? ""));
}

/** The labelled emergencies of a province. */
export function eventsOf(province: Province): Event[] {
  const borderline = borderlineEvents(province);
  const told = labelledTitles(province).filter((row) => row.event !== null && row.emergency === 1);
  return [...Map.groupBy(told, (row) => row.event ?? "")].map(([id, of]): Event => ({
    id, titles: new Map(of.map((row) => [row.title, row.at])), clear: new Set(of.filter((row) => !unclear.test(row.note)).map((row) => row.title)),
    epidemic: of.some((row) => row.hazard === "epidemic"), borderline: borderline.has(id) || of.every((row) => row.note.includes("borderline")),
  }));
}

/** Finds what each alert is about: its own label while that holds, otherwise the event of which its topic holds titles. */
function judged(alert: Scored, labels: ReadonlyMap<string, Labelled>, eventOfTopic: ReadonlyMap<string, string>): { event: string | null; right: boolean; borderline: boolean } {
  const label = labels.get(alert.title);
  if (label) {
    const right = label.inRegion === 1 && label.emergency === 1;
    return { event: right && Math.abs(alert.at - label.at) <= valid ? label.event : null, right, borderline: label.note.includes("borderline") };
  }
  const event = eventOfTopic.get(alert.topic) ?? null;
  return { event, right: event !== null, borderline: false };
}

/** Scores a telling of a province against its labels; alerts before `from` only count for what they told. */
export function judge(province: Province, { alerts, topicOf, seenAt }: Telling, from: number, keep: (event: Event) => boolean): Figures {
  const labels = new Map(labelledTitles(province).map((row) => [row.title, row]));
  const events = eventsOf(province);
  const kept = new Map(events.filter(keep).map((event) => [event.id, event]));
  const asked = [...kept.values()].filter((event) => !event.borderline);
  const eventOfTopic = new Map(events.flatMap((event) => [...event.titles.keys()].flatMap((title) => { const topic = topicOf.get(title); return topic === undefined ? [] : [[topic, event.id] as const]; })));
  const about = alerts.map((alert) => ({ alert, ...judged(alert, labels, eventOfTopic) }));
  const byTitle = (event: Event) => Math.min(...about.filter((one) => one.event === event.id && event.titles.has(one.alert.title)).map((one) => one.alert.at));
  const withTopic = (event: Event) => Math.min(...[...event.titles].flatMap(([title, at]) => about.filter((one) => one.event === null || one.event === event.id).map((one) => one.alert).filter((alert) => alert.topic === topicOf.get(title) && at - alert.at <= fresh && alert.at - at <= fresh).map((alert) => Math.max(alert.at, at))));
  const told = new Map(asked.map((event) => [event.id, { byTitle: byTitle(event), at: Math.min(byTitle(event), withTopic(event)), clear: Math.min(...[...event.clear].map((title) => seenAt.get(title) ?? Infinity)) }]));
  const toldOf = (event: Event) => told.get(event.id) ?? { byTitle: Infinity, at: Infinity, clear: Infinity };
  const clear = asked.filter((event) => toldOf(event).clear < Infinity);
  const late = clear.filter((event) => toldOf(event).at > toldOf(event).clear);
  const counted = about.filter((one) => one.alert.at >= from && !one.borderline && (one.event === null || (kept.has(one.event) && !kept.get(one.event)?.borderline)));
  const seen = new Set<string>();
  const twice = about.filter(({ event }) => event !== null && kept.has(event) && !kept.get(event)?.borderline && (seen.has(event) || !seen.add(event)));
  const name = (event: Event) => `${event.id} ${[...event.titles.keys()][0] ?? ""}`;
  const share = (of: readonly unknown[], all: readonly unknown[]) => round(of.length / all.length);
  return {
    recall: share(asked.filter((event) => toldOf(event).at < Infinity), asked), byTitle: share(asked.filter((event) => toldOf(event).byTitle < Infinity), asked), soon: round(1 - late.length / clear.length),
    precision: share(counted.filter((one) => one.right), counted), again: twice.length, events: asked.length, alerts: counted.length,
    missed: asked.filter((event) => toldOf(event).at === Infinity).map(name), late: late.map(name), wrong: counted.filter((one) => !one.right).map((one) => one.alert.title), twice: twice.map((one) => `${one.event ?? ""} ${one.alert.title}`),
  };
}
