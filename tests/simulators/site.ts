import { createHash } from "node:crypto";
import { startPlatform, type Simulator, type SimulatorOptions } from "./http.ts";

/** An article as the public site serves it. */
export type Served = { pieceId: string; edition: number; payload: string; recalled: boolean };

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The public site as readers see it: `/a/:piece` names the hash of the signed bytes, `/feed.json` and `/cap.atom` list what stands. Put articles into its ledger. */
export function startSite(options: SimulatorOptions = {}): Promise<Simulator<Served>> {
  const ledger: Served[] = [];
  return startPlatform(options, ledger, ({ url }) => {
    if (url.pathname === "/feed.json") {
      const items = ledger.map((a) => ({ id: `urn:uuid:${a.pieceId}`, url: `https://example.org/a/${a.pieceId}`, _tongsheng: { edition: a.edition, sha256: sha256(a.payload), recalled: a.recalled } }));
      return { body: { version: "https://jsonfeed.org/version/1.1", title: "simulated", items } };
    }
    if (url.pathname === "/cap.atom") {
      const entry = (a: Served) => `<entry><id>https://example.org/cap/${a.pieceId}.${a.edition}.xml</id><link href="https://example.org/cap/${a.pieceId}.${a.edition}.xml"/><ts:signed piece="${a.pieceId}" edition="${a.edition}" sha256="${sha256(a.payload)}"${a.recalled ? ' recalled="true"' : ""}/></entry>`;
      return { body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:ts="urn:tongsheng:signed">${ledger.map(entry).join("")}</feed>`, headers: { "content-type": "application/atom+xml" } };
    }
    const article = ledger.find(({ pieceId }) => url.pathname === `/a/${pieceId}`);
    if (!article) return { status: 404, body: "" };
    if (article.recalled) return { status: 410, body: "" };
    return { body: `<!doctype html><meta name="tongsheng-sha256" content="${sha256(article.payload)}">`, headers: { "content-type": "text/html; charset=utf-8" } };
  });
}
