import type { FactKind } from "#kernel/document.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { mayWrite } from "../policy.ts";
import { factsPlaced } from "../rules/edition.ts";
import { placeholdersIn } from "../rules/placeholders.ts";
import { planStatement } from "../rules/statement.ts";
import { planTitle } from "../rules/title.ts";
import { insertFact, insertVersion, setRetired } from "../store/facts.ts";
import { pieceBasis } from "../views/basis.ts";
import { setTitle } from "../store/pieces.ts";
import { readDraft, tunedOf } from "../views/draft.ts";
import { factById, factsOfSheet, flaggedPieces, piecesOfSheet, titlesOfSheet } from "../views/facts.ts";

/** States a fact with its source on the sheet of a piece. */
export async function addFact(ctx: Context, input: { pieceId: string; kind: FactKind; label: string; text: string; number: number | null; source: string }): Promise<{ factId: string }> {
  return ctx.write(async (tx) => {
    const piece = found(await pieceBasis(tx, input.pieceId), "content.no-piece");
    allow(mayWrite(ctx.actor, piece), "content.not-a-writer");
    accept(planStatement(input));
    const factId = newId(ctx.now());
    await insertFact(tx, { ...input, id: factId, sheetId: piece.sheetId, reason: null }, ctx.actor, ctx.now());
    record(tx, { action: "content.add-fact", subject: { type: "piece", id: piece.id }, facts: { fact: factId, kind: input.kind, label: input.label, text: input.text, source: input.source } });
    await tellSheet(tx, piece.sheetId);
    return { factId };
  });
}

async function writersFact(ctx: Context, tx: Tx, factId: string) {
  const fact = found(await factById(tx, factId, true), "content.no-fact");
  const pieces = await piecesOfSheet(tx, fact.sheetId);
  const bases = await Promise.all(pieces.map((piece) => pieceBasis(tx, piece.id)));
  allow(bases.some((basis) => basis !== null && mayWrite(ctx.actor, basis)), "content.not-a-writer");
  return { fact, pieces };
}

/** States a fact anew with source and reason. Every draft shows it at once; every edition that carries the old one is flagged. */
export async function changeFact(ctx: Context, input: { factId: string; text: string; number: number | null; source: string; reason: string; ifVersion?: number | null }): Promise<{ version: number; flagged: number }> {
  return ctx.write(async (tx) => {
    const { fact } = await writersFact(ctx, tx, input.factId);
    if (fact.retired) throw new Problem("refused", { code: "content.fact-retired", facts: { label: fact.label } });
    if (typeof input.ifVersion === "number" && input.ifVersion !== fact.version) throw new Problem("refused", { code: "content.fact-changed-meanwhile", facts: { text: fact.text, version: fact.version } });
    accept(planStatement({ kind: fact.kind, text: input.text, number: input.number }));
    if (fact.text === input.text && fact.number === input.number) throw new Problem("refused", { code: "content.fact-unchanged" });
    const version = fact.version + 1;
    await insertVersion(tx, fact.id, version, input, ctx.actor, ctx.now());
    const flagged = await flaggedPieces(tx, fact.id);
    await retitle(tx, fact);
    record(tx, { action: "content.change-fact", subject: { type: "fact", id: fact.id }, facts: { label: fact.label, before: fact.text, after: input.text, version, source: input.source, reason: input.reason, flagged } });
    await tellSheet(tx, fact.sheetId);
    return { version, flagged };
  });
}

/** Takes a fact off the sheet; not while a draft still places it. Editions keep what they carry. */
export async function retireFact(ctx: Context, input: { factId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const { fact, pieces } = await writersFact(ctx, tx, input.factId);
    for (const piece of pieces) {
      const [{ doc }, tuned] = [await readDraft(tx, piece.id), await tunedOf(tx, piece.id)];
      if (factsPlaced({ title: piece.titleTemplate ?? "", summary: piece.summary, doc, tuned }).includes(fact.id)) throw new Problem("refused", { code: "content.fact-in-draft", facts: { title: piece.title } });
    }
    await setRetired(tx, fact.id, ctx.now());
    record(tx, { action: "content.retire-fact", subject: { type: "fact", id: fact.id }, facts: { label: fact.label } });
    await tellSheet(tx, fact.sheetId);
  });
}

/** Titles that hold a fact say its new words at once, in every list. */
async function retitle(tx: Tx, fact: { id: string; sheetId: string }): Promise<void> {
  const facts = await factsOfSheet(tx, fact.sheetId);
  for (const { id, template } of await titlesOfSheet(tx, fact.sheetId)) if (placeholdersIn(template).includes(fact.id)) await setTitle(tx, id, accept(planTitle(template, facts)).title);
}

async function tellSheet(tx: Tx, sheetId: string): Promise<void> {
  await announce(tx, "pieces", ...(await piecesOfSheet(tx, sheetId)).map((piece) => `piece:${piece.id}`));
}
