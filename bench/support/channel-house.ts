import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { theHouse } from "#kernel/actor.ts";
import type { AnyConnector, ConnectorContext, HouseDoor } from "#kernel/connector.ts";
import { connectors } from "#channels/registry.ts";
import type { Db } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import { contextOf } from "#platform/http/context.ts";
import { outbound, reach } from "#platform/http/outbound.ts";
import { doorOfCarriers } from "#modules/carriers/module.ts";
import { aSendingHouse } from "#modules/dispatch/fixtures/sending.ts";
import { onLoopback } from "#modules/gateways/fixtures/lines.ts";
import { doorOfGateways, startLines } from "#modules/gateways/module.ts";
import { towards } from "#modules/push/fixtures/readers.ts";
import { sendDue } from "#modules/push/jobs/send.ts";
import { doorOfReaders } from "#modules/push/module.ts";
import type { Around } from "./chaos-channel.ts";

/** A house that speaks through every channel of the registry, and what else runs in a worker of it: lines are kept, reminders sent; `begin` answers how it ends. */
export type Work = { house: House; begin: () => () => Promise<void> };

/** A picture for every edition, as platforms take them. */
export const pictureBytes = Buffer.concat([Buffer.from("ffd8ff", "hex"), Buffer.alloc(1_200, 7)]);
export const pictureHash = createHash("sha256").update(pictureBytes).digest("hex");

/** Push services of the open network stand on this machine: the port is told in the name. */
export const pushOrigin = (port: string): string => `https://push-${port}.example.org`;

const quiet: Around = { before: () => undefined, after: () => undefined };
const pollMs = 50;

/** The connector of the registry itself, with something done around the one mutation and around every call it makes. */
function around(connector: AnyConnector, { before, after }: Around): AnyConnector {
  const { id, prepare, submit, check } = connector;
  const through = async <T>(work: () => Promise<T>): Promise<T> => { before(id); const answer = await work(); after(id); return answer; };
  const within = (ctx: ConnectorContext): ConnectorContext => ({ ...ctx, call: (request) => through(() => ctx.call(request)) });
  return {
    ...connector, submit: (ctx, order) => through(() => submit(within(ctx), order)),
    ...(prepare ? { prepare: (ctx, payload) => prepare(within(ctx), payload) } : {}),
    ...(check ? { check: (ctx, order) => check(within(ctx), order) } : {}),
  };
}

/** Opens a house with every channel, over the real way out. Something may be done around the mutation and around every call of each. */
export function openChannelHouse(db: Db, hooks: Around = quiet, now: () => Date = () => new Date()): Work {
  const out = outbound(onLoopback);
  const doors: Record<string, HouseDoor> = {};
  const plain = aSendingHouse(db, connectors.map((connector) => around(connector, hooks)), now);
  const house: House = {
    ...plain, doors, reach: reach(onLoopback),
    files: { ...plain.files, open: () => Promise.resolve(Readable.from([pictureBytes])) },
    call: async (request) => {
      const port = /^https:\/\/push-(\d+)\./.exec(request.url)?.[1];
      if (port === undefined) return out(request);
      hooks.before("web-push");
      const answer = await towards({ origin: pushOrigin(port), url: `http://127.0.0.1:${port}` }, out)(request);
      hooks.after("web-push");
      return answer;
    },
  };
  Object.assign(doors, { gateways: doorOfGateways(house, { waitMs: 5_000 }), push: doorOfReaders(house), carriers: doorOfCarriers(house) });
  return {
    house,
    begin: () => {
      const ends = [startLines(house, { everyMs: pollMs }).stop, keepSending(house)];
      return async () => { await Promise.all(ends.map((end) => end())); };
    },
  };
}

function keepSending(house: House): () => Promise<void> {
  let running = true;
  const loop = async (): Promise<void> => {
    while (running) {
      await sendDue(contextOf(house, theHouse, "worker")).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  };
  const looping = loop();
  return async () => { running = false; await looping; };
}
