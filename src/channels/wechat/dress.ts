import { Parser } from "htmlparser2";
import { escapeHtml } from "../html.ts";

type Dress = { as: string; style?: string };

const cell = "border:1px solid #ccc;padding:6px 8px";

/**
 * What an article there is made of. Its editor drops classes, scripts, forms and elements it does not know, so ours are written as plain ones
 * whose look is in the element itself; an element that is not listed leaves its words.
 */
const dresses: Readonly<Record<string, Dress>> = {
  h2: { as: "h2", style: "margin:24px 0 8px;font-size:18px;font-weight:bold" }, h3: { as: "h3", style: "margin:16px 0 8px;font-size:16px;font-weight:bold" },
  p: { as: "p", style: "margin:0 0 16px;line-height:1.75" }, strong: { as: "strong" }, em: { as: "em" }, u: { as: "u" }, del: { as: "del" }, ins: { as: "u" }, br: { as: "br" },
  ul: { as: "ul", style: "margin:0 0 16px;padding-left:24px" }, ol: { as: "ol", style: "margin:0 0 16px;padding-left:24px" }, li: { as: "li", style: "line-height:1.75" },
  blockquote: { as: "blockquote", style: "margin:0 0 16px;padding-left:12px;border-left:3px solid #ccc" }, aside: { as: "section", style: "margin:0 0 16px;padding:12px;border:1px solid #333" },
  table: { as: "table", style: "width:100%;margin:0 0 16px;border-collapse:collapse" }, thead: { as: "thead" }, tbody: { as: "tbody" }, tr: { as: "tr" }, th: { as: "th", style: cell }, td: { as: "td", style: cell },
  figure: { as: "section", style: "margin:0 0 16px" }, figcaption: { as: "p", style: "margin:4px 0 0;font-size:14px;color:#666" },
};

/**
 * Our semantic HTML as the platform keeps it. A link out of an article is not allowed there, so its address stands behind its words; pictures
 * keep the address they are given and their alternative text.
 */
export function dressed(html: string): string {
  const out: string[] = [];
  const links: { href: string; from: number }[] = [];
  const parser = new Parser({
    onopentag: (name, { href = "", src = "", alt = "" }) => {
      if (name === "img") out.push(`<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}" style="max-width:100%">`);
      else if (name === "a") links.push({ href, from: out.length });
      else out.push(opening(dresses[name]));
    },
    ontext: (text) => { out.push(escapeHtml(text)); },
    onclosetag: (name) => {
      if (name === "a") out.push(addressBehind(links.pop(), out));
      else if (name !== "img" && name !== "br") out.push(dresses[name] ? `</${dresses[name].as}>` : "");
    },
  }, { decodeEntities: true });
  parser.write(html);
  parser.end();
  return out.join("");
}

const opening = (dress: Dress | undefined): string => (dress ? `<${dress.as}${dress.style ? ` style="${dress.style}"` : ""}>` : "");

function addressBehind(link: { href: string; from: number } | undefined, out: readonly string[]): string {
  const address = escapeHtml((link?.href ?? "").replace(/^(?:tel|mailto):/i, ""));
  return link && address !== "" && !out.slice(link.from).join("").includes(address) ? `（${address}）` : "";
}
