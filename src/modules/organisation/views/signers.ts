import type { System } from "#kernel/actor.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Basis } from "../rules/basis.ts";
import { proposeSigners } from "../rules/signers.ts";
import { factsOf } from "./facts.ts";
import { cardOf, unitRecords, unitsById } from "./units.ts";

/** A unit as a signature line names it. */
export type SignerLine = { unitId: string; name: string; shortName: string; seal: string };

/** Whose signatures are proposed for a topic at the place and level of a unit, with the names of that day (clause 3.2). */
export async function signerProposal(read: Reader, topicCode: string, atUnitId: string, day: string): Promise<{ units: SignerLine[]; missing: System[]; basis: Basis } | null> {
  const topic = (await factsOf(read, "topics"))?.find((t) => t.code === topicCode);
  const at = (await unitsById(read, [atUnitId], day)).get(atUnitId);
  if (!topic || !at) return null;
  const rows = await read.selectFrom("organisation.unit").select("id").where("level", "=", at.level).where("region_code", "=", at.regionCode).execute();
  const near = (await unitRecords(read, rows.map((r) => r.id))).map((u) => cardOf(u, day)).filter((u) => u.open);
  const proposal = proposeSigners(topic.signers, at, near.map((u) => ({ unitId: u.id, system: u.system, level: u.level, regionCode: u.regionCode })));
  const lines = new Map(near.map((u) => [u.id, { unitId: u.id, name: u.name, shortName: u.shortName, seal: u.seal }]));
  const { evidence, verified, source, note } = topic;
  return { units: proposal.unitIds.flatMap((id) => lines.get(id) ?? []), missing: proposal.missing, basis: { evidence, verified, ...(source ? { source } : {}), ...(note ? { note } : {}) } };
}
