import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { LoadPlan } from "../rules/load.ts";

const inChunks = async <T>(rows: readonly T[], write: (chunk: T[]) => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < rows.length; i += 500) await write(rows.slice(i, i + 500));
};

/** Which codes and seals the house has already. */
export async function codesLoaded(tx: Tx): Promise<{ regionCodes: Set<string>; unitCodes: Set<string>; seals: Set<string> }> {
  const regions = await tx.selectFrom("organisation.region").select("code").execute();
  const units = await tx.selectFrom("organisation.unit").select("code").execute();
  const seals = await tx.selectFrom("organisation.unit_name as n").innerJoin("organisation.unit as u", "u.id", "n.unit_id").select("n.seal").where("n.valid_to", "is", null).execute();
  return { regionCodes: new Set(regions.map((r) => r.code)), unitCodes: new Set(units.map((u) => u.code)), seals: new Set(seals.map((s) => s.seal)) };
}

/** Writes the regions of a load with their parents by date. */
export async function insertRegions(tx: Tx, { regions, since }: LoadPlan, now: Date): Promise<void> {
  await inChunks(regions, (chunk) => tx.insertInto("organisation.region").values(chunk.map((r) => ({
    code: r.code, name: r.name, short_name: r.shortName ?? null, kind: r.kind, hidden: r.hidden, became: r.became ?? null,
    valid_from: r.from ?? since, valid_to: r.to ?? null, evidence: r.evidence, verified: r.verified,
  }))).execute());
  await inChunks(regions.flatMap((r) => r.parents.map((p) => ({ code: r.code, parent: p }))), (chunk) => tx.insertInto("organisation.region_parent").values(chunk.map(({ code, parent }) => ({
    id: newId(now), region_code: code, parent_code: parent.code, valid_from: parent.from ?? since, valid_to: parent.to ?? null,
  }))).execute());
}

/** Writes the units of a load with their names and parents by date. */
export async function insertUnits(tx: Tx, { units, since }: LoadPlan, now: Date): Promise<void> {
  await inChunks(units, (chunk) => tx.insertInto("organisation.unit").values(chunk.map((u) => ({
    id: newId(now), code: u.code, system: u.system, level: u.level, region_code: u.region, office: u.office ?? null, sees: u.sees, addressee: u.addressee,
    role: u.role ?? null, opened_on: u.openedOn, evidence: u.evidence, verified: u.verified, note: u.note ?? null,
  }))).execute());
  const ids = new Map((await tx.selectFrom("organisation.unit").select(["id", "code"]).execute()).map((u) => [u.code, u.id]));
  const idOf = (code: string): string => {
    const id = ids.get(code);
    if (!id) throw new Error(`preset: unit ${code} is not there`);
    return id;
  };
  await inChunks(units.flatMap((u) => u.names.map((n) => ({ unitId: idOf(u.code), n }))), (chunk) => tx.insertInto("organisation.unit_name").values(chunk.map(({ unitId, n }) => ({
    id: newId(now), unit_id: unitId, kind: n.kind, name: n.name, short_name: n.shortName, seal: n.seal, valid_from: n.from ?? since, valid_to: n.to ?? null, evidence: n.evidence, verified: n.verified,
  }))).execute());
  await inChunks(units.flatMap((u) => u.parents.map((p) => ({ unitId: idOf(u.code), p }))), (chunk) => tx.insertInto("organisation.unit_parent").values(chunk.map(({ unitId, p }) => ({
    id: newId(now), unit_id: unitId, parent_id: idOf(p.code), valid_from: p.from ?? since, valid_to: p.to ?? null,
  }))).execute());
}

/** Keeps the parts of a load as the preset says them. */
export async function saveLoadedParts(tx: Tx, parts: LoadPlan["parts"], now: Date): Promise<void> {
  for (const { part, facts, sha256 } of parts) {
    const row = { facts: JSON.stringify(facts), loaded_sha256: sha256, changed_at: now };
    await tx.insertInto("organisation.fact_part").values({ part, ...row }).onConflict((c) => c.column("part").doUpdateSet(row)).execute();
  }
}

/** Keeps a part as people changed it; later loads leave it alone. */
export const saveEditedPart = (tx: Tx, part: string, facts: unknown, now: Date) =>
  tx.updateTable("organisation.fact_part").set({ facts: JSON.stringify(facts), changed_at: now, edited: true }).where("part", "=", part).executeTakeFirst();
