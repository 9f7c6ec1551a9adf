import type { ConnectorContext, Failure, Order, Status, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { noticeOf } from "../house.ts";
import { parseJson } from "../json.ts";
import { signatureText } from "../text.ts";
import { accountOf } from "./account.ts";
import { broadcastDocument, cancelDocument, endOf, questionDocument, type Document } from "./documents.ts";
import { exchange, resultCodeOf } from "./exchange.ts";
import { dayOf, messageId, mostADay } from "./ids.ts";
import { Signed } from "./message.ts";
import { isOver, playIn, provenBy, type Play } from "./play.ts";
import { refusalOf, unknownMessage } from "./results.ts";

/** The number an order's message bears, always the same; null where its day has none left. */
async function messageOf(ctx: ConnectorContext, { action, key, payload, recall }: Order): Promise<string | null> {
  const { resourceCode } = accountOf(ctx);
  const day = action === "recall" ? dayOf(new Date(recall?.at ?? 0)) : Signed.parse(parseJson(payload)).day;
  const number = await ctx.numberFor(`broadcast/${resourceCode}/${day}`, key);
  return number > mostADay ? null : messageId(resourceCode, day, number);
}

/** The one call that may be heard: it has a message broadcast, or cancels one. */
export async function submit(ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> {
  const recall = order.action === "recall";
  const message = await messageOf(ctx, order).catch((error: unknown) => failure("transient", "not-numbered", String(error)));
  if (message === null) return failure("quota", "no-number-left", `一天最多 ${mostADay} 条 / no more than ${mostADay} a day`);
  if (typeof message !== "string") return message;
  const document = recall ? cancelling(ctx, order, message) : await broadcasting(ctx, order, message);
  if ("ok" in document) return document;
  const ref = recall ? order.key : message;
  // A cancelling nobody knows the fate of bears no name, so that a look which finds the message still on the air has it sent again.
  const lost = (why: Failure): Failure => (why.class === "unknownOutcome" && !recall ? { ...why, ref } : why);
  const answer = await exchange(ctx, document, true);
  if (!answer.ok) return lost(answer);
  const refused = refusalOf(resultCodeOf(answer) ?? "none", answer.rawBody);
  return refused ? lost(refused) : { ok: true, ref, rung: "accepted", rawBody: answer.rawBody };
}

/** The signed message as a document; one whose end has passed, or whose picture cannot be opened, stops before anything left the house. */
async function broadcasting(ctx: ConnectorContext, { key, payload }: Order, message: string): Promise<Document | Failure> {
  const signed = Signed.parse(parseJson(payload));
  const now = ctx.now();
  if (endOf(signed, now) <= now) return failure("content", "over", `播发截止时间已过 / over since ${signed.validUntil ?? ""}`);
  try {
    const pictures = await Promise.all(signed.media.map((one) => ctx.openMaterial(one)));
    return broadcastDocument(accountOf(ctx), { key, message }, signed, pictures, now);
  } catch (error) {
    return failure("transient", "picture-not-opened", String(error));
  }
}

function cancelling(ctx: ConnectorContext, order: Order, message: string): Document | Failure {
  const { signature } = noticeOf(order);
  if (order.previousRef === null || !/^\d{35}$/.test(order.previousRef)) return failure("unknownOutcome", "no-message", "");
  return cancelDocument(accountOf(ctx), { key: order.key, message, cancelled: order.previousRef, senderName: signatureText(signature) }, ctx.now());
}

/** Asks the platform how the message stands. It may answer at once, or say no more than that it heard and report by callback. */
export async function look(ctx: ConnectorContext, order: Order): Promise<Status> {
  const message = order.action === "recall" ? order.previousRef : order.ref ?? (await messageOf(ctx, order));
  if (message === null || !/^\d{35}$/.test(message)) return { state: "unclear", rawBody: "no-message" };
  const answer = await exchange(ctx, questionDocument(accountOf(ctx), message, ctx.now()), false);
  if (!answer.ok) return { state: "unclear", rawBody: answer.rawBody === "" ? answer.rawCode : answer.rawBody };
  const play = playIn(answer);
  if (play?.message === message) return order.action === "recall" ? cancelledBy(order, play) : statusOf(message, play);
  return { state: resultCodeOf(answer) === unknownMessage && order.action !== "recall" ? "absent" : "unclear", rawBody: answer.rawBody };
}

function statusOf(ref: string, play: Play): Status {
  const proven = provenBy(play);
  return "rung" in proven ? { state: "present", rung: proven.rung, ref, rawBody: play.rawBody } : { state: "refused", failure: proven.failure, rawBody: play.rawBody };
}

/** A recall is done when nothing is on the air any more; one that was taken and takes its time is waited for, one that never arrived is sent again. */
function cancelledBy({ ref, key }: Order, play: Play): Status {
  if (isOver(play)) return { state: "present", rung: "published", ref: ref ?? key, rawBody: play.rawBody };
  return { state: ref === null ? "absent" : "pending", rawBody: play.rawBody };
}
