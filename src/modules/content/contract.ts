import { z } from "zod";
import { Done, operation, pageOf, PageQuery } from "#kernel/contract.ts";
import { Doc, FactKind } from "#kernel/document.ts";
import { SealedEdition, VariantKind } from "#kernel/edition.ts";
import { Finding } from "#kernel/finding.ts";
import { Urgency } from "#kernel/urgency.ts";

const Instant = z.iso.datetime();
export const Form = z.enum(["notice", "tip", "warning", "news", "rumour", "psa"]);
export const PieceStage = z.enum(["draft", "first-review", "second-review", "final-review", "cosigning", "returned", "cleared", "publishing", "published", "recalled", "withdrawn"]);
export const WhyNot = z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])).optional() }).nullable();
const UnitMark = z.object({ unitId: z.uuid(), name: z.string(), shortName: z.string(), seal: z.string() });

/** A line of the list of pieces. */
export const PieceLine = z.object({
  id: z.uuid(), number: z.string(), title: z.string(), form: Form, topic: z.string(), column: z.string(), urgency: Urgency, stage: PieceStage, editionNumber: z.number().int(), publishedEdition: z.number().int().nullable(),
  unit: UnitMark, units: z.array(UnitMark), joint: z.boolean(), plannedAt: Instant.nullable(), updatedAt: Instant, createdByName: z.string(),
  /** Facts that changed since the newest edition was frozen. */
  staleFacts: z.number().int(),
});
export type PieceLine = z.infer<typeof PieceLine>;

/** A master fact with its present version, and where it is used. */
export const FactView = z.object({
  id: z.uuid(), kind: FactKind, label: z.string(), text: z.string(), number: z.number().nullable(), source: z.string(), version: z.number().int(), position: z.number().int(), retired: z.boolean(),
  reason: z.string().nullable(), statedByName: z.string(), statedByUnit: z.string(), at: Instant, previousText: z.string().nullable(),
  /** The version the newest edition of this piece carries; null where it does not use it. */
  frozenVersion: z.number().int().nullable(),
});
export type FactView = z.infer<typeof FactView>;

/** One form as it stands: words, whether tuned by hand, its template with facts as placeholders, the meter. */
export const VariantView = z.object({
  kind: VariantKind, text: z.string(), template: z.string(), tuned: z.boolean(),
  meter: z.object({ count: z.number(), max: z.number().nullable(), unit: z.enum(["character", "part", "line"]), longestLine: z.number().optional(), lineMax: z.number().optional() }),
});

export const EditionLine = z.object({ id: z.uuid(), number: z.number().int(), hash: z.string(), at: Instant, frozenByName: z.string(), corrects: z.number().int().nullable() });

/** A piece as its writers see it. */
export const PieceView = z.object({
  id: z.uuid(), number: z.string(),
  /** As it is written, facts standing as `{{fact:id}}`; `titleText` is how people read it. */
  title: z.string(), titleText: z.string(), summary: z.string(), form: Form, topic: z.string(), column: z.string(), urgency: Urgency, regions: z.array(z.string()), stage: PieceStage, editionNumber: z.number().int(),
  publishedEdition: z.number().int().nullable(), unit: UnitMark, participants: z.array(UnitMark.extend({ role: z.enum(["lead", "co"]) })), joint: z.boolean(), validUntil: Instant.nullable(), plannedAt: Instant.nullable(),
  createdByName: z.string(), createdAt: Instant, updatedAt: Instant, savedAt: Instant.nullable(), sheet: z.object({ id: z.uuid(), title: z.string() }), facts: z.array(FactView), doc: Doc, editions: z.array(EditionLine),
  contributors: z.array(z.object({ personName: z.string(), unitName: z.string(), changes: z.number().int(), lastAt: Instant })),
  /** Why the text cannot be written in now; null when it can. */
  whyNotEdit: WhyNot,
});
export type PieceView = z.infer<typeof PieceView>;

/** What the checks say of the draft as it stands, with every form and its meter. */
export const CheckView = z.object({ findings: z.array(Finding.extend({ key: z.string(), waivedBy: z.string().nullable() })), variants: z.array(VariantView) });

