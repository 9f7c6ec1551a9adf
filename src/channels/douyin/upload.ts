import { createHash } from "node:crypto";
import { z } from "zod";
import type { ByteSpan, ConnectorContext, Failure } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { formOf } from "../form.ts";
import { parseJson } from "../json.ts";
import { Signed, type Material } from "./post.ts";
import { ask } from "./token.ts";

/** What `prepare` hands to `submit`: the words, and what the platform calls the film or the pictures. */
export const Ready = z.union([z.object({ text: z.string(), video_id: z.string().min(1) }), z.object({ text: z.string(), image_list: z.array(z.string().min(1)).min(1) })]);

const Video = z.object({ video: z.object({ video_id: z.string().min(1) }) });
const Image = z.object({ image: z.object({ image_id: z.string().min(1) }) });
const Upload = z.object({ upload_id: z.string().min(1) });

const megabyte = 1024 * 1024;
/** Bytes up to which a film goes in one call: the platform takes 128 MB so and advises parts from 50 MB on. */
const wholeMost = 50 * megabyte;
/** A part has 20 MB, as the platform advises, and never less than 5: a shorter rest goes with the part before it. */
const part = { bytes: 20 * megabyte, least: 5 * megabyte };
/** How often one part is sent before the whole upload counts as failed; the platform knows a part by its number. */
const mostTries = 3;
const uploadMs = 180_000;

/** Hands film or pictures to the platform, where nobody outside sees them until the post is made. It may be repeated; what an earlier try left behind is never used. */
export async function layReady(ctx: ConnectorContext, payload: string): Promise<{ ok: true; payload: string } | Failure> {
  const { text, film, pictures } = Signed.parse(parseJson(payload));
  if (film) {
    const uploaded = await (film.bytes > wholeMost ? uploadInParts(ctx, film) : uploadFilm(ctx, film));
    return uploaded.ok ? { ok: true, payload: JSON.stringify({ text, video_id: uploaded.id } satisfies z.infer<typeof Ready>) } : uploaded;
  }
  const image_list: string[] = [];
  for (const one of pictures) {
    const uploaded = await uploadPicture(ctx, one);
    if (!uploaded.ok) return uploaded;
    image_list.push(uploaded.id);
  }
  return { ok: true, payload: JSON.stringify({ text, image_list } satisfies z.infer<typeof Ready>) };
}

type Uploaded = { ok: true; id: string } | Failure;

async function uploadPicture(ctx: ConnectorContext, one: Material): Promise<Uploaded> {
  const answer = await ask(ctx, { path: "upload_image", timeoutMs: uploadMs, form: formOf({ field: "image", sha256: one.sha256, mime: one.mime, bytes: await ctx.openMaterial(one) }) });
  if (!answer.ok) return answer;
  const told = Image.safeParse(answer.data).data;
  return told ? { ok: true, id: told.image.image_id } : failure("transient", "no-image-id", answer.rawBody);
}

const videoIn = ({ data, rawBody }: { data: unknown; rawBody: string }): Uploaded => {
  const told = Video.safeParse(data).data;
  return told ? { ok: true, id: told.video.video_id } : failure("transient", "no-video-id", rawBody);
};

async function uploadFilm(ctx: ConnectorContext, one: Material): Promise<Uploaded> {
  const answer = await ask(ctx, { path: "upload_video", timeoutMs: uploadMs, form: formOf({ field: "video", sha256: one.sha256, mime: one.mime, bytes: await ctx.openMaterial(one) }) });
  return answer.ok ? videoIn(answer) : answer;
}

/** A big film goes part by part, never more than one of them in memory; the sum over all must be the one people signed before the platform is told that it is whole. */
async function uploadInParts(ctx: ConnectorContext, one: Material): Promise<Uploaded> {
  const begun = await ask(ctx, { path: "init_video_part_upload" });
  if (!begun.ok) return begun;
  const upload = Upload.safeParse(begun.data).data;
  if (!upload) return failure("transient", "no-upload-id", begun.rawBody);
  const sum = createHash("sha256");
  for (const [at, span] of partsOf(one.bytes).entries()) {
    const bytes = await ctx.openMaterial(one, span);
    sum.update(bytes);
    const sent = await sendPart(ctx, one, { upload_id: upload.upload_id, part_number: String(at + 1) }, bytes);
    if (!sent.ok) return sent;
  }
  if (sum.digest("hex") !== one.sha256) return failure("content", "not-as-signed", "");
  const whole = await ask(ctx, { path: "complete_video_part_upload", query: upload, timeoutMs: uploadMs });
  return whole.ok ? videoIn(whole) : whole;
}

async function sendPart(ctx: ConnectorContext, { sha256, mime }: Material, query: Record<string, string>, bytes: Uint8Array): ReturnType<typeof ask> {
  const form = formOf({ field: "video", sha256, mime, bytes });
  for (let tries = 1; ; tries += 1) {
    const sent = await ask(ctx, { path: "upload_video_part", query, timeoutMs: uploadMs, form });
    if (sent.ok || sent.class !== "transient" || tries === mostTries) return sent;
  }
}

/** The parts in which so many bytes are uploaded. */
export function partsOf(bytes: number): ByteSpan[] {
  const count = Math.max(1, Math.floor(bytes / part.bytes) + (bytes % part.bytes >= part.least ? 1 : 0));
  return Array.from({ length: count }, (_, n) => ({ start: n * part.bytes, end: (n === count - 1 ? bytes : (n + 1) * part.bytes) - 1 }));
}
