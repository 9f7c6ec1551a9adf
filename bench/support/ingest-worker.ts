import { openHouse } from "#entry/house.ts";
import { handlers, startWork } from "#entry/modules.ts";
import { readConfig } from "#platform/config/config.ts";
import { openLog } from "#platform/log/log.ts";

// The worker of `ingest-house` as entry/ starts it, with everything a worker does; begun by "go".
const [url = "", folder = ""] = process.argv.slice(2);
const open = await openHouse(readConfig({ TONGSHENG_DATA: folder, TONGSHENG_DEMO: "no", TONGSHENG_OUTBOUND_ALLOW: "localhost,127.0.0.1" }), url, openLog("error"));
await open.jobs.work(open.house, handlers);
process.on("message", (word) => {
  if (word === "go") startWork(open);
  if (word === "cost") process.send?.(process.cpuUsage());
});
process.send?.("ready");
