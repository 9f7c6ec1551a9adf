import { laneOf, isEmergency, type Urgency } from "#kernel/urgency.ts";

/** What the order of waiting things looks at. */
export type Ranked = { kind: string; urgency: Urgency; since: Date; until: Date | null };

const stuck: readonly string[] = ["unknown", "failed", "stale-fact"];

// Ⅰ and Ⅱ first; then what stands in public half done or past its time; then what runs; then what has no clock.
const bandOf = (item: Ranked, now: Date): number =>
  isEmergency(item.urgency) ? 0 : stuck.includes(item.kind) || (item.until !== null && item.until <= now) ? 1 : item.until !== null ? 2 : 3;

/** 先急后缓: most urgent first, in a band the nearest deadline, without one the longest wait. */
export function byUrgency(now: Date): (a: Ranked, b: Ranked) => number {
  const time = (item: Ranked): number => (item.until ?? item.since).getTime();
  return (a, b) => {
    const band = bandOf(a, now) - bandOf(b, now);
    if (band !== 0) return band;
    if (bandOf(a, now) === 0 && a.urgency !== b.urgency) return laneOf(a.urgency) - laneOf(b.urgency);
    return time(a) - time(b);
  };
}

/** An alert as it may repeat what is listed already. */
export type AlertSubject = { kind: string; subjectType: string; subjectId: string; mine: boolean };

/** Is the matter of an alert on the list by itself? One's own calls to review are: the list is read from the reviews, and an alert may be older than they are. */
export function isListed(alert: AlertSubject, listed: ReadonlySet<string>): boolean {
  if (alert.subjectType === "route" && alert.mine) return true;
  return listed.has(`${alert.subjectType}/${alert.subjectId}`);
}
