import { z } from "zod";
import { DayHours } from "#kernel/carrier.ts";

/** What this module reads of a carrier account's settings; the connector's own schema checks them when they are entered. */
export const CarrierSettings = z.object({ addressee: z.string(), apiUrl: z.string().optional(), checkUrl: z.string().optional(), hours: DayHours });
export type CarrierSettings = z.infer<typeof CarrierSettings>;
