import type { Readable } from "node:stream";

/** Where files live, addressed by the SHA-256 of their bytes: the same bytes are kept once and cannot change. */
export type FileStore = {
  /** Stores a stream and answers its hash and size; nothing is visible until all of it is there. */
  put: (bytes: Readable) => Promise<{ sha256: string; bytes: number }>;
  /** Opens a file, whole or from `start` to `end` (both included); a `files.gone` Problem when it is not there. */
  open: (sha256: string, range?: { start: number; end: number }) => Promise<Readable>;
  size: (sha256: string) => Promise<number | null>;
  remove: (sha256: string) => Promise<void>;
  /** Every file that is kept, for backups; in no particular order. */
  list: () => AsyncIterable<{ sha256: string; bytes: number }>;
  /** What is still being uploaded. */
  drafts: Drafts;
};

/** Unfinished uploads: written piece by piece, then read once and thrown away. Every web process reaches them. */
export type Drafts = {
  /** Writes a piece at its offset; when this returns the piece survives a crash. */
  write: (id: string, offset: number, piece: Uint8Array) => Promise<void>;
  /** The first `bytes` bytes as a file of this machine, until `release`. */
  asFile: (id: string, bytes: number) => Promise<LocalFile>;
  remove: (id: string) => Promise<void>;
};

/** A file of this machine that is ours for a while. */
export type LocalFile = { path: string; release: () => Promise<void> };

/** The name of a file must be a hash: nothing else ever becomes a path. */
export function hashName(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`Not a SHA-256: ${sha256}`);
  return sha256;
}

/** The name of a draft must be a UUID: nothing else ever becomes a path. */
export function draftName(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Error(`Not the id of a draft: ${id}`);
  return id;
}
