import type { Rung } from "#kernel/connector.ts";
import { topic } from "#platform/topics.ts";

/** An officer wrote down what a carrier returned: `key` is the delivery's, `rung` what the figures prove; told in the transaction that keeps them. */
export const counted = topic<{ key: string; number: string; entryId: string; rung: Rung; note: string }>("carriers.counted");

/** A request that had not begun was stopped, or a newer edition stands in for it: no counts of it will come. `key` is the delivery's; told in the transaction that hands in what stops it. */
export const calledOff = topic<{ key: string; by: "replaced" | "cancelled"; number: string }>("carriers.called-off");
