/** What an element of an entry can say. */
export type Field = "title" | "text" | "link" | "time" | "comments";

/**
 * The vocabularies of RSS 0.91–2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0 and their usual modules: what an element of an entry says, and
 * how far it is preferred to another that says the same. What is not here is not read.
 */
export const fields: Readonly<Record<string, readonly [Field, number]>> = {
  "title": ["title", 3], "dc:title": ["title", 2], "media:title": ["title", 1],
  "content:encoded": ["text", 5], "content": ["text", 4], "body": ["text", 4], "description": ["text", 3], "summary": ["text", 2], "dc:description": ["text", 1],
  "feedburner:origlink": ["link", 6], "link": ["link", 5], "guid": ["link", 3], "id": ["link", 2],
  "pubdate": ["time", 8], "published": ["time", 7], "issued": ["time", 6], "dc:date": ["time", 5], "dcterms:issued": ["time", 5], "date": ["time", 4],
  "created": ["time", 3], "updated": ["time", 2], "modified": ["time", 2], "dcterms:modified": ["time", 1],
  "slash:comments": ["comments", 2], "thr:total": ["comments", 1],
};

/** The prefix under which a namespace is known here, whatever the document calls it. */
export const spaces: Readonly<Record<string, string>> = {
  "http://www.w3.org/2005/atom": "", "http://purl.org/atom/ns#": "", "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "", "http://backend.userland.com/rss2": "",
  "http://www.w3.org/1999/xhtml": "", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:", "http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/dc/terms/": "dcterms:",
  "http://purl.org/rss/1.0/modules/content/": "content:", "http://purl.org/rss/1.0/modules/slash/": "slash:", "http://purl.org/syndication/thread/1.0": "thr:",
  "http://search.yahoo.com/mrss/": "media:", "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
};

/** Prefixes that mean the feed's own vocabulary also where nobody declared them. */
export const usualPrefixes: Readonly<Record<string, string>> = { atom: "", a10: "", rss: "", xhtml: "" };

/** Elements a feed begins with. */
export const roots: ReadonlySet<string> = new Set(["rss", "rdf:rdf", "feed", "channel", "rdf"]);

/** Elements of HTML that may stand unescaped inside a field; every other element ends a field whose own end is missing. */
export const inline: ReadonlySet<string> = new Set([
  "a", "abbr", "article", "audio", "b", "big", "blockquote", "body", "br", "center", "cite", "code", "dd", "del", "details", "div", "dl", "dt", "em", "embed", "figcaption", "figure",
  "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "i", "iframe", "img", "ins", "label", "li", "main", "mark", "object", "ol", "p", "param", "picture", "pre",
  "q", "rt", "ruby", "s", "script", "section", "small", "span", "strike", "strong", "style", "sub", "sup", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u",
  "ul", "var", "video", "wbr",
]);
