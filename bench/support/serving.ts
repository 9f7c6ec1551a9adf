import { openHouse } from "#entry/house.ts";
import { bindings } from "#entry/modules.ts";
import { siteSettings } from "#entry/site-settings.ts";
import { doorkeeper } from "#modules/access/module.ts";
import { readConfig } from "#platform/config/config.ts";
import { buildServer } from "#platform/http/server.ts";
import { openLog } from "#platform/log/log.ts";
import { siteRoutes } from "#site/serve.ts";

// One web process of a benchmark, with the real doorkeeper and the site; only the limit per address is lifted, because all clients sit at one.
const [url = "", folder = ""] = process.argv.slice(2);
const open = await openHouse(readConfig({ TONGSHENG_DATA: folder, TONGSHENG_DEMO: "no" }), url, openLog("error"));
const app = await buildServer({
  house: open.house, bindings: bindings([]), doorkeeper: doorkeeper(open.house), perMinute: 10_000_000,
  mount: async (server) => { await siteRoutes(server, { house: open.house, live: open.live, settings: await siteSettings(open.house) }); },
});
process.send?.(await app.listen({ host: "127.0.0.1", port: 0 }));
