import type { Reason } from "./shapes.ts";

const most = 3;

/** The reasons worth a word in a row: what in the title speaks for an emergency or for checking it first, weightiest first. The place stands there anyway. */
export const tellingReasons = (why: readonly Reason[]): Reason[] =>
  why.filter(({ rule, words, figure }) => /^(emergency|check|concern)\./.test(rule) && words.length > 0 && (figure ?? 1) > 0.5).toSorted((a, b) => (b.figure ?? 1) - (a.figure ?? 1)).slice(0, most);
