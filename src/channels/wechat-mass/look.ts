import type { ConnectorContext, Failure, Order, Status } from "#kernel/connector.ts";
import { deletedThere, readFate } from "./fate.ts";

const unclear = (why: Failure): Status => ({ state: "unclear", rawBody: why.rawBody === "" ? why.rawCode : why.rawBody });

/** Looks, without touching anything, what became of a mass send, or of taking one back. There is no asking without a number. */
export async function look(ctx: ConnectorContext, { action, ref, previousRef }: Order): Promise<Status> {
  const number = action === "recall" ? previousRef : ref;
  if (number === null) return { state: "unclear", rawBody: "no-msg-id" };
  const fate = await readFate(ctx, number);
  if (!fate.ok) return unclear(fate);
  if (fate.state === "sending") return { state: "pending", rawBody: fate.rawBody };
  const present: Status = { state: "present", rung: "published", ref: number, rawBody: fate.rawBody };
  if (action === "recall") return fate.state === "out" ? { state: "absent", rawBody: fate.rawBody } : present;
  if (fate.state === "out") return present;
  return { state: "refused", failure: fate.state === "failed" ? fate.failure : deletedThere(fate.rawBody), rawBody: fate.rawBody };
}
