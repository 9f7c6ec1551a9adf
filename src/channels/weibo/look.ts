import type { ConnectorContext, Failure, Order, Status } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { accountOf } from "./account.ts";
import { addressOf, findPost, isEarly, matchesSigned, readPost, type Post } from "./posts.ts";
import { printOf, readRef, secondsOf, writeRef, type Ref } from "./refs.ts";
import { Signed } from "./status.ts";
import { saysTheSame, shownWords } from "./words.ts";

/** Looks, without touching anything, where an order stands. */
export async function look(ctx: ConnectorContext, order: Order): Promise<Status> {
  if (order.action === "recall") return lookForNothing(ctx, order);
  const signed = Signed.parse(parseJson(order.payload));
  const ref = readRef(order.ref);
  return ref?.kind === "post" ? lookAtPost(ctx, ref, signed) : lookForPost(ctx, ref, signed);
}

const unclear = (why: Failure): Status => ({ state: "unclear", rawBody: why.rawBody === "" ? why.rawCode : why.rawBody });

function seen(ctx: ConnectorContext, post: Post, ref: Ref, signed: Signed, rawBody: string): Status {
  const matches = matchesSigned(post, signed);
  return { state: "present", rung: matches ? "verified" : "published", ref: writeRef(ref), url: addressOf(accountOf(ctx).uid, post), ...(matches === undefined ? {} : { matches }), rawBody };
}

/** How long a post is read back: one that the platform shows otherwise than it was signed would use up the calls of the day, which are counted. */
const readBackSeconds = 6 * 3600;

/** Reads a post back word for word. One that is gone was taken away by somebody, unless it is too new to be shown everywhere. */
async function lookAtPost(ctx: ConnectorContext, ref: Ref, signed: Signed): Promise<Status> {
  if (secondsOf(ctx.now()) - ref.atSeconds > readBackSeconds) return { state: "unclear", rawBody: "not read back any longer" };
  const shown = await readPost(ctx, ref.id);
  if (!shown.ok) return unclear(shown);
  if (shown.post) return seen(ctx, shown.post, ref, signed, shown.rawBody);
  if (isEarly(ctx, ref)) return { state: "pending", rawBody: shown.rawBody };
  return { state: "refused", failure: failure("recipient", "deleted", `发布后被删除，或平台不再展示 ${shown.rawBody}`), rawBody: shown.rawBody };
}

/** No answer told a number: the words are looked for. Words the platform says it has, or whose time nobody knows, are never proven absent: a person looks. */
async function lookForPost(ctx: ConnectorContext, ref: Ref | null, signed: Signed): Promise<Status> {
  const found = await findPost(ctx, ref, ({ text }) => saysTheSame(text, signed.status));
  if (!found.ok) return unclear(found);
  if (found.post) return seen(ctx, found.post, { kind: "post", id: found.post.idstr, atSeconds: secondsOf(found.post.created_at) }, signed, found.rawBody);
  if (found.none) return { state: "absent", rawBody: found.rawBody };
  return { state: ref?.kind === "lost" && isEarly(ctx, ref) ? "pending" : "unclear", rawBody: found.rawBody };
}

/** A recall is done when the post is not there; what never came out was never there. */
async function lookForNothing(ctx: ConnectorContext, { previousRef, key }: Order): Promise<Status> {
  const done = (rawBody: string): Status => ({ state: "present", rung: "published", ref: previousRef ?? key, rawBody });
  const ref = readRef(previousRef);
  if (!ref) return { state: "unclear", rawBody: "no-post" };
  if (ref.kind === "post") {
    const shown = await readPost(ctx, ref.id);
    if (!shown.ok) return unclear(shown);
    return shown.post ? { state: "absent", rawBody: shown.rawBody } : done(shown.rawBody);
  }
  const found = await findPost(ctx, ref, ({ text }) => printOf(shownWords(text)) === ref.id);
  if (!found.ok) return unclear(found);
  if (found.post) return { state: "absent", rawBody: found.rawBody };
  return found.none ? done(found.rawBody) : { state: "unclear", rawBody: found.rawBody };
}