const Run = z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() });
export const ComparisonView = z.object({
  before: z.number().int(), after: z.number().int(), title: z.array(Run), summary: z.array(Run),
  blocks: z.array(z.object({ kind: z.enum(["same", "changed", "altered", "removed", "added"]), before: z.number().nullable(), after: z.number().nullable(), changes: z.array(Run) })),
  facts: z.array(z.object({ factId: z.uuid(), label: z.string(), before: z.string(), after: z.string() })), variants: z.array(VariantKind), signatureChanged: z.boolean(), places: z.number().int(),
});

/** Where a fact is used, and with which version. */
export const FactUseView = z.object({ pieceId: z.uuid(), title: z.string(), editionNumber: z.number().int(), version: z.number().int(), published: z.boolean(), stale: z.boolean(), variants: z.array(VariantKind) });

export const TermView = z.object({ id: z.uuid(), term: z.string(), kind: z.enum(["forbidden", "outdated"]), instead: z.string(), reason: z.string(), appliesFrom: z.string().nullable() });

const PieceParams = z.object({ pieceId: z.uuid() });
const Head = {
  title: z.string().trim().min(1).max(600), summary: z.string().trim().max(500), form: Form, topic: z.string().min(1), column: z.string().min(1), urgency: Urgency, regions: z.array(z.string()).max(80), validUntil: Instant.nullable(), plannedAt: Instant.nullable(),
};
const FactBody = { kind: FactKind, label: z.string().trim().min(1).max(40), text: z.string().trim().min(1).max(200), number: z.number().nullable(), source: z.string().trim().min(1).max(200) };

