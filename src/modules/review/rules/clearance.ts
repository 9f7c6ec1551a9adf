import type { Urgency } from "#kernel/urgency.ts";

/** A manifest that every named unit signed: the only thing that may be dispatched. */
export type ClearedManifest = {
  id: string; pieceId: string; editionId: string; editionNumber: number; hash: string; title: string; urgency: Urgency; lane: number;
  sendAt: Date | null; embargoUntil: Date | null; notAfter: Date | null; clearedAt: Date;
  renditions: readonly { accountId: string; connectorId: string; hash: string }[];
};
