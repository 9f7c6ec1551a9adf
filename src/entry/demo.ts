import type { DemoLogin } from "#modules/access/module.ts";
import type { OpenHouse } from "./house.ts";

/** The log-ins a demo house prints on its door; a house without demo has none. */
export const demoLogins: readonly DemoLogin[] = [];

/** Loads the demo province the first time and starts its simulators; answers how to stop them. */
export async function loadDemo(_open: OpenHouse, _say: (line: string) => void): Promise<{ stop: () => Promise<void> }> {
  return { stop: async () => undefined };
}
