import { z } from "zod";
import { SealedPlace } from "./edition.ts";
import { Urgency } from "./urgency.ts";

const time = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** Hours of the day in Beijing between which messages may reach phones: 08:00 to 21:00. */
export const DayHours = z.object({ from: z.string().regex(time), until: z.string().regex(time) });
export type DayHours = z.infer<typeof DayHours>;

/** Around the clock, for emergencies and for taking something back. */
export const anyHour: DayHours = { from: "00:00", until: "24:00" };

const shared = { pieceId: z.uuid(), title: z.string().min(1), text: z.string().min(1), /** of 70 characters alone or 67 each */ parts: z.number().int().min(1), reason: z.string(), units: z.array(z.string()).min(1) };

/** What people sign of a request to a carrier (clause 3.1): the message, where it is to be sent and when, why, and who asks. It names regions and never a number (refusal 8). */
export const CarrierOrder = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("send"), ...shared, edition: z.number().int().min(1), regions: z.array(SealedPlace), hours: DayHours, validUntil: z.iso.datetime().nullable(), urgency: Urgency }),
  z.strictObject({ kind: z.literal("recall"), ...shared }),
]);
export type CarrierOrder = z.infer<typeof CarrierOrder>;

const figure = z.number().int().min(0).max(100_000_000);

/** Figures of one region as a carrier returns them: messages it took on, those that went out, those that failed; the rest is still under way. Nobody is named by them. */
export const RegionCount = z.strictObject({ region: z.string().regex(/^[A-Z0-9]{2,12}$/), submitted: figure, sent: figure, failed: figure });
export type RegionCount = z.infer<typeof RegionCount>;

/** The figures a carrier returns for one request; `takenBy` is its desk, never a person of the public. */
export const CarrierCounts = z.strictObject({ takenBy: z.string().trim().max(60), takenAt: z.iso.datetime(), counts: z.array(RegionCount).min(1).max(100) });
export type CarrierCounts = z.infer<typeof CarrierCounts>;
