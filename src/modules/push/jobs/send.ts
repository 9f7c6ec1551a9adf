import webPush from "web-push";
import type { OutboundAnswer } from "#kernel/connector.ts";
import { record } from "#platform/audit/record.ts";
import type { Context, House } from "#platform/house.ts";
import { switchedOff } from "#platform/switches.ts";
import { speakersOf, type Speaker } from "../keys.ts";
import { fateOf, type Fate } from "../rules/fate.ts";
import { headerUrgency, PushNote, topicOf } from "../rules/note.ts";
import { Sealed } from "../rules/subscription.ts";
import * as store from "../store.ts";
import { anythingDue } from "../views.ts";
import { sendReminders } from "./kinds.ts";

/** Reminders taken in one bite, calls under way at once, and how long a bite may take before another worker takes it over. */
const [bite, atOnce, leaseMs, callMs] = [200, 16, 240_000, 10_000];

/** How long one job goes on before it makes room and calls for the next. */
const jobMs = 30_000;

type Told = { held: store.Held; fate: Fate; tries: number };

/**
 * Sends what is due, bite by bite. A worker that is killed in the middle loses nothing: what it held falls due again when its lease is over. At worst a browser gets a
 * reminder twice, because the push service took it and nobody could write that down; both bear one topic and one tag, so the second replaces the first, sent or shown.
 */
export async function sendDue(ctx: Context): Promise<void> {
  const { house } = ctx;
  const until = house.now().getTime() + jobMs;
  const resting = new Map<string, Date>();
  while (house.now().getTime() < until && !(await switchedOff(ctx.read, "outbound"))) {
    const now = house.now();
    const held = await store.holdDue(house.db, bite, now, new Date(now.getTime() + leaseMs));
    if (held.length === 0) break;
    const speakers = await speakersOf(house.db, house.vault, [...new Set(held.map((one) => one.accountId))]);
    const told: Told[] = [];
    const waiting = held.values();
    await Promise.all(Array.from({ length: atOnce }, async () => { for (const one of waiting) told.push(await tellOne(house, one, speakers.get(one.accountId), resting)); }));
    await ctx.observe(async (tx) => {
      await store.putOff(tx, told.flatMap(({ held: h, fate, tries }) => (fate.kind === "again" ? [{ ...h, at: fate.at, tries }] : [])));
      const of = (messageId: string, kind: Fate["kind"]) => told.filter(({ held: h, fate }) => h.messageId === messageId && fate.kind === kind).map(({ held: h }) => h.subscriptionId);
      for (const id of [...new Set(held.map((one) => one.messageId))].sort()) {
        await store.strike(tx, id, "sent", of(id, "sent"));
        await store.strike(tx, id, "given_up", of(id, "given-up"));
        await store.strike(tx, id, "dropped", of(id, "dropped"));
        await store.letGo(tx, id, told.filter(({ held: h }) => h.messageId === id).map(({ held: h }) => h.subscriptionId), house.now());
      }
      await store.dropSubscriptions(tx, told.filter(({ fate }) => fate.kind === "dropped").map(({ held: h }) => h.subscriptionId));
    });
  }
  await ctx.observe(async (tx) => {
    for (const { id: _, pieceId, ...figures } of await store.finishMessages(tx, house.now())) record(tx, { action: "push.finish", subject: { type: "piece", id: pieceId }, facts: figures });
    if (house.now().getTime() >= until && await anythingDue(tx, house.now())) await house.enqueue(tx, [sendReminders({})]);
  });
}

async function tellOne(house: House, held: store.Held, speaker: Speaker | undefined, resting: Map<string, Date>): Promise<Told> {
  const now = house.now();
  const as = (fate: Fate, tries = held.tries): Told => ({ held, fate, tries });
  if (held.expiresAt <= now) return as({ kind: "given-up" });
  // An account that rests or lost its keys keeps what it has to say until that is too late.
  if (!speaker) return as({ kind: "again", at: new Date(now.getTime() + 60_000), hostRests: false }, held.tries - 1);
  const call = sealFor(house, held, speaker, now);
  if (!call) return as({ kind: "dropped" });
  const { host } = new URL(call.url);
  const rests = resting.get(host);
  if (rests && rests > now) return as({ kind: "again", at: rests, hostRests: true }, held.tries - 1);
  const answer: OutboundAnswer = await house.call(call);
  const fate = fateOf(answer, held.tries, held.expiresAt, now);
  if (fate.kind === "again" && fate.hostRests) resting.set(host, fate.at);
  return as(fate);
}

/** The signed words encrypted for one browser, as its push service takes them; null where nothing can be encrypted for it, or it was sealed with another house key. */
function sealFor(house: House, { sealed, payload, pieceId, expiresAt }: store.Held, { subject, publicKey, privateKey }: Speaker, now: Date): Parameters<House["call"]>[0] | null {
  try {
    const { endpoint, p256dh, auth } = Sealed.parse(JSON.parse(house.vault.unseal(sealed)));
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject, publicKey, privateKey }, TTL: Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000)), topic: topicOf(pieceId),
      urgency: headerUrgency(PushNote.parse(JSON.parse(payload))), contentEncoding: "aes128gcm",
    });
    const named = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-length").map(([name, value]): [string, string] => [name.toLowerCase(), String(value)]);
    return { method: "POST", url: endpoint, headers: Object.fromEntries(named), body, timeoutMs: callMs };
  } catch {
    return null;
  }
}
