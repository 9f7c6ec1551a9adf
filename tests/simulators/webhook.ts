import { createHash, createHmac } from "node:crypto";
import { jsonOf, startPlatform, type Simulator, type SimulatorOptions } from "./http.ts";

/** A publication as the receiving system holds it. */
export type Publication = { key: string; body: string; sha256: string; id: string; withdrawn: boolean; at: Date };

/** A system that follows docs/channels/webhook.md: five minutes' grace, one effect per key, a signature serves one key only, GET looks up by key, DELETE or a recall withdraws. */
export async function startWebhook(options: SimulatorOptions & { secret?: string } = {}): Promise<Simulator<Publication> & { hook: string; check: string }> {
  const secret = options.secret ?? "webhook-demo-secret-of-32-characters";
  const ledger: Publication[] = [];
  const keyBySignature = new Map<string, string>();
  const platform = await startPlatform(options, ledger, ({ method, url, headers, body, at }) => {
    const key = headers["idempotency-key"] ?? "";
    const stamp = headers["x-tongsheng-timestamp"] ?? "";
    const signature = headers["x-tongsheng-signature"] ?? "";
    if (!/^\d{10}$/.test(stamp) || Math.abs(at.getTime() / 1000 - Number(stamp)) > 300) return { status: 401, body: { error: "stale" } };
    if (signature !== `v1=${createHmac("sha256", secret).update(`${stamp}.${body}`).digest("hex")}`) return { status: 401, body: { error: "signature" } };
    if (method === "GET") {
      const seen = ledger.find((entry) => entry.key === url.searchParams.get("key"));
      return seen ? { body: { id: seen.id, url: `https://example.org/p/${seen.id}`, sha256: seen.sha256 } } : { status: 404, body: {} };
    }
    if (!key) return { status: 400, body: { error: "no idempotency key" } };
    const earlier = keyBySignature.get(signature);
    if (earlier !== undefined && earlier !== key) return { status: 401, body: { error: "replayed" } };
    keyBySignature.set(signature, key);
    const known = ledger.find((entry) => entry.key === key);
    if (known) return { body: { id: known.id, url: `https://example.org/p/${known.id}` } };
    const message = jsonOf(body);
    if (!message) return { status: 422, body: { error: "not JSON" } };
    const recall = method === "DELETE" || message["action"] === "recall";
    const id = recall ? `r${ledger.length + 1}` : `p${ledger.length + 1}`;
    return {
      status: recall ? 200 : 201, body: { id, url: `https://example.org/p/${id}` },
      effect: () => {
        if (recall) for (const entry of ledger) if (jsonOf(entry.body)?.["pieceId"] === message["pieceId"]) entry.withdrawn = true;
        ledger.push({ key, body, sha256: createHash("sha256").update(body).digest("hex"), id, withdrawn: recall, at });
      },
    };
  });
  return { ...platform, hook: `${platform.url}/hook`, check: `${platform.url}/check` };
}
