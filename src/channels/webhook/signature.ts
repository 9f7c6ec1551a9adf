import { createHmac, timingSafeEqual } from "node:crypto";
import type { ConnectorContext, RawCallback } from "#kernel/connector.ts";
import { Problem } from "#kernel/errors.ts";

/** Seconds a signed message may be on its way, either way. */
const grace = 300;

/** The signature of a body: `v1=` and HMAC-SHA256 in hex over `timestamp.body`; the receiver refuses stamps older than five minutes. */
export const webhookSign = (secret: string, timestampSeconds: number, body: string): string =>
  `v1=${createHmac("sha256", secret).update(`${timestampSeconds}.${body}`).digest("hex")}`;

/** What is said to nobody but the log of a message that is not believed. */
export const distrust = (why: string): Problem => new Problem("forbidden", { code: "request.not-trusted", facts: { why } });

/** The text of what the other side sends by itself, signed the way our own messages are (docs/channels/webhook.md): over stamp and raw bytes, with the secret both hold, and not old. */
export function signedText({ secrets, now }: Pick<ConnectorContext, "secrets" | "now">, { headers, body }: RawCallback): string {
  const secret = secrets["secret"] ?? "";
  const stamp = headers["x-tongsheng-timestamp"] ?? "";
  if (secret === "") throw distrust("no secret");
  if (!/^\d{10}$/.test(stamp) || Math.abs(now().getTime() / 1000 - Number(stamp)) > grace) throw distrust("stale");
  const text = new TextDecoder().decode(body);
  const [said, own] = [headers["x-tongsheng-signature"] ?? "", webhookSign(secret, Number(stamp), text)].map((one) => new TextEncoder().encode(one));
  if (!said || !own || said.length !== own.length || !timingSafeEqual(said, own)) throw distrust("signature");
  return text;
}
