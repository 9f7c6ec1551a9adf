import { z } from "zod";
import { defineConnector, type AnyConnector } from "#kernel/connector.ts";
import { permit, refuse } from "#kernel/decision.ts";
import { doorOf, healthOf, lookThrough } from "../house.ts";
import { recallText } from "../text.ts";
import { cutSigned, renderAlert, renderEdition, renderWords, textFields, textLimits, type Writing } from "./free-text.ts";
import type { Gateway } from "./gateway.ts";
import { framesOf, openHeldLine } from "./held-line.ts";

/** The door of the part of the house that keeps lines. */
const door = "gateways";

/** What every account of a gateway says beside its protocol's own: where it is, how many requests at once, how long one is waited for. */
export const lineFields = (port: number) => ({
  host: z.string().min(1).max(253).regex(/^[\w.:-]+$/, "a host name or an address"),
  port: z.number().int().min(1).max(65_535).default(port),
  ...textFields,
  /** W and T of the protocols: 16 and 60 s unless the carrier says otherwise. */
  window: z.number().int().min(1).max(256).default(16),
  answerSeconds: z.number().int().min(1).max(300).default(60),
});

type LineAccount = { host: string; port: number; signName: string; partsMax: number; phones: string[]; window: number; answerSeconds: number };

/** One protocol as a connector: its name, what an account of it says and hides, and how it speaks. */
type Protocol<C extends LineAccount> = {
  id: string;
  name: AnyConnector["name"];
  config: z.ZodType<C>;
  secrets: AnyConnector["secrets"];
  gatewayOf: (config: C, secrets: Readonly<Record<string, string>>) => Gateway;
  /** Where the gateway itself dials in to bring reports (SGIP). */
  inboxOf?: (config: C) => { host: string; port: number } | null;
};

/** A part waits so long in a session for a line that was lost under it; then it is given back. */
const patienceSeconds = 10;

/** A gateway of a carrier as a connector (design/channels.md, SMS gateways): free words under 【签名】; its lines are held by the house, so it submits through a door. A recall is a further message. */
export function lineConnector<C extends LineAccount>({ id, name, config, secrets, gatewayOf, inboxOf = () => null }: Protocol<C>): AnyConnector {
  const writing = (account: C): Writing => ({ id, codings: gatewayOf(account, {}).codings });
  return defineConnector<C>({
    id, name, kind: "session", variant: "sms", config, secrets,
    capabilities: {
      limits: textLimits, rate: { perAccount: { calls: 600, perSeconds: 60 } }, quotaScarce: false, idempotency: "native",
      receipt: "verified", receiptBy: ["answer", "poll"], update: false, recall: { how: "supersede" },
    },
    deadlineSeconds: 1_800,
    render: (edition, account) => renderEdition(writing(account), account, edition),
    renderRecall: (notice, account) => renderWords(writing(account), account, recallText(notice)),
    renderAlert: (alert, account) => renderAlert(writing(account), account, alert),
    submit: (ctx, { key, action, pieceId, edition, payload }) =>
      doorOf(ctx, door).put({ key, accountId: ctx.accountId, pieceId, edition, payload, ...(action === "recall" ? { recall: true } : {}) }),
    check: lookThrough(door),
    health: healthOf(door),
    line: {
      window: (account) => account.window,
      listens: (account) => inboxOf(account) !== null,
      phones: (account) => account.phones,
      cut: (payload, account, reference) => {
        const cut = cutSigned(writing(account), payload, reference);
        return cut ? permit(framesOf(cut)) : refuse("gateways.unreadable");
      },
      open: (account, keeper) => openHeldLine({
        host: account.config.host, port: account.config.port, gateway: gatewayOf(account.config, account.secrets), inbox: inboxOf(account.config),
        settings: { window: account.config.window, answerSeconds: account.config.answerSeconds, patienceSeconds },
      }, keeper),
    },
  });
}
