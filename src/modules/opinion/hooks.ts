import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { theHouse } from "#kernel/actor.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { afterOutcome, readPayload, type Harvest, type Watch } from "./listening/importers.ts";
import type { SourceSettings } from "./rules/source.ts";
import { keepItems } from "./store/items.ts";
import { noteBrought } from "./store/sources.ts";
import { doorOf } from "./views/sources.ts";

const mostBytes = 4 * 1024 * 1024;
/** A call is believed for so long after its stamp, in seconds. */
const stampHolds = 300;
const Params = z.object({ sourceId: z.uuid() });

type Door = NonNullable<Awaited<ReturnType<typeof doorOf>>>;

/**
 * The door others bring public items to: `POST /hooks/opinion/:sourceId`. `x-tongsheng-stamp` says the seconds since 1970, `x-tongsheng-signature` the
 * HMAC-SHA256 in hex of stamp, a dot and the raw bytes. Verified before anything is believed; items are unique, so that twice is harmless.
 */
export async function mountItemHooks(app: FastifyInstance, house: House): Promise<void> {
  await app.register(async (door) => {
    door.removeAllContentTypeParsers();
    door.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: mostBytes }, (_request, body, done) => { done(null, body); });
    door.post("/hooks/opinion/:sourceId", { bodyLimit: mostBytes, config: { rateLimit: { max: 1200, timeWindow: "1 minute" } } }, async (request, reply) => {
      const verified = await verify(house, request);
      // One answer for every distrust: whoever knocks learns nothing about which source exists or what was wrong.
      if (!verified) return reply.code(403).type("application/problem+json").send({ type: "request.not-trusted", facts: {} });
      const { harvest, fresh } = await takeIn(house, verified.source, verified.bytes, request.headers["content-type"] ?? null, request.id);
      return reply.send({ read: harvest.items.length, fresh, refused: harvest.refused.slice(0, 100).map(({ entry, part, refusal }) => ({ entry, part, code: refusal.code })) });
    });
  });
}

async function verify(house: House, request: FastifyRequest): Promise<{ source: Door; bytes: Buffer } | null> {
  const params = Params.safeParse(request.params);
  const [stamp, signature] = [request.headers["x-tongsheng-stamp"], request.headers["x-tongsheng-signature"]];
  if (!params.success || typeof stamp !== "string" || typeof signature !== "string" || !/^\d{1,12}$/.test(stamp)) return null;
  if (Math.abs(house.now().getTime() / 1000 - Number(stamp)) > stampHolds) return null;
  const source = await doorOf(house.db, params.data.sourceId);
  if (!source) return null;
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const right = createHmac("sha256", house.vault.unseal(source.sealed)).update(`${stamp}.`).update(bytes).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === right.length && timingSafeEqual(given, right) ? { source, bytes } : null;
}

async function takeIn(house: House, source: Door, bytes: Buffer, contentType: string | null, requestId: string): Promise<{ harvest: Harvest; fresh: number }> {
  const ctx = contextOf(house, theHouse, requestId);
  const now = ctx.now();
  const harvest = await readPayload({ id: source.id, format: "webhook", kind: source.kind, url: "", settings: JSON.parse(source.settings) as SourceSettings }, { bytes, contentType }, now.getTime());
  const watch = afterOutcome(JSON.parse(source.watch) as Watch, { kind: "items", at: now.getTime(), etag: null, lastModified: null, times: harvest.items.map((item) => item.publishedAt ?? item.seenAt) });
  const fresh = await ctx.write(async (tx) => {
    const kept = await keepItems(tx, source.id, harvest.items, ctx.now());
    await noteBrought(tx, source.id, JSON.stringify(watch), `收 ${harvest.items.length} 条，退 ${harvest.refused.length} 处 / ${harvest.items.length} in, ${harvest.refused.length} turned away`, now);
    record(tx, { action: "opinion.bring", subject: { type: "source", id: source.id }, facts: { items: harvest.items.length, fresh: kept, refused: harvest.refused.length } });
    await announce(tx, "opinion");
    return kept;
  });
  return { harvest, fresh };
}
