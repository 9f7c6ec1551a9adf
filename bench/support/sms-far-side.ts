import { startSmsGateway, type GatewayKind, type GatewayOptions } from "#tests/simulators/sms-gateway.ts";
import { knownAccounts } from "#tests/simulators/sms/known.ts";

/** What a far side saw between "go" and its last message: seconds until all were taken, and until every report was acknowledged. */
export type Seen = { taken: number; acknowledged: number };

// A gateway in a process of its own. With "hold" it takes a window and answers nothing until it is told to go, so that the
// side that sends can fill its queue first.
const [protocol = "", count = "0", hold = ""] = process.argv.slice(2);
const kind = new Map<string, GatewayKind>(Object.entries(knownAccounts)).get(protocol);
if (!kind) throw new Error(`no such gateway: ${protocol}`);
const options: GatewayOptions = { kind, holdAnswers: hold === "hold" };
const gateway = await startSmsGateway(options);
process.send?.(gateway.port);

const wanted = Number(count);
process.once("message", () => {
  const from = performance.now();
  const seen: Seen = { taken: 0, acknowledged: 0 };
  options.holdAnswers = false;
  gateway.answerHeld();
  const looking = setInterval(() => {
    const seconds = (performance.now() - from) / 1000;
    if (seen.taken === 0 && gateway.ledger.length >= wanted) seen.taken = seconds;
    if (gateway.counts.acknowledged < wanted) return;
    seen.acknowledged = seconds;
    clearInterval(looking);
    process.send?.(seen);
  }, 5);
});
process.once("disconnect", () => process.exit(0));
