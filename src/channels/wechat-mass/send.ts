import { z } from "zod";
import type { ConnectorContext, Failure, Order, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { ask } from "../wechat/api.ts";
import { readFate } from "./fate.ts";
import { Message } from "./message.ts";

const Sent = z.object({ msg_id: z.union([z.string().regex(/^\d+$/), z.int().positive().transform(String)]) });

/** The same clientmsgid was sent before; the answer carries the number it has. From hearsay (verified: false), as that a second one has no effect. */
const sentBefore = 45065;

/** Bytes a clientmsgid may have; a key of ours has as many. */
const idBytes = 64;

/** The one call the public can see: it spends a mass send, or deletes what one brought. */
export const submit = (ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> => (order.action === "recall" ? takeBack(ctx, order) : send(ctx, order));

/** Sends the draft to the followers it was signed for, under the order's own key: twice is once. The answer proves that the task was taken and no more. */
async function send(ctx: ConnectorContext, { key, payload }: Order): Promise<Submitted | Failure> {
  const message = Message.safeParse(parseJson(payload)).data;
  if (!message) return failure("content", "not-prepared", "");
  const { filter, media_id } = message;
  const answer = await ask(ctx, { path: "message/mass/sendall", once: true, doneBefore: sentBefore, json: { filter, mpnews: { media_id }, msgtype: "mpnews", send_ignore_reprint: 0, clientmsgid: key.slice(0, idBytes) } });
  if (!answer.ok) return answer;
  const sent = Sent.safeParse(answer.said).data;
  return sent ? { ok: true, ref: sent.msg_id, rung: "accepted", rawBody: answer.rawBody } : failure("unknownOutcome", "no-msg-id", answer.rawBody);
}

/** Seconds until what is still on its way may be taken back, longer each time: an administrator of the account has half an hour to let it go. */
const laterSeconds = (attempt: number): number => Math.min(600, 30 * 2 ** attempt);

/** Deletes what a mass send brought, all articles of it; what came to nothing or is gone already is withdrawn. Without its number a person looks. */
async function takeBack(ctx: ConnectorContext, { previousRef, attempt }: Order): Promise<Submitted | Failure> {
  if (previousRef === null) return failure("unknownOutcome", "no-post", "");
  const withdrawn = (rawBody: string): Submitted => ({ ok: true, ref: previousRef, rung: "published", rawBody });
  const fate = await readFate(ctx, previousRef);
  if (!fate.ok) return fate;
  if (fate.state === "sending") return failure("transient", "under-way", fate.rawBody, { retryAfterSeconds: laterSeconds(attempt) });
  if (fate.state !== "out") return withdrawn(fate.rawBody);
  const deleted = await ask(ctx, { path: "message/mass/delete", json: { msg_id: Number(previousRef) } });
  return deleted.ok ? withdrawn(deleted.rawBody) : deleted;
}
