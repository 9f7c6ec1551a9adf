import { Parser } from "htmlparser2";

/** The words of a piece of HTML as a reader sees them, a line for each paragraph and break; what it carries besides is left out. */
export function htmlWords(html: string): string {
  const parts: string[] = [];
  let unseen = 0;
  const parser = new Parser({
    onopentagname: (name) => { if (name === "script" || name === "style") unseen += 1; else if (name === "br" || (name === "p" && parts.length > 0)) parts.push("\n"); },
    onclosetag: (name) => { if (name === "script" || name === "style") unseen -= 1; },
    ontext: (text) => { if (unseen === 0) parts.push(text); },
  }, { decodeEntities: true });
  parser.write(html);
  parser.end();
  return parts.join("");
}
