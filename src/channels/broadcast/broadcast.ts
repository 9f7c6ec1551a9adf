import type { ConnectorContext, Failure, Order, Status, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { noticeOf } from "../house.ts";
import { parseJson } from "../json.ts";
import { signatureText } from "../text.ts";
import { accountOf } from "./account.ts";
import { broadcastDocument, cancelDocument, endOf, questionDocument, type Document } from "./documents.ts";
import { exchange, resultCodeOf } from "./exchange.ts";
import { dayOf, messageId } from "./ids.ts";
import { Signed } from "./message.ts";
import { isOver, playIn, provenBy, type Play } from "./play.ts";
import { refusalOf, unknownMessage } from "./results.ts";

/** The number a message bears: the one it was sent under, which its order always gives again. */
const messageOf = (ctx: ConnectorContext, { key, payload, ref }: Order): string => ref ?? messageId(accountOf(ctx).resourceCode, Signed.parse(parseJson(payload)).day, key);

/** The one call that may be heard: it has a message broadcast, or cancels one. */
export async function submit(ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> {
  const document = order.action === "recall" ? cancelling(ctx, order) : await broadcasting(ctx, order);
  if ("ok" in document) return document;
  const recall = order.action === "recall";
  const ref = recall ? order.key : messageOf(ctx, { ...order, ref: null });
  // A cancelling nobody knows the fate of bears no name, so that a look which finds the message still on the air has it sent again.
  const lost = (why: Failure): Failure => (why.class === "unknownOutcome" && !recall ? { ...why, ref } : why);
  const answer = await exchange(ctx, document, true);
  if (!answer.ok) return lost(answer);
  const refused = refusalOf(resultCodeOf(answer) ?? "none", answer.rawBody);
  return refused ? lost(refused) : { ok: true, ref, rung: "accepted", rawBody: answer.rawBody };
}

/** The signed message as a document; one whose end has passed, or whose picture cannot be opened, stops before anything left the house. */
async function broadcasting(ctx: ConnectorContext, { key, payload }: Order): Promise<Document | Failure> {
  const signed = Signed.parse(parseJson(payload));
  const now = ctx.now();
  if (endOf(signed, now) <= now) return failure("content", "over", `播发截止时间已过 / over since ${signed.validUntil ?? ""}`);
  try {
    const pictures = await Promise.all(signed.media.map((one) => ctx.openMaterial(one)));
    return broadcastDocument(accountOf(ctx), key, signed, pictures, now);
  } catch (error) {
    return failure("transient", "picture-not-opened", String(error));
  }
}

function cancelling(ctx: ConnectorContext, order: Order): Document | Failure {
  const { signature, at } = noticeOf(order);
  if (order.previousRef === null || !/^\d{35}$/.test(order.previousRef)) return failure("unknownOutcome", "no-message", "");
  return cancelDocument(accountOf(ctx), { key: order.key, day: dayOf(new Date(at)), cancelled: order.previousRef, senderName: signatureText(signature) }, ctx.now());
}

/** Asks the platform how the message stands. It may answer at once, or say no more than that it heard and report by callback. */
export async function look(ctx: ConnectorContext, order: Order): Promise<Status> {
  const message = order.action === "recall" ? order.previousRef : messageOf(ctx, order);
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
