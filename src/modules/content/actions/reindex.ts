import type { Tx } from "#platform/db/database.ts";
import { indexPiece, noteWriting } from "../store/pieces.ts";
import { draftWords } from "../views/draft.ts";

/** Makes a piece findable by what its draft says now, and puts it where it belongs among the newest. */
export async function reindex(tx: Tx, pieceId: string): Promise<void> {
  const { title, summary, text } = await draftWords(tx, pieceId);
  await indexPiece(tx, pieceId, title, summary, text);
  await noteWriting(tx, pieceId);
}
