import { isoDay } from "#kernel/clock.ts";
import { allow, Problem } from "#kernel/errors.ts";
import type { Context } from "#platform/http/context.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import { mayReadCases } from "../policy.ts";
import { spanOf, type PeriodKind } from "../rules/period.ts";
import { writePeriod, type PeriodDoc } from "../rules/report/period.ts";
import { mostOfPeriod, periodInput } from "./period.ts";

/** 日报 周报 月报 of what a person may see, written from what is stored now; a period that has not begun is refused. */
export async function periodReport(ctx: Context, { kind, day }: { kind: PeriodKind; day: string }): Promise<PeriodDoc> {
  allow(mayReadCases(ctx.actor), "cases.may-not-read");
  const [span, now] = [spanOf(kind, day), ctx.now()];
  if (span.from > now) throw new Problem("refused", { code: "cases.period-to-come" });
  const unitName = (await unitNamesOn(ctx.read, [ctx.actor.unitId], isoDay(now))).get(ctx.actor.unitId)?.name ?? "";
  const input = await periodInput(ctx.read, ctx.actor, unitName, kind, span);
  if (!input) throw new Problem("refused", { code: "cases.period-too-full", facts: { most: mostOfPeriod } });
  return writePeriod(kind, span, input, now);
}
