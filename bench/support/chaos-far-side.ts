import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The far side of every channel, in a process that is not killed: what it was asked, what took effect, and whom it kills in the middle. */
export type ChaosFarSide = {
  url: string;
  /** How often a mutation took effect under a key. */
  effects: Map<string, number>;
  /** Kills the caller at a call, before or after it took effect; once. */
  ambush: (key: string, when: "before" | "after", kill: () => void) => void;
  stop: () => void;
};

/** Opens the far side: the native channel shows a key once, the others as often as they are told. */
export async function openChaosFarSide(): Promise<ChaosFarSide> {
  const effects = new Map<string, number>();
  const ambushes = new Map<string, { when: "before" | "after"; kill: () => void }>();
  const server = createServer((request, response) => {
    const [, kind = "", key = ""] = (request.url ?? "").split("/");
    if (request.method === "GET") { response.writeHead(effects.has(key) ? 200 : 404).end("look"); return; }
    request.resume().on("end", () => {
      const trap = ambushes.get(key);
      ambushes.delete(key);
      if (trap?.when === "before") { trap.kill(); response.destroy(); return; }
      if (kind !== "native" || !effects.has(key)) effects.set(key, (effects.get(key) ?? 0) + 1);
      if (trap) { trap.kill(); response.destroy(); return; }
      response.writeHead(201).end(`taken ${key.slice(0, 16)}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, effects,
    ambush: (key, when, kill) => { ambushes.set(key, { when, kill }); },
    stop: () => { server.closeAllConnections(); server.close(); },
  };
}
