import { readCsv } from "./csv.ts";
import type { Payload } from "./document.ts";
import { readExcel } from "./excel.ts";
import { readFeed } from "./feed.ts";
import { readMappedJson, type Mapping } from "./json-mapping.ts";
import { readRankedList, type ListSource } from "./ranked-list.ts";
import type { Harvest, Source } from "./refusals.ts";
import type { TableSource } from "./table.ts";
import { readWebhook } from "./webhook.ts";

/** A source in the watch settings: its format, and what reading that format needs. */
export type SourceSettings =
  | (Source & { format: "feed" })
  | (ListSource & { format: "list" })
  | (Source & { format: "json"; mapping: Mapping })
  | (Source & { format: "webhook"; mapping?: Mapping })
  | (TableSource & { format: "csv" | "excel" });

const bytesOf = (payload: Payload): Uint8Array => (typeof payload === "string" ? new TextEncoder().encode(payload) : payload.bytes);

/** Reads what a source gave, by its format: items without anybody's name, and what was refused and why. Never throws. */
export async function readSource(payload: Payload, source: SourceSettings, seenAt: number): Promise<Harvest> {
  switch (source.format) {
    case "feed": return readFeed(payload, source, seenAt);
    case "list": return readRankedList(payload, source, seenAt);
    case "json": return readMappedJson(payload, source, seenAt);
    case "webhook": return readWebhook(payload, source, seenAt);
    case "csv": return readCsv(payload, source, seenAt);
    case "excel": return readExcel(bytesOf(payload), source, seenAt);
  }
}
