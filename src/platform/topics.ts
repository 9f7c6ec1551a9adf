import type { Tx } from "./db/database.ts";
import type { Context, Subscription } from "./house.ts";

/** Something a lower module says happened, for higher ones that entry/ connects (architecture.md, One module). */
export type Topic<T> = { name: string; readonly example?: T };

/** Names a topic `module.happened`. */
export const topic = <T>(name: string): Topic<T> => ({ name });

/** Subscribes to a topic. */
export const on = <T>(to: Topic<T>, handle: (ctx: Context, tx: Tx, data: T) => Promise<void>): Subscription =>
  ({ name: to.name, handle: (ctx, tx, data) => handle(ctx, tx, data as T) });

/** Tells everyone who subscribed, within the transaction: if one of them refuses, nothing happened. */
export async function tell<T>(ctx: Context, tx: Tx, about: Topic<T>, data: T): Promise<void> {
  for (const subscription of ctx.house.subscriptions) if (subscription.name === about.name) await subscription.handle(ctx, tx, data);
}
