import { z } from "zod";
import { operation } from "#kernel/contract.ts";
import { Urgency } from "#kernel/urgency.ts";

const Instant = z.iso.datetime();
const Day = z.iso.date();

/** A piece on its day: planned, or sent out as publication, correction or recall. */
export const CalendarPiece = z.object({
  pieceId: z.uuid(), title: z.string(), topic: z.string(), urgency: Urgency, stage: z.string(), unitId: z.uuid(), unitName: z.string(), seal: z.string(), joint: z.boolean(),
  at: Instant, day: Day, how: z.enum(["planned", "publish", "correct", "recall"]),
});
export type CalendarPiece = z.infer<typeof CalendarPiece>;

/** A key date, a season or a sensitive window, from a day to a day. */
export const CalendarSpan = z.object({ code: z.string(), name: z.string(), from: Day, to: Day, kind: z.enum(["key", "season", "sensitive"]), day: Day.nullable(), source: z.string().nullable(), verified: z.boolean() });
export type CalendarSpan = z.infer<typeof CalendarSpan>;

export const readCalendar = operation({
  method: "GET", path: "/api/calendar", summary: "Planned and published pieces of some days, with key dates, seasons, sensitive windows and clashes",
  query: z.object({ from: Day, to: Day, unitId: z.uuid().optional(), topic: z.string().max(60).optional() }),
  result: z.object({
    from: Day, to: Day, today: Day, pieces: z.array(CalendarPiece), capped: z.boolean(), spans: z.array(CalendarSpan),
    /** Every day with its lunar name; `term` when a solar term begins. */
    days: z.array(z.object({ day: Day, lunar: z.string(), term: z.boolean() })),
    clashes: z.array(z.object({ day: Day, topic: z.string(), pieceIds: z.array(z.uuid()) })),
    topics: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })), units: z.array(z.object({ id: z.uuid(), name: z.string() })), mayPlan: z.boolean(),
  }),
  refusals: ["calendar.range-too-long"],
});
export type CalendarView = z.infer<typeof readCalendar.result>;
