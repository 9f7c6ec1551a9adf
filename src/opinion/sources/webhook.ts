import type { Payload } from "./document.ts";
import { readMappedJson, type Mapping } from "./json-mapping.ts";
import type { Harvest, Source } from "./refusals.ts";

/** The body of a call as others are asked to send it: `{"items": [{title, text, link, publishedAt, rank, reads, comments}]}`. */
const ownShape: Mapping = { entries: "items", title: "title", text: "text", link: "link", time: "publishedAt", rank: "rank", reads: "reads", comments: "comments" };

/** Reads the body of a call whose signature was checked before, by our own shape or the mapping of its sender. */
export const readWebhook = (payload: Payload, source: Source & { mapping?: Mapping }, seenAt: number): Harvest =>
  readMappedJson(payload, { ...source, mapping: source.mapping ?? ownShape }, seenAt);
