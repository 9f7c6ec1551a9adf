import { theHouse } from "#kernel/actor.ts";
import type { HouseDoor } from "#kernel/connector.ts";
import { allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { callableAccounts } from "#modules/channels/index.ts";
import { closeAlerts, raise } from "#modules/duty/index.ts";
import { mayTend } from "../policy.ts";
import { findHandPost, finishHandPost, insertHandPost, lockHandPost } from "../store/hands.ts";
import { findDelivery, keyOf, lockDelivery } from "../store/delivery.ts";
import { insertReceipts } from "../store/settle.ts";
import { witness } from "./receive.ts";

/** Minutes a named person has to post by hand before it escalates. */
const minutesByHand = 30;

/** The channel that is a person: an export pack, a named poster, a link and a picture as the receipt (channels.md, assisted). */
export function doorOfHands(house: () => House): HouseDoor {
  const order = (entry: { key: string; accountId: string; pieceId: string; edition: number; payload: string; withdraw: boolean }) => {
    const now = house().now();
    return contextOf(house(), theHouse, newId(now)).write(async (tx) => {
      const account = found((await callableAccounts(tx, house().vault, [entry.accountId])).get(entry.accountId), "channels.no-account");
      await insertHandPost(tx, { ...entry, personId: account.ownerPersonId, dueAt: new Date(now.getTime() + minutesByHand * 60_000) }, now);
      record(tx, { action: "dispatch.ask-hands", subject: { type: "piece", id: entry.pieceId }, facts: { account: account.id, person: account.ownerPersonId, withdraw: entry.withdraw } });
      await announce(tx, `inbox:${account.ownerPersonId}`);
      return { ok: true as const, ref: entry.key, rung: "accepted" as const, rawBody: "" };
    });
  };
  return {
    put: (entry) => order({ ...entry, withdraw: false }),
    withdraw: ({ key, accountId, pieceId, notice }) => order({ key, accountId, pieceId, edition: 0, payload: JSON.stringify(notice), withdraw: true }),
    async look({ key }) {
      const post = await findHandPost(house().db, key);
      if (!post) return { state: "absent", rawBody: "" };
      if (!post.doneAt) return { state: "pending", rawBody: "" };
      return { state: "present", rung: post.screenshotId ? "verified" : "published", ref: key, rawBody: "", ...(post.link ? { url: post.link } : {}) };
    },
  };
}

const handAlerts = ["dispatch.hand-late", "dispatch.hand-chased"] as const;

/** Reminds the named person of a post that is still to be made; one reminder stands at a time. */
export async function chaseHandPost(ctx: Context, { deliveryId }: { deliveryId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    // The hand post before its delivery, as its poster locks them.
    const key = found(await keyOf(tx, deliveryId), "dispatch.no-delivery");
    const post = await lockHandPost(tx, key);
    const delivery = found(await lockDelivery(tx, deliveryId), "dispatch.no-delivery");
    allow(mayTend(ctx.actor, delivery), "dispatch.may-not-tend");
    if (!post) throw new Problem("not-found", { code: "dispatch.no-hand-post" });
    if (post.doneAt) throw new Problem("refused", { code: "dispatch.hand-post-done" });
    await raise(ctx, tx, {
      kind: "dispatch.hand-chased", subject: { type: "hand-post", id: post.key }, unitId: post.unitId, ownerPersonId: post.personId,
      urgency: delivery.lane <= 1 ? "orange" : "yellow", facts: { by: ctx.actor.name }, link: `/desk/hands?key=${post.key}`,
    });
    record(tx, { action: "dispatch.chase-hands", subject: { type: "delivery", id: deliveryId }, facts: { person: post.personId } });
    await announce(tx, `inbox:${post.personId}`, "alerts");
  });
}

/** The person who posted by hand brings the link, and the picture where there is one. */
export async function completeHandPost(ctx: Context, input: { key: string; link: string; screenshotId: string | null }): Promise<void> {
  await ctx.write(async (tx) => {
    const post = found(await lockHandPost(tx, input.key), "dispatch.no-hand-post");
    allow(mayTend(ctx.actor, { unitId: post.unitId, ownerPersonId: post.personId }), "dispatch.may-not-tend");
    if (post.doneAt) throw new Problem("refused", { code: "dispatch.hand-post-done" });
    if (!post.withdraw && input.link === "") throw new Problem("refused", { code: "dispatch.link-missing" });
    const now = ctx.now();
    await finishHandPost(tx, input.key, { link: input.link, screenshotId: input.screenshotId, by: ctx.actor }, now);
    const deliveryId = await findDelivery(tx, post.accountId, { key: input.key });
    const rung = input.screenshotId ? "verified" : "published";
    if (deliveryId) {
      await insertReceipts(tx, [{
        id: newId(now), deliveryId, accountId: post.accountId, source: "person", outcome: "rung", rung, failureClass: null, rawCode: "", rawBody: "",
        note: [input.link, input.screenshotId].filter(Boolean).join(" "), eventId: `hand:${input.key}`, by: ctx.actor, at: now,
      }]);
      await witness(ctx, tx, deliveryId, rung, input.link || null, ctx.actor.name);
    }
    await closeAlerts(tx, { type: "hand-post", id: input.key }, handAlerts, "已贴链接", now);
    if (deliveryId) await closeAlerts(tx, { type: "delivery", id: deliveryId }, ["dispatch.overdue"], "已贴链接", now);
    record(tx, { action: "dispatch.complete-by-hand", subject: { type: "delivery", id: deliveryId ?? input.key }, facts: { link: input.link, screenshot: input.screenshotId } });
    await announce(tx, `inbox:${post.personId}`, "alerts");
  });
}
