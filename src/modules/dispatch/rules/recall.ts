import type { Capabilities } from "#kernel/connector.ts";

/** How a piece is taken back on one account, or why it cannot be. The board names every one of these. */
export type RecallWay =
  | { how: "delete" | "cancel" | "supersede" }
  | { how: "none"; why: "channel-cannot" | "window-over" }
  | { how: "void" };

/** Does a correction leave the earlier post standing beside it? Then each is taken back by itself; where a recall is a further message, one says it for all. */
export const keepsEarlierPosts = ({ update, recall }: Pick<Capabilities, "update" | "recall">): boolean => !update && (recall.how === "delete" || recall.how === "cancel");

/** What stands on an account when a recall is ordered. */
export type StandingDelivery = { state: string; publishedAt: Date | null; acceptedAt: Date | null };

/** Plans the recall of one account: what has not left is voided, what stands is taken back the best way its channel offers. */
export function planRecall(standing: StandingDelivery, recall: Capabilities["recall"], hasNotice: boolean, now: Date): RecallWay {
  if (standing.state === "queued" || standing.state === "held") return { how: "void" };
  if (recall.how === "none") return hasNotice ? { how: "supersede" } : { how: "none", why: "channel-cannot" };
  const since = standing.publishedAt ?? standing.acceptedAt;
  const over = recall.windowSeconds !== undefined && since !== null && now.getTime() - since.getTime() > recall.windowSeconds * 1000;
  if (over) return hasNotice ? { how: "supersede" } : { how: "none", why: "window-over" };
  return { how: recall.how };
}
