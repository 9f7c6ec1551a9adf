import { z } from "zod";
import { Done, operation } from "#kernel/contract.ts";

/** Whether anything may leave the house; `waiting` deliveries are due (counted up to 1000), `restored` is the newest restore while the way out is closed. */
export const HouseState = z.object({
  outbound: z.enum(["on", "off"]),
  since: z.iso.datetime().nullable(),
  waiting: z.number().int(),
  restored: z.object({ at: z.iso.datetime(), backupMadeAt: z.iso.datetime() }).nullable(),
  mayRelease: z.boolean(),
});
export type HouseState = z.infer<typeof HouseState>;

/** Asked by every open screen. */
export const houseState = operation({ method: "GET", path: "/api/house/state", summary: "Whether anything may leave the house", result: HouseState });

/** Lets publications leave again after a restore. Doing it twice changes nothing. */
export const releaseHouse = operation({
  method: "POST", path: "/api/house/release", summary: "Let publications leave again after a restore", body: z.object({ reason: z.string().trim().min(2).max(500) }), result: Done,
  refusals: ["house.not-yours-to-release"],
});
