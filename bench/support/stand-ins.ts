import { z } from "zod";
import { defineConnector, type AnyConnector, type Capabilities, type Outbound } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";

type Means = Partial<Pick<Capabilities, "idempotency" | "receipt">> & { check?: boolean };

/** A channel of a benchmark: `reach` is what happens at the far side. It stands in for a network, never for the house's own work. */
export function standIn(id: string, reach: (ask: { key: string; edition: number; action: string; call: Outbound }) => Promise<boolean>, means: Means = {}): AnyConnector {
  return defineConnector({
    id, name: { zh: id, en: id }, kind: "api", variant: "chat", config: z.object({}).loose(), secrets: [], deadlineSeconds: 3_600,
    capabilities: {
      limits: {}, rate: { perAccount: { calls: 1_000_000, perSeconds: 1 } }, quotaScarce: false, idempotency: means.idempotency ?? "native",
      receipt: means.receipt ?? "published", receiptBy: ["answer"], update: true, recall: { how: "delete" },
    },
    render: (edition) => ({ payload: edition.title, hash: sha256Hex(edition.title), preview: { kind: "chat", text: edition.title }, findings: [] }),
    submit: async (ctx, order) => (await reach({ key: order.key, edition: order.edition, action: order.action, call: ctx.call })
      ? { ok: true, ref: order.key, rung: "published", rawBody: "ok" }
      : { ok: false, class: "transient", scope: "account", rawCode: "stand-in", rawBody: "" }),
  });
}
