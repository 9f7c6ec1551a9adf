import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** The way of one account in a relay order (clause 3.2, 下发→签收→转发→核验), with its side doors: cannot, order taken back, relay taken down. */
export const targetStates = ["issued", "acknowledged", "relayed", "verified", "unable", "withdrawn", "retracted"] as const;
/** One of them. */
export type TargetState = (typeof targetStates)[number];

/** What became of the piece after an account passed it on. */
export type Stale = "corrected" | "recalled" | null;

/** One account of an order as its rules see it. */
export type Target = { state: TargetState; stale: Stale; relayedBy: string | null };

/** Does somebody still have to do something here? */
export const isWaiting = ({ state, stale }: Pick<Target, "state" | "stale">): boolean =>
  state === "issued" || state === "acknowledged" || state === "relayed" || (stale !== null && state === "verified");

/** 签收 says that the unit knows; it is given once. */
export const planAcknowledge = ({ state }: Target): Decision<TargetState> =>
  state === "issued" ? permit("acknowledged") : refuse(isOver(state) ? "relay.closed" : "relay.acknowledged-already");

const isOver = (state: TargetState): boolean => state === "unable" || state === "withdrawn" || state === "retracted";

/** What a unit reports of its relay; `at` when it went out there. */
export type Report = { link: string; at: Date };

/** What a report is held against: when the piece became public, where it is to be read, and the links others reported. */
export type Known = { publishedAt: Date; original: string; links: readonly string[] };

/** 转发: a link that can be opened, the time it went out; after a correction it is reported anew. */
export function planRelay(target: Target, report: Report, known: Known, now: Date): Decision<TargetState> {
  if (isOver(target.state)) return refuse("relay.closed");
  if (target.stale === "recalled") return refuse("relay.piece-recalled");
  if (target.state === "verified" && target.stale === null) return refuse("relay.verified-already");
  if (report.at > now) return refuse("relay.in-the-future");
  if (report.at < known.publishedAt) return refuse("relay.before-publication");
  if (report.link.startsWith(known.original)) return refuse("relay.link-is-the-original");
  return known.links.includes(report.link) ? refuse("relay.link-twice") : permit("relayed");
}

/** A unit that cannot says why; what went out already went out. */
export function planUnable({ state }: Target, reason: string): Decision<TargetState> {
  if (state !== "issued" && state !== "acknowledged") return refuse(isOver(state) ? "relay.closed" : "relay.relayed-already");
  return reason.trim() === "" ? refuse("relay.reason-missing") : permit("unable");
}

/** 核验 by the unit that asked, and never by whoever reported it. */
export function planVerify(target: Target, personId: string): Decision<TargetState> {
  if (target.state !== "relayed") return refuse(target.state === "verified" ? "relay.verified-already" : "relay.not-relayed");
  if (target.stale !== null) return refuse("relay.piece-turned");
  return target.relayedBy === personId ? refuse("relay.not-your-own") : permit("verified");
}

/** Sends a report back: the link does not open, or does not say what was signed. */
export function planReturn(target: Target, reason: string): Decision<TargetState> {
  if (target.state !== "relayed" && target.state !== "verified") return refuse("relay.not-relayed");
  return reason.trim() === "" ? refuse("relay.reason-missing") : permit("acknowledged");
}

/** The piece was taken back, and so was the relay. */
export const planRetract = ({ state, stale }: Target): Decision<TargetState> =>
  stale === "recalled" && (state === "relayed" || state === "verified") ? permit("retracted") : refuse("relay.nothing-to-retract");

/** What a correction or a recall of the piece does to an account: what went out is stale, also where the report was sent back; what never went out of a recalled piece is withdrawn. */
export function planTurn({ state, relayedBy }: Target, turned: "corrected" | "recalled"): { state: TargetState; stale: Stale } | null {
  if (state === "relayed" || state === "verified") return { state, stale: turned };
  if (turned === "corrected" || (state !== "issued" && state !== "acknowledged")) return null;
  return relayedBy === null ? { state: "withdrawn", stale: null } : { state: "relayed", stale: "recalled" };
}
