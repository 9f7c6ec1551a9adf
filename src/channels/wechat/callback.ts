import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { Parser } from "htmlparser2";
import type { ConnectorContext, Failure, RawCallback, VerifiedReceipt } from "#kernel/connector.ts";
import { Problem } from "#kernel/errors.ts";
import { evidence } from "../failures.ts";
import { accountOf, type Account } from "./account.ts";

/** How far a callback's time may be from ours. */
const freshSeconds = 300;

const distrusted = (why: string): Problem => new Problem("forbidden", { code: "channels.callback-not-trusted", facts: { why } });

/** How something the platform did by and by came to its end, in the platform's own word for it. */
export type End = { state: string; failure: Failure | null; rawBody: string };

/** The event a connector listens for: its name, the element with the number the order is known under, and how it ended, as the event says or as the platform answers when asked; null while it has not. */
export type Ear = {
  event: string;
  number: string;
  said(event: ReadonlyMap<string, string>, raw: string): End | null;
  asked(ctx: ConnectorContext, number: string): Promise<End | null>;
};

/** The platform's signature: SHA-1 over the sorted parts, in hex. */
const signatureOf = (...parts: readonly string[]): string => createHash("sha1").update([...parts].sort().join("")).digest("hex");

function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Refuses what is old, comes from the future, or is not signed over `more` with the token both sides hold. */
function trust(account: Account, query: Record<string, string>, given: string, now: Date, ...more: readonly string[]): void {
  const { timestamp = "", nonce = "" } = query;
  if (account.callbackToken === "") throw distrusted("no-token");
  if (!/^\d{10}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > freshSeconds) throw distrusted("stale");
  if (!same(given, signatureOf(account.callbackToken, timestamp, nonce, ...more))) throw distrusted("signature");
}

/** What the platform sends once to learn whether the address is ours comes back as it came, if it is signed. */
export function answerChallenge(ctx: ConnectorContext, query: Record<string, string>): string {
  trust(accountOf(ctx), query, query["signature"] ?? "", ctx.now());
  return query["echostr"] ?? "";
}

/**
 * Receipts of a callback; messages of the public, which come to the same address, are not read any further. An encrypted one is believed: its
 * signature covers its bytes. The signature of a plain one covers no more than its time, so it only makes us ask the platform how it stands. One event of one end is one receipt, however often it comes.
 */
export async function receiptsIn(ctx: ConnectorContext, { query, body }: RawCallback, ear: Ear): Promise<VerifiedReceipt[]> {
  const account = accountOf(ctx);
  const text = Buffer.from(body).toString("utf8");
  const sealed = elementsOf(text).get("Encrypt");
  if (sealed === undefined) trust(account, query, query["signature"] ?? "", ctx.now());
  else trust(account, query, query["msg_signature"] ?? "", ctx.now(), sealed);
  const raw = sealed === undefined ? text : opened(account, sealed);
  const event = elementsOf(raw);
  const number = event.get(ear.number);
  if (event.get("MsgType") !== "event" || event.get("Event") !== ear.event || number === undefined || !/^\d+$/.test(number)) return [];
  const end = sealed === undefined ? await ear.asked(ctx, number) : ear.said(event, raw);
  if (end === null) return [];
  const seen = end.failure ? { failure: end.failure } : { rung: "published" as const };
  return [{ ref: number, ...seen, eventId: `${ear.event}/${number}/${end.state}`, at: dateOf(event.get("CreateTime"), ctx.now()), rawBody: evidence(end.rawBody) }];
}

const dateOf = (seconds: string | undefined, now: Date): Date => (seconds !== undefined && /^\d{10}$/.test(seconds) ? new Date(Number(seconds) * 1000) : now);

const blockBytes = 32;

/** Opens an encrypted message: AES-256-CBC, 16 random bytes, the length, the words, and the AppID they are meant for. */
function opened({ appId, encodingAesKey }: Account, sealed: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, "base64");
  const bytes = Buffer.from(sealed, "base64");
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0) throw distrusted("cipher");
  const cipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const plain = padded.subarray(0, padded.length - padding);
  if (padding < 1 || padding > blockBytes || plain.length < 20) throw distrusted("cipher");
  const end = 20 + plain.readUInt32BE(16);
  if (end > plain.length || plain.subarray(end).toString("utf8") !== appId) throw distrusted("app-id");
  return plain.subarray(20, end).toString("utf8");
}

/** The elements of a message by name, each with its first text. Entities are not expanded and nothing is fetched. */
function elementsOf(xml: string): Map<string, string> {
  const elements = new Map<string, string>();
  const open: { name: string; text: string }[] = [];
  const parser = new Parser({
    onopentagname: (name) => { open.push({ name, text: "" }); },
    ontext: (text) => { const inner = open.at(-1); if (inner) inner.text += text; },
    onclosetag: () => { const inner = open.pop(); if (inner && !elements.has(inner.name)) elements.set(inner.name, inner.text.trim()); },
  }, { xmlMode: true, decodeEntities: true });
  parser.write(xml);
  parser.end();
  return elements;
}
