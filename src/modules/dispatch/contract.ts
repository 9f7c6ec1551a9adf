import { z } from "zod";
import { Done, operation, pageOf, PageQuery } from "#kernel/contract.ts";
import { CorrectionNote } from "#kernel/edition.ts";
import { Urgency } from "#kernel/urgency.ts";

export const DeliveryState = z.enum(["queued", "held", "sending", "waiting", "settled", "failed", "unknown", "void"]);
export const RungName = z.enum(["accepted", "published", "verified", "displayed"]);
const Instant = z.iso.datetime();

/** The post behind a delivery that a named person makes by hand. */
export const HandOfRow = z.object({ key: z.string(), personName: z.string(), dueAt: Instant, doneAt: Instant.nullable(), linked: z.boolean(), pictured: z.boolean(), mine: z.boolean() });

/** What a person is asked before a held delivery may leave: how much its account may spend in the day or month in which it would leave, how much we spent there (the channel took it) and bound (decided, not yet answered), and why this person may not decide. */
export const Spending = z.object({
  uses: z.number().int(), per: z.enum(["day", "month"]), from: Instant, spent: z.number().int(), bound: z.number().int(),
  whyNot: z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional() }).nullable(),
});
export type Spending = z.infer<typeof Spending>;

/** One account's row of the board: what was seen there and when, what is missing, what a person may do. */
export const BoardRow = z.object({
  deliveryId: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  connectorId: z.string(),
  unitName: z.string(),
  editionNumber: z.number().int(),
  action: z.enum(["publish", "correct", "recall"]),
  state: DeliveryState,
  rung: RungName.nullable(),
  /** The highest rung this channel can ever show; above it the board says "no such evidence". */
  goal: RungName,
  acceptedAt: Instant.nullable(),
  publishedAt: Instant.nullable(),
  verifiedAt: Instant.nullable(),
  displayedAt: Instant.nullable(),
  displayedNote: z.string().nullable(),
  notBefore: Instant,
  nextCheckAt: Instant.nullable(),
  deadlineAt: Instant,
  attempt: z.number().int(),
  checks: z.number().int(),
  failureClass: z.string().nullable(),
  failureCode: z.string().nullable(),
  failureText: z.string().nullable(),
  voidReason: z.string().nullable(),
  ownerName: z.string().nullable(),
  url: z.string().nullable(),
  /** It waits in the queue because the platform refuses the account's secret, since then; null while nothing of that kind stands in the way. */
  barredSince: Instant.nullable(),
  hand: HandOfRow.nullable(),
  /** Its channel is spent by a person's decision only; trying again asks again. */
  asksFirst: z.boolean(),
  asks: Spending.nullable(),
  mayTend: z.boolean(),
});
export type BoardRow = z.infer<typeof BoardRow>;

/** What happened on a board, newest first. */
export const BoardEvent = z.object({
  id: z.uuid(), deliveryId: z.uuid(), action: z.enum(["publish", "correct", "recall"]), at: Instant, accountName: z.string(), source: z.string(), outcome: z.string(), rung: RungName.nullable(), failureClass: z.string().nullable(), rawCode: z.string(), note: z.string(), byName: z.string().nullable(),
});

export const Release = z.object({
  id: z.uuid(), kind: z.enum(["publish", "correct", "recall"]), editionNumber: z.number().int(), at: Instant, sendAt: Instant, orderedByName: z.string(), reason: z.string().nullable(),
  leftOut: z.array(z.object({ accountId: z.uuid(), accountName: z.string(), why: z.string() })),
});

/** The board of one piece: releases, rows, events. Rows are the newest delivery per account, or every post a recall takes back there; older ones stand under `earlier`. */
export const Board = z.object({
  pieceId: z.uuid(), title: z.string(), urgency: Urgency, stage: z.string(), editionNumber: z.number().int(), manifestHash: z.string().nullable(),
  /** What the edition on the board corrects, where it is a correction. */
  correction: CorrectionNote.nullable(),
  releases: z.array(Release), rows: z.array(BoardRow), earlier: z.array(BoardRow), events: z.array(BoardEvent), mayRecall: z.boolean(), mayStop: z.boolean(), queued: z.number().int(),
});
export type Board = z.infer<typeof Board>;

/** A line of the list of boards. */
export const BoardLine = z.object({
  pieceId: z.uuid(), title: z.string(), urgency: Urgency, unitName: z.string(), releasedAt: Instant, kind: z.enum(["publish", "correct", "recall"]), editionNumber: z.number().int(),
  accounts: z.number().int(), accepted: z.number().int(), published: z.number().int(), verified: z.number().int(), displayed: z.number().int(), failed: z.number().int(), unknown: z.number().int(), held: z.number().int(), queued: z.number().int(),
  /** Still waited for after its deadline. */
  late: z.number().int(),
});

