import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import type { Timing } from "./plan.ts";

/** The bytes of one account, as rendered for signing. */
export type Rendition = { accountId: string; connectorId: string; hash: string };

/** Everything a signature covers: facts, text, attachments, every rendered variant, target accounts, time, and who is asked. */
export type ManifestParts = {
  edition: SealedEdition; editionHash: string; renditions: readonly Rendition[]; signers: readonly { unitId: string; role: "lead" | "co" }[]; inOrder: boolean; timing: Timing;
};

/** Writes the manifest down; the same parts give the same bytes and so the same hash. */
export function writeManifest(parts: ManifestParts): { body: string; hash: string } {
  const { edition, timing } = parts;
  const body = canonical({
    version: 1,
    piece: edition.pieceId, edition: edition.number, editionHash: parts.editionHash,
    title: edition.title,
    facts: edition.facts.map((fact) => ({ id: fact.id, version: fact.version, text: fact.text })),
    materials: edition.materials.map((material) => ({ id: material.id, sha256: material.sha256 })),
    signature: edition.signature.units.map((unit) => ({ unitId: unit.unitId, name: unit.name })),
    signers: parts.signers, inOrder: parts.inOrder,
    renditions: parts.renditions.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)),
    sendAt: timing.sendAt?.toISOString() ?? null, embargoUntil: timing.embargoUntil?.toISOString() ?? null, notAfter: timing.notAfter?.toISOString() ?? null,
  });
  return { body, hash: sha256Hex(body) };
}
