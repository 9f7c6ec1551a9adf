import { z } from "zod";
import type { ConnectorContext, RawCallback, VerifiedReceipt } from "#kernel/connector.ts";
import { evidence, failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { distrust, signedText } from "./signature.ts";

/** How far the receiver's clock may be ahead of ours, in milliseconds. */
const aheadMs = 300_000;

/** What the receiver says later of one message. Its own word proves that it took or published it; that the words are the same only a look can prove, and what people saw nobody here. */
const Word = z.strictObject({
  type: z.literal("tongsheng.receipt"),
  key: z.string().regex(/^[A-Za-z0-9._:-]{8,128}$/),
  /** The receiver's own name of this word: the same one again says nothing new. */
  id: z.string().min(1).max(100),
  at: z.iso.datetime(),
  state: z.enum(["accepted", "published", "failed"]),
  /** Why not, in the receiver's words. */
  code: z.string().max(100).optional(),
  reason: z.string().max(500).optional(),
});

/** Reads a later answer of the receiving system (docs/channels/webhook.md): signed, not old, not ahead of time. Whatever is brought again has the same name and counts once. */
export function readWord(ctx: Pick<ConnectorContext, "secrets" | "now">, raw: RawCallback): VerifiedReceipt[] {
  const text = signedText(ctx, raw);
  const word = Word.safeParse(parseJson(text));
  if (!word.success) throw distrust("not as agreed");
  const { key, id, state, code = state, reason = "" } = word.data;
  const at = new Date(word.data.at);
  if (at.getTime() > ctx.now().getTime() + aheadMs) throw distrust("from the future");
  const common = { key, eventId: `${key}:${id}`, at, rawBody: evidence(text) };
  return [state === "failed" ? { ...common, failure: failure("content", code, reason) } : { ...common, rung: state }];
}
