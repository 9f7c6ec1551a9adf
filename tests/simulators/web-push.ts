import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify, type ECDH } from "node:crypto";
import { jsonOf, startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";

/** A message as the push service took it and the browser could read it. */
export type Push = { to: string; text: string; topic: string | null; ttl: number; urgency: string; at: Date; /** a later message of the same topic took its place before the browser came for it */ replaced: boolean };

/** A browser that asked to be reminded, as it tells the site. */
export type Subscription = { endpoint: string; keys: { p256dh: string; auth: string } };

/** A push service with its browsers; `expire` makes one go away for good, `fetch` lets one come for what waits. */
export type PushService = Simulator<Push> & { origin: string; subscribe: (serverKey: string) => Subscription; expire: (endpoint: string) => void; fetch: (endpoint: string) => string[] };

type Browser = { curve: ECDH; auth: Buffer; serverKey: string; gone: boolean };

const bad = (status: number, why: string): Reply => ({ status, body: why });
const base64url = /^[A-Za-z0-9_-]+$/;

/** A push service as RFC 8030 says, for browsers that name their site (RFC 8292) and read what was encrypted for them (RFC 8291, 8188); `origin` is what it is called from outside. */
export async function startPushService(options: SimulatorOptions & { origin?: string } = {}): Promise<PushService> {
  const ledger: Push[] = [];
  const waiting = new Map<string, Push[]>();
  const browsers = new Map<string, Browser>();
  const platform = await startPlatform(options, ledger, (heard): Reply => {
    const id = /^\/push\/([\w-]+)$/.exec(heard.url.pathname)?.[1] ?? "";
    const browser = browsers.get(id);
    if (!browser) return bad(404, "no such subscription");
    if (browser.gone) return bad(410, "gone");
    if (heard.method !== "POST") return bad(405, "POST only");
    const wrong = whyNotHeaders(heard) ?? whyNotVapid(heard, browser.serverKey, origin());
    if (wrong) return wrong;
    if (heard.bytes.length > 4096) return bad(413, "more than 4096 bytes");
    const text = decrypted(heard.bytes, browser);
    if (text === null) return bad(400, "cannot be decrypted");
    const push: Push = { to: id, text, topic: heard.headers["topic"] ?? null, ttl: Number(heard.headers["ttl"]), urgency: heard.headers["urgency"] ?? "normal", at: heard.at, replaced: false };
    return { status: 201, body: "", headers: { location: `${origin()}/message/${randomBytes(8).toString("hex")}` }, effect: () => keep(push) };
  });
  const origin = () => options.origin ?? platform.url;
  const keep = (push: Push): void => {
    const before = waiting.get(push.to) ?? [];
    for (const old of before) if (push.topic !== null && old.topic === push.topic) old.replaced = true;
    ledger.push(push);
    waiting.set(push.to, [...before.filter((old) => !old.replaced), push]);
  };
  const idOf = (endpoint: string): string => endpoint.slice(endpoint.lastIndexOf("/") + 1);
  return {
    ...platform, get origin() { return origin(); },
    subscribe: (serverKey) => {
      const curve = createECDH("prime256v1");
      const id = randomBytes(24).toString("base64url");
      const auth = randomBytes(16);
      browsers.set(id, { curve, auth, serverKey, gone: false });
      return { endpoint: `${origin()}/push/${id}`, keys: { p256dh: curve.generateKeys("base64url"), auth: auth.toString("base64url") } };
    },
    expire: (endpoint) => { const browser = browsers.get(idOf(endpoint)); if (browser) browser.gone = true; },
    fetch: (endpoint) => {
      const texts = (waiting.get(idOf(endpoint)) ?? []).map(({ text }) => text);
      waiting.delete(idOf(endpoint));
      return texts;
    },
  };
}

/** RFC 8030 §5.2 to 5.4, and the one coding of RFC 8291. */
function whyNotHeaders({ headers }: Heard): Reply | null {
  if (!/^\d{1,10}$/.test(headers["ttl"] ?? "")) return bad(400, "TTL");
  if (!["very-low", "low", "normal", "high", undefined].includes(headers["urgency"])) return bad(400, "Urgency");
  const { topic } = headers;
  if (topic !== undefined && (topic.length > 32 || !base64url.test(topic))) return bad(400, "Topic");
  return headers["content-encoding"] === "aes128gcm" ? null : bad(415, "Content-Encoding");
}

/** RFC 8292: a token signed with the very key the browser was subscribed with, for this service, for at most a day. */
function whyNotVapid({ headers, at }: Heard, serverKey: string, origin: string): Reply | null {
  const said = /^vapid (.+)$/.exec(headers["authorization"] ?? "")?.[1] ?? "";
  const parts = Object.fromEntries(said.split(",").map((part) => { const [name = "", ...value] = part.trim().split("="); return [name, value.join("=")] as const; }));
  const [head = "", body = "", signature = "", ...more] = (parts["t"] ?? "").split(".");
  if (more.length > 0 || ![head, body, signature].every((part) => base64url.test(part))) return bad(401, "token");
  if (parts["k"] !== serverKey) return bad(403, "another key than the subscription's");
  const point = Buffer.from(serverKey, "base64url");
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") }, format: "jwk" });
  if (jsonOf(Buffer.from(head, "base64url").toString())?.["alg"] !== "ES256") return bad(401, "alg");
  if (!verify("sha256", Buffer.from(`${head}.${body}`), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"))) return bad(401, "signature");
  const claims = jsonOf(Buffer.from(body, "base64url").toString()) ?? {};
  const [now, exp] = [at.getTime() / 1000, claims["exp"]];
  if (claims["aud"] !== origin) return bad(401, "aud");
  if (typeof exp !== "number" || exp <= now || exp > now + 86_400) return bad(401, "exp");
  return /^(mailto:.+@|https:\/\/)/.test(typeof claims["sub"] === "string" ? claims["sub"] : "") ? null : bad(401, "sub");
}

/** RFC 8188 and 8291 by the book: header, one record, the keys from both sides' curves; null where anything does not fit. */
function decrypted(bytes: Buffer, { curve, auth }: Browser): string | null {
  try {
    const [salt, recordSize, idLength] = [bytes.subarray(0, 16), bytes.readUInt32BE(16), bytes[20] ?? 0];
    const senderKey = bytes.subarray(21, 21 + idLength);
    const record = bytes.subarray(21 + idLength);
    if (idLength !== 65 || recordSize < 18 || record.length > recordSize || record.length < 18) return null;
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), curve.getPublicKey(), senderKey]);
    const input = Buffer.from(hkdfSync("sha256", curve.computeSecret(senderKey), auth, info, 32));
    const derive = (label: string, length: number) => Buffer.from(hkdfSync("sha256", input, salt, Buffer.from(`Content-Encoding: ${label}\0`), length));
    const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
    decipher.setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    const end = padded.findLastIndex((byte) => byte !== 0);
    return padded[end] === 2 ? padded.subarray(0, end).toString("utf8") : null;
  } catch {
    return null;
  }
}
