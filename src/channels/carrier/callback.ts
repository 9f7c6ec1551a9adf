import { z } from "zod";
import { CarrierCounts } from "#kernel/carrier.ts";
import type { ConnectorContext, RawCallback, VerifiedReceipt } from "#kernel/connector.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { parseJson } from "../json.ts";
import { distrust, signedText } from "../webhook/signature.ts";

const Answer = CarrierCounts.extend({ key: z.string().regex(/^[A-Za-z0-9._:-]{8,128}$/), id: z.string().min(1).max(100) });

/** Reads a carrier's signed figures (docs/channels/carrier.md): HMAC over stamp and raw bytes; messages that went out prove publication, a reception alone proves acceptance. */
export function readCounts(ctx: Pick<ConnectorContext, "secrets" | "now">, raw: RawCallback): VerifiedReceipt[] {
  const answer = Answer.safeParse(parseJson(signedText(ctx, raw)));
  if (!answer.success) throw distrust("not as agreed");
  const { key, id, ...figures } = answer.data;
  const published = figures.counts.some(({ sent }) => sent > 0);
  return [{ key, eventId: id, at: new Date(figures.takenAt), rung: published ? "published" : "accepted", rawBody: canonical(figures) }];
}
