import type { Tx } from "#platform/db/database.ts";
import { closeAlerts } from "#modules/duty/index.ts";
import type { Voided } from "../store/release.ts";

const alertKinds = ["dispatch.failed", "dispatch.unknown", "dispatch.overdue", "dispatch.undecided"] as const;

/** Closes what people were called about a delivery, with the word that settled it. */
export const callOff = (tx: Tx, deliveryId: string, note: string, now: Date): Promise<void> => closeAlerts(tx, { type: "delivery", id: deliveryId }, alertKinds, note, now);

/** The same for deliveries that never leave; most of them nobody was called about. */
export async function callOffVoided(tx: Tx, voided: readonly Voided[], note: string, now: Date): Promise<void> {
  for (const { id, called } of voided) if (called) await callOff(tx, id, note, now);
}
