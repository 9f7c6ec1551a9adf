import { casualtyKinds, type FactKind } from "#kernel/document.ts";
import { allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { mayWrite } from "../policy.ts";
import { factsPlaced } from "../rules/edition.ts";
import { insertFact, insertVersion, setRetired } from "../store/facts.ts";
import { pieceBasis } from "../views/basis.ts";
import { checkInput } from "../views/draft.ts";
import { factById, piecesOfSheet, usesOfFact } from "../views/facts.ts";

const mustCount = (kind: FactKind, number: number | null): void => {
  if (casualtyKinds.includes(kind) && (number === null || number < 0 || !Number.isInteger(number))) throw new Problem("refused", { code: "content.number-missing", facts: { kind } });
};

/** States a fact with its source on the sheet of a piece. */
export async function addFact(ctx: Context, input: { pieceId: string; kind: FactKind; label: string; text: string; number: number | null; source: string }): Promise<{ factId: string }> {
  return ctx.write(async (tx) => {
    const piece = found(await pieceBasis(tx, input.pieceId), "content.no-piece");
    allow(mayWrite(ctx.actor, piece), "content.not-a-writer");
    mustCount(input.kind, input.number);
    const factId = newId(ctx.now());
    await insertFact(tx, { ...input, id: factId, sheetId: piece.sheetId, reason: null }, ctx.actor, ctx.now());
    record(tx, { action: "content.add-fact", subject: { type: "piece", id: piece.id }, facts: { fact: factId, kind: input.kind, label: input.label, text: input.text, source: input.source } });
    await tellSheet(tx, piece.sheetId);
    return { factId };
  });
}

async function writersFact(ctx: Context, tx: Tx, factId: string) {
  const fact = found(await factById(tx, factId), "content.no-fact");
  const pieces = await piecesOfSheet(tx, fact.sheetId);
  const bases = await Promise.all(pieces.map((piece) => pieceBasis(tx, piece.id)));
  allow(bases.some((basis) => basis !== null && mayWrite(ctx.actor, basis)), "content.not-a-writer");
  return { fact, pieces };
}

/** States a fact anew with source and reason. Every draft shows it at once; every edition that carries the old one is flagged. */
export async function changeFact(ctx: Context, input: { factId: string; text: string; number: number | null; source: string; reason: string }): Promise<{ version: number; flagged: number }> {
  return ctx.write(async (tx) => {
    const { fact } = await writersFact(ctx, tx, input.factId);
    mustCount(fact.kind, input.number);
    if (fact.text === input.text && fact.number === input.number) throw new Problem("refused", { code: "content.fact-unchanged" });
    const version = fact.version + 1;
    await insertVersion(tx, fact.id, version, input, ctx.actor, ctx.now());
    const flagged = (await usesOfFact(tx, fact.id)).filter((use) => use.stale).length;
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
      const draft = await checkInput(tx, piece.id, [piece.unitId], ctx.now());
      if (factsPlaced(draft).includes(fact.id)) throw new Problem("refused", { code: "content.fact-in-draft", facts: { title: piece.title } });
    }
    await setRetired(tx, fact.id, ctx.now());
    record(tx, { action: "content.retire-fact", subject: { type: "fact", id: fact.id }, facts: { label: fact.label } });
    await tellSheet(tx, fact.sheetId);
  });
}

async function tellSheet(tx: Tx, sheetId: string): Promise<void> {
  await announce(tx, "pieces", ...(await piecesOfSheet(tx, sheetId)).map((piece) => `piece:${piece.id}`));
}
