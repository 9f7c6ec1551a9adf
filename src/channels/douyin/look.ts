import type { ConnectorContext, Failure, Order, Status } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { findItem, isAsSigned, isEarly, readItem, type Item } from "./items.ts";
import { Signed } from "./post.ts";
import { readRef, secondsOf, writeRef, type Ref } from "./refs.ts";

/** Looks, without touching anything, where an order stands. */
export async function look(ctx: ConnectorContext, order: Order): Promise<Status> {
  const ref = readRef(order.ref);
  if (order.action === "recall" || !ref) return { state: "unclear", rawBody: "no-post" };
  const signed = Signed.parse(parseJson(order.payload));
  return ref.kind === "item" ? lookAtItem(ctx, ref, signed) : lookForItem(ctx, ref, signed);
}

const unclear = (why: Failure): Status => ({ state: "unclear", rawBody: why.rawBody === "" ? why.rawCode : why.rawBody });

/** How long a post is looked at: an audit may take a day, and one whose status this application is not told would be asked about for ever. */
const readBackSeconds = 2 * 86_400;

/** Reads a post by its number. One the platform does not tell of may not be listed yet, or somebody deleted it: no page says which, so a person looks. */
async function lookAtItem(ctx: ConnectorContext, ref: Extract<Ref, { kind: "item" }>, signed: Signed): Promise<Status> {
  if (secondsOf(ctx.now()) - ref.atSeconds > readBackSeconds) return { state: "unclear", rawBody: "not read back any longer" };
  const read = await readItem(ctx, ref.id);
  if (!read.ok) return unclear(read);
  return read.item ? standing(read.item, ref, signed, read.rawBody) : { state: isEarly(ctx, ref) ? "pending" : "unclear", rawBody: read.rawBody };
}

/** No answer told a number: the words are looked for. */
async function lookForItem(ctx: ConnectorContext, ref: Ref, signed: Signed): Promise<Status> {
  const found = await findItem(ctx, ref, signed);
  if (!found.ok) return unclear(found);
  if (found.item) return standing(found.item, { kind: "item", id: found.item.item_id, atSeconds: found.item.create_time }, signed, found.rawBody);
  if (isEarly(ctx, ref)) return { state: "pending", rawBody: found.rawBody };
  return { state: found.none ? "absent" : "unclear", rawBody: found.rawBody };
}

/** What the platform's own word on a post means (video_status): 1 was later told apart into 5 public, 6 for friends, 7 private; 2 unfit to be public; 4 under audit. */
const refusals: Readonly<Record<number, readonly [cls: "content" | "recipient", zh: string]>> = {
  2: ["content", "平台审核没有通过，不适宜公开"], 6: ["recipient", "发布后被人改为好友可见"], 7: ["recipient", "发布后被人改为私密"],
};

/** Where a post stands. An application that is told no status sees that the platform has the post and not that the public does: no more than `accepted` is claimed then. */
function standing(item: Item, ref: Ref, signed: Signed, rawBody: string): Status {
  const { video_status: status, is_reviewed: reviewed } = item;
  const refused = refusals[status ?? 0];
  if (refused) return { state: "refused", failure: failure(refused[0], `video_status ${status}`, `${refused[1]} ${rawBody}`), rawBody };
  if (status === 4 || (status === undefined && reviewed === false)) return { state: "pending", rawBody };
  return {
    state: "present", rung: status === 1 || status === 5 ? "published" : "accepted", ref: writeRef(ref), ...(item.share_url ? { url: item.share_url } : {}),
    ...(isAsSigned(item, signed) ? {} : { matches: false }), rawBody,
  };
}
