import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { Config } from "#platform/config/config.ts";
import { mountLive } from "#platform/http/live.ts";
import { buildServer } from "#platform/http/server.ts";
import { doorkeeper, type DemoLogin } from "#modules/access/module.ts";
import { mountFiles } from "#modules/materials/module.ts";
import { ledRoutes } from "#site/led.ts";
import { siteRoutes } from "#site/serve.ts";
import { mayListen } from "./hearing.ts";
import type { OpenHouse } from "./house.ts";
import { bindings, isPublished, mountModules } from "./modules.ts";
import { siteSettings } from "./site-settings.ts";

const deskFiles = fileURLToPath(new URL("../../dist/web/", import.meta.url));

const deskPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", "data:", "blob:"], mediaSrc: ["'self'", "blob:"], connectSrc: ["'self'", "ws:", "wss:"],
    objectSrc: ["'none'"], baseUri: ["'none'"], frameAncestors: ["'none'"], formAction: ["'self'"],
  },
};

/** Builds the web server of a house: operations, live events, files, the desk at /desk/, the public site at /. */
export async function openWeb(open: OpenHouse, config: Config, demo: readonly DemoLogin[]): Promise<FastifyInstance> {
  const { house, live } = open;
  const keeper = doorkeeper(house);
  return buildServer({
    house, bindings: bindings(demo), doorkeeper: keeper, trustProxy: config.trustProxy ?? false,
    mount: async (app) => {
      mountLive(app, live, keeper, mayListen);
      await mountFiles(app, { house, doorkeeper: keeper, isPublished });
      await mountModules(app, open, keeper);
      await app.register(mountDesk, { prefix: "/desk" });
      await app.register(async (site) => { await ledRoutes(site, { house }); await siteRoutes(site, { house, live, settings: await siteSettings(house) }); });
    },
  });
}

async function mountDesk(desk: FastifyInstance): Promise<void> {
  if (!existsSync(deskFiles)) throw new Error("The desk is not built: run `npm run build`, or start with `npm start`.");
  await desk.register(helmet, { contentSecurityPolicy: deskPolicy, crossOriginEmbedderPolicy: false, strictTransportSecurity: false, referrerPolicy: { policy: "same-origin" } });
  await desk.register(fastifyStatic, { root: deskFiles, immutable: true, maxAge: "365d", setHeaders: (reply, path) => {
    if (path.endsWith(".html")) void reply.header("cache-control", "no-cache");
  } });
  desk.setNotFoundHandler((request, reply) => {
    if (request.method === "GET" && !request.url.startsWith("/desk/assets/")) return reply.header("cache-control", "no-cache").sendFile("index.html", { maxAge: 0, immutable: false });
    return reply.code(404).type("application/problem+json").send({ type: "request.no-such-page", facts: {} });
  });
}
