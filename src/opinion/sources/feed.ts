import { openDocument, type Payload } from "./document.ts";
import { letIn } from "./door.ts";
import { FeedReader } from "./feed-reader.ts";
import { readJsonFeed } from "./json-feed.ts";
import { parseJson } from "./json-mapping.ts";
import { readMarkup } from "./markup.ts";
import { limits, turnAway, type Harvest, type Refused, type Source } from "./refusals.ts";

const furthestDoctype = 4_096;

/** The end of a document type with all it defines inside (XML 1.0, 2.8): quotes, comments and brackets are minded. */
function endOfDoctype(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"' || character === "'") at = text.indexOf(character, at + 1);
    else if (text.startsWith("<!--", at)) at = text.indexOf("-->", at);
    else if (character === "[") depth += 1;
    else if (character === "]") depth -= 1;
    else if (character === ">" && depth <= 0) return at + 1;
    if (at < 0) break;
  }
  return -1;
}

/** The document without its document type: nothing it defines is defined here, nothing it names is fetched. */
function withoutDoctype(text: string): string {
  const at = text.slice(0, furthestDoctype).search(/<!doctype/i);
  if (at < 0) return text;
  const end = endOfDoctype(text, at + 9);
  const next = end < 0 ? text.indexOf(">", at) + 1 : end;
  return next <= 0 ? "" : text.slice(next);
}

const looksLike = (text: string, root: FeedReader["root"]): string => (/^[\s\0\uFEFF]*[{[]/.test(text) ? "json" : root === "none" ? "text" : root);

function readXml(text: string, source: Source, seenAt: number, refused: Refused[]): Harvest {
  const reader = new FeedReader();
  const end = readMarkup(withoutDoctype(text), "xml", reader, () => reader.tooDeep || reader.tooMany);
  const { tooDeep, tooMany } = reader;
  const { open, lastCutShort } = reader.finish();
  const found = source.kind === "list" ? reader.found.map((one) => ({ ...one, rank: one.entry })) : reader.found;
  if (tooDeep) turnAway(refused, 0, "document", "opinion.markup-too-deep", { most: limits.nesting });
  if (tooMany) turnAway(refused, 0, "document", "opinion.entries-over-limit", { most: limits.entries });
  if (found.length === 0 && reader.root !== "feed") turnAway(refused, 0, "document", "opinion.not-a-feed", { looks: looksLike(text, reader.root) });
  else if (!end.stopped && (open || end.inside)) turnAway(refused, 0, "document", "opinion.document-cut-short");
  if (lastCutShort !== null && !end.stopped) turnAway(refused, lastCutShort, "entry", "opinion.entry-cut-short");
  if (reader.damaged + end.suspicious > 0) turnAway(refused, 0, "document", "opinion.markup-damaged", { places: reader.damaged + end.suspicious });
  return letIn(found.slice(0, limits.entries), source, seenAt, refused);
}

/**
 * Reads a feed: RSS 0.91 to 2.0, RSS 1.0, Atom 0.3 and 1.0, JSON Feed 1 and 1.1, told by what stands in the document, not by
 * its content type. Ill-formed markup is read as far as it goes; an empty feed is a feed.
 */
export function readFeed(payload: Payload, source: Source, seenAt: number): Harvest {
  const refused: Refused[] = [];
  const text = openDocument(payload, refused);
  if (text === null) return { items: [], refused };
  const json = /[<{[]/.exec(text)?.[0] === "<" ? null : parseJson(text);
  return json ? readJsonFeed(json.value, source, seenAt, refused) : readXml(text, source, seenAt, refused);
}
