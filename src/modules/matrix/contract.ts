import { z } from "zod";
import { Done, operation, pageOf, PageQuery, SheetFile } from "#kernel/contract.ts";
import { byHand } from "./rules/inspection.ts";
import { Reading } from "./rules/reading.ts";

const Instant = z.iso.datetime();
const Day = z.iso.date();
const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Unit = z.object({ id: z.uuid(), name: z.string(), seal: z.string() });
const Facts = z.record(z.string(), z.union([z.string(), z.number()]));
const AccountParams = z.object({ accountId: z.uuid() });
const FindingParams = z.object({ findingId: z.uuid() });
const Note = z.string().trim().max(300);
const Level = z.enum(["veto", "warn"]);

/** An account as the matrix shows it: how it stands with inspection. */
export const MatrixCell = z.object({ id: z.uuid(), name: z.string(), platform: Bilingual, newMedia: z.boolean(), state: z.enum(["active", "suspended", "closed"]), health: z.enum(["unknown", "well", "ill"]), lastPostAt: Instant.nullable(), open: z.number().int(), veto: z.boolean() });
/** A unit's row of the matrix. */
export const MatrixRow = z.object({ unit: Unit, accounts: z.array(MatrixCell) });
export type MatrixRow = z.infer<typeof MatrixRow>;

/** The matrix of a province as one person sees it. */
export const MatrixView = z.object({
  rows: z.array(MatrixRow), more: z.boolean(), inspectedAt: Instant.nullable(), mayRun: z.boolean(),
  counts: z.object({ accounts: z.number().int(), passing: z.number().int(), veto: z.number().int(), open: z.number().int(), overdue: z.number().int(), idle: z.number().int(), toRecheck: z.number().int() }),
});
export type MatrixView = z.infer<typeof MatrixView>;

const EventView = z.object({ kind: z.string(), note: z.string(), byName: z.string(), at: Instant });

/** Something inspection found, with what this person may do about it. */
export const FindingView = z.object({
  id: z.uuid(), account: z.object({ id: z.uuid(), name: z.string(), platform: Bilingual }), unit: Unit, code: z.string(), check: Bilingual, level: Level, facts: Facts, note: z.string(), state: z.enum(["open", "rectified", "closed"]), outcome: z.enum(["mended", "gone", "accepted"]).nullable(),
  foundAt: Instant, foundByName: z.string(), dueAt: Instant, overdue: z.boolean(), rectifiedByName: z.string().nullable(), events: z.array(EventView), mayRectify: z.boolean(), mayRecheck: z.boolean(), mayAccept: z.boolean(),
});
export type FindingView = z.infer<typeof FindingView>;

const Part = z.object({ zh: z.string(), en: z.string(), formula: z.string(), weight: z.number(), value: z.number() });
/** A period's own numbers with the index they give, its formula and every part. */
export const ReadingView = Reading.extend({ id: z.uuid(), source: z.enum(["hand", "import", "api"]), enteredByName: z.string(), enteredAt: Instant, index: z.object({ kind: z.enum(["article", "post"]), value: z.number(), formula: z.string(), parts: z.array(Part) }) });
export type ReadingView = z.infer<typeof ReadingView>;

/** What is on file about one account: who is behind it, what was found, its own numbers. */
export const FileView = z.object({
  id: z.uuid(), name: z.string(), platform: Bilingual, newMedia: z.boolean(), unit: Unit, state: z.enum(["active", "suspended", "closed"]), registrationNo: z.string(), ownerName: z.string(), successorName: z.string().nullable(), lastPostAt: Instant.nullable(), createdAt: Instant,
  certifiedAs: z.string(), certifiedUntil: Day.nullable(), openedOn: Day.nullable(), closingFiledOn: Day.nullable(), closingNumber: z.string(), changedByName: z.string().nullable(), changedAt: Instant.nullable(),
  findings: z.array(FindingView), readings: z.array(ReadingView), mayFile: z.boolean(), mayFetch: z.boolean(), mayInspect: z.boolean(), byHand: z.array(z.object({ code: z.string(), check: Bilingual })),
});
export type FileView = z.infer<typeof FileView>;

/** What is wrong with an account and what mends it. */
export const AilmentView = z.object({ code: z.string(), weight: z.enum(["stops", "harms", "note"]), facts: Facts, remedy: z.object({ kind: z.string(), name: z.string().optional() }) });
export type AilmentView = z.infer<typeof AilmentView>;
/** An account at the doctor's. */
export const PatientView = z.object({ id: z.uuid(), name: z.string(), platform: Bilingual, unit: Unit, audience: z.enum(["public", "staff"]), ailments: z.array(AilmentView), mayKeep: z.boolean(), mayTest: z.boolean() });
export type PatientView = z.infer<typeof PatientView>;

