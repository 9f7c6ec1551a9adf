import type { DeliveryAction } from "#kernel/connector.ts";

/** What may stand on one account for one piece (anchors.md: an older version lands after a newer one). */
export type Fence = { editionNumber: number; recalledUpto: number };

/** A delivery that is ready by its time, seen with what else is under way for the same piece on the same account. */
export type Candidate = {
  action: DeliveryAction;
  editionNumber: number;
  notAfter: Date | null;
  /** Another delivery of this piece to this account is being sent right now. */
  otherUnderWay: boolean;
  /** On this channel every post stands by itself: a newer edition takes nothing away. */
  standsApart: boolean;
};

export type ClaimDecision =
  | { go: "send"; fence: Fence }
  | { go: "void"; reason: "too-late" | "older-edition" | "recalled" }
  | { go: "later" };

/**
 * Decides, under the lock of the fence, whether a delivery leaves now. Nothing older than what was sent, nothing that
 * was taken back, nothing past its latest time, and only one at a time per piece and account. A recall takes back what
 * stands, whichever edition got that far, unless something newer than it took back was sent since and stands in its place.
 */
export function decideClaim(candidate: Candidate, fence: Fence, now: Date): ClaimDecision {
  const { action, editionNumber } = candidate;
  if (action !== "recall") {
    if (editionNumber <= fence.recalledUpto) return { go: "void", reason: "recalled" };
    if (editionNumber < fence.editionNumber) return { go: "void", reason: "older-edition" };
    if (candidate.notAfter && now > candidate.notAfter) return { go: "void", reason: "too-late" };
  } else if (fence.editionNumber > fence.recalledUpto && !candidate.standsApart) {
    return { go: "void", reason: "older-edition" };
  }
  if (candidate.otherUnderWay) return { go: "later" };
  return { go: "send", fence: { ...fence, editionNumber: Math.max(fence.editionNumber, editionNumber) } };
}

/** A recall closes the fence at once, before its own deliveries leave. */
export const closeFence = (fence: Fence, upto: number): Fence => ({ ...fence, recalledUpto: Math.max(fence.recalledUpto, upto) });
