import { z } from "zod";
import { Done, operation } from "#kernel/contract.ts";
import { FaultKind } from "./rules.ts";

const Instant = z.iso.datetime();

/** How a thing done ended. */
export const Outcome = z.enum(["done", "refused", "failed"]);

/** A row of the record. `subjectLabel` is what the thing is called now; `facts` is the text that was hashed. */
export const EntryLine = z.object({
  seq: z.number().int(), at: Instant, actorId: z.uuid(), actorName: z.string(), unitId: z.uuid(), unitName: z.string(), action: z.string(), outcome: Outcome,
  subjectType: z.string(), subjectId: z.string(), subjectLabel: z.string().nullable(), subjectLink: z.string().nullable(), facts: z.string(), requestId: z.string(), prevHash: z.string(), hash: z.string(),
});
export type EntryLine = z.infer<typeof EntryLine>;

/** What a list is narrowed to. `before` is the number of the row the page ended with. */
export const EntryQuery = z.object({
  from: Instant.optional(), to: Instant.optional(), actorId: z.uuid().optional(), unitId: z.uuid().optional(), action: z.string().regex(/^[a-z-]+\.[a-zA-Z-]+$/).optional(),
  subjectType: z.string().max(40).optional(), subjectId: z.string().max(200).optional(), outcome: Outcome.optional(), q: z.string().trim().max(80).optional(),
  /** Actions whose words the reader's words are part of, separated by commas: the words live in the screens. */
  qActions: z.string().max(2000).optional(),
  before: z.coerce.number().int().min(1).optional(), size: z.coerce.number().int().min(1).max(200).default(50),
});
export type EntryQuery = z.output<typeof EntryQuery>;

/** The record, newest first. `next` asks for what is older; `searchedTo` says how far back words were looked for. */
export const listEntries = operation({
  method: "GET", path: "/api/audit/entries", summary: "Audit rows, newest first: all for audit administrators, one's own for everybody else", query: EntryQuery,
  result: z.object({ items: z.array(EntryLine), next: z.number().int().nullable(), searchedTo: Instant.nullable() }),
});

/** How a check of the whole chain ended. */
export const Verification = z.object({
  at: Instant, rows: z.number().int(), lastSeq: z.number().int(), ok: z.boolean(), faults: z.array(z.object({ seq: z.number().int(), what: FaultKind, upto: z.number().int().optional() })),
});

/** Where the chain stands, when it was last checked, and what the reader may do. */
export const readState = operation({
  method: "GET", path: "/api/audit/state", summary: "Head of the audit chain and its last verification",
  result: z.object({ all: z.boolean(), seq: z.number().int(), hash: z.string(), verification: Verification.nullable(), running: z.boolean() }),
});

/** Asks for a check of the whole chain; it runs in the background. */
export const requestVerification = operation({ method: "POST", path: "/api/audit/verification", summary: "Verify the whole audit chain now", result: Done, refusals: ["audit.verification-running"] });

/** Orders an export of everything within a time range. The file is fetched at `exportPath`, its seal at `sealPath`. */
export const orderExport = operation({
  method: "POST", path: "/api/audit/exports", summary: "Order an export of the audit chain", body: z.object({ from: Instant.nullable(), to: Instant.nullable() }),
  result: z.object({ exportId: z.uuid(), fileName: z.string(), rows: z.number().int(), firstSeq: z.number().int(), lastSeq: z.number().int() }), refusals: ["audit.range-empty", "audit.range-backwards"],
});

/** Where an export is fetched: NDJSON, written while it is read. */
export const exportPath = (exportId: string): string => `/api/audit/exports/${exportId}/lines`;

/** Where the seal of an export is fetched, as `sha256sum` writes it. */
export const sealPath = (exportId: string): string => `/api/audit/exports/${exportId}/seal`;
