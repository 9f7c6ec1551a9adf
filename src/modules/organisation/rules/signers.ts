import type { System } from "#kernel/actor.ts";
import type { UnitLevel } from "./preset.ts";

/** A unit that could sign for its line of command somewhere. */
export type SignerCandidate = { unitId: string; system: System; level: UnitLevel; regionCode: string };

/** Who is proposed to sign a piece, in order, and which lines of command have no unit at that place. */
export type SignerProposal = { unitIds: string[]; missing: System[] };

/** Clause 3.2: by duty two or three units sign together. The topic names the lines of command, the place the unit of each. */
export function proposeSigners(duty: readonly System[], at: { level: UnitLevel; regionCode: string }, open: readonly SignerCandidate[]): SignerProposal {
  const here = (system: System) => open.find((u) => u.system === system && u.level === at.level && u.regionCode === at.regionCode);
  return {
    unitIds: duty.flatMap((system) => here(system)?.unitId ?? []),
    missing: duty.filter((system) => !here(system)),
  };
}