export const listPieces = operation({
  method: "GET", path: "/api/pieces", summary: "Pieces, newest first",
  query: PageQuery.extend({ stage: PieceStage.optional(), unitId: z.uuid().optional(), form: Form.optional(), urgency: Urgency.optional(), topic: z.string().optional(), mine: z.enum(["yes"]).optional(), joint: z.enum(["yes"]).optional(), q: z.string().max(80).optional() }),
  result: pageOf(PieceLine),
});
export const createPiece = operation({
  method: "POST", path: "/api/pieces", summary: "Begin a piece",
  body: z.object({ ...Head, summary: Head.summary.default(""), unitId: z.uuid(), withUnitIds: z.array(z.uuid()).max(11).default([]), sheetId: z.uuid().nullable().default(null), text: z.array(z.string().max(2000)).max(200).default([]) }),
  result: z.object({ id: z.uuid(), number: z.string() }), refusals: ["content.no-such-topic", "content.no-such-column", "content.no-such-region", "content.no-such-unit", "content.not-your-sheet", "content.no-title", "content.title-too-long", "content.fact-unknown"],
});
export const readPiece = operation({ method: "GET", path: "/api/pieces/:pieceId", summary: "One piece with facts, text and editions", params: PieceParams, result: PieceView });
export const changeHead = operation({
  method: "PATCH", path: "/api/pieces/:pieceId", summary: "Change title, summary and the like", params: PieceParams,
  body: z.object({ ...Head, ifUpdatedAt: Instant.nullable().default(null) }).partial(), result: z.object({ updatedAt: Instant }), refusals: ["content.changed-meanwhile", "content.frozen", "content.no-such-topic", "content.no-such-column", "content.no-such-region", "content.no-title", "content.title-too-long", "content.fact-unknown"],
});
export const changeParticipants = operation({ method: "PUT", path: "/api/pieces/:pieceId/participants", summary: "Which units write it together", params: PieceParams, body: z.object({ unitIds: z.array(z.uuid()).max(11) }), result: Done, refusals: ["content.frozen"] });
export const attachSheet = operation({
  method: "PUT", path: "/api/pieces/:pieceId/sheet", summary: "Write a piece with a shared fact sheet", params: PieceParams, body: z.object({ sheetId: z.uuid() }), result: Done,
  refusals: ["content.not-your-sheet", "content.facts-of-old-sheet", "content.frozen"],
});
export const discardPiece = operation({ method: "POST", path: "/api/pieces/:pieceId/discard", summary: "Put a draft away", params: PieceParams, result: Done, refusals: ["content.not-a-draft"] });
export const addFact = operation({ method: "POST", path: "/api/pieces/:pieceId/facts", summary: "State a fact with its source", params: PieceParams, body: z.object(FactBody), result: z.object({ factId: z.uuid() }), refusals: ["content.number-missing", "content.number-differs"] });
export const changeFact = operation({
  method: "POST", path: "/api/facts/:factId/versions", summary: "State a fact anew; every place that uses it is flagged", params: z.object({ factId: z.uuid() }),
  body: z.object({ text: FactBody.text, number: FactBody.number, source: FactBody.source, reason: z.string().trim().min(2).max(300), ifVersion: z.number().int().nullable().default(null) }),
  /** `flagged`: pieces whose public or newest edition still says the old words. */
  result: z.object({ version: z.number().int(), flagged: z.number().int() }), refusals: ["content.number-missing", "content.number-differs", "content.fact-unchanged", "content.fact-retired", "content.fact-changed-meanwhile"],
});
export const retireFact = operation({ method: "POST", path: "/api/facts/:factId/retire", summary: "Take a fact off the sheet; editions keep it", params: z.object({ factId: z.uuid() }), result: Done, refusals: ["content.fact-in-draft"] });
export const factUses = operation({ method: "GET", path: "/api/facts/:factId/uses", summary: "Every edition that uses a fact, and with which version", params: z.object({ factId: z.uuid() }), result: z.object({ items: z.array(FactUseView) }) });
export const checkPiece = operation({ method: "GET", path: "/api/pieces/:pieceId/check", summary: "Findings and forms of the draft as it stands", params: PieceParams, result: CheckView });
export const tuneVariant = operation({
  method: "PUT", path: "/api/pieces/:pieceId/variants/:kind", summary: "Tune a form by hand; facts stay locked", params: PieceParams.extend({ kind: z.enum(["short", "sms", "led", "chat", "caption"]) }),
  body: z.object({ template: z.string().max(4000) }), result: Done, refusals: ["content.variant-empty", "content.fact-unknown", "content.fact-removed", "content.fact-typed", "content.casualty-typed", "content.signature-typed", "content.frozen"],
});
export const untuneVariant = operation({ method: "DELETE", path: "/api/pieces/:pieceId/variants/:kind", summary: "Let the rule make a form again", params: PieceParams.extend({ kind: z.enum(["short", "sms", "led", "chat", "caption"]) }), result: Done, refusals: ["content.frozen"] });
export const waiveFinding = operation({ method: "POST", path: "/api/pieces/:pieceId/waive", summary: "Decide not to take a suggestion, with a reason", params: PieceParams, body: z.object({ key: z.string().max(200), reason: z.string().trim().min(2).max(300) }), result: Done, refusals: ["content.cannot-waive", "content.finding-gone", "content.frozen"] });
export const compareEditions = operation({ method: "GET", path: "/api/pieces/:pieceId/compare", summary: "Two editions side by side, changes marked; 0 is the draft", params: PieceParams, query: z.object({ before: z.coerce.number().int().min(0), after: z.coerce.number().int().min(0) }), result: ComparisonView });
export const readEdition = operation({ method: "GET", path: "/api/pieces/:pieceId/editions/:number", summary: "One edition as it was frozen", params: PieceParams.extend({ number: z.coerce.number().int().min(1) }), result: z.object({ sealed: SealedEdition, hash: z.string(), plain: z.string(), at: Instant }) });
export const listTerms = operation({ method: "GET", path: "/api/terms", summary: "Words not to be used, or no longer", result: z.object({ items: z.array(TermView), mayChange: z.boolean() }) });
export const saveTerm = operation({ method: "POST", path: "/api/terms", summary: "Add or change a word of the list", body: TermView.omit({ id: true }).extend({ term: z.string().trim().min(1).max(60) }), result: Done });
export const removeTerm = operation({ method: "DELETE", path: "/api/terms/:termId", summary: "Take a word off the list", params: z.object({ termId: z.uuid() }), result: Done });
export const listSheets = operation({ method: "GET", path: "/api/sheets", summary: "Fact sheets that may be shared", query: z.object({ q: z.string().max(80).optional() }), result: z.object({ items: z.array(z.object({ id: z.uuid(), title: z.string(), facts: z.number().int(), pieces: z.number().int() })) }) });
