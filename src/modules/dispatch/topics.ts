import { topic } from "#platform/topics.ts";

/** A piece that was out goes out corrected, or is taken back; who passed it on must know. */
export const pieceTurned = topic<{ pieceId: string; turned: "corrected" | "recalled" }>("dispatch.piece-turned");
