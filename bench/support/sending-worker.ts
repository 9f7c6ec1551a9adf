import { openHouse } from "#entry/house.ts";
import { readConfig } from "#platform/config/config.ts";
import { openLog } from "#platform/log/log.ts";
import { startSender, type Sender } from "#modules/dispatch/module.ts";
import { withConnectors } from "./ground.ts";
import { standIn } from "./stand-ins.ts";

// One worker process of a benchmark: sends from "go" to "rest", and says when it is ready and when it rests.
const [url = "", folder = ""] = process.argv.slice(2);
const open = await openHouse(readConfig({ TONGSHENG_DATA: folder, TONGSHENG_DEMO: "no" }), url, openLog("error"));
const house = withConnectors(open, [standIn("instant", async () => true)]);
let sender: Sender | null = null;
process.on("message", (word) => {
  if (word === "go") sender = startSender(house, { slots: 400, keptForUrgent: 100, maxPerAccount: 100, bite: 100 });
  else void sender?.stop().then(() => process.send?.("rests"));
});
process.send?.("ready");
