import { z } from "zod";
import type { ConnectorContext, Failure } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { formOf } from "../form.ts";
import { escapeHtml } from "../html.ts";
import { ask, type Call } from "./api.ts";
import { placeOf, Signed, type Picture } from "./article.ts";

/** What `prepare` hands to `submit`: the draft that holds the article. */
export const Draft = z.object({ media_id: z.string().min(1) });

const Uploaded = z.object({ url: z.url({ protocol: /^https?$/ }) });
const Library = z.object({ total_count: z.number(), item: z.array(z.object({ media_id: z.string(), name: z.string() })) });

const uploadMs = 60_000;
const pageSize = 20;
/** How many of the newest pictures of the library are looked through for the cover. */
const mostCovers = 200;

/**
 * Lays the signed article ready as a draft, which nobody outside sees: its pictures are uploaded byte for byte, each address the platform gives
 * takes the place of the SHA-256 people signed, and nothing else is changed. It may be repeated; what an earlier try left behind is never used.
 */
export async function layReady(ctx: ConnectorContext, payload: string): Promise<{ ok: true; payload: string } | Failure> {
  const { article, cover, pictures } = Signed.parse(JSON.parse(payload));
  let { content } = article;
  for (const one of pictures.filter((p) => article.content.includes(`"${placeOf(p)}"`))) {
    const uploaded = await ask(ctx, await uploadOf(ctx, one, { path: "media/uploadimg" }));
    if (!uploaded.ok) return uploaded;
    const address = Uploaded.safeParse(uploaded.said).data;
    if (!address) return failure("transient", "no-address", uploaded.rawBody);
    content = content.replaceAll(`"${placeOf(one)}"`, () => `"${escapeHtml(address.url)}"`);
  }
  const thumb = "sha256" in cover ? await uploadCover(ctx, pictures.find((p) => p.sha256 === cover.sha256)) : await findCover(ctx, cover.name);
  if (!thumb.ok) return thumb;
  const laid = await ask(ctx, { path: "draft/add", json: { articles: [{ ...article, content, thumb_media_id: thumb.mediaId, need_open_comment: 0, only_fans_can_comment: 0 }] } });
  if (!laid.ok) return laid;
  const draft = Draft.safeParse(laid.said).data;
  return draft ? { ok: true, payload: JSON.stringify(draft) } : failure("transient", "no-draft", laid.rawBody);
}

type Thumb = { ok: true; mediaId: string } | Failure;

async function uploadCover(ctx: ConnectorContext, cover: Picture | undefined): Promise<Thumb> {
  if (!cover) return failure("content", "cover-missing", "");
  const uploaded = await ask(ctx, await uploadOf(ctx, cover, { path: "material/add_material", query: "type=image" }));
  if (!uploaded.ok) return uploaded;
  const kept = Draft.safeParse(uploaded.said).data;
  return kept ? { ok: true, mediaId: kept.media_id } : failure("transient", "no-cover", uploaded.rawBody);
}

/** The standing cover of the account, by the name it bears in the library. */
async function findCover(ctx: ConnectorContext, name: string): Promise<Thumb> {
  for (let offset = 0; offset < mostCovers; offset += pageSize) {
    const listed = await ask(ctx, { path: "material/batchget_material", json: { type: "image", offset, count: pageSize } });
    if (!listed.ok) return listed;
    const library = Library.safeParse(listed.said).data;
    if (!library) return failure("transient", "unreadable", listed.rawBody);
    const found = library.item.find((item) => item.name === name);
    if (found) return { ok: true, mediaId: found.media_id };
    if (offset + pageSize >= library.total_count) break;
  }
  return failure("content", "cover-missing", `素材库里没有名为“${name}”的图片`);
}

/** One picture, byte for byte, as the platform's uploads take it. */
const uploadOf = async (ctx: ConnectorContext, picture: Picture, to: { path: string; query?: string }): Promise<Call> =>
  ({ ...to, timeoutMs: uploadMs, form: formOf({ field: "media", sha256: picture.sha256, mime: picture.mime, bytes: await ctx.openMaterial(picture) }) });
