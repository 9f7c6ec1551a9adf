import { allow } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Context } from "#platform/http/context.ts";
import type { Reader } from "#platform/db/database.ts";
import { mayReadTopics, maySetRetention } from "../policy.ts";
import { deletedBefore, usualDays } from "../rules/retention.ts";
import { deleteOld, saveRetention, type Deleted } from "../store/items.ts";
import { retentionOf } from "../views/sources.ts";

/** Topics that somebody above still needs, such as an open case. */
export type NeededTopics = (read: Reader) => Promise<readonly string[]>;

const mostAtOnce = 5_000;

/** How long public items are kept. */
export async function readRetention(ctx: Context) {
  allow(mayReadTopics(ctx.actor), "opinion.may-not-read");
  const set = await retentionOf(ctx.read);
  return { keepDays: set?.keepDays ?? usualDays, changedByName: set?.changedByName ?? null, maySet: maySetRetention(ctx.actor) };
}

/** Sets how long public items are kept. */
export async function setRetention(ctx: Context, { keepDays }: { keepDays: number }): Promise<void> {
  allow(maySetRetention(ctx.actor), "opinion.may-not-set-retention");
  await ctx.write(async (tx) => {
    const before = (await retentionOf(tx))?.keepDays ?? usualDays;
    await saveRetention(tx, keepDays, ctx.actor.name, ctx.now());
    record(tx, { action: "opinion.set-retention", subject: { type: "house", id: "opinion" }, facts: { days: keepDays, before } });
  });
}

/** Deletes what is older than the setting, in portions; what an open topic or a case needs stays. */
export async function sweepOld(ctx: Context, needed: NeededTopics): Promise<Deleted> {
  const all = { items: 0, heat: 0, topics: 0 };
  for (let more = true; more;) {
    const part = await ctx.write(async (tx) => {
      const days = (await retentionOf(tx))?.keepDays ?? usualDays;
      const deleted = await deleteOld(tx, deletedBefore(ctx.now(), days), await needed(tx), mostAtOnce);
      record(tx, { action: "opinion.delete-old", subject: { type: "house", id: "opinion" }, facts: { days, ...deleted } });
      return deleted;
    });
    for (const name of ["items", "heat", "topics"] as const) all[name] += part[name];
    more = part.items === mostAtOnce;
  }
  return all;
}
