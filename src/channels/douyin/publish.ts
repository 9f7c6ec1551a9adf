import { z } from "zod";
import type { ConnectorContext, Failure, Order, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { secondsOf, writeRef } from "./refs.ts";
import { ask } from "./token.ts";
import { Ready } from "./upload.ts";

const Made = z.object({ item_id: z.string().min(1) });

/** The one call the public can see: it makes a post of what was uploaded. The platform offers no way to take one back, so a recall is refused before anything leaves the house. */
export async function submit(ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> {
  if (order.action === "recall") return failure("permission", "no-recall", "抖音开放平台没有删除作品的接口，请账号管理人在抖音里删除");
  const ready = Ready.safeParse(parseJson(order.payload)).data;
  if (!ready) return failure("content", "not-prepared", "");
  const lost = writeRef({ kind: "lost", atSeconds: secondsOf(ctx.now()) });
  const answer = await ask(ctx, { path: "video_id" in ready ? "create_video" : "create_image_text", json: { ...ready, private_status: 0 }, once: true });
  if (!answer.ok) return answer.class === "unknownOutcome" ? { ...answer, ref: lost } : answer;
  const made = Made.safeParse(answer.data).data;
  if (!made) return { ...failure("unknownOutcome", "no-item-id", answer.rawBody), ref: lost };
  return { ok: true, ref: writeRef({ kind: "item", id: made.item_id, atSeconds: secondsOf(ctx.now()) }), rung: "accepted", rawBody: answer.rawBody };
}
