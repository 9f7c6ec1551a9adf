import { topic } from "#platform/topics.ts";

/** Every named unit has signed a manifest. */
export const cleared = topic<{ manifestId: string }>("review.cleared");
