import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { theHouse } from "#kernel/actor.ts";
import type { AnyConnector, HouseDoor } from "#kernel/connector.ts";
import { connectors } from "#channels/registry.ts";
import type { Db } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import { contextOf } from "#platform/http/context.ts";
import { outbound, reach } from "#platform/http/outbound.ts";
import { aSendingHouse } from "#modules/dispatch/fixtures/sending.ts";
import { onLoopback } from "#modules/gateways/fixtures/lines.ts";
import { doorOfGateways, startLines } from "#modules/gateways/module.ts";
import { towards } from "#modules/push/fixtures/readers.ts";
import { sendDue } from "#modules/push/jobs/send.ts";
import { doorOfReaders } from "#modules/push/module.ts";
import type { Around } from "./chaos-channel.ts";

/** A house that speaks through one channel, and what else runs in a worker of it: lines are kept, reminders sent; `begin` answers how it ends. */
export type Work = { house: House; begin: () => () => Promise<void> };

/** A picture for every edition, as platforms take them. */
export const pictureBytes = Buffer.concat([Buffer.from("ffd8ff", "hex"), Buffer.alloc(1_200, 7)]);
export const pictureHash = createHash("sha256").update(pictureBytes).digest("hex");

/** Push services of the open network stand on this machine: the port is told in the name. */
export const pushOrigin = (port: string): string => `https://push-${port}.example.org`;

/** The connector of the registry itself, with something done around the one mutation. */
function around(connector: AnyConnector, { before, after }: Around): AnyConnector {
  return { ...connector, submit: async (ctx, order) => { before(); const answer = await connector.submit(ctx, order); after(); return answer; } };
}

/** Opens a house whose only channel is this one, over the real way out. Something may be done around the mutation and around every call. */
export function openChannelHouse(db: Db, id: string, hooks: Around = { before: () => undefined, after: () => undefined }, now: () => Date = () => new Date()): Work {
  const connector = connectors.find((one) => one.id === id);
  if (!connector) throw new Error(`no connector ${id}`);
  const out = outbound(onLoopback);
  const doors: Record<string, HouseDoor> = {};
  const plain = aSendingHouse(db, [around(connector, hooks)], now);
  const house: House = {
    ...plain, doors, reach: reach(onLoopback),
    files: { ...plain.files, open: () => Promise.resolve(Readable.from([pictureBytes])) },
    call: async (request) => {
      hooks.before();
      const port = /^https:\/\/push-(\d+)\./.exec(request.url)?.[1];
      const answer = await (port === undefined ? out : towards({ origin: pushOrigin(port), url: `http://127.0.0.1:${port}` }, out))(request);
      hooks.after();
      return answer;
    },
  };
  Object.assign(doors, { gateways: doorOfGateways(house, { waitMs: 1_500 }), push: doorOfReaders(house) });
  return { house, begin: () => (connector.line ? startLines(house, { everyMs: 15 }).stop : id === "web-push" ? keepSending(house) : async () => undefined) };
}

function keepSending(house: House): () => Promise<void> {
  let running = true;
  const loop = async (): Promise<void> => {
    while (running) {
      await sendDue(contextOf(house, theHouse, "worker")).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const looping = loop();
  return async () => { running = false; await looping; };
}
