import { SignatureLine } from "#kernel/edition.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Urgency } from "#kernel/urgency.ts";
import type { ClearedManifest } from "../rules/clearance.ts";

/** A manifest with everything dispatch needs, only if it is cleared; null otherwise. */
export async function clearedManifest(read: Reader, manifestId: string): Promise<ClearedManifest | null> {
  const m = await read.selectFrom("review.manifest as m")
    .innerJoin("review.clearance as c", "c.manifest_id", "m.id")
    .innerJoin("content.piece as p", "p.id", "m.piece_id")
    .select(["m.id", "m.piece_id", "m.edition_id", "m.edition_number", "m.hash", "m.send_at", "m.embargo_until", "m.not_after", "p.urgency", "p.lane", "p.title", "c.at"])
    .where("m.id", "=", manifestId).executeTakeFirst();
  if (!m) return null;
  const renditions = await read.selectFrom("review.rendition").select(["account_id", "connector_id", "hash"]).where("manifest_id", "=", manifestId).orderBy("account_id").execute();
  return {
    id: m.id, pieceId: m.piece_id, editionId: m.edition_id, editionNumber: m.edition_number, hash: m.hash, title: m.title,
    urgency: m.urgency as Urgency, lane: m.lane ?? 4, sendAt: m.send_at, embargoUntil: m.embargo_until, notAfter: m.not_after, clearedAt: m.at,
    renditions: renditions.map((r) => ({ accountId: r.account_id, connectorId: r.connector_id, hash: r.hash })),
  };
}

/** The signature line under a manifest, as its units were named that day. */
export async function signatureLineOf(read: Reader, manifestId: string): Promise<SignatureLine> {
  const edition = await read.selectFrom("review.manifest as m").innerJoin("content.edition as e", "e.id", "m.edition_id").select("e.sealed").where("m.id", "=", manifestId).executeTakeFirstOrThrow();
  return SignatureLine.parse((JSON.parse(edition.sealed) as { signature: unknown }).signature);
}

/** When each unit signed the cleared manifest of an edition; for the public page of the article. */
export async function signingsOf(read: Reader, pieceId: string, editionNumber: number): Promise<{ unitId: string; at: Date }[]> {
  return read.selectFrom("review.signature as s").innerJoin("review.clearance as c", "c.manifest_id", "s.manifest_id").innerJoin("review.manifest as m", "m.id", "s.manifest_id")
    .select(["s.unit_id as unitId", "s.at"]).where("m.piece_id", "=", pieceId).where("m.edition_number", "=", editionNumber).where("s.decision", "=", "signed").orderBy("s.at").execute();
}
