import { sql } from "kysely";
import type { Capabilities } from "#kernel/connector.ts";
import { openDatabase, type Db } from "#platform/db/database.ts";
import { aSendingHouse } from "#modules/dispatch/fixtures/sending.ts";
import { reclaimLost, startSender, type Sender } from "#modules/dispatch/sender/sender.ts";
import type { House } from "#platform/house.ts";
import { drawFrom, type Draw } from "./draw.ts";
import { aChannel, type Caller, type Landscape } from "./fence-far-side.ts";

/** The kinds of channels there are, by what can be known of them. */
export const kinds: readonly Capabilities["idempotency"][] = ["native", "readback", "none"];

const leaseSeconds = 2;

type Ship = { caller: Caller; sender: Sender; sink: () => Promise<void> };

/** Several senders, each with its own connections; one may be lost at any moment and another takes its place. */
export type Fleet = { house: House; crash: (draw: Draw) => void; crashes: () => number; stop: () => Promise<void> };

/** Opens a fleet of senders on one database, with the sweeps that take back what the lost ones held. */
export function openFleet(url: string, size: number, landscape: Landscape, seed: number): Fleet {
  let launched = 0;
  let crashes = 0;
  const launch = (): Ship => {
    const caller: Caller = { dead: false };
    const { db, close } = openDatabase({ url, max: 5 });
    const draw = drawFrom(seed + 7_919 * (launched += 1));
    const house = aSendingHouse(db, kinds.map((kind) => aChannel(kind, landscape, caller, draw)));
    const sender = startSender(house, { leaseSeconds, pollMs: 40, slots: 120, keptForUrgent: 20, maxPerAccount: 60 });
    return { caller, sender, sink: async () => { caller.dead = true; await close(); void sender.stop(); } };
  };
  const shore = openDatabase({ url, max: 24 });
  const house = aSendingHouse(shore.db, kinds.map((kind) => aChannel(kind, landscape, { dead: false }, drawFrom(seed))));
  const ships = Array.from({ length: size }, launch);
  const tending = keepTime(house, shore.db);
  return {
    house,
    crash: (draw) => {
      const at = draw.below(ships.length);
      const lost = ships[at];
      if (!lost || lost.caller.dead) return;
      crashes += 1;
      void lost.sink().catch(() => undefined);
      ships[at] = launch();
    },
    crashes: () => crashes,
    stop: async () => {
      clearInterval(tending);
      await Promise.all(ships.map((ship) => ship.sender.stop()));
      await Promise.all(ships.map((ship) => ship.sink()));
      await shore.close();
    },
  };
}

/** Lost leases are taken back, and time passes quickly for whatever only waits for time: back-offs and looks come due at once. */
function keepTime(house: House, db: Db): NodeJS.Timeout {
  let busy = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    void (async () => {
      await reclaimLost(house);
      await sql`update dispatch.progress set not_before = least(not_before, now()), next_check_at = least(next_check_at, now()) where delivery_id in (
        select delivery_id from dispatch.progress where state in ('queued', 'waiting') and (not_before > now() or next_check_at > now()) for update skip locked)`.execute(db);
    })().catch(() => undefined).finally(() => { busy = false; });
  }, 150);
}
