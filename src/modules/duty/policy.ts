import { holds, type Actor } from "#kernel/actor.ts";

const desk = (actor: Actor): boolean => actor.kind === "person" && actor.holdings.some((h) => h.post !== "security-admin" && h.post !== "audit-admin" && h.post !== "system-admin");

/** A unit's liaison and its duty officers keep its roster; watches are changed at night by those who stand them. */
export const mayKeepRoster = (actor: Actor, unitId: string): boolean => actor.kind === "person" && holds(actor, unitId, "liaison", "duty-officer");

/** Everybody at the desk sees who is on duty. */
export const mayReadRoster = desk;

/** Everybody at the desk sees alerts: their own, and those of units within their scope. */
export const mayReadAlerts = desk;

/** Whoever was called answers; so do the unit's duty officers and its liaison. */
export const mayAnswerAlert = (actor: Actor, alert: { unitId: string; calledPersonIds: readonly string[] }): boolean =>
  actor.kind === "person" && (alert.calledPersonIds.includes(actor.personId) || holds(actor, alert.unitId, "duty-officer", "liaison"));
