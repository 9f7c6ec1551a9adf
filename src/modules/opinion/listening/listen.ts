import type { House } from "#platform/house.ts";
import { openEar } from "./ear.ts";

/** Listens in every worker; only one at a time holds the ear, the others wait for it. */
export function startListening(house: House, everyMs = 1_000): { stop: () => Promise<void> } {
  const ear = openEar(house);
  let running: Promise<void> | null = null;
  const listen = async (): Promise<void> => { while ((await ear.hear())?.waiting); };
  const timer = setInterval(() => {
    running ??= listen().catch((error: unknown) => { house.log.error({ err: error }, "listening to public sources"); }).finally(() => { running = null; });
  }, everyMs);
  return { stop: async () => { clearInterval(timer); await running; await ear.close(); } };
}
