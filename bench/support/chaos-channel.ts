import { z } from "zod";
import { defineConnector, type AnyConnector, type Capabilities, type Failure, type OutboundAnswer, type Submitted } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";

/** The kinds of channels there are, by what can be known of them after a worker died. */
export const kinds: readonly Capabilities["idempotency"][] = ["native", "readback", "none"];

/** Called around the one mutation and around calls, with the channel they are of where a house has several; a victim dies here. */
export type Around = { before: (channel?: string) => void; after: (channel?: string) => void };

const Config = z.object({ farSide: z.url() });

const settled = (answer: OutboundAnswer): Submitted | Failure => {
  if (answer.ok) return { ok: true, ref: answer.body.slice(0, 100), rung: "published", rawBody: answer.body };
  return { ok: false, class: answer.reached === false ? "transient" : "unknownOutcome", scope: "account", rawCode: "no-answer", rawBody: answer.reason };
};

/** A channel over HTTP whose far side is another process that keeps the ledger. */
export function aChaosChannel(idempotency: Capabilities["idempotency"], around: Around): AnyConnector {
  return defineConnector({
    id: `chaos-${idempotency}`, name: { zh: idempotency, en: idempotency }, kind: "api", variant: "chat", config: Config, secrets: [], deadlineSeconds: 3_600,
    capabilities: {
      limits: {}, rate: { perAccount: { calls: 1_000_000, perSeconds: 1 } }, quotaScarce: false, idempotency, receipt: "published", receiptBy: ["answer"], update: true, recall: { how: "delete" },
    },
    render: (edition) => ({ payload: edition.title, hash: sha256Hex(edition.title), preview: { kind: "chat", text: edition.title }, findings: [] }),
    prepare: (_ctx, payload) => Promise.resolve({ ok: true, payload }),
    submit: async (ctx, order) => {
      around.before();
      const answer = await ctx.call({ method: "POST", url: `${Config.parse(ctx.config).farSide}/${idempotency}/${order.key}`, body: order.payload, timeoutMs: 5_000 });
      around.after();
      return settled(answer);
    },
    ...(idempotency === "readback" ? {
      check: async (ctx, order) => {
        const answer = await ctx.call({ method: "GET", url: `${Config.parse(ctx.config).farSide}/${idempotency}/${order.key}`, timeoutMs: 5_000 });
        if (!answer.ok) return { state: "unclear", rawBody: answer.reason };
        return answer.status === 200 ? { state: "present", rung: "published", ref: order.key.slice(0, 16), rawBody: answer.body } : { state: "absent", rawBody: answer.body };
      },
    } : {}),
  });
}
