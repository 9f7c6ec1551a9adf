import { openHouse } from "#entry/house.ts";
import { readConfig } from "#platform/config/config.ts";
import { openLog } from "#platform/log/log.ts";
import { startSender } from "#modules/dispatch/module.ts";
import { withConnectors } from "./ground.ts";
import { standIn } from "./stand-ins.ts";

// One worker process as entry/ starts it: default sender, woken by the database. Its channels lead over HTTP to a far side on loopback.
const [url = "", folder = "", farSide = ""] = process.argv.slice(2);
const open = await openHouse(readConfig({ TONGSHENG_DATA: folder, TONGSHENG_DEMO: "no", TONGSHENG_OUTBOUND_ALLOW: "127.0.0.1" }), url, openLog("error"));
const channel = (id: string) => standIn(id, async ({ key, call }) => (await call({ method: "POST", url: `${farSide}/${id}`, body: key })).ok);
const sender = startSender(withConnectors(open, ["swift", "hanging"].map(channel)));
open.live.subscribe(new Set(["dispatch"]), () => sender.wake());
process.send?.("ready");