export const readMatrix = operation({ method: "GET", path: "/api/matrix", summary: "Accounts in scope by unit and platform, and how they stand with inspection", result: MatrixView });
export const runRound = operation({ method: "POST", path: "/api/matrix/rounds", summary: "Inspect every account now; the house does it by itself each morning", result: z.object({ accounts: z.number().int(), found: z.number().int(), gone: z.number().int() }) });
export const listFindings = operation({
  method: "GET", path: "/api/matrix/findings", summary: "What inspection found, the gravest and the most overdue first",
  query: PageQuery.extend({ state: z.enum(["open", "rectified", "standing", "closed"]).default("standing"), unitId: z.uuid().optional(), code: z.string().max(40).optional() }), result: pageOf(FindingView),
});
export const readFile = operation({ method: "GET", path: "/api/matrix/accounts/:accountId", summary: "What is on file about an account: registration, findings, own numbers", params: AccountParams, result: FileView });
export const saveFile = operation({
  method: "PUT", path: "/api/matrix/accounts/:accountId/filing", summary: "File who an account is certified as and until when, and that its closing was filed", params: AccountParams,
  body: z.object({ certifiedAs: z.string().trim().max(80), certifiedUntil: Day.nullable(), openedOn: Day.nullable(), closingFiledOn: Day.nullable(), closingNumber: z.string().trim().max(60) }), result: Done, refusals: ["matrix.not-closed", "matrix.day-to-come"],
});
export const addFinding = operation({
  method: "POST", path: "/api/matrix/accounts/:accountId/findings", summary: "Write down what a person found at an account, and what it rests on", params: AccountParams,
  body: z.object({ code: z.enum(byHand), note: Note.min(2) }), result: z.object({ id: z.uuid() }), refusals: ["matrix.found-already", "matrix.account-closed"],
});
export const rectify = operation({ method: "POST", path: "/api/matrix/findings/:findingId/rectify", summary: "整改: say what was done", params: FindingParams, body: z.object({ note: Note }), result: Done, refusals: ["matrix.closed", "matrix.rectified-already", "matrix.note-missing"] });
export const recheck = operation({ method: "POST", path: "/api/matrix/findings/:findingId/recheck", summary: "复查: close it, or send it back with the reason", params: FindingParams, body: z.object({ pass: z.boolean(), note: Note.default("") }), result: Done, refusals: ["matrix.closed", "matrix.not-rectified", "matrix.not-your-own", "matrix.still-so", "matrix.note-missing"] });
export const acceptFinding = operation({ method: "POST", path: "/api/matrix/findings/:findingId/accept", summary: "Accept a warning for a time, with the reason", params: FindingParams, body: z.object({ note: Note, until: Day }), result: Done, refusals: ["matrix.closed", "matrix.veto-stands", "matrix.note-missing", "matrix.acceptance-time"] });
export const enterReading = operation({ method: "POST", path: "/api/matrix/accounts/:accountId/readings", summary: "Enter a unit's own numbers of a period; the same period again replaces them", params: AccountParams, body: Reading, result: Done, refusals: ["matrix.reading-wrong"] });
export const fetchReading = operation({
  method: "POST", path: "/api/matrix/accounts/:accountId/readings-fetch", summary: "Read own numbers of a period from the platform, where it tells them", params: AccountParams, body: z.object({ from: Day, to: Day }), result: Done,
  refusals: ["matrix.no-numbers", "matrix.numbers-failed", "matrix.reading-wrong", "channels.outbound-off"],
});
export const readingTemplate = operation({ method: "GET", path: "/api/matrix/readings-template", summary: "Excel template for own numbers, with the accounts one keeps", result: SheetFile });
export const importReadings = operation({
  method: "POST", path: "/api/matrix/readings-import", summary: "Take own numbers from Excel; bad rows come back with their reason", body: SheetFile,
  result: z.object({ taken: z.number().int(), rejected: z.array(z.object({ row: z.number().int(), reason: z.string() })), rejectedSheet: SheetFile.nullable() }), refusals: ["sheet.unreadable", "sheet.heads-missing", "sheet.too-long"],
});
export const readDoctor = operation({ method: "GET", path: "/api/matrix/doctor", summary: "Accounts with something wrong, in words, and what mends it", query: z.object({ accountId: z.uuid().optional() }), result: z.object({ items: z.array(PatientView), well: z.number().int() }) });
