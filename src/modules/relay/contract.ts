import { z } from "zod";
import { Done, operation, pageOf, PageQuery } from "#kernel/contract.ts";
import { targetStates } from "./rules/target.ts";

const Instant = z.iso.datetime();
const Reason = z.string().trim().min(2).max(300);
const OrderParams = z.object({ orderId: z.uuid() });
const TargetParams = OrderParams.extend({ targetId: z.uuid() });
const Unit = z.object({ id: z.uuid(), name: z.string(), seal: z.string() });
const State = z.enum(targetStates);
const Stale = z.enum(["corrected", "recalled"]).nullable();
const Bilingual = z.object({ zh: z.string(), en: z.string() });

/** A relay order as a list shows it: how far its accounts have come. */
export const OrderLine = z.object({
  id: z.uuid(), number: z.string(), title: z.string(), unit: Unit, issuedAt: Instant, dueAt: Instant, withdrawn: z.boolean(),
  /** Accounts asked, those that reported, those verified; withdrawn ones left out. */
  asked: z.number().int(), relayed: z.number().int(), verified: z.number().int(),
  overdue: z.number().int(), stale: z.number().int(),
  /** Accounts of it that wait for me. */
  mine: z.number().int(), open: z.boolean(),
});
export type OrderLine = z.infer<typeof OrderLine>;

/** One account of an order. `may` says what this person can do with it now. */
export const TargetView = z.object({
  id: z.uuid(), unit: Unit, accountId: z.uuid(), accountName: z.string(), platform: Bilingual, state: State, stale: Stale, link: z.string().nullable(), relayedAt: Instant.nullable(), relayedByName: z.string().nullable(),
  verifiedByName: z.string().nullable(), verifiedAt: Instant.nullable(), reason: z.string().nullable(), overdue: z.boolean(),
  may: z.object({ acknowledge: z.boolean(), relay: z.boolean(), unable: z.boolean(), retract: z.boolean(), verify: z.boolean(), sendBack: z.boolean() }),
});
export type TargetView = z.infer<typeof TargetView>;

const EventView = z.object({ kind: z.string(), note: z.string().nullable(), facts: z.record(z.string(), z.union([z.string(), z.number()])), byName: z.string(), unitName: z.string(), at: Instant });

/** A relay order with its accounts and its course. */
export const OrderView = z.object({
  id: z.uuid(), number: z.string(), unit: Unit, note: z.string(), dueAt: Instant, issuedByName: z.string(), issuedAt: Instant, withdrawn: z.object({ at: Instant, reason: z.string() }).nullable(),
  piece: z.object({ id: z.uuid(), title: z.string(), edition: z.number().int(), publishedEdition: z.number().int().nullable(), recalled: z.boolean(), link: z.string() }),
  targets: z.array(TargetView), events: z.array(EventView), mayChase: z.array(z.uuid()), mayWithdraw: z.boolean(),
});
export type OrderView = z.infer<typeof OrderView>;

/** Whom an order for a piece may ask: official accounts in use, by unit; those that carry the piece themselves say so. */
export const AskableView = z.object({
  piece: z.object({ id: z.uuid(), title: z.string(), units: z.array(Unit) }),
  units: z.array(Unit.extend({ accounts: z.array(z.object({ id: z.uuid(), name: z.string(), platform: Bilingual, carries: z.boolean() })) })),
});
export type AskableView = z.infer<typeof AskableView>;

/** What a unit made of the orders of a period. */
export const RateLine = z.object({ unit: Unit, ordered: z.number().int(), acknowledged: z.number().int(), relayed: z.number().int(), inTime: z.number().int(), verified: z.number().int(), unable: z.number().int() });
export type RateLine = z.infer<typeof RateLine>;

