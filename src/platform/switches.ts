import { kept, type Reader, type Tx } from "./db/database.ts";

/** House-wide switches: `demo` is on once the demo province is loaded whole; `outbound` is off after a restore until an administrator releases it (listmonk #1801). */
export type Switch = "outbound" | "demo";

/** Is the switch off? A switch nobody touched is on. */
export async function switchedOff(read: Reader, name: Switch): Promise<boolean> {
  const row = await read.selectFrom("platform.switch").modifyFront(kept).select("value").where("name", "=", name).executeTakeFirst();
  return row?.value === "off";
}

/** Turns a switch; the caller records who did it. */
export async function turn(tx: Tx, name: Switch, value: "on" | "off", now: Date): Promise<void> {
  await tx.insertInto("platform.switch").values({ name, value, changed_at: now })
    .onConflict((c) => c.column("name").doUpdateSet({ value, changed_at: now })).execute();
}

/** Was the switch turned on? A switch nobody touched was not. */
export async function switchedOn(read: Reader, name: Switch): Promise<boolean> {
  const row = await read.selectFrom("platform.switch").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value === "on";
}
