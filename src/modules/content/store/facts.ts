import type { FactKind } from "#kernel/document.ts";
import type { Tx } from "#platform/db/database.ts";

type By = { personId: string; name: string; unitName: string };
export type FactWords = { text: string; number: number | null; source: string; reason: string | null };

/** States a fact for the first time, at the end of its sheet. */
export async function insertFact(tx: Tx, fact: FactWords & { id: string; sheetId: string; kind: FactKind; label: string }, by: By, now: Date): Promise<void> {
  const { n } = await tx.selectFrom("content.fact").select((eb) => eb.fn.countAll<number>().as("n")).where("sheet_id", "=", fact.sheetId).executeTakeFirstOrThrow();
  await tx.insertInto("content.fact").values({ id: fact.id, sheet_id: fact.sheetId, position: n, kind: fact.kind, label: fact.label, current_version: 1 }).execute();
  await insertVersion(tx, fact.id, 1, fact, by, now);
}

/** States it anew; what was said before stays. */
export async function insertVersion(tx: Tx, factId: string, version: number, fact: FactWords, by: By, now: Date): Promise<void> {
  await tx.insertInto("content.fact_version").values({
    fact_id: factId, version, text: fact.text, number: fact.number === null ? null : String(fact.number), source: fact.source, reason: fact.reason,
    stated_by: by.personId, stated_by_name: by.name, stated_by_unit: by.unitName, at: now,
  }).execute();
  await tx.updateTable("content.fact").set({ current_version: version }).where("id", "=", factId).execute();
}

/** Takes a fact off its sheet. */
export const setRetired = (tx: Tx, factId: string, now: Date) => tx.updateTable("content.fact").set({ retired_at: now }).where("id", "=", factId).execute();
