import { isPersonPage } from "./link.ts";
import { readMarkup } from "./markup.ts";
import { somebody } from "./mask.ts";
import { namesPerson } from "./person-words.ts";

const silent = new Set(["script", "style", "template", "svg", "math", "iframe", "object", "noembed", "noframes", "head", "select", "textarea", "button"]);
const breaks = new Set(["p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "hr", "pre", "dd", "dt", "figure", "figcaption"]);
const markupInside = /<[/!?]?[a-z][^<>]{0,2000}>|<!\[CDATA\[/i;
const escapedInside = /&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[\da-f]{1,6});/i;
const deepestEscape = 3;

/** One pass over markup: words without tags, blocks on lines of their own, the words of links to somebody's page masked. */
function words(html: string): string {
  let text = "";
  let skipped: string | null = null;
  readMarkup(html, "html", {
    open: (name, attributes, closed) => {
      if (skipped !== null && !(skipped === "a" && breaks.has(name))) return;
      if (skipped === "a") skipped = null;
      if (breaks.has(name)) text += "\n";
      else if (name === "td" || name === "th") text += " ";
      if (closed) return;
      // An element for a person stands in the words where a feed's own markup got into them.
      if (silent.has(name) || namesPerson(name)) skipped = name;
      else if (name === "a" && isPersonPage(attributes.get("href") ?? "")) {
        skipped = "a";
        text += `@${somebody} `;
      }
    },
    close: (name) => {
      if (skipped === name) skipped = null;
      else if (skipped === null && breaks.has(name)) text += "\n";
    },
    text: (piece) => { if (skipped === null) text += piece; },
  });
  return text;
}

// Characters that are not seen (format, soft hyphen, direction) could hide a number from the masks; control characters are blanks.
const unseen = /[\p{Cf}\u115F\u1160\u3164\uFFA0]+/gu;
// Control characters but tab and line ends.
const control = /[^\P{Cc}\t\n\r]+/gu;

/**
 * Reduces markup to the words a reader sees: tags gone, entities read, also where they were escaped twice; invisible and
 * control characters gone, lone surrogates repaired, blanks and empty lines folded.
 */
export function plainWords(markup: string): string {
  let text = markup;
  for (let pass = 0; pass < deepestEscape; pass++) {
    const marked = text.includes("<") && (pass === 0 || markupInside.test(text));
    if (!marked && !(text.includes("&") && escapedInside.test(text))) break;
    text = words(text);
  }
  return text.toWellFormed().replace(unseen, "").replace(control, " ").replace(/[^\S\n]+/g, " ").replace(/ ?(?:\n ?)+/g, "\n").trim();
}

/** The same on one line, as titles are. */
export const oneLine = (text: string): string => text.replaceAll("\n", " ");
