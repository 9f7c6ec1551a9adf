import type { Contacts } from "#platform/health/watchdog.ts";
import type { House } from "#platform/house.ts";
import { switchedOff } from "#platform/switches.ts";
import { staffAccounts, tellThrough } from "#modules/channels/index.ts";
import { leadUnitId, officersNow } from "./views/officers.ts";

/** Each way gets so long, so that several dead ones still leave time within the minute. */
const wayMs = 5_000;

/** Who is on duty for the province and how to reach them, with secrets opened, for when the database cannot be asked any more. */
export async function watchdogContacts(house: House): Promise<Contacts> {
  const lead = await leadUnitId(house.db);
  if (lead === null || await switchedOff(house.db, "outbound")) return { people: [], ways: [] };
  const [officers, accounts] = [await officersNow(house.db, lead, house.now()), await staffAccounts(house.db, house.vault, [lead])];
  return {
    people: officers.people.map((person) => person.name),
    ways: accounts.map((account) => ({ name: account.name, tell: (alert, key) => tellThrough(house, account, alert, key, wayMs) })),
  };
}
