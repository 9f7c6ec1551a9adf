import type { SealedEdition } from "#kernel/edition.ts";
import { canonical } from "#kernel/fingerprint.ts";
import type { Tx } from "#platform/db/database.ts";

export type FrozenEdition = { sealed: SealedEdition; hash: string; plain: string; contributors: readonly { personName: string; unitName: string; changes: number }[]; by: { personId: string; name: string } };

/** Writes an edition for ever, with the versions of facts and the bytes of attachments it carries. */
export async function insertEdition(tx: Tx, { sealed, hash, plain, contributors, by }: FrozenEdition, now: Date): Promise<void> {
  await tx.insertInto("content.edition").values({
    id: sealed.editionId, piece_id: sealed.pieceId, number: sealed.number, sealed: canonical(sealed), hash, plain, corrects: sealed.correction?.ofEdition ?? null,
    contributors: JSON.stringify(contributors), frozen_by: by.personId, frozen_by_name: by.name, at: now,
  }).execute();
  if (sealed.facts.length > 0) await tx.insertInto("content.edition_fact").values(sealed.facts.map((fact) => ({ edition_id: sealed.editionId, fact_id: fact.id, version: fact.version }))).execute();
  if (sealed.materials.length > 0) await tx.insertInto("content.edition_material").values(sealed.materials.map((m) => ({ edition_id: sealed.editionId, material_id: m.id, sha256: m.sha256 }))).execute();
  await tx.updateTable("content.piece").set({ edition_number: sealed.number, updated_at: now }).where("id", "=", sealed.pieceId).execute();
}

/** Keeps a form tuned by hand. */
export async function saveTuned(tx: Tx, pieceId: string, kind: "short" | "sms" | "led" | "chat" | "caption", template: string, by: string, now: Date): Promise<void> {
  await tx.insertInto("content.tuned_variant").values({ piece_id: pieceId, kind, template, tuned_by: by, at: now })
    .onConflict((c) => c.columns(["piece_id", "kind"]).doUpdateSet({ template, tuned_by: by, at: now })).execute();
}

/** Lets the rule make a form again. */
export const removeTuned = (tx: Tx, pieceId: string, kind: "short" | "sms" | "led" | "chat" | "caption") =>
  tx.deleteFrom("content.tuned_variant").where("piece_id", "=", pieceId).where("kind", "=", kind).execute();

/** Keeps the reason why a suggestion is not taken. */
export async function saveWaiver(tx: Tx, pieceId: string, finding: string, reason: string, by: { personId: string; name: string }, now: Date): Promise<void> {
  await tx.insertInto("content.waived_finding").values({ piece_id: pieceId, finding, reason, by_person: by.personId, by_name: by.name, at: now })
    .onConflict((c) => c.columns(["piece_id", "finding"]).doUpdateSet({ reason, by_person: by.personId, by_name: by.name, at: now })).execute();
}

/** Keeps a word of the list. */
export async function saveTerm(tx: Tx, term: { id: string; term: string; kind: "forbidden" | "outdated"; instead: string; reason: string; appliesFrom: string | null }, by: string, now: Date): Promise<void> {
  const values = { kind: term.kind, instead: term.instead, reason: term.reason, applies_from: term.appliesFrom, changed_by: by, changed_at: now };
  await tx.insertInto("content.term").values({ id: term.id, term: term.term, ...values }).onConflict((c) => c.column("term").doUpdateSet(values)).execute();
}

/** Takes a word off the list; answers which. */
export async function removeTerm(tx: Tx, id: string): Promise<string | null> {
  return (await tx.deleteFrom("content.term").where("id", "=", id).returning("term").executeTakeFirst())?.term ?? null;
}
