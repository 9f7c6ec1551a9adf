import { z } from "zod";
import type { ConnectorContext, Failure, Order, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { ask } from "./api.ts";
import { articleBehind } from "./behind.ts";
import { gone, writeRef } from "./published.ts";
import { Draft } from "./upload.ts";

const Task = z.object({ publish_id: z.union([z.string().min(1), z.number().transform(String)]) });

/** Seconds until a publication that is under way may be taken back. */
const underWaySeconds = 30;

/** The one call the public can see: it publishes a draft, or deletes an article. */
export const submit = (ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> => (order.action === "recall" ? takeBack(ctx, order) : publish(ctx, order.payload));

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

/** Deletes the article a recall is about; doing it twice is doing it once. What never came out, or is gone already, is withdrawn. */
async function takeBack(ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> {
  const behind = await articleBehind(ctx, order);
  if (!behind.ok) return behind;
  const withdrawn = (rawBody: string): Submitted => ({ ok: true, ref: order.previousRef ?? order.key, rung: "published", rawBody });
  if (behind.id === null) {
    if (behind.why === "nothing") return withdrawn(behind.rawBody);
    return behind.why === "coming" ? failure("transient", "under-way", behind.rawBody, { retryAfterSeconds: underWaySeconds }) : failure("unknownOutcome", "no-post", behind.rawBody);
  }
  const deleted = await ask(ctx, { path: "freepublish/delete", json: { article_id: behind.id } });
  return deleted.ok || deleted.rawCode === gone ? withdrawn(deleted.rawBody) : deleted;
}
