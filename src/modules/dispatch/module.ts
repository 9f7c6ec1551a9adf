/** What the entry points mount: HTTP routes, the sender and its sweeps, the door of hands. Neighbours use index.ts instead. */
export { routes } from "./routes.ts";
export { startSender, type Sender, type SenderOptions } from "./sender/sender.ts";
export { startSweeping } from "./sweep.ts";
export { doorOfHands } from "./actions/hands.ts";
export { releaseCleared } from "./actions/release.ts";
export { receive, witnessCalledOff, witnessCounts, witnessPlay } from "./actions/receive.ts";
