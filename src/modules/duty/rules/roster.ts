import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** The two watches of a day, in Beijing time: 白班 08:00–20:00, 夜班 20:00–08:00. */
export const watches = { day: { from: 8, hours: 12 }, night: { from: 20, hours: 12 } } as const;
export type Watch = keyof typeof watches;

const beijingHour = (day: string, hour: number): Date => new Date(`${day}T${String(hour).padStart(2, "0")}:00:00+08:00`);

/** From when to when a watch of a day lasts. */
export function spanOf(day: string, watch: Watch): { from: Date; to: Date } {
  const { from: hour, hours } = watches[watch];
  const from = beijingHour(day, hour);
  return { from, to: new Date(from.getTime() + hours * 3_600_000) };
}

/** Which watch of which day an instant begins, if it begins one. */
export function watchAt(from: Date): { day: string; watch: Watch } | null {
  const local = new Date(from.getTime() + 8 * 3_600_000).toISOString();
  const watch = (Object.keys(watches) as Watch[]).find((name) => watches[name].from === Number(local.slice(11, 13)) && local.slice(14, 19) === "00:00");
  return watch ? { day: local.slice(0, 10), watch } : null;
}

/** So many days after a day, or before it. */
export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Days one after the other. */
export const daysFrom = (day: string, count: number): string[] => Array.from({ length: count }, (_, i) => dayAfter(day, i));

/** 0 = Monday, as a week is written here. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => dayAfter(day, -weekdayOf(day));

type Shift = { id: string; personId: string; from: Date; to: Date };
const overlap = (a: { from: Date; to: Date }, b: { from: Date; to: Date }): boolean => a.from < b.to && b.from < a.to;

/** A duty officer takes a watch that is not over and that they do not hold already; nobody is on duty who may not act. */
export function whyNotShift(watch: { from: Date; to: Date }, person: { id: string; isOfficer: boolean }, theirs: readonly Shift[], now: Date): Decision<true> {
  if (watch.to <= now) return refuse("duty.shift-over");
  if (!person.isOfficer) return refuse("duty.not-an-officer");
  return theirs.some((shift) => overlap(shift, watch)) ? refuse("duty.already-on-duty") : permit(true);
}

/** Two officers change watches: both still to come or running, held by different people, and neither ends up on duty twice at once. */
export function whyNotSwap(a: Shift, b: Shift, others: readonly Shift[], now: Date): Decision<true> {
  if (a.to <= now || b.to <= now) return refuse("duty.shift-over");
  if (a.personId === b.personId) return refuse("duty.same-person");
  const clash = (person: string, taken: Shift) => others.some((shift) => shift.personId === person && shift.id !== a.id && shift.id !== b.id && overlap(shift, taken));
  return clash(a.personId, b) || clash(b.personId, a) ? refuse("duty.already-on-duty") : permit(true);
}
