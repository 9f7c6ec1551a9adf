import type { ConnectorContext, Failure, Order, Status } from "#kernel/connector.ts";
import { parseJson } from "../json.ts";
import { ask } from "./api.ts";
import { Signed } from "./article.ts";
import { findArticle, isAsSigned, noDraft, readArticle, readRef, readTask, writeRef, type Ref } from "./published.ts";
import { refusalOf } from "./results.ts";

/** How long a draft that was handed in may take to become an article before a look concludes anything from finding it still a draft. */
const quietSeconds = 300;

/** Looks, without touching anything, where an order stands. */
export async function look(ctx: ConnectorContext, order: Order): Promise<Status> {
  if (order.action === "recall") return lookForNothing(ctx, order.previousRef);
  const signed = Signed.parse(parseJson(order.payload));
  const ref = order.ref === null ? null : readRef(order.ref);
  if (ref?.kind === "task") return lookAtTask(ctx, ref, signed);
  if (ref?.kind === "article") return lookAtArticle(ctx, ref, ref.id, null, signed);
  return lookForArticle(ctx, ref, signed);
}

const unclear = (why: Failure): Status => ({ state: "unclear", rawBody: why.rawBody === "" ? why.rawCode : why.rawBody });

async function lookAtTask(ctx: ConnectorContext, ref: Ref, signed: Signed): Promise<Status> {
  const task = await readTask(ctx, ref.id);
  if (!task.ok) return unclear(task);
  if (task.status === 1) return { state: "pending", rawBody: task.rawBody };
  const failed = refusalOf(task.status, task.rawBody);
  if (failed) return { state: "refused", failure: failed, rawBody: task.rawBody };
  if (task.articleId === null) return { state: "present", rung: "published", ref: writeRef(ref), rawBody: task.rawBody };
  return lookAtArticle(ctx, ref, task.articleId, task.url, signed);
}

/** Reads an article back word for word; one that cannot be read just now is no more than published, if the platform said so itself. */
async function lookAtArticle(ctx: ConnectorContext, ref: Ref, id: string, url: string | null, signed: Signed): Promise<Status> {
  const read = await readArticle(ctx, id);
  if (!read.ok) return ref.kind === "task" ? { state: "present", rung: "published", ref: writeRef(ref), ...(url ? { url } : {}), rawBody: read.rawBody } : unclear(read);
  const deleted = read.item === null ? refusalOf(5, read.rawBody) : null;
  if (deleted) return { state: "refused", failure: deleted, rawBody: read.rawBody };
  const matches = read.item !== null && isAsSigned(read.item, signed);
  const address = read.item?.url ?? url;
  return { state: "present", rung: matches ? "verified" : "published", ref: writeRef(ref), ...(address ? { url: address } : {}), matches, rawBody: read.rawBody };
}

/**
 * No answer named a task. The article among the newest proves that it stands. The draft, still there after publication would long have taken it
 * out of the box, proves that nothing was published. A draft that is gone without an article proves nothing: a person looks.
 */
async function lookForArticle(ctx: ConnectorContext, draft: Ref | null, signed: Signed): Promise<Status> {
  const found = await findArticle(ctx, signed);
  if (!found.ok) return unclear(found);
  if (found.id !== null) return lookAtArticle(ctx, { kind: "article", id: found.id }, found.id, null, signed);
  if (draft?.kind !== "draft") return { state: "unclear", rawBody: "not among the newest articles" };
  const early = ctx.now().getTime() / 1000 - draft.handedInSeconds < quietSeconds;
  const kept = await ask(ctx, { path: "draft/get", json: { media_id: draft.id } });
  if (!kept.ok && kept.rawCode !== noDraft) return unclear(kept);
  if (early) return { state: "pending", rawBody: kept.rawBody };
  return { state: kept.ok ? "absent" : "unclear", rawBody: kept.rawBody };
}

/** A recall is done when the article is not there; what never came out was never there. */
async function lookForNothing(ctx: ConnectorContext, previousRef: string | null): Promise<Status> {
  const standing = previousRef === null ? null : readRef(previousRef);
  if (standing === null || standing.kind === "draft") return { state: "unclear", rawBody: "no-post" };
  const done = (rawBody: string): Status => ({ state: "present", rung: "published", ref: writeRef(standing), rawBody });
  let id = standing.id;
  if (standing.kind === "task") {
    const task = await readTask(ctx, standing.id);
    if (!task.ok) return unclear(task);
    if (task.status === 1) return { state: "pending", rawBody: task.rawBody };
    if (task.status !== 0) return done(task.rawBody);
    if (task.articleId === null) return { state: "unclear", rawBody: task.rawBody };
    id = task.articleId;
  }
  const read = await readArticle(ctx, id);
  if (!read.ok) return unclear(read);
  return read.item === null ? done(read.rawBody) : { state: "absent", rawBody: read.rawBody };
}
