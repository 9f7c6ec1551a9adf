import type { Draw } from "./draw.ts";

/** Where the files and hosts named by external entities lie; nobody may ever go there. */
export type Outside = { file: string; url: string };

const laughs = (levels: number, of: string): string => `<!ENTITY l0 "${of}">${Array.from({ length: levels }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("")}`;
const withType = (text: string, inside: string): string => text.replace(/(<\?xml[^>]*>)?\s*(?:<!DOCTYPE[^>]*>)?/, `$1<!DOCTYPE feed [${inside}]>`);
const describe = (text: string, words: string): string => text.replace(/(<description>|<div[^>]*><p>|mode="escaped">)/, `$1${words}`);
const every = (text: string, tag: RegExp, by: (found: string) => string): string => text.replace(tag, by);
const anyOf = (text: string, found: RegExp, draw: Draw): RegExpExecArray | undefined => { const all = [...text.matchAll(found)]; return all.length === 0 ? undefined : (draw.pick(all) as RegExpExecArray); };
const cutOut = (text: string, found: RegExp, draw: Draw): string => { const one = anyOf(text, found, draw); return one ? text.slice(0, one.index) + text.slice(one.index + one[0].length) : text; };

type TextDamage = (text: string, draw: Draw, outside: Outside) => string;

/** Ill-formed or hostile, and yet every title can be told: a sound reader finds them all. */
export const harmless: Readonly<Record<string, TextDamage>> = {
  "blank lines before the declaration": (text) => `\n \r\n${text}`,
  "words before the root": (text) => `Notice: undefined index\n${text}`,
  "capitals": (text) => every(text, /<\/?[a-z][\w:]*/gi, (tag) => tag.toUpperCase()),
  "carriage returns only": (text) => text.replaceAll("\n", "\r"),
  "CDATA everywhere": (text) => every(text, /<(title|description)( [^>]*)?>([^<]*)<\/\1>/g, (found) => found.replace(/>([^<]*)</, "><![CDATA[$1]]><")),
  "CDATA cut into pieces": (text) => every(text, /<description>([^<]*)<\/description>/g, (found) => found.replace(/>([^<]*)</, "><![CDATA[$1 ]]]]><![CDATA[> ]]><")),
  "titles escaped twice": (text) => every(text, /<title( [^>]*)?>[^<]*<\/title>/g, (found) => found.replace(/>([^<]*)</, ">&amp;lt;b&amp;gt;$1&amp;lt;/b&amp;gt;<")),
  "bare ampersands and angles": (text) => describe(text, "A & B < C &nbsp; &copy &unknown; "),
  "control characters": (text, draw) => describe(text, String.fromCharCode(draw.below(8) + 1, 11, 12, 14 + draw.below(16), 127, 0x85)),
  "forbidden characters by number": (text) => describe(text, "&#0;&#1;&#xFFFE;&#x110000;&#xD83D;&#99999999999;"),
  "HTML that was not escaped": (text) => describe(text, "<br>一<p>二<img src=x.png>三<hr>"),
  "attributes without quotes and twice": (text) => text.replace(/<(rss|feed|rdf:RDF)/, "<$1 lang=zh lang=cn checked"),
  "no end of the document": (text) => text.replace(/(<\/channel>)?<\/(rss|feed|rdf:RDF)>\s*$/i, ""),
  "ends nobody began": (text) => every(text, /<\/(item|entry)>/g, (found) => `${found}</b></author></p>`),
  "entries nobody ended": (text) => every(text, /<\/(item|entry)>/g, () => ""),
  "a stylesheet and comments": (text) => text.replace(/(<\?xml[^>]*\?>)?/, `$1<?xml-stylesheet href="x.xsl"?><!-- <item><title>假</title></item> -- -->`),
  "a billion laughs": (text) => describe(withType(text, laughs(30, "哈")), "&l30;"),
  "laughs by parameter entities": (text) => describe(withType(text, `<!ENTITY % a "${"哈".repeat(500)}"><!ENTITY % b "%a;%a;%a;%a;"><!ENTITY % c "%b;%b;%b;">%c;`), "&c;"),
  "one long entity many times": (text) => describe(withType(text, `<!ENTITY a "${"哈".repeat(20_000)}">`), "&a;".repeat(2_000)),
  "an entity that is a file": (text, _, { file }) => describe(withType(text, `<!ENTITY x SYSTEM "${file}">`), "&x;"),
  "an entity that is an address": (text, _, { url }) => describe(withType(text, `<!ENTITY x SYSTEM "${url}"><!ENTITY y PUBLIC "y" "${url}/y">`), "&x;&y;"),
  "a parameter entity that is an address": (text, _, { url }) => describe(withType(text, `<!ENTITY % p SYSTEM "${url}/p.dtd">%p;`), "&p;"),
  "a document type that is an address": (text, _, { url }) => text.replace(/(<\?xml[^>]*>)?\s*(?:<!DOCTYPE[^>]*>)?/, `$1<!DOCTYPE feed SYSTEM "${url}/feed.dtd">`),
  "an inclusion": (text, _, { file }) => describe(text, `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${file}"/>`),
  "entries inside a definition": (text) => withType(text, `<!ENTITY x "<rss><channel><item><title>假</title></item></channel></rss>">`),
  "extensions nested deep": (text) => text.replace(/<(item|entry)/, `${"<x:a>".repeat(150)}${"</x:a>".repeat(150)}<$1`),
  "a comment of a megabyte": (text) => text.replace(/<(item|entry)/, `<!--${"长".repeat(500_000)}--><$1`),
  "a thousand attributes": (text) => text.replace(/<(item|entry)/, `<$1 ${Array.from({ length: 1_000 }, (_, i) => `a${i}="b"`).join(" ")}`),
  "namespaces under other prefixes": (text) => text.replaceAll("dc:", "zz:").replace("xmlns:zz", "xmlns:zz"),
};

