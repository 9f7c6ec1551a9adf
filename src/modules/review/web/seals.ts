import type { SealProps, SealState } from "#web/primitives/index.ts";
import type { ReviewView } from "../contract.ts";

const states: Record<ReviewView["signers"][number]["state"], SealState> = { waiting: "not-yet", turn: "turn", signed: "signed", declined: "declined" };

/** The seals under a manifest, each in its state. */
export const sealsOf = (signers: ReviewView["signers"]): SealProps[] => signers.map((s) => ({ char: s.seal || [...s.shortName][0] || "印", unit: s.name, state: states[s.state] }));
