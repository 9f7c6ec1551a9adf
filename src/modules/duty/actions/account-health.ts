import { on } from "#platform/topics.ts";
import type { Subscription } from "#platform/house.ts";
import { accountTurnedIll, accountTurnedWell } from "#modules/channels/index.ts";
import { closeAlerts } from "../store/alerts.ts";
import { raise } from "./raise.ts";

/** An account that stops working gets its owner called; when it works again, or rests, the matter closes by itself. */
export const subscriptions: readonly Subscription[] = [
  on(accountTurnedIll, (ctx, tx, account) => raise(ctx, tx, {
    kind: "channels.ill", subject: { type: "account", id: account.accountId }, unitId: account.unitId, ownerPersonId: account.ownerPersonId, urgency: "routine",
    facts: { account: account.name, detail: account.detail.slice(0, 120) }, link: `/desk/accounts/${account.accountId}`,
  })),
  on(accountTurnedWell, (ctx, tx, account) => closeAlerts(tx, { type: "account", id: account.accountId }, ["channels.ill"], account.detail || "恢复正常", ctx.now())),
];