/** The same for JSON. */
export const harmlessJson: Readonly<Record<string, TextDamage>> = {
  "wrapped in a call": (text) => `callback(${text});`,
  "raw line ends inside": (text) => text.replaceAll("记录", "记\n录\t"),
  "guards before it": (text) => `)]}',\n${text}`,
  "keys twice and strangers": (text) => text.replace('"items"', `"x":[[[{"a":null}]]],"__proto__":{"items":[]},"items"`),
  "half surrogates": (text) => text.replaceAll("记录", "记\\ud83d录"),
};

/** What of it can be told is open: it is read or refused. */
export const damages: Readonly<Record<string, TextDamage>> = {
  "an end tag missing": (text, draw) => cutOut(text, /<\/[\w:]+>/g, draw),
  "many end tags missing": (text, draw) => text.replace(/<\/[\w:]+>/g, (tag) => (draw.chance(0.2) ? "" : tag)),
  "start tags missing": (text, draw) => text.replace(/<[\w:]+[^>]*>/g, (tag) => (draw.chance(0.05) ? "" : tag)),
  "angles lost": (text, draw) => text.replace(/[<>]/g, (sign) => (draw.chance(0.03) ? "" : sign)),
  "quotes lost": (text, draw) => text.replace(/["']/g, (sign) => (draw.chance(0.15) ? "" : sign)),
  "CDATA without an end": (text, draw) => { const one = anyOf(text, /<(title|description)>/g, draw); return one ? `${text.slice(0, one.index)}${one[0]}<![CDATA[${text.slice(one.index + one[0].length)}` : `<![CDATA[${text}`; },
  "a comment without an end": (text, draw) => { const one = anyOf(text, /<(item|entry)/g, draw); return one ? `${text.slice(0, one.index)}<!--${text.slice(one.index)}` : `<!--${text}`; },
  "a document type without an end": (text) => text.replace(/(<\?xml[^>]*>)?/, `$1<!DOCTYPE feed [<!ENTITY x "y>`),
  "cut by characters": (text, draw) => text.slice(0, draw.below(text.length)),
  "its head cut off": (text, draw) => text.slice(draw.below(Math.floor(text.length / 2))),
  "a piece in the wrong place": (text, draw) => { const from = draw.below(text.length); const piece = text.slice(from, from + draw.below(400)); const to = draw.below(text.length); return text.slice(0, to) + piece + text.slice(to); },
  "two in one": (text) => text + text,
  "one inside itself": (text) => describe(text, text),
  "tags shuffled": (text, draw) => { const tags = text.match(/<[^>]*>|[^<]+/g) ?? []; return tags.map((tag) => (draw.chance(0.1) ? draw.pick(tags) : tag)).join(""); },
  "too deep": (text) => text.replace(/<(item|entry)/, `${"<x>".repeat(20_000)}<$1`),
  "words strewn in": (text, draw) => text.replace(/\s/g, (blank) => (draw.chance(0.3) ? draw.pick(["<", ">", "&", "]]>", "<![CDATA[", "<!--", "-->", "<!", "<?", "\"", "\0", "{", "}"]) : blank)),
};

type ByteDamage = (bytes: Uint8Array, draw: Draw) => Uint8Array;

/** Damage on the way, by bytes. */
export const byteDamages: Readonly<Record<string, ByteDamage>> = {
  "cut by bytes": (bytes, draw) => bytes.subarray(0, draw.below(bytes.length)),
  "a bit flipped": (bytes, draw) => { const at = draw.below(bytes.length); return bytes.map((byte, i) => (i === at ? byte ^ (1 << draw.below(8)) : byte)); },
  "bits flipped": (bytes, draw) => bytes.map((byte) => (draw.chance(0.003) ? byte ^ (1 << draw.below(8)) : byte)),
  "a tenth of all bytes wrong": (bytes, draw) => bytes.map((byte) => (draw.chance(0.1) ? draw.below(256) : byte)),
  "bytes lost": (bytes, draw) => bytes.filter(() => !draw.chance(0.002)),
  "noughts strewn in": (bytes, draw) => bytes.map((byte) => (draw.chance(0.01) ? 0 : byte)),
  "a block overwritten": (bytes, draw) => { const from = draw.below(bytes.length); return bytes.map((byte, i) => (i >= from && i < from + 200 ? draw.below(256) : byte)); },
  "noise": (bytes, draw) => bytes.map(() => draw.below(256)),
  "nothing": () => new Uint8Array(0),
};

const repeated = (piece: string, megabytes: number): string => piece.repeat(Math.ceil((megabytes * 1_000_000) / piece.length));

/** Hostile by sheer size or repetition: about five megabytes each of what could make a reader slow. */
export const giants: Readonly<Record<string, () => string>> = Object.fromEntries([
  ...["<", "&", "&#", "&#x", "&amp;", "<!", "<?", "<!--", "<![CDATA[", "]]>", "<a ", "<a b='", "</a>", "<item>", "<title>", "<x>", "<item><title>a</title>", "<author>", "\"", "(", "[", "{\"a\":", "[[", "@a", "1", "13800138000 ", "a.", "a@", "http://", "&lt;", "&lt;b&gt;", "&amp;lt;"]
    .flatMap((piece): [string, () => string][] => [[`${piece} bare`, () => repeated(piece, 5)], [`${piece} in a title`, () => `<rss version="2.0"><channel><item><title>甲</title><description>${repeated(piece, 5)}</description></item></channel></rss>`]]),
  ["twenty thousand entries", () => `<rss version="2.0"><channel>${"<item><title>大雾</title><link>/1</link><pubDate>2024-05-20 13:05</pubDate></item>".repeat(20_000)}</channel></rss>`],
  ["more than is read", () => repeated("<item><title>大雾</title></item>", 17)],
]);