export const listOrders = operation({
  method: "GET", path: "/api/relay-orders", summary: "Relay orders, newest first, with how far their accounts have come",
  query: PageQuery.extend({ whose: z.enum(["all", "asked", "issued"]).default("all"), state: z.enum(["open", "all"]).default("all"), pieceId: z.uuid().optional() }), result: pageOf(OrderLine),
});
export const readOrder = operation({ method: "GET", path: "/api/relay-orders/:orderId", summary: "One relay order with its accounts and its course", params: OrderParams, result: OrderView });
export const readAskable = operation({ method: "GET", path: "/api/relay-askable", summary: "Whom an order for a piece may ask", query: z.object({ pieceId: z.uuid() }), result: AskableView, refusals: ["relay.not-public"] });
export const readRates = operation({ method: "GET", path: "/api/relay-rates", summary: "Relay rate per unit over the orders of a period", query: z.object({ days: z.coerce.number().int().min(1).max(366).default(90) }), result: z.object({ items: z.array(RateLine) }) });
/** An order names a public piece, official accounts, a time and a note to the officers; there is no field for words to post. */
export const issueOrder = operation({
  method: "POST", path: "/api/relay-orders", summary: "Ask accounts of other units to pass on a public piece",
  body: z.object({ pieceId: z.uuid(), accountIds: z.array(z.uuid()).min(1).max(500), dueAt: Instant, note: z.string().trim().max(200).default("") }), result: z.object({ id: z.uuid(), number: z.string() }),
  refusals: ["relay.not-public", "relay.piece-recalled", "relay.too-soon", "relay.too-late", "relay.no-such-account", "relay.account-unfit", "relay.carries-already"],
});
export const acknowledgeOrder = operation({ method: "POST", path: "/api/relay-orders/:orderId/acknowledge", summary: "签收 for the accounts of one's unit", params: OrderParams, body: z.object({ unitId: z.uuid() }), result: Done, refusals: ["relay.acknowledged-already"] });
export const reportRelay = operation({
  method: "POST", path: "/api/relay-orders/:orderId/targets/:targetId/relay", summary: "Report the link and the time of a relay", params: TargetParams, body: z.object({ link: z.url({ protocol: /^https?$/ }).max(500), at: Instant }), result: Done,
  refusals: ["relay.closed", "relay.piece-recalled", "relay.verified-already", "relay.in-the-future", "relay.before-publication", "relay.link-is-the-original", "relay.link-twice"],
});
export const declareUnable = operation({ method: "POST", path: "/api/relay-orders/:orderId/targets/:targetId/unable", summary: "Say that an account cannot relay, and why", params: TargetParams, body: z.object({ reason: Reason }), result: Done, refusals: ["relay.closed", "relay.relayed-already"] });
export const retract = operation({ method: "POST", path: "/api/relay-orders/:orderId/targets/:targetId/retracted", summary: "Say that a relay of a recalled piece was taken down", params: TargetParams, result: Done, refusals: ["relay.nothing-to-retract"] });
export const verifyRelay = operation({ method: "POST", path: "/api/relay-orders/:orderId/targets/:targetId/verify", summary: "核验: the link opens and says what was signed", params: TargetParams, result: Done, refusals: ["relay.not-relayed", "relay.verified-already", "relay.piece-turned", "relay.not-your-own"] });
export const returnRelay = operation({ method: "POST", path: "/api/relay-orders/:orderId/targets/:targetId/return", summary: "Send a report back with the reason", params: TargetParams, body: z.object({ reason: Reason }), result: Done, refusals: ["relay.not-relayed"] });
export const chaseUnit = operation({ method: "POST", path: "/api/relay-orders/:orderId/chase", summary: "催: call the desk of a unit that has not relayed", params: OrderParams, body: z.object({ unitId: z.uuid() }), result: Done, refusals: ["relay.chased-lately", "relay.nothing-to-chase"] });
export const withdrawOrder = operation({ method: "POST", path: "/api/relay-orders/:orderId/withdraw", summary: "Take an order back; what was relayed stays reported", params: OrderParams, body: z.object({ reason: Reason }), result: Done, refusals: ["relay.closed"] });
