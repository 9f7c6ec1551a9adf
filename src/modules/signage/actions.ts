import { randomBytes } from "node:crypto";
import { theHouse } from "#kernel/actor.ts";
import { allow, found, Problem } from "#kernel/errors.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { record } from "#platform/audit/record.ts";
import type { Context, House } from "#platform/house.ts";
import { contextOf } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { tell, topic } from "#platform/topics.ts";
import type { ScreenAddress } from "./contract.ts";
import { mayKeepScreens } from "./policy.ts";
import { whyNotProof, type Showing } from "./rules.ts";
import * as store from "./store.ts";
import * as views from "./views.ts";

/** Told once per screen and entry: a screen proved that it showed a delivery; `key` is the delivery's. */
export const screenShowed = topic<{ key: string; pieceId: string; edition: number; screenId: string; screenName: string; at: Date }>("signage.screen-showed");

const newToken = () => randomBytes(32).toString("base64url");
const addressOf = (house: House, token: string) => `${house.publicUrl}/led/${token}`;

/** Sets up a screen under an LED account; its address is said once and only its hash is kept. */
export async function registerScreen(ctx: Context, input: { accountId: string; name: string; place: string }): Promise<ScreenAddress> {
  return ctx.write(async (tx) => {
    const account = found(await views.accountOf(tx, input.accountId), "signage.no-such-account");
    allow(mayKeepScreens(ctx.actor, account.unitId), "signage.not-keeper");
    if (account.connectorId !== "led" || account.state === "closed") throw new Problem("refused", { code: "signage.not-a-screen-account" });
    const [id, token] = [newId(ctx.now()), newToken()];
    await store.insertScreen(tx, { id, ...input, unitId: account.unitId, tokenHash: sha256Hex(token), now: ctx.now() });
    record(tx, { action: "signage.registerScreen", subject: { type: "screen", id }, facts: input });
    return { screenId: id, address: addressOf(ctx.house, token) };
  });
}

/** Gives a screen a new address, for a lost or leaked one. */
export async function renewAddress(ctx: Context, screenId: string): Promise<ScreenAddress> {
  return ctx.write(async (tx) => {
    const screen = found(await views.screenById(tx, screenId), "signage.no-such-screen");
    allow(mayKeepScreens(ctx.actor, screen.unitId), "signage.not-keeper");
    const token = newToken();
    await store.setToken(tx, screenId, sha256Hex(token));
    record(tx, { action: "signage.renewAddress", subject: { type: "screen", id: screenId } });
    return { screenId, address: addressOf(ctx.house, token) };
  });
}

/** Takes a screen out of service; what it proved stays. */
export async function retireScreen(ctx: Context, screenId: string): Promise<void> {
  await ctx.write(async (tx) => {
    const screen = found(await views.screenById(tx, screenId), "signage.no-such-screen");
    allow(mayKeepScreens(ctx.actor, screen.unitId), "signage.not-keeper");
    await store.setRetired(tx, screenId, ctx.now());
    record(tx, { action: "signage.retireScreen", subject: { type: "screen", id: screenId } });
  });
}

/** A screen that knows its token, noted as seen; null for everybody else. */
export async function screenAt(house: House, token: string) {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const screen = await views.screenByToken(house.db, sha256Hex(token));
  if (!screen) return null;
  await store.noteSeen(house.db, screen.id, house.now());
  return screen;
}

/**
 * Takes a screen's reports of what it showed, hours or days late; the same report twice counts once. Answers every id it may
 * forget: reports that are no evidence are dropped. The first proof of an entry is told to dispatch in the same transaction.
 */
export async function takeProofs(house: House, screen: { id: string; accountId: string; name: string }, showings: readonly Showing[]): Promise<string[]> {
  const now = house.now();
  const entries = await views.entriesNamed(house.db, screen, [...new Set(showings.map((s) => s.entryId))]);
  const good = showings.filter((s) => whyNotProof(s, entries.get(s.entryId), now) === null);
  const first = [...Map.groupBy(good, (s) => s.entryId)].flatMap(([id, all]) => {
    const entry = entries.get(id);
    const earliest = all.reduce((a, b) => (b.startedAt < a.startedAt ? b : a));
    return entry && !entry.proven ? [{ entry, at: earliest.startedAt }] : [];
  });
  if (first.length === 0) {
    await store.insertProofs(house.db, screen.id, good, now);
    return showings.map((s) => s.id);
  }
  const ctx = contextOf(house, theHouse, screen.id);
  await ctx.write(async (tx) => {
    await store.insertProofs(tx, screen.id, good, now);
    for (const { entry, at } of first) {
      const { key, pieceId, edition } = entry;
      record(tx, { action: "signage.takeProofs", subject: { type: "piece", id: pieceId }, facts: { screen: screen.name, edition, at: at.toISOString() } });
      await tell(ctx, tx, screenShowed, { key, pieceId, edition, screenId: screen.id, screenName: screen.name, at });
    }
  });
  return showings.map((s) => s.id);
}
