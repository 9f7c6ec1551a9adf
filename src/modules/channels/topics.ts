import { topic } from "#platform/topics.ts";

/** An account as it is spoken of when its health turns. */
export type TurnedAccount = { accountId: string; name: string; unitId: string; ownerPersonId: string; detail: string };

/** An account that worked, or was never tried, does not work. */
export const accountTurnedIll = topic<TurnedAccount>("channels.account-turned-ill");

/** An account works, which it was not known to: mended, or tried for the first time since something of it changed. */
export const accountTurnedWell = topic<TurnedAccount>("channels.account-turned-well");
