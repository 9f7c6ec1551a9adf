import { inScope } from "#kernel/actor.ts";
import { done } from "#kernel/contract.ts";
import { allow, found } from "#kernel/errors.ts";
import { bind } from "#platform/http/bind.ts";
import type { Context } from "#platform/http/context.ts";
import { pieceBasis, type PieceBasis } from "#modules/content/index.ts";
import { afterReview, chase, comment, passReview, reassign, returnPiece, settleComment } from "./actions/decide.ts";
import { decline, sign } from "./actions/sign.ts";
import { setPlan, submitPiece, withdrawPiece } from "./actions/submit.ts";
import * as contract from "./contract.ts";
import { mayRead } from "./policy.ts";
import { renditionsOf, signingOf, type SigningRow } from "./views/route.ts";
import { isAsked, reviewView } from "./views/screens.ts";
import { planView, signingView, waitingFor } from "./views/signing.ts";

async function visible(ctx: Context, pieceId: string, signing: SigningRow | null): Promise<PieceBasis> {
  const piece = found(await pieceBasis(ctx.read, pieceId), "content.no-piece");
  allow(mayRead(ctx.actor) && (inScope(ctx.actor, piece) || isAsked(ctx.actor, signing)), "content.not-yours");
  return piece;
}

async function visibleSigning(ctx: Context, manifestId: string): Promise<{ piece: PieceBasis; signing: SigningRow }> {
  const signing = found(await signingOf(ctx.read, { manifestId }), "review.no-manifest");
  return { signing, piece: await visible(ctx, signing.pieceId, signing) };
}

const at = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));

export const routes = [
  bind(contract.readPlan, async (ctx, { params }) => planView(ctx.read, await visible(ctx, params.pieceId, null), { now: ctx.now(), connectors: ctx.house.connectors })),
  bind(contract.setPlan, (ctx, { params, body }) => setPlan(ctx, { ...params, ...body, sendAt: at(body.sendAt), embargoUntil: at(body.embargoUntil), notAfter: at(body.notAfter) }).then(() => done)),
  bind(contract.readReview, async (ctx, { params }) => reviewView(ctx.read, ctx.actor, await visible(ctx, params.pieceId, null), ctx.now())),
  bind(contract.submitPiece, (ctx, { params, body }) => submitPiece(ctx, { ...params, ...body })),
  bind(contract.passReview, (ctx, { params, body }) => passReview(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.returnPiece, (ctx, { params, body }) => returnPiece(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.withdrawPiece, (ctx, { params, body }) => withdrawPiece(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.reassign, (ctx, { params, body }) => reassign(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.chase, (ctx, { params }) => chase(ctx, params).then(() => done)),
  bind(contract.comment, (ctx, { params, body }) => comment(ctx, { ...params, ...body })),
  bind(contract.settleComment, (ctx, { params, body }) => settleComment(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.afterReview, (ctx, { params, body }) => afterReview(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.readSigning, async (ctx, { params }) => {
    const { piece, signing } = await visibleSigning(ctx, params.manifestId);
    return signingView(ctx.read, ctx.actor, piece, signing, ctx.now());
  }),
  bind(contract.readRendition, async (ctx, { params }) => {
    await visibleSigning(ctx, params.manifestId);
    return found((await renditionsOf(ctx.read, params.manifestId)).find((r) => r.accountId === params.accountId), "review.no-rendition");
  }),
  bind(contract.sign, (ctx, { params, body }) => sign(ctx, { ...params, ...body })),
  bind(contract.decline, (ctx, { params, body }) => decline(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.waitingForMe, async (ctx) => ({ items: await waitingFor(ctx.read, ctx.actor) })),
];
