/** Markup that is safe to send: made by `html`, or bytes that were signed. */
export type Html = { readonly markup: string };

/** What may stand in a template: words (escaped), markup, lists of both, or nothing. */
export type Part = Html | string | number | null | undefined | false | readonly Part[];

const unprintable = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu;
const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Words as text or attribute value: nothing in them can become markup; control characters are dropped (XML 1.0 §2.2). */
export const escape = (words: string): string => words.replace(/[&<>"']/g, (c) => names[c] ?? c).replace(unprintable, "");

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string") return escape(part);
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map(write).join("");
}

/** Markup with holes; whatever stands in a hole is escaped unless it is markup itself. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: fixed.reduce((all, piece, i) => all + write(parts[i - 1]) + piece),
});

/** Takes markup as it is: only for the HTML of a signed article and for our own style sheet. */
export const signed = (markup: string): Html => ({ markup });
