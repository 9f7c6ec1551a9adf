import { z } from "zod";
import { defineConnector, type AnyConnector, type Capabilities, type Failure, type Order, type Submitted } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import type { Draw } from "./draw.ts";

/** What took effect for one piece on one account, in order. For a recall, `edition` is the newest edition it took back. */
export type Landed = { key: string; action: Order["action"]; edition: number };

/** The far side of every account: what landed, per piece and account. One process, so its order is the order of arrival. */
export type Landscape = Map<string, Landed[]>;

/** A process that calls; dead ones never reach anybody. */
export type Caller = { dead: boolean };

const never = new Promise<never>(() => undefined);
const failure = (cls: Failure["class"], rawCode: string): Failure => ({ ok: false, class: cls, scope: "account", rawCode, rawBody: "", ...(cls === "transient" ? { retryAfterSeconds: 0 } : {}) });

/** The edition a recall takes back, as its order carries it. */
export const recallReason = (edition: number): string => `撤回至第 ${edition} 版`;

/** A channel as one process sees it: slow by a little, sometimes failing, sometimes taking effect without an answer. */
export function aChannel(idempotency: Capabilities["idempotency"], landscape: Landscape, caller: Caller, draw: Draw): AnyConnector {
  const land = (accountId: string, order: Order): void => {
    const place = `${order.pieceId} ${accountId}`;
    const landed = landscape.get(place) ?? [];
    if (idempotency === "native" && landed.some((one) => one.key === order.key)) return;
    landed.push({ key: order.key, action: order.action, edition: order.recall ? Number(/\d+/.exec(order.recall.reason)?.[0]) : order.edition });
    landscape.set(place, landed);
  };
  const submit = async (accountId: string, order: Order): Promise<Submitted | Failure> => {
    const mood = draw.next();
    await new Promise((resolve) => setTimeout(resolve, draw.below(25)));
    if (caller.dead) return never;
    if (mood < 0.08) return failure("transient", "busy");
    if (mood < 0.12) return failure("unknownOutcome", "no answer, no effect");
    if (mood < 0.16 && order.action !== "recall") return failure("content", "refused");
    land(accountId, order);
    if (mood < 0.24) return failure("unknownOutcome", "no answer");
    await new Promise((resolve) => setTimeout(resolve, draw.below(15)));
    return caller.dead ? never : { ok: true, ref: order.key.slice(0, 16), rung: "published", rawBody: "" };
  };
  return defineConnector({
    id: `fence-${idempotency}`, name: { zh: idempotency, en: idempotency }, kind: "api", variant: "chat", config: z.object({}).loose(), secrets: [], deadlineSeconds: 3_600,
    capabilities: {
      limits: {}, rate: { perAccount: { calls: 1_000_000, perSeconds: 1 } }, quotaScarce: false, idempotency, receipt: "published", receiptBy: ["answer"], update: true, recall: { how: "delete" },
    },
    render: (edition) => ({ payload: edition.title, hash: sha256Hex(edition.title), preview: { kind: "chat", text: edition.title }, findings: [] }),
    submit: (ctx, order) => submit(ctx.accountId, order),
    ...(idempotency === "readback" ? {
      check: async (ctx: { accountId: string }, order: Order) => {
        if (caller.dead) return never;
        const seen = landscape.get(`${order.pieceId} ${ctx.accountId}`)?.some((one) => one.key === order.key);
        return seen ? { state: "present" as const, rung: "published" as const, ref: order.key.slice(0, 16), rawBody: "" } : { state: "absent" as const, rawBody: "" };
      },
    } : {}),
  });
}
