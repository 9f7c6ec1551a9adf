import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { minuteOf } from "./minute.ts";

/**
 * What a 联络函 may be for: 通报情况, 商请核实, 商请协助发布, 提供权威信息. The list is closed. We answer rumours with evidence and never ask
 * for what others said to be taken away (product.md, refusal 3).
 */
export const liaisonKinds = ["inform", "verify", "help-publish", "give-facts"] as const;
export type LiaisonKind = (typeof liaisonKinds)[number];

/** How it was handed over. */
export const liaisonWays = ["by-hand", "official-document", "gov-network", "fax", "telephone"] as const;
export type LiaisonWay = (typeof liaisonWays)[number];

// Words that ask for a deletion in the letter itself, whatever its kind says.
const asksAway = /删帖|删除(?:帖|贴|文|视频|评论|该|上述|有关|相关|不实|网络|网上|此)|封号|封禁|屏蔽|限流|降热|撤热搜|压热搜|下架(?:帖|文|视频|评论|该|有关|相关)|清理(?:帖|负面|评论|有关|相关)|禁言|take\s?down/iu;

/** Writes a 联络函 to a named officer of a partner unit. One that asks for a deletion is refused. */
export function planLiaisonNote(note: { body: string; personName: string }, unit: { system: string } | undefined): Decision<true> {
  if (unit?.system !== "partner") return refuse("cases.not-a-partner");
  if (!note.personName.trim()) return refuse("cases.nobody-named");
  return asksAway.test(note.body) ? refuse("cases.asks-for-deletion") : permit(true);
}

/** Writes down who there had it, and when; after it was sent, and not before it happened. */
export function planLiaisonReceipt(note: { sentAt: Date; acknowledged: boolean }, receipt: { personName: string; at: Date }, now: Date): Decision<true> {
  if (note.acknowledged) return refuse("cases.acknowledged-already");
  if (!receipt.personName.trim()) return refuse("cases.nobody-named");
  return receipt.at > now || receipt.at < minuteOf(note.sentAt) ? refuse("cases.receipt-time") : permit(true);
}
