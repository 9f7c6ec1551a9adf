import { allow, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import type { Brought } from "../contract.ts";
import { newWatch, readManual, readTable, type Harvest, type ManualEntry } from "../listening/importers.ts";
import { mayTriage } from "../policy.ts";
import { keepItems } from "../store/items.ts";
import { insertSource } from "../store/sources.ts";
import { handOf } from "../views/sources.ts";

// Rows turned away are said one by one, up to a number a person can look at.
const mostRefusals = 200;

/** What was turned away, as the screen says it. */
export const turnedAway = (refused: Harvest["refused"]) => ({
  refused: refused.slice(0, mostRefusals).map(({ entry, part, refusal }) => ({ entry, part, code: refusal.code, facts: refusal.facts ?? {} })), refusedInAll: refused.length,
});

const broughtOf = (harvest: Harvest, fresh: number): Brought => ({ read: harvest.items.length, fresh, ...turnedAway(harvest.refused) });

/** The source under which a unit enters by hand, made with the first entry. */
async function handFor(ctx: Context, tx: Tx, unitId: string): Promise<string> {
  const known = await handOf(tx, unitId);
  if (known) return known.id;
  const made = await insertSource(tx, { unitId, label: "手工录入", format: "hand", kind: "manual", url: "", settings: "{}", leastMinutes: 1, mostMinutes: 1440, watch: JSON.stringify(newWatch(ctx.now().getTime())), nextAt: null }, ctx.actor.name, ctx.now());
  const hand = made ?? (await handOf(tx, unitId))?.id;
  if (!hand) throw new Problem("refused", { code: "opinion.label-taken", facts: { label: "手工录入" } });
  return hand;
}

/** An officer enters what can be read in public, with its link; an entry without one is refused. */
export async function enterItem(ctx: Context, { unitId, ...entry }: ManualEntry & { unitId: string }): Promise<Brought> {
  allow(mayTriage(ctx.actor, unitId), "opinion.may-not-enter");
  const harvest = readManual(entry, { key: unitId, kind: "manual", address: "" }, ctx.now().getTime());
  const whole = harvest.refused.find((one) => one.part === "entry" || one.part === "document");
  if (harvest.items.length === 0 && whole) throw new Problem("refused", whole.refusal);
  return keep(ctx, unitId, harvest, "opinion.enter");
}

/** Takes in a table that officers made or a service gave, row by row. */
export async function importTable(ctx: Context, { unitId, base64 }: { unitId: string; fileName: string; base64: string }): Promise<Brought> {
  allow(mayTriage(ctx.actor, unitId), "opinion.may-not-enter");
  const harvest = await readTable(new Uint8Array(Buffer.from(base64, "base64")), unitId, ctx.now().getTime());
  return keep(ctx, unitId, harvest, "opinion.import-table");
}

async function keep(ctx: Context, unitId: string, harvest: Harvest, action: string): Promise<Brought> {
  return ctx.write(async (tx) => {
    const sourceId = await handFor(ctx, tx, unitId);
    const fresh = await keepItems(tx, sourceId, harvest.items, ctx.now());
    record(tx, { action, subject: { type: "source", id: sourceId }, facts: { items: harvest.items.length, fresh, refused: harvest.refused.length } });
    await announce(tx, "opinion");
    return broughtOf(harvest, fresh);
  });
}
