import { z } from "zod";
import { Done, operation } from "#kernel/contract.ts";
import { CorrectionNote } from "#kernel/edition.ts";
import { Urgency } from "#kernel/urgency.ts";

const Instant = z.iso.datetime();
export const RouteStage = z.enum(["first", "second", "final", "cosign", "cleared", "returned", "withdrawn", "superseded"]);
export const ReviewStage = z.enum(["first", "second", "final"]);
export const Gate = z.enum(["politics", "law", "policy", "secrecy", "wording"]);

/** A rule's refusal, for buttons that say why they are grey. */
export const WhyNot = z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional() }).nullable();

/** A unit on a signature line. */
export const LineUnit = z.object({ unitId: z.uuid(), name: z.string(), shortName: z.string(), seal: z.string() });

/** Who signs, where it goes, when; with what the duty rule proposes and why. */
export const PlanView = z.object({
  leadUnitId: z.uuid(),
  units: z.array(LineUnit), proposed: z.array(LineUnit),
  /** Where the proposal comes from: the topic, and the document behind its duty rule. */
  basis: z.object({ topic: z.string(), source: z.string().nullable(), note: z.string().nullable(), verified: z.boolean() }),
  missingSystems: z.array(z.string()), lineReason: z.string().nullable(), inOrder: z.boolean(), accountIds: z.array(z.uuid()),
  sendAt: Instant.nullable(), embargoUntil: Instant.nullable(), notAfter: Instant.nullable(), saved: z.boolean(),
  /** Accounts that carry an earlier edition and so must get this one. */
  mustKeepAccountIds: z.array(z.uuid()),
  /** Accounts this piece could go to. */
  accounts: z.array(z.object({ id: z.uuid(), name: z.string(), connectorId: z.string(), unitId: z.uuid(), unitName: z.string(), state: z.string(), /** A person is asked before it is spent. */ asksFirst: z.boolean() })),
  /** Units that could be asked to sign. */
  candidates: z.array(LineUnit),
});

export const StepView = z.object({ stage: z.string(), verdict: z.string(), byName: z.string(), unitName: z.string(), reason: z.string().nullable(), gates: z.array(z.string()), at: Instant });
export const CommentView = z.object({
  id: z.uuid(), stage: z.string(), editionNumber: z.number().int(), block: z.number().int().nullable(), quote: z.string(), body: z.string(), byName: z.string(), unitName: z.string(), at: Instant,
  state: z.enum(["open", "settled"]), answer: z.string().nullable(), settledByName: z.string().nullable(), settledAt: Instant.nullable(),
});

/** One unit under a manifest: its seal, its state, who signed by which post. */
export const SignerView = z.object({
  unitId: z.uuid(), name: z.string(), shortName: z.string(), seal: z.string(), role: z.enum(["lead", "co"]), state: z.enum(["waiting", "turn", "signed", "declined"]),
  personName: z.string().nullable(), post: z.string().nullable(), reason: z.string().nullable(), at: Instant.nullable(), whyNotMe: WhyNot, people: z.array(z.string()),
});

