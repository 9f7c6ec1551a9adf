import type { House } from "#platform/house.ts";
import { doorOfCarriers } from "#modules/carriers/module.ts";
import { doorOfHands } from "#modules/dispatch/module.ts";
import { signingsOf } from "#modules/review/index.ts";
import { doorOfScreens } from "#modules/signage/module.ts";
import { doorOfSite } from "#modules/website/module.ts";

/** A house whose clock runs through the past year: what is done there is done by the product's own actions, at that time. */
export type PastHouse = { house: House; goTo: (at: Date) => void };

/** The clock stands where it is told and from there runs fast, so that a look two seconds later comes soon. */
export function inThePast(present: House, speed = 60): PastHouse {
  let from = present.now().getTime();
  let since = performance.now();
  const now = (): Date => new Date(from + (performance.now() - since) * speed);
  const house: House = { ...present, now, doors: {} };
  Object.assign(house.doors, { site: doorOfSite(house, signingsOf), screens: doorOfScreens(house), hands: doorOfHands(() => house), carriers: doorOfCarriers(house) });
  return { house, goTo: (at) => { from = at.getTime(); since = performance.now(); } };
}
