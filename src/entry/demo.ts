import type { Config } from "#platform/config/config.ts";
import type { DemoLogin } from "#modules/access/module.ts";
import { simulatorPorts } from "../../presets/demo/accounts.ts";
import { demoPassword, doorPlate } from "../../presets/demo/cast.ts";
import type { OpenHouse } from "./house.ts";

/** The log-ins a demo house prints on its door; a house without demo has none. */
export const demoLogins: readonly DemoLogin[] = doorPlate.map(({ username, role }) => ({ username, password: demoPassword, role }));

/** The configuration of a demo house: its simulators on this machine may be reached. */
export const forDemo = (config: Config): Config =>
  ({ ...config, outboundAllow: [...config.outboundAllow, ...Object.values(simulatorPorts(config.port)).map((port) => `127.0.0.1:${port}`)] });

/** Loads the demo province the first time and starts its simulators; answers how to stop them. */
export async function loadDemo(open: OpenHouse, config: Config, say: (line: string) => void): Promise<{ stop: () => Promise<void> }> {
  const [{ startSimulators }, { loadDemoProvince }] = await Promise.all([import("../../presets/demo/simulators.ts"), import("../../presets/demo/load.ts")]);
  const time = { now: open.house.now };
  const simulators = await startSimulators(config.port, () => time.now());
  await loadDemoProvince(open.house, time, config.port, say).catch(async (error: unknown) => { await simulators.stop(); throw error; });
  return simulators;
}
