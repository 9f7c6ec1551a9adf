import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { z } from "zod";
import { permit, type Decision } from "#kernel/decision.ts";
import { record } from "#platform/audit/record.ts";
import { prepareFilm } from "#platform/files/film/film.ts";
import type { FileStore } from "#platform/files/file-store.ts";
import { headBytes, kindOf } from "#platform/files/kind-of.ts";
import { preparePicture } from "#platform/files/picture.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { defineJob, handler, type Handler } from "#platform/jobs/jobs.ts";
import { topicOf, wallTopic } from "./rules.ts";
import * as store from "./store.ts";
import { bytesInUse, materialById, removedBefore, uploadsToClear } from "./views.ts";

/** Turns the bytes that arrived into a material that may be shown, or says why not. */
export const prepare = defineJob({ name: "materials.prepare", schema: z.object({ materialId: z.uuid() }), retryLimit: 20 });

/** Every hour: throws away what nobody finished, and drafts left lying about. */
export const clearUploads = defineJob({ name: "materials.clear-uploads", schema: z.object({}), every: "17 * * * *" });

/** Every night: the bytes of what was taken off the wall a day ago, unless another material has them. */
export const clearRemoved = defineJob({ name: "materials.clear-removed", schema: z.object({}), every: "40 3 * * *" });

/** Prepares one material; may run twice. The original, place and all, is thrown away once the outcome is written. */
export async function prepareMaterial(ctx: Context, { materialId: id }: { materialId: string }): Promise<void> {
  const { files } = ctx.house;
  const material = await materialById(ctx.read, id);
  if (material.state === "preparing") {
    const draft = await files.drafts.asFile(id, material.bytes);
    const outcome = await convert(files, draft.path).finally(draft.release);
    await ctx.write(async (tx) => {
      if (outcome.ok) await keep(ctx, tx, id, outcome.value);
      else await store.markRefused(tx, id, outcome.refusal, ctx.now());
      record(tx, { action: "materials.prepare", subject: { type: "material", id }, outcome: outcome.ok ? "done" : "refused", facts: outcome.ok ? { sha256: outcome.value.sha256 } : { reason: outcome.refusal.code } });
      await announce(tx, wallTopic, topicOf(id));
    });
  }
  await files.drafts.remove(id);
  await store.deleteUpload(ctx.house.db, id);
}

async function keep(ctx: Context, tx: Parameters<typeof store.markReady>[0], id: string, prepared: store.Prepared): Promise<void> {
  for (const hash of [prepared.sha256, ...prepared.renditions.map((r) => r.sha256)].sort()) {
    await store.lockBytes(tx, hash);
    if ((await ctx.house.files.size(hash)) === null) throw new Error(`materials.prepare: ${hash} was cleared away meanwhile`);
  }
  await store.markReady(tx, id, prepared, ctx.now());
}

async function convert(files: FileStore, path: string): Promise<Decision<store.Prepared>> {
  const kind = kindOf(await headOf(path));
  if (!kind.ok) return kind;
  const { mime } = kind.value;
  if (kind.value.kind === "video") {
    const film = await prepareFilm(path, mime);
    if (!film.ok) return film;
    const { stream, ...known } = film.value;
    return permit({ ...known, kind: "video", mime, renditions: [], ...(await files.put(stream)) });
  }
  const picture = await preparePicture(path, kind.value.mime);
  if (!picture.ok) return picture;
  const { bytes, width, height, renditions } = picture.value;
  const small = [];
  for (const { size, bytes: data, ...frame } of renditions) small.push({ size, ...frame, ...(await files.put(Readable.from([data]))) });
  return permit({ kind: "image", mime, width, height, seconds: null, renditions: small, ...(await files.put(Readable.from([bytes]))) });
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Clears uploads past their day and drafts of finished ones. */
export async function clearOldUploads(ctx: Context): Promise<void> {
  for (const { id, unfinished, name } of await uploadsToClear(ctx.read, ctx.now())) {
    if (unfinished) {
      await ctx.write(async (tx) => {
        await store.deleteUnfinished(tx, id);
        record(tx, { action: "materials.expire-upload", subject: { type: "material", id }, facts: { name } });
      });
    }
    await ctx.house.files.drafts.remove(id);
    await store.deleteUpload(ctx.house.db, id);
  }
}

/** Deletes the bytes of removed materials that no other material shares. */
export async function clearRemovedBytes(ctx: Context): Promise<void> {
  for (const { id, hashes } of await removedBefore(ctx.read, new Date(ctx.now().getTime() - 86_400_000))) {
    await ctx.write(async (tx) => {
      for (const hash of hashes.sort()) {
        await store.lockBytes(tx, hash);
        if (!(await bytesInUse(tx, hash, id))) await ctx.house.files.remove(hash);
      }
      await store.deleteRemoved(tx, id);
      record(tx, { action: "materials.clear-removed", subject: { type: "material", id }, facts: { files: hashes.length } });
    });
  }
}

/** The background work of materials. */
export const handlers: readonly Handler[] = [
  handler(prepare, prepareMaterial), handler(clearUploads, clearOldUploads), handler(clearRemoved, clearRemovedBytes),
];
