import type { Readable } from "node:stream";

/** Where files live, addressed by the SHA-256 of their bytes: the same bytes are kept once and cannot change. */
export type FileStore = {
  /** Stores a stream and answers its hash and size; nothing is visible until all of it is there. */
  put: (bytes: Readable) => Promise<{ sha256: string; bytes: number }>;
  /** Opens a file, whole or from `start` to `end` (both included). */
  open: (sha256: string, range?: { start: number; end: number }) => Promise<Readable>;
  size: (sha256: string) => Promise<number | null>;
  remove: (sha256: string) => Promise<void>;
};