const PieceParams = z.object({ pieceId: z.uuid() });
const DeliveryParams = z.object({ deliveryId: z.uuid() });

export const listBoards = operation({
  method: "GET", path: "/api/boards", summary: "Releases with how far each has come, newest first",
  query: PageQuery.extend({ needsPerson: z.enum(["yes"]).optional() }), result: pageOf(BoardLine),
});
export const readBoard = operation({ method: "GET", path: "/api/boards/:pieceId", summary: "The board of one piece: account by evidence rung", params: PieceParams, result: Board });
export const readReceipt = operation({
  method: "GET", path: "/api/deliveries/:deliveryId/receipts", summary: "Everything that was seen of one delivery, with the raw answers", params: DeliveryParams,
  result: z.object({ items: z.array(BoardEvent.extend({ rawBody: z.string() })) }),
});
export const recallPiece = operation({
  method: "POST", path: "/api/boards/:pieceId/recall", summary: "Take a piece back on every channel", params: PieceParams, body: z.object({ reason: z.string().trim().min(2).max(500) }),
  result: z.object({ releaseId: z.uuid(), voided: z.number().int(), ordered: z.number().int(), leftOut: z.number().int() }), refusals: ["dispatch.already-recalled", "dispatch.nothing-to-recall"],
});

/** What a recall would do on each account, if it were ordered now. */
export const RecallWayName = z.enum(["void", "delete", "cancel", "supersede", "channel-cannot", "window-over"]);
export const readRecallPlan = operation({
  method: "GET", path: "/api/boards/:pieceId/recall", summary: "What a recall would void, delete, cancel, supersede, and what it cannot reach", params: PieceParams,
  result: z.object({ accounts: z.array(z.object({ accountId: z.uuid(), accountName: z.string(), editionNumber: z.number().int(), way: RecallWayName })) }),
});
export const stopRelease = operation({
  method: "POST", path: "/api/boards/:pieceId/stop", summary: "Stop what has not left of one release", params: PieceParams, body: z.object({ releaseId: z.uuid() }),
  result: z.object({ voided: z.number().int() }), refusals: ["dispatch.nothing-left-to-stop"],
});
export const decideUnknown = operation({
  method: "POST", path: "/api/deliveries/:deliveryId/decide", summary: "Say what can be seen of an unknown outcome", params: DeliveryParams,
  body: z.object({ seen: z.boolean(), link: z.url({ protocol: /^https?$/ }).nullable(), note: z.string().trim().max(500) }), result: Done, refusals: ["dispatch.not-unknown"],
});
export const decideSpending = operation({
  method: "POST", path: "/api/deliveries/:deliveryId/spend", summary: "Spend what an account has little of on this delivery, or leave it out there with the reason", params: DeliveryParams,
  body: z.object({ spend: z.boolean(), reason: z.string().trim().max(500) }), result: Done, refusals: ["dispatch.not-held", "dispatch.decided-before", "dispatch.too-late", "dispatch.left-out-reason-missing"],
});
export const retryDelivery = operation({ method: "POST", path: "/api/deliveries/:deliveryId/retry", summary: "Try one failed leg again", params: DeliveryParams, result: Done, refusals: ["dispatch.not-failed"] });

export const chaseHandPost = operation({ method: "POST", path: "/api/deliveries/:deliveryId/chase", summary: "Remind the person who posts by hand", params: DeliveryParams, result: Done, refusals: ["dispatch.hand-post-done"] });

/** A post a named person is asked to make by hand. */
export const HandPost = z.object({
  key: z.string(), pieceId: z.uuid(), title: z.string(), accountName: z.string(), platform: z.string(), dueAt: Instant, withdraw: z.boolean(), payload: z.string(), doneAt: Instant.nullable(),
  /** The attachments of the edition, so that the poster can open them before anybody published them. */
  materials: z.array(z.object({ id: z.uuid(), sha256: z.string() })),
});
export const listHandPosts = operation({ method: "GET", path: "/api/hand-posts", summary: "Posts waiting for my hands", result: z.object({ items: z.array(HandPost) }) });
export const completeHandPost = operation({
  method: "POST", path: "/api/hand-posts/:key/done", summary: "Bring the link and the picture of a post made by hand", params: z.object({ key: z.string().regex(/^[0-9a-f]{64}$/) }),
  body: z.object({ link: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]), screenshotId: z.uuid().nullable() }), result: Done,
  refusals: ["dispatch.hand-post-done", "dispatch.link-missing"],
});