/** The review of a piece: where it stands, who has the ball, what was said, what I may do. */
export const ReviewView = z.object({
  pieceId: z.uuid(), stage: RouteStage.nullable(), path: z.enum(["normal", "emergency"]).nullable(), pathReason: z.string().nullable(), editionNumber: z.number().int(), editionId: z.uuid().nullable(),
  ball: z.object({ with: z.enum(["writers", "reviewer", "signers", "senders", "nobody"]), names: z.array(z.string()), waitingMinutes: z.number().int() }).nullable(),
  steps: z.array(StepView), comments: z.array(CommentView), manifestId: z.uuid().nullable(), manifestHash: z.string().nullable(), signers: z.array(SignerView), dueAt: Instant.nullable(),
  afterReview: z.enum(["none", "open", "done"]), 
  /** The emergency edition that went out and waits for its after-review, if one does. */
  afterReviewOf: z.object({ editionNumber: z.number().int(), pathReason: z.string() }).nullable(), urgency: Urgency, publishedEdition: z.number().int().nullable(),
  may: z.object({ submit: WhyNot, pass: WhyNot, sendBack: WhyNot, withdraw: WhyNot, chase: WhyNot, comment: WhyNot, reassign: WhyNot, afterReview: WhyNot }),
  /** Colleagues who could be asked instead, at the present stage. */
  colleagues: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type ReviewView = z.infer<typeof ReviewView>;

/** What a signer sees before signing: the things themselves. */
export const SigningView = z.object({
  manifestId: z.uuid(), pieceId: z.uuid(), title: z.string(), urgency: Urgency, form: z.string(), editionNumber: z.number().int(), hash: z.string(), void: z.boolean(), at: Instant,
  /** Why it no longer counts, and the manifest that came after it; `asked` when it is for this person too. */
  voidReason: z.enum(["new-edition", "line-changed", "declined", "returned", "withdrawn", "targets-changed"]).nullable(), newer: z.object({ manifestId: z.uuid(), editionNumber: z.number().int(), asked: z.boolean() }).nullable(),
  /** The signature line as it will stand under the text, and why it differs from the duty rule. */
  line: z.array(LineUnit), lineReason: z.string().nullable(), inOrder: z.boolean(),
  sendAt: Instant.nullable(), embargoUntil: Instant.nullable(), notAfter: Instant.nullable(), pathReason: z.string().nullable(),
  /** The newest edition this person saw before; null the first time. */
  lastSeenEdition: z.number().int().nullable(),
  facts: z.array(z.object({ label: z.string(), text: z.string(), source: z.string(), version: z.number().int() })),
  plain: z.string(), summary: z.string(),
  /** What a correction says it changed, as readers will see it. */
  correction: CorrectionNote.nullable(),
  renditions: z.array(z.object({ accountId: z.uuid(), accountName: z.string(), connectorId: z.string(), hash: z.string(), kind: z.string(), title: z.string().nullable(), text: z.string() })),
  signers: z.array(SignerView), mySigners: z.array(z.uuid()), cleared: z.boolean(), submittedByName: z.string(), steps: z.array(StepView), secondFactor: z.boolean(),
});
export type SigningView = z.infer<typeof SigningView>;

/** Something that waits for me, for the first screen of the desk. */
export const WaitingForMe = z.object({
  kind: z.enum(["review", "sign", "returned", "after-review"]), pieceId: z.uuid(), manifestId: z.uuid().nullable(), title: z.string(), urgency: Urgency, stage: z.string(), editionNumber: z.number().int(),
  unitName: z.string(), since: Instant, dueAt: Instant.nullable(), doneUnits: z.array(z.string()), reason: z.string().nullable(),
});
export type WaitingForMe = z.infer<typeof WaitingForMe>;

const PieceParams = z.object({ pieceId: z.uuid() });
const ManifestParams = z.object({ manifestId: z.uuid() });
const Reason = z.string().trim().min(2).max(1000);

export const readPlan = operation({ method: "GET", path: "/api/pieces/:pieceId/plan", summary: "Who signs, where it goes, when; with the proposal by duty", params: PieceParams, result: PlanView });
export const setPlan = operation({
  method: "PUT", path: "/api/pieces/:pieceId/plan", summary: "Plan who signs, where it goes, when", params: PieceParams,
  body: z.object({
    unitIds: z.array(z.uuid()).min(1).max(12), lineReason: z.string().trim().max(500).nullable(), inOrder: z.boolean(), accountIds: z.array(z.uuid()).max(200),
    sendAt: Instant.nullable(), embargoUntil: Instant.nullable(), notAfter: Instant.nullable(),
  }),
  result: Done,
  refusals: ["review.line-length", "review.unit-twice", "review.lead-not-in-line", "review.line-reason-missing", "review.latest-time-past", "review.latest-before-earliest", "review.account-of-others", "review.frozen"],
});
export const readReview = operation({ method: "GET", path: "/api/pieces/:pieceId/review", summary: "Where a piece stands and who has the ball", params: PieceParams, result: ReviewView });
export const submitPiece = operation({
  method: "POST", path: "/api/pieces/:pieceId/submit", summary: "Freeze an edition and send it to review", params: PieceParams,
  body: z.object({ path: z.enum(["normal", "emergency"]), pathReason: z.string().trim().max(500).nullable(), correctionReason: z.string().trim().max(500).nullable() }),
  result: z.object({ editionNumber: z.number().int(), stage: RouteStage }),
  refusals: ["review.no-plan", "review.no-accounts", "review.comments-unsettled", "review.not-an-emergency", "review.reason-missing", "review.correction-reason-missing", "review.old-reader-forgotten", "review.rendition-blocked", "review.account-not-active", "review.frozen", "content.findings-blocking"],
});
export const passReview = operation({
  method: "POST", path: "/api/pieces/:pieceId/pass", summary: "Pass 初审 or 复审 with the five gates", params: PieceParams,
  body: z.object({ editionNumber: z.number().int(), stage: z.enum(["first", "second"]), gates: z.array(Gate), note: z.string().trim().max(1000) }), result: Done,
  refusals: ["review.not-at-this-stage", "review.not-your-post", "review.asked-of-another", "review.own-piece", "review.passed-before", "review.gate-missing", "review.comments-open", "review.newer-edition"],
});
export const returnPiece = operation({
  method: "POST", path: "/api/pieces/:pieceId/return", summary: "Send an edition back with reasons", params: PieceParams,
  body: z.object({ editionNumber: z.number().int(), stage: ReviewStage, reason: Reason }), result: Done, refusals: ["review.not-at-this-stage", "review.newer-edition"],
});
export const withdrawPiece = operation({ method: "POST", path: "/api/pieces/:pieceId/withdraw", summary: "Take an edition back before it is cleared", params: PieceParams, body: z.object({ reason: Reason }), result: Done, refusals: ["review.not-under-way", "review.not-your-piece"] });
export const reassign = operation({
  method: "POST", path: "/api/pieces/:pieceId/reassign", summary: "Ask a named colleague to decide a stage", params: PieceParams,
  body: z.object({ stage: ReviewStage, personId: z.uuid(), reason: Reason }), result: Done, refusals: ["review.without-post", "review.own-piece", "review.passed-before", "review.not-at-this-stage"],
});
export const chase = operation({ method: "POST", path: "/api/pieces/:pieceId/chase", summary: "Remind whoever has the ball", params: PieceParams, result: Done, refusals: ["review.chased-just-now", "review.not-under-way"] });
export const comment = operation({
  method: "POST", path: "/api/pieces/:pieceId/comments", summary: "Comment on a place in the edition under review", params: PieceParams,
  body: z.object({ block: z.number().int().min(0).nullable(), quote: z.string().max(500), body: z.string().trim().min(1).max(2000) }), result: z.object({ id: z.uuid() }),
});
export const settleComment = operation({
  method: "POST", path: "/api/pieces/:pieceId/comments/:commentId/settle", summary: "Settle a comment with what was done", params: PieceParams.extend({ commentId: z.uuid() }),
  body: z.object({ answer: z.string().trim().max(1000) }), result: Done, refusals: ["review.comment-settled"],
});
export const afterReview = operation({
  method: "POST", path: "/api/pieces/:pieceId/after-review", summary: "Review an emergency piece after it went out", params: PieceParams,
  body: z.object({ gates: z.array(Gate), note: Reason }), result: Done, refusals: ["review.no-after-review", "review.own-piece"],
});
export const readSigning = operation({ method: "GET", path: "/api/manifests/:manifestId", summary: "What is to be signed: the things themselves", params: ManifestParams, result: SigningView });
export const readRendition = operation({
  method: "GET", path: "/api/manifests/:manifestId/renditions/:accountId", summary: "The exact bytes one account will get", params: ManifestParams.extend({ accountId: z.uuid() }),
  result: z.object({ payload: z.string(), hash: z.string() }),
});
export const sign = operation({
  method: "POST", path: "/api/manifests/:manifestId/sign", summary: "Sign for a unit over the hash that was seen", params: ManifestParams,
  body: z.object({ unitId: z.uuid(), seenHash: z.string().regex(/^[0-9a-f]{64}$/) }), result: z.object({ complete: z.boolean() }),
  refusals: ["review.unit-not-asked", "review.manifest-void", "review.answered-before", "review.not-your-post", "review.own-piece", "review.passed-before", "review.asked-of-another", "review.not-your-turn", "review.manifest-changed", "review.second-factor-missing"],
});
export const decline = operation({
  method: "POST", path: "/api/manifests/:manifestId/decline", summary: "Decline for a unit with a reason", params: ManifestParams,
  body: z.object({ unitId: z.uuid(), reason: Reason }), result: Done, refusals: ["review.unit-not-asked", "review.manifest-void", "review.answered-before", "review.not-your-turn"],
});
export const waitingForMe = operation({ method: "GET", path: "/api/review/waiting", summary: "What waits for me, most urgent first", result: z.object({ items: z.array(WaitingForMe) }) });
