import { isoDay } from "#kernel/clock.ts";
import { allow, found } from "#kernel/errors.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { factsOf, unitIdsAbove } from "#modules/organisation/index.ts";
import { mayFile, mayInspect, type Kept } from "../policy.ts";
import { houseChecks, type Check } from "../rules/inspection.ts";
import { accountFacts, type AccountFacts } from "../views/accounts.ts";
import type { CheckName } from "../views/findings.ts";

const houseNames: Readonly<Record<string, { zh: string; en: string }>> = { "owner-gone": { zh: "管理人已离开", en: "The owner has left" }, "no-successor": { zh: "没有接替人", en: "No successor" } };

/** The checks of the province with those of the house, and how each is called. */
export async function checksOf(ctx: Context): Promise<{ checks: Check[]; check: CheckName }> {
  const facts = (await factsOf(ctx.read, "accountChecks")) ?? [];
  const names = new Map(facts.map((one) => [one.code, one.name]));
  return { checks: [...facts.map(({ code, level, days }) => ({ code, level, days })), ...houseChecks], check: (code) => names.get(code) ?? houseNames[code] ?? { zh: code, en: code } };
}

/** An account as the policies see it. */
export const keptOf = async (ctx: Context, account: Pick<AccountFacts, "unitId" | "ownerId" | "successorId">): Promise<Kept> =>
  ({ unitId: account.unitId, unitIdsAbove: await unitIdsAbove(ctx.read, account.unitId, isoDay(ctx.now())), keepers: [account.ownerId, ...(account.successorId ? [account.successorId] : [])] });

/** An account this person sees; whoever does not is told that there is none. */
export async function visible(ctx: Context, accountId: string): Promise<AccountFacts> {
  return found((await accountFacts(ctx.read, ctx.house.connectors, ctx.now(), { actor: ctx.actor, ids: [accountId] }))[0] ?? null, "channels.no-account");
}

/** An account this person files for. */
export async function filed(ctx: Context, accountId: string): Promise<AccountFacts> {
  const account = await visible(ctx, accountId);
  allow(mayFile(ctx.actor, await keptOf(ctx, account)), "matrix.may-not-file");
  return account;
}

/** An account this person inspects. */
export async function inspected(ctx: Context, accountId: string): Promise<AccountFacts> {
  const account = await visible(ctx, accountId);
  allow(mayInspect(ctx.actor, await keptOf(ctx, account)), "matrix.may-not-inspect");
  return account;
}

/** Every screen of the matrix sees what changed. */
export const told = (tx: Tx): Promise<void> => announce(tx, "matrix");
