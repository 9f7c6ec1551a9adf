import { isoDay } from "#kernel/clock.ts";
import { type Check, findAt, stretchesOf, type Term } from "./input.ts";

/** The codes this file can find. */
export const termCodes = ["content.term-forbidden", "content.term-outdated"] as const;

/** Does the text say the term other than as a part of the right word? */
const says = (text: string, term: Term): boolean =>
  (term.instead.includes(term.term) ? text.replaceAll(term.instead, "") : text).includes(term.term);

/** Words of the house's editable list: a forbidden one blocks, an outdated one gets the word of today beside it. */
export const checkTerms: Check = (input) => {
  const day = isoDay(input.at);
  const inForce = input.terms.filter((t) => t.term !== "" && (t.from === null || t.from <= day));
  return stretchesOf(input).flatMap((stretch) =>
    inForce.filter((t) => says(stretch.text, t)).map((t) => findAt(stretch, {
      code: t.kind === "forbidden" ? "content.term-forbidden" : "content.term-outdated",
      level: t.kind === "forbidden" ? "blocking" : "suggestion",
      quote: t.term, facts: { term: t.term, instead: t.instead, reason: t.reason },
      ...(t.instead === "" ? {} : { suggestion: t.instead }),
    })));
};
