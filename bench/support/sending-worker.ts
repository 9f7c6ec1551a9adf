import { openHouse } from "#entry/house.ts";
import { readConfig } from "#platform/config/config.ts";
import { openLog } from "#platform/log/log.ts";
import { startSender } from "#modules/dispatch/module.ts";
import { withConnectors } from "./ground.ts";
import { standIn } from "./stand-ins.ts";

// One worker process of a benchmark: waits for the word, then sends until it is killed.
const [url = "", folder = ""] = process.argv.slice(2);
const open = await openHouse(readConfig({ TONGSHENG_DATA: folder, TONGSHENG_DEMO: "no" }), url, openLog("error"));
const house = withConnectors(open, [standIn("instant", async () => true)]);
process.once("message", () => { startSender(house, { slots: 400, keptForUrgent: 100, maxPerAccount: 100, bite: 100 }); });
process.send?.("ready");
