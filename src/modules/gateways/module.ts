/** What the entry points mount: the door that connectors of gateways put messages through (`house.doors`), and whoever holds their lines. */
export { doorOfGateways } from "./door.ts";
export { startLines } from "./lines/keeper.ts";
