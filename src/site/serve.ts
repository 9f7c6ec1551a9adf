import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { optIn, optMove, optOut } from "#modules/push/index.ts";
import * as website from "#modules/website/index.ts";
import type { Live } from "#platform/http/live.ts";
import type { House } from "#platform/house.ts";
import { openCache, pack, send, type Packed, type Page } from "./cache.ts";
import type { Setting } from "./layout.ts";
import { lookKey } from "./look.ts";
import { compared, missing, pageKinds, type PageKind } from "./pages.ts";
import { declinedPage, faultPage } from "./pages/problem.ts";
import { canonicalPath, readAsked, rememberedLook, type Asked } from "./reader.ts";
import { pageSafety, reminderSafety } from "./safety.ts";
import type { SiteSettings } from "./settings.ts";

/** What the site stands on. */
export type SiteDeps = { house: House; settings: SiteSettings; live: Live };

/** Mounts the public site at `/`; a publication or a recall anywhere clears what this process remembers at once. */
export async function siteRoutes(app: FastifyInstance, { house, settings, live }: SiteDeps): Promise<void> {
  const clock = () => house.now().getTime();
  const cache = openCache(clock);
  const leave = live.subscribe(new Set([website.siteTopic]), () => cache.forget());
  app.addHook("onClose", async () => { leave(); });

  const packed = (page: Page) => pack(page, pageSafety, clock());
  const settingOf = (asked: Asked, path: string): Setting => ({ site: settings, look: asked.look, now: house.now(), path });
  const answer = (request: FastifyRequest, reply: FastifyReply, page: Packed, remember: string | null = null): FastifyReply => {
    reply.hijack();
    send(page, request.raw, reply.raw, remember === null ? [] : ["set-cookie", remember]);
    return reply;
  };

  const cold = async (kind: PageKind, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const asked = readAsked(request.raw);
    const path = canonicalPath(asked.pathname, asked.query, kind.query);
    const make = async () => packed(await kind.make({ house, setting: settingOf(asked, path), params: request.params as Record<string, string>, query: asked.query }));
    return answer(request, reply, await (kind.remembered ? cache.get(`${path}|${lookKey(asked.look)}`, make) : make()), asked.remember);
  };

  app.setNotFoundHandler(async (request, reply) => {
    const asked = readAsked(request.raw);
    return answer(request, reply, await packed(missing(settingOf(asked, "/"))), asked.remember);
  });

  await app.register(async (site) => {
    site.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
      const asked = readAsked(request.raw);
      const status = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500;
      const setting = settingOf(asked, "/");
      if (status === 500) house.log.error({ err: error, requestId: request.id, url: request.url }, "a bug");
      return answer(request, reply, await packed({ status, type: "text/html; charset=utf-8", body: status === 500 ? faultPage(setting, request.id) : declinedPage(setting, status) }));
    });
    site.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string", bodyLimit: 256 * 1024 }, (_request, body, done) => { done(null, new URLSearchParams(String(body))); });
    for (const kind of pageKinds) {
      site.get(kind.url, kind.remembered ? {} : { config: { rateLimit: { max: 120, timeWindow: "1 minute" } } }, (request, reply) => {
        const hit = kind.remembered ? cache.fresh(`${request.raw.url}|${lookKey(rememberedLook(request.raw))}`) : undefined;
        return hit ? answer(request, reply, hit) : cold(kind, request, reply);
      });
    }
    site.post("/compare", { config: { rateLimit: { max: 30, timeWindow: "1 minute" } } }, async (request, reply) => {
      const asked = readAsked(request.raw);
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const page = await compared({ house, setting: settingOf(asked, "/compare") }, { piece: form.get("piece") ?? "", text: form.get("text") ?? "" });
      return answer(request, reply, await packed({ ...page, headers: { "x-robots-tag": "noindex" } }));
    });
    for (const [url, carryOut] of [["/subscribe", optIn], ["/resubscribe", optMove], ["/unsubscribe", optOut]] as const) {
      site.post(url, { bodyLimit: 4 * 1024, config: { rateLimit: { max: 20, timeWindow: "1 minute" } } }, async (request, reply) => {
        // Only our own page asks for somebody.
        const foreign = ![undefined, "same-origin"].includes(request.headers["sec-fetch-site"] as string | undefined);
        const wish = foreign ? { ok: false as const, refusal: { code: "push.foreign" } } : await carryOut(house, request.body);
        void reply.headers({ ...reminderSafety, "cache-control": "no-store" });
        return wish.ok ? reply.code(204).send() : reply.code(foreign ? 403 : 400).send({ type: wish.refusal.code, facts: {} });
      });
    }
  });
}
