import { z } from "zod";
import type { ConnectorContext, Failure, Order, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { accountOf } from "./account.ts";
import { ask } from "./api.ts";
import { Message } from "./message.ts";

const Sent = z.object({ msgid: z.string().min(1) });

/** Seconds within which the platform takes a message back. */
export const recallSeconds = 86_400;

/** The longest the platform remembers what it was asked to send, in seconds. */
const rememberedSeconds = 14_400;

/** The one call that reaches people: it sends a message, or takes one back; one that cannot be taken back any more, or has no number, is followed by the notice. */
export async function submit(ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> {
  if (order.action !== "recall") return send(ctx, order.payload);
  const [, seconds, msgid] = /^(\d+)\/(.+)$/.exec(order.previousRef ?? "") ?? [];
  if (msgid === undefined || secondsOf(ctx.now()) - Number(seconds) > recallSeconds) return order.payload === "" ? failure("unknownOutcome", "no-message", "") : send(ctx, order.payload);
  const taken = await ask(ctx, { path: "message/recall", json: { msgid } });
  return taken.ok ? { ok: true, ref: order.previousRef ?? order.key, rung: "published", rawBody: taken.rawBody } : taken;
}

/**
 * Sends a message to whom the account writes to. A text with the very same bytes within four hours reaches nobody twice (enable_duplicate_check): a net under a
 * person's "send again". An alert is not held back so: one that is said again is meant to be heard again.
 */
async function send(ctx: ConnectorContext, payload: string): Promise<Submitted | Failure> {
  const message = Message.safeParse(parseJson(payload)).data;
  if (!message) return failure("content", "not-a-message", "");
  const { users, parties, tags, agentId } = accountOf(ctx);
  const twice = message.msgtype === "text" ? { enable_duplicate_check: 1, duplicate_check_interval: rememberedSeconds } : {};
  const answer = await ask(ctx, { path: "message/send", once: true, json: { touser: users.join("|"), toparty: parties.join("|"), totag: tags.join("|"), agentid: agentId, ...message, ...twice } });
  if (!answer.ok) return answer;
  const sent = Sent.safeParse(answer.said).data;
  return sent ? { ok: true, ref: `${secondsOf(ctx.now())}/${sent.msgid}`, rung: "accepted", rawBody: answer.rawBody } : failure("unknownOutcome", "no-msgid", answer.rawBody);
}

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);
