import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { minuteOf } from "./minute.ts";

/** Who speaks at a press conference: an officer with the post they speak by. */
export type Speaker = { name: string; post: string };

/** Whether a press conference is held; it depends on the case (视情), so either answer has its reason. */
export type PressDecision = { hold: boolean; reason: string; plannedAt: Date | null; place: string; speakers: readonly Speaker[] };

/** Decides it. To hold one names time, place and who speaks. */
export function planPress(d: PressDecision, now: Date): Decision<PressDecision> {
  if (!d.reason.trim()) return refuse("cases.reason-missing");
  if (!d.hold) return permit({ ...d, plannedAt: null, place: "", speakers: [] });
  if (d.plannedAt === null || !d.place.trim()) return refuse("cases.press-when-and-where");
  if (d.plannedAt < new Date(now.getTime() - 24 * 3_600_000)) return refuse("cases.press-in-the-past");
  return d.speakers.some((s) => s.name.trim()) ? permit(d) : refuse("cases.nobody-named");
}

/** What was asked and answered at a press conference, with the concern it answers where it is one of the case's. */
export type PressAnswer = { question: string; answer: string; concernId: string | null };

/** Writes down that it was held: once, after it was decided, with what was answered or where its record can be read. */
export function planHeld(decision: { hold: boolean; held: boolean } | null, held: { at: Date; recordLink: string | null; answers: readonly PressAnswer[] }, t0At: Date, now: Date): Decision<true> {
  if (!decision?.hold) return refuse("cases.press-not-decided");
  if (decision.held) return refuse("cases.press-held-already");
  if (held.at > now || held.at < minuteOf(t0At)) return refuse("cases.press-time");
  if (held.recordLink === null && held.answers.length === 0) return refuse("cases.press-without-record");
  return permit(true);
}
