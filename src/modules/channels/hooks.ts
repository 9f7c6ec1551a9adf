import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { theHouse } from "#kernel/actor.ts";
import type { VerifiedReceipt } from "#kernel/connector.ts";
import type { Tx } from "#platform/db/database.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { contextFor } from "./actions/calling.ts";
import { callableAccounts } from "./views/callable.ts";

/** What takes receipts in whose bytes were verified; twice is harmless. */
export type Receive = (ctx: Context, tx: Tx, accountId: string, receipts: readonly VerifiedReceipt[]) => Promise<unknown>;

const mostBytes = 1024 * 1024;
const Params = z.object({ accountId: z.uuid() });

/** The door platforms bring their receipts to: `POST /hooks/:accountId`, raw bytes, verified before anything is believed (design/channels.md, 7). */
export async function mountHooks(app: FastifyInstance, house: House, receive: Receive): Promise<void> {
  await app.register(async (door) => {
    door.removeAllContentTypeParsers();
    door.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: mostBytes }, (_request, body, done) => { done(null, body); });
    door.post("/hooks/:accountId", { bodyLimit: mostBytes, config: { rateLimit: { max: 1200, timeWindow: "1 minute" } } }, async (request, reply) => {
      const verified = await verify(house, request);
      // One answer for every distrust: whoever knocks learns nothing about which account exists or what was wrong.
      if (!verified) return reply.code(403).type("application/problem+json").send({ type: "request.not-trusted", facts: {} });
      const { accountId, receipts } = verified;
      if (receipts.length > 0) await contextOf(house, theHouse, request.id).write((tx) => receive(contextOf(house, theHouse, request.id), tx, accountId, receipts));
      return reply.type("text/plain").send("success");
    });
  });
}

async function verify(house: House, request: FastifyRequest): Promise<{ accountId: string; receipts: VerifiedReceipt[] } | null> {
  const params = Params.safeParse(request.params);
  if (!params.success) return null;
  const { accountId } = params.data;
  const account = (await callableAccounts(house.db, house.vault, [accountId])).get(accountId);
  const connector = account && house.connectors.get(account.connectorId);
  if (!account || account.state === "closed" || !connector?.parseCallback) return null;
  const raw = { headers: flat(request.headers), query: flat(request.query as Record<string, unknown>), body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
  try {
    return { accountId, receipts: await connector.parseCallback(contextFor(house, account), raw) };
  } catch (error) {
    house.log.warn({ accountId, reason: String(error).slice(0, 200) }, "a callback was not believed");
    return null;
  }
}

const flat = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : String(value)]]));
