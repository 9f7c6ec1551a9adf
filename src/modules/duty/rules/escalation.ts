import type { Urgency } from "#kernel/urgency.ts";

/** Minutes within which somebody must acknowledge, before the next one is called. */
export const acknowledgeWithinMinutes: Readonly<Record<Urgency, number>> = { red: 5, orange: 10, yellow: 30, blue: 60, routine: 120 };

/** Whose turn it is: the owner, then the duty officers of the unit, then those of the province's leading unit. */
export const steps = ["owner", "unit", "province"] as const;
export type Step = (typeof steps)[number];

/** Somebody an alert is brought to, and whose staff channels reach them. */
export type Callee = { personId: string; unitId: string };

/** Who is called next: the first step after the last that has somebody who was not called yet; nobody when everyone was. */
export function planEscalation(last: number, officers: { unit: readonly Callee[]; province: readonly Callee[] }, called: ReadonlySet<string>): { step: number; people: Callee[] } | null {
  for (let step = last + 1; step < steps.length; step += 1) {
    const asked = step === 1 ? officers.unit : officers.province;
    const people = [...new Map(asked.filter((one) => !called.has(one.personId)).map((one) => [one.personId, one])).values()];
    if (people.length > 0) return { step, people };
  }
  return null;
}

/** Alerts of one kind for one person go out together: the first at once, those that follow within this time as one message. */
export const quietSeconds = 60;

/** When the next message of a kind may go to a person; null means now. */
export function quietUntil(lastToldAt: Date | null, now: Date): Date | null {
  if (lastToldAt === null) return null;
  const until = lastToldAt.getTime() + quietSeconds * 1000;
  return until > now.getTime() ? new Date(until) : null;
}
