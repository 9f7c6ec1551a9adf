import type { Actor } from "#kernel/actor.ts";

/** One upload: whose it is, how long it is, how much has safely arrived. */
export type Upload = { id: string; ownerId: string; bytes: number; received: number; expiresAt: Date };

/** Who remembers the uploads. The one who holds the pen (`writer`) may move the offset; the pen is lost when it is not used for half a minute. */
export type Ledger = {
  open: (actor: Actor, ask: { bytes: number; metadata: Record<string, string>; requestId: string }) => Promise<Upload>;
  find: (id: string) => Promise<Upload | null>;
  takePen: (id: string, writer: string, received: number) => Promise<boolean>;
  /** Moves the offset and keeps the pen; with the last byte the upload is complete, in the same transaction. False: the pen is lost. */
  advance: (actor: Actor, step: { id: string; writer: string; from: number; to: number; bytes: number; requestId: string }) => Promise<boolean>;
  layDownPen: (id: string, writer: string) => Promise<void>;
  drop: (actor: Actor, id: string, requestId: string) => Promise<void>;
};
