import { sql } from "kysely";
import { followed, gainOf, remembered } from "#opinion/heat/usual.ts";
import type { Tx } from "#platform/db/database.ts";

const hourMs = 3_600_000;
const numberOf = (hour: Date): number => Math.floor(hour.getTime() / hourMs);

/** Notes that a source was looked at, and how long its list was; the hours its items were said in count as looked at too. */
export async function noteLook(tx: Tx, sourceId: string, { at, length, saidIn }: { at: Date; length: number | null; saidIn: readonly Date[] }): Promise<void> {
  const hour = new Date(numberOf(at) * hourMs);
  const newest = await tx.selectFrom("opinion.look").select(["hour", "usual_gain", "gain_sum", "gain_count"]).where("source_id", "=", sourceId).where("hour", "<=", hour).orderBy("hour", "desc").limit(1).executeTakeFirst();
  const usual = newest ? followed(newest.usual_gain, newest.gain_sum, newest.gain_count) : null;
  await tx.insertInto("opinion.look").values({ source_id: sourceId, hour, length, usual_gain: usual })
    .onConflict((c) => c.columns(["source_id", "hour"]).doUpdateSet({ length: sql`greatest(opinion.look.length, excluded.length)` })).execute();
  const others = [...new Map(saidIn.filter((one) => numberOf(one) !== numberOf(at)).map((one) => [one.getTime(), { source_id: sourceId, hour: one, length: null, usual_gain: null }])).values()];
  if (others.length > 0) await tx.insertInto("opinion.look").values(others).onConflict((c) => c.doNothing()).execute();
}

/** An item in an hour. */
export type ItemHour = { itemId: string; hour: Date };
export const itemHourKey = ({ itemId, hour }: ItemHour): string => `${itemId} ${hour.getTime()}`;

/** Reads each item gained in an hour since it was seen before, by item and hour; the source learns from it what is usual, from every item once an hour. */
export async function readsGained(tx: Tx, sourceId: string, seen: readonly (ItemHour & { reads: number | null })[]): Promise<Map<string, number>> {
  const told = seen.flatMap(({ itemId, hour, reads }) => (reads === null || reads <= 0 ? [] : [{ itemId, hour, reads }]));
  const gains = new Map<string, number>();
  if (told.length === 0) return gains;
  const { rows } = await sql<{ itemId: string; hour: Date; reads: number; gain: number | null }>`
    select item_id as "itemId", hour, reads, gain from opinion.sighting where item_id = any(${told.map((one) => one.itemId)}::uuid[]) and reads > 0
      and hour >= ${new Date(Math.min(...told.map((one) => one.hour.getTime())) - remembered * hourMs)} order by hour`.execute(tx);
  const before = Map.groupBy(rows, (row) => row.itemId);
  const learned = new Map<number, { sum: number; count: number }>();
  for (const { itemId, hour, reads } of told) {
    const known = before.get(itemId) ?? [];
    const last = known.findLast((row) => row.hour < hour);
    const same = known.find((row) => row.hour.getTime() === hour.getTime());
    const gain = gainOf(last ? { hour: numberOf(last.hour), reads: last.reads } : null, { hour: numberOf(hour), reads: Math.max(reads, same?.reads ?? 0) });
    if (gain === null) continue;
    gains.set(itemHourKey({ itemId, hour }), gain);
    const of = learned.get(hour.getTime()) ?? { sum: 0, count: 0 };
    of.sum += Math.log(Math.max(1, gain)) - (same?.gain == null ? 0 : Math.log(Math.max(1, same.gain)));
    of.count += same?.gain == null ? 1 : 0;
    learned.set(hour.getTime(), of);
  }
  for (const [hour, { sum, count }] of learned) {
    await tx.updateTable("opinion.look").set((eb) => ({ gain_sum: eb("gain_sum", "+", sum), gain_count: eb("gain_count", "+", count) })).where("source_id", "=", sourceId).where("hour", "=", new Date(hour)).execute();
  }
  return gains;
}
