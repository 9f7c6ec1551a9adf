import { lookup as resolve, type LookupAddress } from "node:dns";
import { request as plain, type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as secure } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import type { Outbound, OutboundAnswer, Reach } from "#kernel/connector.ts";

/** The longest answer that is read; the rest of a longer one is left on the wire. */
const answerCap = 1024 * 1024;
const defaultTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;

/** Addresses that lead into a house rather than out of it (RFC 6890, 4193, 6598, 6052). */
const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12],
  ["192.0.0.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["224.0.0.0", 4], ["240.0.0.0", 4],
] as const) inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [["::", 128], ["::1", 128], ["64:ff9b::", 96], ["fc00::", 7], ["fe80::", 10], ["ff00::", 8]] as const) inside.addSubnet(net, bits, "ipv6");

const isInside = (address: string): boolean => inside.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** Which hosts connectors may reach: those `allow` names, private or not, and any other whose address is public unless `publicHosts` is "listed". */
export type OutboundRules = { allow: (hostname: string, port: number) => boolean; publicHosts?: "any" | "listed" };

/**
 * The one way out for connectors: time limit, capped answers, no redirects, private addresses only where allowed.
 * `reached: false` is said only while no byte of the request can have left; a reason that starts with "forbidden" is ours, not the network's.
 */
export function outbound(rules: OutboundRules): Outbound {
  return async (request) => {
    const target = aim(request.url, rules);
    if (!target.ok) return { ok: false, reached: false, reason: `forbidden: ${target.why}` };
    const body = request.body === undefined ? null : Buffer.from(request.body);
    const headers = { "user-agent": "Tongsheng", accept: "*/*", ...request.headers, ...(body ? { "content-length": String(body.length) } : {}) };
    return exchange(target, { method: request.method, headers, agent: false }, body, request.timeoutMs ?? defaultTimeoutMs);
  };
}

/** The way out for lines that are not HTTP, under the very same rules: the address that was checked is the one to dial. */
export function reach(rules: OutboundRules): Reach {
  return async (host, port) => {
    const way = wayTo(host, port, rules);
    if (!way.ok) return { ok: false, reason: `forbidden: ${way.why}` };
    return new Promise((settle) => way.lookup(host, {}, (error, address) => {
      settle(error ? { ok: false, reason: error.message.startsWith("forbidden") ? error.message : error.code ?? error.message } : { ok: true, address: String(address) });
    }));
  };
}

type Way = { ok: true; lookup: LookupFunction } | { ok: false; why: string };

/** Decides before any look-up whether a host may be tried at all, and how its name is read. */
function wayTo(hostname: string, port: number, rules: OutboundRules): Way {
  const named = rules.allow(hostname, port);
  if (!named && rules.publicHosts === "listed") return { ok: false, why: `${hostname} is not on the list` };
  if (!named && isIP(hostname) && isInside(hostname)) return { ok: false, why: `${hostname} is a private address` };
  return { ok: true, lookup: named ? lookupAny : lookupPublic };
}

type Target = { ok: true; url: URL; lookup: LookupFunction };

/** Decides before any look-up whether the address may be tried at all. */
function aim(address: string, rules: OutboundRules): Target | { ok: false; why: string } {
  if (!URL.canParse(address)) return { ok: false, why: "not an address" };
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return { ok: false, why: `protocol ${url.protocol}` };
  if (url.username || url.password) return { ok: false, why: "credentials in the address" };
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const way = wayTo(hostname, Number(url.port || (url.protocol === "https:" ? 443 : 80)), rules);
  return way.ok ? { ...way, url } : way;
}

const lookupAny: LookupFunction = (hostname, options, done) => resolve(hostname, { ...options, all: true }, (error, addresses) => answerLookup(error, addresses, options.all === true, done));

/** Checks the very addresses that will be dialled, so that a name cannot change its mind in between (DNS rebinding). */
const lookupPublic: LookupFunction = (hostname, options, done) => resolve(hostname, { ...options, all: true }, (error, addresses) => {
  const open = (addresses ?? []).filter(({ address }) => !isInside(address));
  const refused = error ?? (open.length === 0 ? Object.assign(new Error(`forbidden: ${hostname} resolves to a private address`), { code: "EFORBIDDEN" }) : null);
  answerLookup(refused, open, options.all === true, done);
});

function answerLookup(error: NodeJS.ErrnoException | null, addresses: LookupAddress[], all: boolean, done: Parameters<LookupFunction>[2]): void {
  const first = addresses?.[0];
  if (error || !first) done(error ?? new Error("no address"), "");
  else if (all) done(null, addresses);
  else done(null, first.address, first.family);
}

/** One request on its own connection: a reused one could be dead already and leave us not knowing what left. */
function exchange(target: Target, options: RequestOptions, body: Buffer | null, timeoutMs: number): Promise<OutboundAnswer> {
  return new Promise((settle) => {
    const tls = target.url.protocol === "https:";
    let connected = false;
    let settled = false;
    const call: ClientRequest = (tls ? secure : plain)(target.url, { ...options, lookup: target.lookup });
    const finish = (answer: OutboundAnswer) => {
      if (settled) return;
      settled = true;
      clearTimeout(whole);
      clearTimeout(dial);
      call.destroy();
      settle(answer);
    };
    const fail = (reason: string) => finish({ ok: false, reached: connected ? "maybe" : false, reason });
    const whole = setTimeout(() => fail("timeout"), timeoutMs);
    const dial = setTimeout(() => { if (!connected) fail("connect timeout"); }, Math.min(connectTimeoutMs, timeoutMs));
    call.on("socket", (socket) => socket.once(tls ? "secureConnect" : "connect", () => { connected = true; }));
    call.on("error", (error: NodeJS.ErrnoException) => fail(error.message.startsWith("forbidden") ? error.message : error.code ?? error.message));
    call.on("response", (response) => void readAnswer(response).then(finish, (error: Error) => fail(error.message)));
    call.end(body ?? undefined);
  });
}

/** Reads the answer up to the cap. A redirect is an answer like any other: it is never followed. */
async function readAnswer(response: IncomingMessage): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= answerCap) break;
  }
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value ?? ""]));
  const bytes = Buffer.concat(chunks).subarray(0, answerCap);
  return { ok: true, status: response.statusCode ?? 0, headers, body: bytes.toString("utf8"), bytes };
}
