import type { Actor } from "#kernel/actor.ts";
import { accept, allow, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Reader, Tx } from "#platform/db/database.ts";
import type { Upload } from "#platform/files/ledger.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import type { Material } from "./contract.ts";
import { prepare } from "./jobs.ts";
import { mayEdit, mayJudge, maySee, mayUpload, type Owned } from "./policy.ts";
import { judged, topicOf, uploadDays, wallTopic, whyNotUpload, type Usable } from "./rules.ts";
import * as store from "./store.ts";
import { materialById, materialPage, toMaterial, unitOf, uploadsUnderWay, type Search } from "./views.ts";

/** What neighbours above know and this module asks: has an edition ever shown it, does a published one show these bytes. */
export type Neighbours = {
  usedInEdition: (read: Reader, materialId: string) => Promise<boolean>;
  isPublished: (read: Reader, sha256: string) => Promise<boolean>;
};

/** Begins an upload: the material is written down before its first byte comes. */
export async function beginUpload(ctx: Context, ask: { bytes: number; metadata: Record<string, string> }): Promise<Upload> {
  const { actor } = ctx;
  const unitId = ask.metadata["unitId"] ?? actor.unitId;
  return ctx.write(async (tx) => {
    allow(mayUpload(actor, unitId), "materials.not-an-editor");
    const { name } = accept(whyNotUpload({ name: ask.metadata["filename"] ?? ask.metadata["name"] ?? "", announced: ask.metadata["filetype"] ?? "", underWay: await uploadsUnderWay(tx, actor.personId) }));
    const unit = await unitOf(tx, unitId, ctx.now());
    const id = newId(ctx.now());
    const expiresAt = new Date(ctx.now().getTime() + uploadDays * 86_400_000);
    await store.insertMaterial(tx, { id, unitId, unitName: unit.name, system: unit.system, regionCode: unit.regionCode, uploadedBy: actor.personId, uploadedByName: actor.name, name, bytes: ask.bytes, at: ctx.now(), expiresAt });
    record(tx, { action: "materials.begin-upload", subject: subjectOf(id), facts: { name, bytes: ask.bytes } });
    return { id, ownerId: actor.personId, bytes: ask.bytes, received: 0, expiresAt };
  });
}

/** Takes in the last bytes of an upload and hands it to preparation, in one transaction; false when the pen was lost. */
export async function finishUpload(ctx: Context, step: { id: string; writer: string; from: number; to: number }): Promise<boolean> {
  return ctx.write(async (tx) => {
    const kept = await store.advanceUpload(tx, step, ctx.now());
    if (!kept) throw new PenLost();
    await store.markPreparing(tx, step.id, ctx.now());
    await ctx.enqueue(tx, [prepare({ materialId: step.id })]);
    record(tx, { action: "materials.finish-upload", subject: subjectOf(step.id), facts: { bytes: step.to } });
    await announce(tx, wallTopic, topicOf(step.id));
    return true;
  }).catch((error: unknown) => { if (error instanceof PenLost) return false; throw error; });
}

class PenLost extends Error {}

/** Gives an upload up; what has come is thrown away. */
export async function dropUpload(ctx: Context, id: string): Promise<void> {
  await ctx.write(async (tx) => {
    if (!(await store.deleteUnfinished(tx, id))) throw new Problem("refused", { code: "uploads.finished" });
    record(tx, { action: "materials.drop-upload", subject: subjectOf(id) });
  });
}

/** The wall, within scope. */
export const listMaterials = (ctx: Context, search: Search): Promise<{ items: Material[]; total: number; capped: boolean }> => materialPage(ctx.read, ctx.actor, search);

/** One material, within scope. */
export async function readMaterial(ctx: Context, id: string): Promise<Material> {
  const row = await materialById(ctx.read, id);
  allow(maySee(ctx.actor, row.owned), "materials.not-yours");
  return toMaterial(row, ctx.actor);
}

/** Writes down name, credit, rights, description or time. */
export async function describeMaterial(ctx: Context, id: string, part: Parameters<typeof store.updateMaterial>[2]): Promise<void> {
  await change(ctx, id, mayEdit, async (tx) => {
    await store.updateMaterial(tx, id, part, ctx.now());
    record(tx, { action: "materials.describe", subject: subjectOf(id), facts: { ...part } });
  });
}

/** Says whether it may be published (product.md, refusal 6). */
export async function judgeMaterial(ctx: Context, id: string, to: { usable: Usable; reason: string }): Promise<void> {
  const judgement = accept(judged(to.usable, to.reason));
  await change(ctx, id, mayJudge, async (tx) => {
    await store.setUsable(tx, id, judgement, ctx.actor, ctx.now());
    record(tx, { action: "materials.judge", subject: subjectOf(id), facts: judgement });
  });
}

/** Shares it with joint units (clause 4.2). */
export async function shareMaterial(ctx: Context, id: string, unitIds: readonly string[]): Promise<void> {
  await change(ctx, id, mayEdit, async (tx) => {
    await store.setShares(tx, id, unitIds);
    record(tx, { action: "materials.share", subject: subjectOf(id), facts: { unitIds } });
  });
}

/** Takes it off the wall, unless an edition ever showed it: what was signed must stay whole. */
export async function removeMaterial(ctx: Context, { usedInEdition }: Neighbours, id: string): Promise<void> {
  await change(ctx, id, mayEdit, async (tx, { state, name }) => {
    if (await usedInEdition(tx, id)) throw new Problem("refused", { code: "materials.used-in-edition", facts: { name } });
    if (state === "uploading") throw new Problem("refused", { code: "materials.still-uploading", facts: { name } });
    await store.markRemoved(tx, id, ctx.now());
    record(tx, { action: "materials.remove", subject: subjectOf(id), facts: { name } });
  });
}

async function change(ctx: Context, id: string, may: (actor: Actor, owned: Owned) => boolean, then: (tx: Tx, row: { state: string; name: string }) => Promise<void>): Promise<void> {
  await ctx.write(async (tx) => {
    await store.lockMaterial(tx, id);
    const row = await materialById(tx, id);
    allow(may(ctx.actor, row.owned), maySee(ctx.actor, row.owned) ? "materials.not-an-editor" : "materials.not-yours");
    await then(tx, row);
    await announce(tx, wallTopic, topicOf(id));
  });
}

const subjectOf = (id: string) => ({ type: "material", id });
