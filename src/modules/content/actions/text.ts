import type { Doc } from "#kernel/document.ts";
import { found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { changeToDoc } from "../coedit/draft.ts";
import { unitOfWriter } from "../coedit/line.ts";
import { appendChanges, holdDraft, loadDraft } from "../coedit/store.ts";
import { writable } from "./pieces.ts";
import { reindex } from "./reindex.ts";

/** Writes the whole text of a piece as one change of one writer, beside whoever is writing in it. */
export async function writeText(ctx: Context, input: { pieceId: string; doc: Doc }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    await holdDraft(tx, piece.id);
    const draft = found(await loadDraft(tx, piece.id), "content.no-piece");
    await appendChanges(tx, piece.id, [{ personId: ctx.actor.personId, unitId: unitOfWriter(ctx.actor, piece) ?? piece.unitId, change: changeToDoc(draft.state, input.doc) }], ctx.now());
    await reindex(tx, piece.id);
    record(tx, { action: "content.write-text", subject: { type: "piece", id: piece.id }, facts: { blocks: input.doc.blocks.length } });
    await announce(tx, `piece:${piece.id}`, `draft:${piece.id}`);
  });
}
