import { theHouse } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { OptIn, OptMove, OptOut, whyNotEndpoint } from "../rules/subscription.ts";
import * as store from "../store.ts";
import { siteKey } from "../views.ts";

// No request's id and no person: the house only sees that somebody, some day, wants to be reminded.
const unseen = (house: House) => contextOf(house, theHouse, "push");

/** Where a browser is reached, as it is kept: known by a sum of its address, the rest sealed; refused where nothing may be sent, or for another site's key. */
async function placeOf(house: House, { endpoint, keys, serverKey }: Omit<OptIn, "urgentOnly">): Promise<Decision<{ id: string; serverKey: string; sealed: string }>> {
  const reachable = whyNotEndpoint(endpoint);
  if (!reachable.ok) return reachable;
  if (serverKey !== (await siteKey(house.db))) return refuse("push.other-key");
  return permit({ id: sha256Hex(endpoint), serverKey, sealed: house.vault.seal(JSON.stringify({ endpoint, ...keys })) });
}

/** Takes a browser's wish to be reminded; the same one twice is one row. Nothing of the request but its words comes here, and nobody who asks is written into the record. */
export async function optIn(house: House, said: unknown): Promise<Decision<true>> {
  const wish = OptIn.safeParse(said);
  if (!wish.success) return refuse("push.malformed");
  const place = await placeOf(house, wish.data);
  if (!place.ok) return place;
  await unseen(house).observe((tx) => store.keepSubscription(tx, { ...place.value, urgentOnly: wish.data.urgentOnly, day: isoDay(house.now()) }));
  return permit(true);
}

/** Follows a browser to its new place with its wish and what it is still to be told. Where nobody stood, nobody is kept: only who asked is told anything. */
export async function optMove(house: House, said: unknown): Promise<Decision<true>> {
  const wish = OptMove.safeParse(said);
  if (!wish.success) return refuse("push.malformed");
  const place = await placeOf(house, wish.data);
  if (!place.ok) return place;
  await unseen(house).observe((tx) => store.moveSubscription(tx, sha256Hex(wish.data.left), place.value));
  return permit(true);
}

/** Forgets a browser at once; one that was never known is forgotten already. */
export async function optOut(house: House, said: unknown): Promise<Decision<true>> {
  const wish = OptOut.safeParse(said);
  if (!wish.success) return refuse("push.malformed");
  await unseen(house).observe((tx) => store.dropSubscriptions(tx, [sha256Hex(wish.data.endpoint)]));
  return permit(true);
}
