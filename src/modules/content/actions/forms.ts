import { accept, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { tuneVariant as tune } from "../rules/tuned.ts";
import { variantTemplate, type TunableKind } from "../rules/variants.ts";
import { removeTuned, saveTuned, saveWaiver } from "../store/editions.ts";
import { checkInput } from "../views/draft.ts";
import { lineUnitIds } from "../views/lines.ts";
import { checkView } from "../views/piece.ts";
import { writable } from "./pieces.ts";

/** Tunes a form by hand. Facts stay where they stood, by reference; the signature is added by rule. */
export async function tuneVariant(ctx: Context, input: { pieceId: string; kind: TunableKind; template: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    const draft = await checkInput(tx, piece.id, await lineUnitIds(tx, piece.id, ctx.now()), ctx.now());
    const before = draft.tuned[input.kind] ?? variantTemplate(input.kind, { ...draft, siteAddress: `${ctx.house.publicUrl}/a/${piece.id}` });
    const template = accept(tune({ before, text: input.template, facts: draft.facts, signature: draft.signature }));
    await saveTuned(tx, piece.id, input.kind, template, ctx.actor.personId, ctx.now());
    record(tx, { action: "content.tune", subject: { type: "piece", id: piece.id }, facts: { kind: input.kind, before, after: template } });
    await announce(tx, `piece:${piece.id}`);
  });
}

/** Lets the rule make a form again. */
export async function untuneVariant(ctx: Context, input: { pieceId: string; kind: TunableKind }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    await removeTuned(tx, piece.id, input.kind);
    record(tx, { action: "content.untune", subject: { type: "piece", id: piece.id }, facts: { kind: input.kind } });
    await announce(tx, `piece:${piece.id}`);
  });
}

/** Decides not to take a suggestion, with a reason. What blocks cannot be waved through. */
export async function waiveFinding(ctx: Context, input: { pieceId: string; key: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = await writable(ctx, tx, input.pieceId);
    const { findings } = await checkView(tx, piece.id, await lineUnitIds(tx, piece.id, ctx.now()), `${ctx.house.publicUrl}/a/${piece.id}`, ctx.now());
    const finding = findings.find((one) => one.key === input.key);
    if (!finding) throw new Problem("refused", { code: "content.finding-gone" });
    if (finding.level === "blocking") throw new Problem("refused", { code: "content.cannot-waive" });
    await saveWaiver(tx, piece.id, input.key, input.reason, ctx.actor, ctx.now());
    record(tx, { action: "content.waive", subject: { type: "piece", id: piece.id }, facts: { finding: finding.code, quote: finding.quote ?? "", reason: input.reason } });
    await announce(tx, `piece:${piece.id}`);
  });
}
