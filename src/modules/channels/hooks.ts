import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { theHouse } from "#kernel/actor.ts";
import type { AnyConnector, VerifiedReceipt } from "#kernel/connector.ts";
import type { Tx } from "#platform/db/database.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { contextFor } from "./actions/calling.ts";
import { callableAccounts, type CallableAccount } from "./views/callable.ts";

/** What takes receipts in whose bytes were verified; twice is harmless. */
export type Receive = (ctx: Context, tx: Tx, accountId: string, receipts: readonly VerifiedReceipt[]) => Promise<unknown>;

const mostBytes = 1024 * 1024;
const Params = z.object({ accountId: z.uuid() });

/**
 * The door platforms bring their receipts to: `POST /hooks/:accountId`, raw bytes, verified before anything is believed (design/channels.md, 7).
 * A platform that first asks whether the address is ours asks by `GET`.
 */
export async function mountHooks(app: FastifyInstance, house: House, receive: Receive): Promise<void> {
  await app.register(async (door) => {
    door.removeAllContentTypeParsers();
    door.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: mostBytes }, (_request, body, done) => { done(null, body); });
    const config = { rateLimit: { max: 1200, timeWindow: "1 minute" } };
    // One answer for every distrust: whoever knocks learns nothing about which account exists or what was wrong.
    const distrust = (reply: FastifyReply) => reply.code(403).type("application/problem+json").send({ type: "request.not-trusted", facts: {} });
    door.get("/hooks/:accountId", { config }, async (request, reply) => {
      const known = await knock(house, request);
      const answer = known && await believed(house, known.account.id, async () => known.connector.answerChallenge?.(contextFor(house, known.account), flat(request.query as Record<string, unknown>)));
      return answer === null || answer === undefined ? distrust(reply) : reply.type("text/plain").send(answer);
    });
    door.post("/hooks/:accountId", { bodyLimit: mostBytes, config }, async (request, reply) => {
      const verified = await verify(house, request);
      if (!verified) return distrust(reply);
      const { accountId, receipts } = verified;
      if (receipts.length > 0) await contextOf(house, theHouse, request.id).write((tx) => receive(contextOf(house, theHouse, request.id), tx, accountId, receipts));
      return reply.type("text/plain").send("success");
    });
  });
}

/** The account whose address was knocked at, unless it is closed, and its channel. */
async function knock(house: House, request: FastifyRequest): Promise<{ account: CallableAccount; connector: AnyConnector } | null> {
  const params = Params.safeParse(request.params);
  if (!params.success) return null;
  const { accountId } = params.data;
  const account = (await callableAccounts(house.db, house.vault, [accountId])).get(accountId);
  const connector = account && house.connectors.get(account.connectorId);
  return account && account.state !== "closed" && connector ? { account, connector } : null;
}

/** What a connector makes of a knock, or null where it does not believe it; the log says why and nobody else learns. */
async function believed<T>(house: House, accountId: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    house.log.warn({ accountId, reason: String(error).slice(0, 200) }, "a callback was not believed");
    return null;
  }
}

async function verify(house: House, request: FastifyRequest): Promise<{ accountId: string; receipts: VerifiedReceipt[] } | null> {
  const known = await knock(house, request);
  if (!known?.connector.parseCallback) return null;
  const { account, connector } = known;
  const raw = { headers: flat(request.headers), query: flat(request.query as Record<string, unknown>), body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
  const receipts = await believed(house, account.id, async () => connector.parseCallback?.(contextFor(house, account), raw));
  return receipts ? { accountId: account.id, receipts } : null;
}

const flat = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : String(value)]]));
