import type { ConnectorContext, HouseDoor, Order } from "#kernel/connector.ts";

/** The door to a part of the house that is a channel itself; one that entry/ forgot to wire is a bug, not a failure of the channel. */
export function doorOf(ctx: ConnectorContext, name: string): HouseDoor {
  const door = ctx.doors[name];
  if (!door) throw new Error(`door "${name}" is not wired`);
  return door;
}

/** The words of the recall an order carries out. */
export function noticeOf(order: Order): NonNullable<Order["recall"]> {
  if (!order.recall) throw new Error("a recall came without its notice");
  return order.recall;
}

/** Submits through a door of the house: a recall withdraws, anything else puts the signed bytes in place of what was there. */
export const submitThrough = (name: string) => (ctx: ConnectorContext, order: Order) => {
  const entry = { key: order.key, accountId: ctx.accountId, pieceId: order.pieceId };
  return order.action === "recall"
    ? doorOf(ctx, name).withdraw({ ...entry, notice: noticeOf(order) })
    : doorOf(ctx, name).put({ ...entry, edition: order.edition, payload: order.payload });
};

/** Looks behind a door of the house for what came in under the order's key. */
export const lookThrough = (name: string) => (ctx: ConnectorContext, order: Order) =>
  doorOf(ctx, name).look({ key: order.key, accountId: ctx.accountId, pieceId: order.pieceId });

/** Health of a channel inside the house: its door answers. */
export const healthOf = (name: string) => async (ctx: ConnectorContext) => {
  const status = await doorOf(ctx, name).look({ key: "health", accountId: ctx.accountId, pieceId: "00000000-0000-0000-0000-000000000000" });
  return { ok: status.state !== "unclear", detail: status.state === "unclear" ? status.rawBody : "通 / reachable" };
};
