import { z } from "zod";
import { Done, operation, pageOf, PageQuery } from "#kernel/contract.ts";
import { Urgency } from "#kernel/urgency.ts";

const Instant = z.iso.datetime();
const Day = z.iso.date();
const AlertParams = z.object({ alertId: z.uuid() });

/** A matter that needs a person, as the list shows it. */
export const AlertLine = z.object({
  id: z.uuid(), kind: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])), urgency: Urgency, unitId: z.uuid(), unitName: z.string(), link: z.string(),
  state: z.enum(["open", "acknowledged", "closed"]), openedAt: Instant, ownerName: z.string(),
  /** Who has the ball: those called last. */
  calledNames: z.array(z.string()), step: z.number().int(), toldAt: Instant.nullable(), escalateAt: Instant.nullable(),
  acknowledgedByName: z.string().nullable(), acknowledgedAt: Instant.nullable(), closedAt: Instant.nullable(), closedNote: z.string().nullable(), mine: z.boolean(), mayAnswer: z.boolean(),
});
export type AlertLine = z.infer<typeof AlertLine>;

/** One attempt to tell somebody. */
export const Telling = z.object({ id: z.uuid(), at: Instant, personName: z.string().nullable(), accountName: z.string().nullable(), ok: z.boolean(), detail: z.string() });

export const listAlerts = operation({
  method: "GET", path: "/api/alerts", summary: "What needs a person: mine, or of units in scope; most urgent first",
  query: PageQuery.extend({ of: z.enum(["mine", "scope"]).default("mine"), state: z.enum(["open", "waiting", "all"]).default("waiting") }), result: pageOf(AlertLine),
});
export const readTellings = operation({ method: "GET", path: "/api/alerts/:alertId/tellings", summary: "Who was told through which channel, and what it answered", params: AlertParams, result: z.object({ items: z.array(Telling) }) });
export const acknowledgeAlert = operation({ method: "POST", path: "/api/alerts/:alertId/acknowledge", summary: "I take it; it escalates no further", params: AlertParams, result: Done, refusals: ["duty.alert-closed", "duty.alert-taken"] });
export const closeAlert = operation({
  method: "POST", path: "/api/alerts/:alertId/close", summary: "Close a matter with what was done", params: AlertParams, body: z.object({ note: z.string().trim().min(2).max(500) }), result: Done, refusals: ["duty.alert-closed"],
});

const WatchName = z.enum(["day", "night"]);

/** One watch of one officer. `day` and `watch` are null where it was set at other hours. */
export const ShiftOut = z.object({ id: z.uuid(), personId: z.uuid(), personName: z.string(), from: Instant, to: Instant, day: Day.nullable(), watch: WatchName.nullable() });
export type ShiftOut = z.infer<typeof ShiftOut>;

export const readRoster = operation({
  method: "GET", path: "/api/duty/roster", summary: "The roster of a unit for a week", query: z.object({ unitId: z.uuid().optional(), from: Day.optional() }),
  result: z.object({
    unitId: z.uuid(), unitName: z.string(), from: Day, days: z.array(Day), shifts: z.array(ShiftOut), mayKeep: z.boolean(),
    officers: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string() })), units: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
});
export const setShift = operation({
  method: "POST", path: "/api/duty/shifts", summary: "Put an officer on a watch", body: z.object({ unitId: z.uuid(), personId: z.uuid(), day: Day, watch: WatchName }),
  result: z.object({ id: z.uuid() }), refusals: ["duty.shift-over", "duty.not-an-officer", "duty.already-on-duty"],
});
export const removeShift = operation({ method: "DELETE", path: "/api/duty/shifts/:shiftId", summary: "Take an officer off a watch", params: z.object({ shiftId: z.uuid() }), result: Done, refusals: ["duty.shift-over"] });
export const swapShifts = operation({
  method: "POST", path: "/api/duty/shifts/:shiftId/swap", summary: "Two officers change watches", params: z.object({ shiftId: z.uuid() }), body: z.object({ withShiftId: z.uuid(), reason: z.string().trim().max(200).default("") }),
  result: Done, refusals: ["duty.shift-over", "duty.same-person", "duty.already-on-duty", "duty.other-unit"],
});

/** Who is on duty now; `next` comes after. Units without anybody on the roster are named by their duty officers of the post. */
export const OnDuty = z.object({
  unitId: z.uuid(), unitName: z.string(), seal: z.string(), people: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string(), phone: z.string().nullable() })), until: Instant.nullable(), byRoster: z.boolean(),
  next: z.object({ name: z.string(), from: Instant }).nullable(),
});
export type OnDuty = z.infer<typeof OnDuty>;
export const readToday = operation({ method: "GET", path: "/api/duty/today", summary: "Who is on duty now, in my scope", result: z.object({ units: z.array(OnDuty) }) });
