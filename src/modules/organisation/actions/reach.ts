import { isoDay } from "#kernel/clock.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Reach } from "../policy.ts";
import { unitIdsAbove } from "../views/units.ts";

/** Where a unit stands today, for the question whether an administrator reaches it. */
export const reachOf = async (read: Reader, unitId: string, now: Date): Promise<Reach> => ({ unitIdsAbove: await unitIdsAbove(read, unitId, isoDay(now)) });
