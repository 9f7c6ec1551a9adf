import type { IncomingMessage } from "node:http";
import { lookKey, type Lang, type Look } from "./look.ts";

const looks: Record<string, Look> = { zh: { lang: "zh", big: false }, "zh+": { lang: "zh", big: true }, en: { lang: "en", big: false }, "en+": { lang: "en", big: true } };
const plain: Look = { lang: "zh", big: false };

/** The look a reader chose before, from the one cookie of the site. */
export function rememberedLook(request: IncomingMessage): Look {
  const { cookie } = request.headers;
  if (!cookie) return plain;
  return looks[/(?:^|;\s*)look=(zh\+?|en\+?)(?:;|$)/.exec(cookie)?.[1] ?? ""] ?? plain;
}

/** What a reader asks for: where, in which look, and whether the look is to be remembered. */
export type Asked = { pathname: string; query: URLSearchParams; look: Look; remember: string | null };

/** Reads address and cookie; `lang` and `big` in the address win over the cookie and are remembered for a year. */
export function readAsked(request: IncomingMessage): Asked {
  const url = new URL(request.url ?? "/", "http://site");
  const [before, lang, big] = [rememberedLook(request), url.searchParams.get("lang"), url.searchParams.get("big")];
  const isLang = (x: string | null): x is Lang => x === "zh" || x === "en";
  const look: Look = { lang: isLang(lang) ? lang : before.lang, big: big === "1" ? true : big === "0" ? false : before.big };
  const asked = isLang(lang) || big === "1" || big === "0";
  return { pathname: url.pathname, query: url.searchParams, look, remember: asked ? `look=${lookKey(look)}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly` : null };
}

/** The address of a page with only the parts that matter to it, in fixed order: one page, one cache entry. */
export function canonicalPath(pathname: string, query: URLSearchParams, names: readonly string[]): string {
  const kept = new URLSearchParams();
  for (const name of names) {
    const value = query.get(name);
    if (value !== null && value !== "") kept.set(name, value);
  }
  const text = kept.toString();
  return text === "" ? pathname : `${pathname}?${text}`;
}
