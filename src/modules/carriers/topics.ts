import type { Rung } from "#kernel/connector.ts";
import { topic } from "#platform/topics.ts";

/** An officer wrote down what a carrier returned: `key` is the delivery's, `rung` what the figures prove; told in the transaction that keeps them. */
export const counted = topic<{ key: string; number: string; entryId: string; rung: Rung; note: string }>("carriers.counted");
