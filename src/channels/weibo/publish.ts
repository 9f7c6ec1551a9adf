import type { ConnectorContext, Failure, Order, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { accountOf } from "./account.ts";
import { post, type Pic } from "./api.ts";
import { addressOf, findPost, isEarly, Post } from "./posts.ts";
import { printOf, readRef, refOfWords, secondsOf, writeRef } from "./refs.ts";
import { gone, publishedLater } from "./results.ts";
import { Signed, type Picture } from "./status.ts";
import { shownWords } from "./words.ts";

/** Seconds until words that may still come out may be taken back. */
const underWaySeconds = 60;

/** The one call the public can see: it posts a status, or deletes one. */
export const submit = (ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> => (order.action === "recall" ? takeBack(ctx, order) : share(ctx, order.payload));

/** Posts what was signed. Whatever comes back without a number leaves the fingerprint of the words, by which a look can tell. */
async function share(ctx: ConnectorContext, payload: string): Promise<Submitted | Failure> {
  const { status, pic } = Signed.parse(parseJson(payload));
  const { uid, operatorIp } = accountOf(ctx);
  const at = ctx.now();
  const file = pic ? await opened(ctx, pic) : null;
  if (file && "ok" in file) return file;
  const answer = await post(ctx, { path: "2/statuses/share.json", fields: { status, rip: operatorIp }, once: true, pic: file });
  if (!answer.ok) {
    if (answer.rawCode === publishedLater) return { ok: true, ref: refOfWords("lost", status, at), rung: "published", rawBody: answer.rawBody };
    if (answer.class === "unknownOutcome") return { ...answer, ref: refOfWords("lost", status, at) };
    return answer.class === "duplicate" ? { ...answer, ref: refOfWords("same", status, at) } : answer;
  }
  const made = Post.safeParse(answer.said).data;
  if (!made) return { ...failure("unknownOutcome", "no-number", answer.rawBody), ref: refOfWords("lost", status, at) };
  return { ok: true, ref: writeRef({ kind: "post", id: made.idstr, atSeconds: secondsOf(at) }), rung: "published", url: addressOf(uid, made), rawBody: answer.rawBody };
}

/** The picture's bytes; one that cannot be opened stops the post before anything left the house. */
const opened = (ctx: ConnectorContext, pic: Picture): Promise<Pic | Failure> =>
  ctx.openMaterial(pic).then((file) => ({ ...pic, file }), (error: unknown) => failure("transient", "picture-not-opened", String(error)));

/** Deletes the post a recall is about; doing it twice is doing it once. What never came out, or is gone already, is withdrawn. */
async function takeBack(ctx: ConnectorContext, { previousRef, key }: Order): Promise<Submitted | Failure> {
  const withdrawn = (rawBody: string): Submitted => ({ ok: true, ref: previousRef ?? key, rung: "published", rawBody });
  const ref = readRef(previousRef);
  if (!ref) return failure("unknownOutcome", "no-post", "");
  let id = ref.id;
  if (ref.kind !== "post") {
    const found = await findPost(ctx, ref, ({ text }) => printOf(shownWords(text)) === ref.id);
    if (!found.ok) return found;
    if (!found.post) {
      if (found.none) return withdrawn(found.rawBody);
      return isEarly(ctx, ref) ? failure("transient", "under-way", found.rawBody, { retryAfterSeconds: underWaySeconds }) : failure("unknownOutcome", "no-post", found.rawBody);
    }
    id = found.post.idstr;
  }
  const deleted = await post(ctx, { path: "2/statuses/destroy.json", fields: { id } });
  return deleted.ok || deleted.rawCode === gone ? withdrawn(deleted.rawBody) : deleted;
}
