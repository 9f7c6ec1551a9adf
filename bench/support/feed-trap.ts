import dns from "node:dns";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Outside } from "./feed-damage.ts";

/** What a file outside holds; it may never be found in what was read. */
export const secret = "此文件不该被读到";

/** Lays a file that must not be read, and counts every attempt of this process to reach a host. */
export function layTrap(): Outside & { tries: () => number; lift: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "tongsheng-feeds-"));
  writeFileSync(join(folder, "secret.txt"), secret);
  let tries = 0;
  const refuse = (): never => {
    tries += 1;
    throw new Error("a feed was about to reach out");
  };
  const { connect } = Socket.prototype;
  const { lookup } = dns;
  const { fetch } = globalThis;
  Socket.prototype.connect = refuse;
  dns.lookup = refuse as unknown as typeof dns.lookup;
  globalThis.fetch = refuse;
  syncBuiltinESMExports();
  return {
    file: pathToFileURL(join(folder, "secret.txt")).href, url: "http://127.0.0.1:9/outside", tries: () => tries,
    lift: () => {
      Socket.prototype.connect = connect;
      dns.lookup = lookup;
      globalThis.fetch = fetch;
      syncBuiltinESMExports();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
