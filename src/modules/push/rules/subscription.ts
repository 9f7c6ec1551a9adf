import { z } from "zod";
import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** A point of the curve P-256, uncompressed, and the shared secret of 16 bytes, as browsers hand them out (RFC 8291 §2); base64url without padding. */
const p256dh = z.string().regex(/^B[A-Za-z0-9_-]{86}$/);
const auth = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** What a browser sends to be reminded: where it is reached, its two keys, the key of the site it trusts, and whether only urgent reminders are wanted. */
export const OptIn = z.object({ endpoint: z.string().max(1024), keys: z.object({ p256dh, auth }), serverKey: p256dh, urgentOnly: z.boolean() });
export type OptIn = z.infer<typeof OptIn>;

/** What a browser sends whose place changed by itself: which it left, and everything of the new one; its wish stays what it was. */
export const OptMove = OptIn.omit({ urgentOnly: true }).extend({ left: z.string().max(1024) });

/** What a browser sends to be left alone again. */
export const OptOut = z.object({ endpoint: z.string().max(1024) });

/** What is sealed of a subscription. */
export const Sealed = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });

const names = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const inner = /\.(local|localhost|internal|intranet|lan|home|corp|private|onion|arpa|invalid|test)$/;

/**
 * Why nothing is ever sent to that place: push services are reached by a public name over HTTPS on the usual port (RFC 8030 §8).
 * What a name leads to is judged by the house's one way out at every call; a private address found there ends the subscription.
 */
export function whyNotEndpoint(endpoint: string): Decision<true> {
  const parts = /^https:\/\/([^/?#]+)\/[\x21-\x22\x24-\x7e]+$/.exec(endpoint);
  const host = parts?.[1]?.replace(/:443$/, "") ?? "";
  return names.test(host) && !inner.test(host) ? permit(true) : refuse("push.endpoint");
}
