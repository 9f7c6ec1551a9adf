import { z } from "zod";
import { CarrierCounts } from "#kernel/carrier.ts";
import { Done, operation, pageOf, PageQuery, SheetFile } from "#kernel/contract.ts";
import { SealedPlace } from "#kernel/edition.ts";
import { Urgency } from "#kernel/urgency.ts";
import { kinds } from "./rules/put.ts";

const Instant = z.iso.datetime();
const RequestParams = z.object({ requestId: z.uuid() });
const Unit = z.object({ id: z.uuid(), name: z.string(), seal: z.string() });
const Totals = z.object({ submitted: z.number().int().min(0), sent: z.number().int().min(0), failed: z.number().int().min(0) });

/** A request to a carrier as a list shows it; `counts` are the newest the carrier returned. */
export const RequestLine = z.object({
  id: z.uuid(), number: z.string(), kind: z.enum(kinds), title: z.string(), pieceId: z.uuid(), edition: z.number().int(), unit: Unit, addressee: z.string(), places: z.array(SealedPlace), parts: z.number().int(),
  window: z.object({ from: Instant, until: Instant }).nullable(), putAt: Instant, outcome: z.enum(["sending", "taken", "unknown", "failed"]), turned: z.enum(["replaced", "cancelled", "recalled"]).nullable(),
  counts: Totals.nullable(), /** Its window is over and nothing came back. */ overdue: z.boolean(),
});
export type RequestLine = z.infer<typeof RequestLine>;

const EventView = z.object({ kind: z.string(), note: z.string().nullable(), facts: z.record(z.string(), z.union([z.string(), z.number()])), byName: z.string(), unitName: z.string(), at: Instant });
const EntryView = z.object({ source: z.enum(["person", "callback"]), takenBy: z.string(), takenAt: Instant, byName: z.string(), at: Instant, total: Totals, regions: z.array(Totals.extend({ code: z.string() })) });

/** One request: the signed words, what the carrier returned, newest first, and its course. */
export const RequestView = RequestLine.extend({
  accountName: z.string(), text: z.string(), reason: z.string(), units: z.array(z.string()), urgency: Urgency.nullable(), sha256: z.string(), about: z.array(z.string()), turnedBy: z.string().nullable(), clashReason: z.string().nullable(),
  ref: z.string().nullable(), failure: z.string().nullable(), entries: z.array(EntryView), events: z.array(EventView), mayCount: z.boolean(),
});
export type RequestView = z.infer<typeof RequestView>;

/** Who else reaches the same people that day. `held`: it does not go to the carrier before somebody said why. */
export const ClashView = z.object({
  day: z.string().nullable(), window: z.object({ from: Instant, until: Instant }).nullable(), clashes: z.array(z.object({ number: z.string(), title: z.string(), unitName: z.string(), places: z.array(SealedPlace) })),
  held: z.boolean(), reason: z.object({ words: z.string(), byName: z.string(), at: Instant }).nullable(), mayExcuse: z.boolean(),
});
export type ClashView = z.infer<typeof ClashView>;

export const listRequests = operation({
  method: "GET", path: "/api/carrier-requests", summary: "SMS requests to carriers, newest first, with the counts they returned",
  query: PageQuery.extend({ state: z.enum(["open", "all"]).default("all"), pieceId: z.uuid().optional() }), result: pageOf(RequestLine),
});
export const readRequest = operation({ method: "GET", path: "/api/carrier-requests/:requestId", summary: "One request with its words, counts and course", params: RequestParams, result: RequestView });
export const enterCounts = operation({
  method: "POST", path: "/api/carrier-requests/:requestId/counts", summary: "Write down what the carrier returned, region by region", params: RequestParams, body: CarrierCounts.extend({ takenBy: z.string().trim().min(1).max(60), total: Totals }), result: Done,
  refusals: [
    "carriers.not-there", "carriers.no-numbers", "carriers.in-the-future", "carriers.before-the-request", "carriers.other-region", "carriers.region-twice", "carriers.region-missing", "carriers.more-than-submitted",
    "carriers.totals-differ",
  ],
});
export const countsTemplate = operation({ method: "GET", path: "/api/carrier-counts/template", summary: "Excel template for counts, with the regions of every request that awaits them", result: SheetFile });
export const importCounts = operation({
  method: "POST", path: "/api/carrier-counts/import", summary: "Take counts of many regions from Excel; bad rows come back with their reason", body: SheetFile,
  result: z.object({ taken: z.number().int(), unchanged: z.number().int(), rejected: z.array(z.object({ row: z.number().int(), reason: z.string() })), rejectedSheet: SheetFile.nullable() }), refusals: ["sheet.unreadable", "sheet.heads-missing", "sheet.too-long"],
});
export const readClashes = operation({
  method: "GET", path: "/api/carrier-clashes", summary: "Other requests that reach the same regions on the day a piece would go", query: z.object({ pieceId: z.uuid(), accountId: z.uuid(), sendAt: Instant.optional() }), result: ClashView,
});
export const excuseClash = operation({
  method: "POST", path: "/api/carrier-clashes/:pieceId/reason", summary: "Say why a piece goes to the same regions on the same day", params: z.object({ pieceId: z.uuid() }), body: z.object({ reason: z.string().trim().min(2).max(300) }), result: Done,
});

/** Where the letter of a request lies as a Word file. */
export const letterPath = (requestId: string): string => `/api/carrier-requests/${requestId}/letter`;
