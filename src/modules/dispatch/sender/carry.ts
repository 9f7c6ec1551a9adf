import type { House } from "#platform/house.ts";
import type { CallableAccount } from "#modules/channels/index.ts";
import type { Claimed } from "../store/claim.ts";
import { markSubmitting } from "../store/leases.ts";
import { deliver, look, type Call } from "./deliver.ts";
import { marks, settlementOfAnswer, settlementOfLook, settlementWithoutChannel } from "./settlements.ts";
import type { Settler } from "./settler.ts";

/** Until when this process may act on a delivery it took. Renewed while it lives; a process that slept through it calls nobody. */
export type Held = { done: Promise<void>; until: number };

/** A delivery with its channel and account; null where the house has that channel no more. */
export function callOf(house: House, delivery: Claimed, accounts: ReadonlyMap<string, CallableAccount>): Call | null {
  const connector = house.connectors.get(delivery.connectorId);
  const account = accounts.get(delivery.accountId);
  return connector && account ? { delivery, connector, account } : null;
}

/** Sends one delivery and writes down what came of it; nothing where the lease is gone. */
export async function sendOne(house: House, delivery: Claimed, call: Call | null, results: Settler, held: Held): Promise<void> {
  if (!call) return results.add(settlementWithoutChannel(delivery, house.now()));
  const unmarked = !marks(call.connector);
  const answered = await deliver(house, call, async () => (unmarked || (await markSubmitting(house.db, delivery.id, house.processId, delivery.attempt))) && house.now().getTime() < held.until);
  if (answered.stood) await results.add(settlementOfAnswer(delivery, call.connector, answered.answer, house.now(), Math.random()));
}

/** Looks at one delivery and writes down what was seen. */
export async function lookOne(house: House, delivery: Claimed, call: Call | null, results: Settler): Promise<void> {
  if (!call) return results.add(settlementWithoutChannel(delivery, house.now()));
  const status = await look(house, call);
  await results.add(settlementOfLook(call.delivery, call.connector, status, house.now(), Math.random()));
}
