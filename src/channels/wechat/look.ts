import type { ConnectorContext, Failure, Order, Status } from "#kernel/connector.ts";
import { parseJson } from "../json.ts";
import { Signed } from "./article.ts";
import { articleBehind } from "./behind.ts";
import { findArticle, isAsSigned, readArticle, readDraft, readRef, readTask, writeRef, type Ref } from "./published.ts";
import { refusalOf } from "./results.ts";

/** Looks, without touching anything, where an order stands. */
export async function look(ctx: ConnectorContext, order: Order): Promise<Status> {
  if (order.action === "recall") return lookForNothing(ctx, order);
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
  const kept = await readDraft(ctx, draft);
  if (!kept.ok) return unclear(kept);
  return { state: ({ kept: "absent", coming: "pending", gone: "unclear" } as const)[kept.state], rawBody: kept.rawBody };
}

/** A recall is done when the article is not there; what never came out was never there. */
async function lookForNothing(ctx: ConnectorContext, order: Order): Promise<Status> {
  const done = (rawBody: string): Status => ({ state: "present", rung: "published", ref: order.previousRef ?? order.key, rawBody });
  const behind = await articleBehind(ctx, order);
  if (!behind.ok) return unclear(behind);
  if (behind.id === null) return behind.why === "nothing" ? done(behind.rawBody) : { state: behind.why === "coming" ? "pending" : "unclear", rawBody: behind.rawBody };
  const read = await readArticle(ctx, behind.id);
  if (!read.ok) return unclear(read);
  return read.item === null ? done(read.rawBody) : { state: "absent", rawBody: read.rawBody };
}
