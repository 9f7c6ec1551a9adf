import { isEmergency, type Grade } from "#kernel/urgency.ts";
import { minuteOf } from "./minute.ts";
import type { Owed } from "./notice.ts";

/** What a clock is for: the 通报单 of a corps, the first authoritative word, the press conference, the answer (rules.md, Response clocks). */
export type ClockCode = "notify" | "first-information" | "press-conference" | "answer";

/** A response clock of the preset. */
export type ResponseClock = { code: string; hours: number; source?: string | undefined };

/** A clock that should run. `subject` tells clocks of one code apart: the grade of a notice, the id of a concern, empty for the case. */
export type Wanted = { code: ClockCode; subject: string; startAt: Date; deadline: Date; source: string };

/** What decides which clocks run. `hold` is the newest press decision: to hold, not to hold, or none yet. */
export type Facts = {
  grade: Grade | null; t0At: Date; owed: readonly Owed[]; concerns: readonly { id: string; askedAt: Date }[]; hold: boolean | null; clocks: readonly ResponseClock[]; noticeSource: string;
};

const hour = 3_600_000;
const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** The clocks that should run: 5 h and 24 h for Ⅰ and Ⅱ, 48 h for the others and for each thing people ask; all from the chosen T0, a question asked later from then. */
export function wantedClocks(f: Facts): Wanted[] {
  const from = (code: Exclude<ClockCode, "notify">, subject: string, startAt: Date): Wanted[] => {
    const rule = f.clocks.find((clock) => clock.code === code);
    return rule ? [{ code, subject, startAt, deadline: new Date(startAt.getTime() + rule.hours * hour), source: rule.source ?? "" }] : [];
  };
  const notify = f.owed.map((one): Wanted => ({ code: "notify", subject: one.grade, startAt: one.from, deadline: one.deadline, source: f.noticeSource }));
  const major = f.grade !== null && isEmergency(f.grade);
  return [
    ...notify,
    ...(major ? from("first-information", "", f.t0At) : []),
    ...(major && f.hold !== false ? from("press-conference", "", f.t0At) : []),
    ...(f.grade !== null && !major ? from("answer", "", f.t0At) : []),
    ...f.concerns.flatMap((concern) => from("answer", concern.id, later(f.t0At, concern.askedAt))),
  ];
}

/** What was seen: pieces in public, press conferences held, concerns answered; each with the id of the thing itself. Notices sent stand with what is owed (notice.ts). */
export type Evidence = {
  released: readonly { id: string; at: Date }[]; held: readonly { id: string; at: Date }[]; answered: readonly { concernId: string; pieceId: string; at: Date }[];
};

/** What met a clock, and when. */
export type Met = { at: Date; by: string };

const first = (seen: readonly Met[]): Met | null => seen.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;

/** The earliest evidence that meets a clock; nobody can tick one off. What was published or held before T0 says nothing of this case. */
export function metBy(clock: Pick<Wanted, "code" | "subject">, t0At: Date, evidence: Evidence, owed: readonly Owed[]): Met | null {
  const released = evidence.released.filter((r) => r.at >= t0At).map((r) => ({ at: r.at, by: r.id }));
  switch (clock.code) {
    case "first-information": return first(released);
    case "press-conference": return first(evidence.held.filter((h) => h.at >= minuteOf(t0At)).map((h) => ({ at: h.at, by: h.id })));
    case "notify": { const sentAt = owed.find((one) => one.grade === clock.subject)?.sentAt; return sentAt ? { at: sentAt, by: "notice" } : null; }
    case "answer": return clock.subject === ""
      ? first([...released, ...evidence.answered.map((a) => ({ at: a.at, by: a.pieceId }))])
      : first(evidence.answered.filter((a) => a.concernId === clock.subject).map((a) => ({ at: a.at, by: a.pieceId })));
  }
}

/** Was it missed? Once missed it stays missed, whatever T0 is chosen afterwards; one that was met in time is measured anew. */
export const isMissed = (clock: { deadline: Date; missedAt: Date | null }, metAt: Date | null, now: Date): boolean =>
  clock.missedAt !== null || (metAt ?? now) > clock.deadline;

/** When people are warned: a fifth of the time before the deadline, and five minutes at least. */
export const warnAt = ({ startAt, deadline }: Pick<Wanted, "startAt" | "deadline">): Date =>
  new Date(deadline.getTime() - Math.max(5 * 60_000, (deadline.getTime() - startAt.getTime()) / 5));

/** What a running clock calls for now; each is done once per deadline. */
export const stepDue = (clock: Pick<Wanted, "startAt" | "deadline">, now: Date): "missed" | "warning" | null =>
  now > clock.deadline ? "missed" : now >= warnAt(clock) ? "warning" : null;

/** How many of what people asked was answered, and how many of those in time; what still has time is not counted against anybody. */
export function answeredInTime(concerns: readonly { deadline: Date; answeredAt: Date | null }[], now: Date): { asked: number; answered: number; inTime: number; late: number; share: number | null } {
  const answered = concerns.filter((c) => c.answeredAt !== null);
  const inTime = answered.filter((c) => c.answeredAt !== null && c.answeredAt <= c.deadline).length;
  const late = concerns.filter((c) => (c.answeredAt ?? now) > c.deadline).length;
  return { asked: concerns.length, answered: answered.length, inTime, late, share: inTime + late === 0 ? null : inTime / (inTime + late) };
}
