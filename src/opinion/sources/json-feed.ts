import { mapEntries, type Mapping } from "./json-mapping.ts";
import { turnAway, type Harvest, type Refused, type Source } from "./refusals.ts";

/** Where JSON Feed 1 and 1.1 keep what we read; authors are not among it. */
const jsonFeed: Mapping = {
  entries: "items", title: "title", text: ["content_html", "content_text", "summary"], link: ["url", "external_url"], time: ["date_published", "date_modified"],
};

/** Reads a JSON Feed already parsed; any other JSON needs a mapping and is refused. */
export function readJsonFeed(document: unknown, source: Source, seenAt: number, refused: Refused[]): Harvest {
  if (typeof document === "object" && document !== null && Array.isArray((document as { items?: unknown }).items)) return mapEntries(document, jsonFeed, source, seenAt, refused);
  turnAway(refused, 0, "document", "opinion.not-a-feed", { looks: "json" });
  return { items: [], refused };
}
