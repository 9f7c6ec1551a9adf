import type { z } from "zod";
import type { Reader } from "#platform/db/database.ts";
import { heatOf, itemsOf, topicById } from "#modules/opinion/index.ts";
import type { ClockView, HeatView } from "../contract.ts";
import { answeredInTime } from "../rules/clocks.ts";
import { effectHours, effectOf, peakOf, type HeatHour } from "../rules/effect.ts";
import type { DebriefFigures } from "../rules/shapes.ts";
import type { CaseBasis } from "./basis.ts";
import { clocksOf, concernsOf, releasesOf, type ClockRow, type ReleaseRow } from "./evidence.ts";

const hour = 3_600_000;

/** Heat of the case's topic from a little before T0 until now, or a little after its last release once it is archived. */
export async function heatOfCase(read: Reader, c: Pick<CaseBasis, "topicId" | "t0" | "archivedAt">, releases: readonly ReleaseRow[], now: Date): Promise<HeatHour[]> {
  if (c.topicId === null) return [];
  const first = Math.min(c.t0.at.getTime(), ...releases.flatMap((r) => (r.publishedAt ? [r.publishedAt.getTime()] : [])));
  return heatOf(read, c.topicId, new Date(first - effectHours * hour), c.archivedAt ?? now);
}

const effects = (releases: readonly ReleaseRow[], heat: readonly HeatHour[]) => releases.flatMap((r) => {
  if (!r.publishedAt) return [];
  const { before, after, change } = effectOf(heat, r.publishedAt);
  return [{ pieceId: r.id, title: r.title, publishedAt: r.publishedAt.toISOString(), before, after, change }];
});

const newest = 30;

/** The topic of a case: its heat and what it did around each release, its newest items. */
export async function heatView(read: Reader, c: CaseBasis, now: Date): Promise<HeatView> {
  const releases = await releasesOf(read, c.id);
  const [heat, topic, items] = await Promise.all([heatOfCase(read, c, releases, now), c.topicId ? topicById(read, c.topicId) : null, c.topicId ? itemsOf(read, c.topicId, newest) : []]);
  return {
    topic: topic ? { id: topic.id, title: topic.title, firstSeenAt: topic.firstSeenAt.toISOString(), lastSeenAt: topic.lastSeenAt.toISOString() } : null, items: items.map((item) => ({ ...item, seenAt: item.seenAt.toISOString() })), hours: heat.map((h) => ({ hour: h.hour.toISOString(), value: h.value })), releases: effects(releases, heat),
  };
}

/** A clock as it is shown: missed as the record has it, or because its time is over. */
export const clockView = (k: ClockRow, now: Date): ClockView => ({
  id: k.id, code: k.code, subject: k.subject, startAt: k.startAt.toISOString(), deadline: k.deadline.toISOString(), metAt: k.metAt?.toISOString() ?? null, ended: k.endReason, source: k.source,
  missed: k.missedAt !== null || (k.endedAt === null && (k.metAt ?? now) > k.deadline),
});

/** How many of a case's concerns were answered in time. */
export function inTimeOf(concerns: readonly { id: string; answeredAt: Date | null }[], clocks: readonly ClockRow[], now: Date) {
  return answeredInTime(concerns.flatMap((n) => { const clock = clocks.find((k) => k.subject === n.id); return clock ? [{ deadline: clock.deadline, answeredAt: n.answeredAt }] : []; }), now);
}

/** What a debrief keeps: each release against the heat around it, the clocks, what was answered in time, the peak. */
export async function debriefFigures(read: Reader, c: CaseBasis, now: Date): Promise<z.infer<typeof DebriefFigures>> {
  const [releases, clocks, concerns] = await Promise.all([releasesOf(read, c.id), clocksOf(read, [c.id]), concernsOf(read, c.id)]);
  const heat = await heatOfCase(read, c, releases, now);
  const peak = peakOf(heat);
  return { releases: effects(releases, heat), clocks: clocks.map((k) => clockView(k, now)), inTime: inTimeOf(concerns, clocks, now), peak: peak ? { hour: peak.hour.toISOString(), value: peak.value } : null };
}
