import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { closeAlerts } from "#modules/duty/index.ts";
import { isMissed, metBy, warnAt } from "../rules/clocks.ts";
import { isOpen } from "../rules/stage.ts";
import { endClocks, saveClock } from "../store/clocks.ts";
import type { CaseBasis } from "../views/basis.ts";
import { clocksOf, judged, type ClockRow } from "../views/evidence.ts";

/** Kinds of what a clock calls out. */
export const clockKinds = ["cases.clock-warning", "cases.clock-missed"] as const;

/** Sets every clock of a locked case as its rules want it and judges it by the evidence there is. Answers the clocks as they stand. */
export async function settleClocks(ctx: Context, tx: Tx, c: CaseBasis): Promise<ClockRow[]> {
  const now = ctx.now();
  const { wanted, evidence, press } = await judged(tx, c);
  const before = await clocksOf(tx, [c.id]);
  const running = isOpen(c.stage) ? wanted : [];
  for (const clock of running) {
    const was = before.find((k) => k.code === clock.code && k.subject === clock.subject);
    const met = metBy(clock, c.t0.at, evidence, c.owed);
    const missedAt = was?.missedAt ?? (isMissed({ deadline: clock.deadline, missedAt: null }, met?.at ?? null, now) ? clock.deadline : null);
    await saveClock(tx, c.id, { ...clock, warnAt: warnAt(clock), metAt: met?.at ?? null, metBy: met?.by ?? null, missedAt }, now);
  }
  const left = before.filter((k) => k.metAt === null && k.endedAt === null && !running.some((clock) => clock.code === k.code && clock.subject === k.subject));
  const notHolding = left.filter((k) => k.code === "press-conference" && press[0]?.hold === false);
  await endClocks(tx, notHolding.map((k) => k.id), "not-holding", now);
  await endClocks(tx, left.filter((k) => !notHolding.includes(k)).map((k) => k.id), isOpen(c.stage) ? "regraded" : "closed", now);
  const after = await clocksOf(tx, [c.id]);
  for (const k of after.filter((one) => one.metAt !== null || one.endedAt !== null)) await closeAlerts(tx, { type: "case-clock", id: k.id }, clockKinds, k.metAt ? "met" : "ended", now);
  return after;
}
