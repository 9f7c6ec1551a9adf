import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { CarrierCounts } from "#kernel/carrier.ts";
import type { ConnectorContext, RawCallback, VerifiedReceipt } from "#kernel/connector.ts";
import { Problem } from "#kernel/errors.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { parseJson } from "../json.ts";
import { webhookSign } from "../webhook/connector.ts";

/** Seconds a signed answer may be on its way. */
const grace = 300;

const Answer = CarrierCounts.extend({ key: z.string().regex(/^[A-Za-z0-9._:-]{8,128}$/), id: z.string().min(1).max(100) });

const distrust = (why: string): Problem => new Problem("forbidden", { code: "request.not-trusted", facts: { why } });

/** Reads a carrier's signed figures (docs/channels/carrier.md): HMAC over stamp and raw bytes; messages that went out prove publication, a reception alone proves acceptance. */
export function readCounts({ secrets, now }: Pick<ConnectorContext, "secrets" | "now">, { headers, body }: RawCallback): VerifiedReceipt[] {
  const secret = secrets["secret"] ?? "";
  const stamp = headers["x-tongsheng-timestamp"] ?? "";
  if (secret === "") throw distrust("no secret");
  if (!/^\d{10}$/.test(stamp) || Math.abs(now().getTime() / 1000 - Number(stamp)) > grace) throw distrust("stale");
  const text = new TextDecoder().decode(body);
  const [said, own] = [headers["x-tongsheng-signature"] ?? "", webhookSign(secret, Number(stamp), text)].map((one) => new TextEncoder().encode(one));
  if (!said || !own || said.length !== own.length || !timingSafeEqual(said, own)) throw distrust("signature");
  const answer = Answer.safeParse(parseJson(text));
  if (!answer.success) throw distrust("not as agreed");
  const { key, id, ...figures } = answer.data;
  const published = figures.counts.some(({ sent }) => sent > 0);
  return [{ key, eventId: id, at: new Date(figures.takenAt), rung: published ? "published" : "accepted", rawBody: canonical(figures) }];
}
