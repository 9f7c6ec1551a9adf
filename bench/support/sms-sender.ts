import { openConnection } from "#channels/sms/connection.ts";
import { cmpp } from "#channels/sms/cmpp.ts";
import type { Part } from "#channels/sms/gateway.ts";

/** What a sender has to show: seconds until every submit was answered and until every report was matched, and how many. */
export type Sent = { answered: number; matched: number; accepted: number; delivered: number };

// One CMPP 3.0 account in a process of its own: so many messages to so many phones, each settled and each reported.
const [port = "0", count = "0", window = "16"] = process.argv.slice(2);
const wanted = Number(count);
const content = Buffer.from("Fire danger high today");
const part = (n: number): Part => ({ phone: `13${String(n).padStart(9, "0")}`, coding: "ascii", header: false, content, number: 1, total: 1 });

const sent: Sent = { answered: 0, matched: 0, accepted: 0, delivered: 0 };
let from = 0;
const seconds = (): number => (performance.now() - from) / 1000;
let settled = 0;
const connection = openConnection({
  host: "127.0.0.1", port: Number(port), clock: () => new Date(), settings: { window: Number(window), patienceSeconds: 3_600 },
  gateway: cmpp({ version: "3.0", spId: "901234", secret: "tongsheng", srcId: "10691", serviceId: "YJT" }),
  listener: (news) => {
    if (news.kind === "line" && news.state === "bound") process.send?.("ready");
    if (news.kind === "settled") {
      settled += 1;
      if (news.outcome.ok) sent.accepted += 1;
      if (settled === wanted) sent.answered = seconds();
    }
    if (news.kind === "delivered" && ++sent.delivered === wanted) {
      sent.matched = seconds();
      process.send?.(sent);
    }
  },
});
process.once("message", () => {
  from = performance.now();
  for (let n = 0; n < wanted; n += 1) connection.submit(String(n), [part(n)]);
});
process.once("disconnect", () => process.exit(0));
