import { inScope } from "#kernel/actor.ts";
import { done } from "#kernel/contract.ts";
import { allow, found } from "#kernel/errors.ts";
import { bind } from "#platform/http/bind.ts";
import type { Context } from "#platform/http/context.ts";
import { addFact, changeFact, retireFact } from "./actions/facts.ts";
import * as forms from "./actions/forms.ts";
import * as pieces from "./actions/pieces.ts";
import { removeTerm, saveTerm } from "./actions/terms.ts";
import * as contract from "./contract.ts";
import { mayKeepTerms, mayRead } from "./policy.ts";
import { pieceBasis } from "./views/basis.ts";
import { factById, usesOfFact } from "./views/facts.ts";
import { pieceLines, seesSheet, sheetLines } from "./views/lists.ts";
import { checkView, comparisonView, editionOf, pieceView } from "./views/piece.ts";
import { lineUnitIds, termLines } from "./views/lines.ts";

async function readable(ctx: Context, pieceId: string): Promise<void> {
  allow(mayRead(ctx.actor), "content.not-yours");
  const piece = found(await pieceBasis(ctx.read, pieceId), "content.no-piece");
  allow(inScope(ctx.actor, piece), "content.not-yours");
}

const at = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
const given = <T extends object>(body: T): T => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as T;

export const routes = [
  bind(contract.listPieces, (ctx, { query }) => { allow(mayRead(ctx.actor), "content.not-yours"); return pieceLines(ctx.read, ctx.actor, query, ctx.now()); }),
  bind(contract.createPiece, (ctx, { body }) => pieces.createPiece(ctx, { ...body, validUntil: at(body.validUntil), plannedAt: at(body.plannedAt) })),
  bind(contract.readPiece, async (ctx, { params }) => { await readable(ctx, params.pieceId); return pieceView(ctx.read, ctx.actor, params.pieceId, ctx.now()); }),
  bind(contract.changeHead, (ctx, { params, body: { validUntil, plannedAt, ifUpdatedAt, ...head } }) => pieces.changeHead(ctx, {
    ...(given(head) as object), ...params, ifUpdatedAt: ifUpdatedAt ?? null, ...(validUntil === undefined ? {} : { validUntil: at(validUntil) }), ...(plannedAt === undefined ? {} : { plannedAt: at(plannedAt) }),
  })),
  bind(contract.changeParticipants, (ctx, { params, body }) => pieces.changeParticipants(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.attachSheet, (ctx, { params, body }) => pieces.attachSheet(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.discardPiece, (ctx, { params }) => pieces.discardPiece(ctx, params).then(() => done)),
  bind(contract.addFact, (ctx, { params, body }) => addFact(ctx, { ...params, ...body })),
  bind(contract.changeFact, (ctx, { params, body }) => changeFact(ctx, { ...params, ...body })),
  bind(contract.retireFact, (ctx, { params }) => retireFact(ctx, params).then(() => done)),
  bind(contract.factUses, async (ctx, { params }) => {
    const fact = found(await factById(ctx.read, params.factId), "content.no-fact");
    allow(mayRead(ctx.actor) && await seesSheet(ctx.read, ctx.actor, fact.sheetId), "content.not-yours");
    return { items: await usesOfFact(ctx.read, ctx.actor, params.factId) };
  }),
  bind(contract.checkPiece, async (ctx, { params }) => {
    await readable(ctx, params.pieceId);
    return checkView(ctx.read, params.pieceId, await lineUnitIds(ctx.read, params.pieceId, ctx.now()), `${ctx.house.publicUrl}/a/${params.pieceId}`, ctx.now());
  }),
  bind(contract.tuneVariant, (ctx, { params, body }) => forms.tuneVariant(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.untuneVariant, (ctx, { params }) => forms.untuneVariant(ctx, params).then(() => done)),
  bind(contract.waiveFinding, (ctx, { params, body }) => forms.waiveFinding(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.compareEditions, async (ctx, { params, query }) => { await readable(ctx, params.pieceId); return comparisonView(ctx.read, params.pieceId, query.before, query.after); }),
  bind(contract.readEdition, async (ctx, { params }) => {
    await readable(ctx, params.pieceId);
    const edition = found(await editionOf(ctx.read, params.pieceId, params.number), "content.no-edition");
    return { ...edition, at: edition.at.toISOString() };
  }),
  bind(contract.listTerms, async (ctx) => { allow(mayRead(ctx.actor), "content.not-yours"); return { items: await termLines(ctx.read), mayChange: mayKeepTerms(ctx.actor) }; }),
  bind(contract.saveTerm, (ctx, { body }) => saveTerm(ctx, body).then(() => done)),
  bind(contract.removeTerm, (ctx, { params }) => removeTerm(ctx, params).then(() => done)),
  bind(contract.listSheets, async (ctx, { query }) => { allow(mayRead(ctx.actor), "content.not-yours"); return { items: await sheetLines(ctx.read, ctx.actor, query.q) }; }),
];
