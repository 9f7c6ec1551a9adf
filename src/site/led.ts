import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { fingerprint } from "#kernel/fingerprint.ts";
import { playlistOf, screenAt, takeProofs } from "#modules/signage/index.ts";
import type { House } from "#platform/house.ts";
import { clientScript } from "./client-script.ts";
import { html, signed } from "./html.ts";
import { playerSafety } from "./safety.ts";

const style = `*{margin:0;padding:0;box-sizing:border-box}html,body{height:100%;background:#000;overflow:hidden;cursor:none}
#stage{position:fixed;inset:0;color:#F4F1E8;font:700 clamp(16px,min(62vh,11vw),22vw)/1.3 "Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums;display:flex;align-items:center}
#stage{border-left:.18em solid #000}#stage[data-urgency=red]{border-color:#D9272D}#stage[data-urgency=orange]{border-color:#F08A24}#stage[data-urgency=yellow]{border-color:#F6C61B}#stage[data-urgency=blue]{border-color:#2F74CB}
.scroll{white-space:pre;width:max-content;will-change:transform}.page{width:100%;padding:0 .25em;text-align:center;white-space:pre-wrap;overflow-wrap:anywhere}`.replace(/\n/g, "");

const parts: Record<string, string> = { led: "client/led.ts", shelf: "client/shelf.ts", stage: "client/stage.ts", keeper: "client/keeper.ts", playlist: "../modules/signage/rules/playlist.ts" };

/** The player as browsers run it: our own few modules side by side. */
const scripts = () => new Map(Object.entries(parts).map(([name, file]) => [`${name}.ts`, clientScript(file)]));

const Reports = z.object({
  proofs: z.array(z.object({ id: z.uuid(), entryId: z.uuid(), rev: z.string().max(80), startedAt: z.iso.datetime(), endedAt: z.iso.datetime() })).max(500),
});

/** Mounts the LED player: a page, its script, its playlist, and the door for proofs of play; the address of a screen is its key. */
export async function ledRoutes(app: FastifyInstance, { house }: { house: House }): Promise<void> {
  const player = (name: string) => html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${name}</title><style>${signed(style)}</style><script type="module" src="/led/client/led.ts"></script></head><body><main id="stage" aria-live="off"></main></body></html>`.markup;
  let ready: ReturnType<typeof scripts> | null = null;

  await app.register(async (led) => {
    led.addHook("onRequest", async (_request, reply) => { void reply.headers({ ...playerSafety(style), "cache-control": "no-cache" }); });
    const gone = { type: "signage.no-such-screen", facts: {} };

    led.get("/led/client/:part", async (request, reply) => {
      ready ??= scripts();
      const script = ready.get((request.params as { part: string }).part);
      return script === undefined ? reply.code(404).send(gone) : reply.header("service-worker-allowed", "/led/").type("text/javascript; charset=utf-8").send(script);
    });
    led.get("/led/:token", async (request, reply) => {
      const screen = await screenAt(house, (request.params as { token: string }).token);
      return screen ? reply.type("text/html; charset=utf-8").send(player(screen.name)) : reply.code(404).send(gone);
    });
    led.get("/led/:token/playlist.json", async (request, reply) => {
      const screen = await screenAt(house, (request.params as { token: string }).token);
      if (!screen) return reply.code(404).send(gone);
      const entries = await playlistOf(house.db, screen.accountId, house.now(), screen.groupId);
      const rev = fingerprint(entries.map(({ payload: _, ...entry }) => entry)).slice(0, 32);
      void reply.headers({ etag: `"${rev}"`, "x-house-time": house.now().toISOString() });
      return request.headers["if-none-match"] === `"${rev}"` ? reply.code(304).send() : reply.send({ rev, entries });
    });
    led.post("/led/:token/proof", async (request, reply) => {
      const screen = await screenAt(house, (request.params as { token: string }).token);
      if (!screen) return reply.code(404).send(gone);
      const reports = Reports.safeParse(request.body);
      if (!reports.success) return reply.code(400).send({ type: "request.body", facts: {} });
      const showings = reports.data.proofs.map((p) => ({ ...p, startedAt: new Date(p.startedAt), endedAt: new Date(p.endedAt) }));
      return reply.send({ taken: await takeProofs(house, screen, showings) });
    });
  });
}
