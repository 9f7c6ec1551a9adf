import { z } from "zod";
import type { ConnectorContext, Failure, Order, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { ask } from "./api.ts";
import { gone, readRef, readTask, writeRef } from "./published.ts";
import { Draft } from "./upload.ts";

const Task = z.object({ publish_id: z.union([z.string().min(1), z.number().transform(String)]) });

/** Seconds until a publication that is under way may be taken back. */
const underWaySeconds = 30;

/** The one call the public can see: it publishes a draft, or deletes an article. */
export const submit = (ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> => (order.action === "recall" ? takeBack(ctx, order.previousRef) : publish(ctx, order.payload));

/** Hands the draft in; the answer proves that the task was taken and no more. An answer that was lost leaves the draft's name, by which a look can tell. */
async function publish(ctx: ConnectorContext, payload: string): Promise<Submitted | Failure> {
  const draft = Draft.safeParse(parseJson(payload)).data;
  if (!draft) return failure("content", "not-prepared", "");
  const ref = writeRef({ kind: "draft", id: draft.media_id, handedInSeconds: Math.floor(ctx.now().getTime() / 1000) });
  const answer = await ask(ctx, { path: "freepublish/submit", json: draft, once: true });
  if (!answer.ok) return answer.class === "unknownOutcome" ? { ...answer, ref } : answer;
  const task = Task.safeParse(answer.said).data;
  return task ? { ok: true, ref: writeRef({ kind: "task", id: task.publish_id }), rung: "accepted", rawBody: answer.rawBody } : { ...failure("unknownOutcome", "no-publish-id", answer.rawBody), ref };
}

/** Deletes the article a reference leads to; doing it twice is doing it once. What never came out, or is gone already, is withdrawn. */
async function takeBack(ctx: ConnectorContext, previousRef: string | null): Promise<Submitted | Failure> {
  const standing = previousRef === null ? null : readRef(previousRef);
  if (standing === null || standing.kind === "draft") return failure("recipient", "no-post", "");
  const withdrawn = (rawBody: string): Submitted => ({ ok: true, ref: writeRef(standing), rung: "published", rawBody });
  let id = standing.id;
  if (standing.kind === "task") {
    const task = await readTask(ctx, standing.id);
    if (!task.ok) return task;
    if (task.status === 1) return failure("transient", "under-way", task.rawBody, { retryAfterSeconds: underWaySeconds });
    if (task.status !== 0) return withdrawn(task.rawBody);
    if (task.articleId === null) return failure("transient", "no-article-id", task.rawBody);
    id = task.articleId;
  }
  const deleted = await ask(ctx, { path: "freepublish/delete", json: { article_id: id } });
  return deleted.ok || deleted.rawCode === gone ? withdrawn(deleted.rawBody) : deleted;
}
