import { anyHour } from "#kernel/carrier.ts";
import { isoDay } from "#kernel/clock.ts";
import { allow, found } from "#kernel/errors.ts";
import { isEmergency } from "#kernel/urgency.ts";
import { record } from "#platform/audit/record.ts";
import type { Reader } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { callableAccounts } from "#modules/channels/index.ts";
import { pieceBasis, type PieceBasis } from "#modules/content/index.ts";
import type { ClashView } from "../contract.ts";
import { mayExcuse, mayReadRequests } from "../policy.ts";
import { clashesOf, waitsForReason, type Clash } from "../rules/clash.ts";
import { CarrierSettings } from "../rules/settings.ts";
import { dayOf, windowOf, type Window } from "../rules/window.ts";
import { insertReason } from "../store.ts";
import { reachOf, reasonOf, requestsOn } from "../views/basis.ts";

const writersOf = (piece: PieceBasis): string[] => [piece.unitId, ...piece.participantUnitIds];

type Meeting = { day: string; window: Window | null; clashes: Clash[] };

/** Who else reaches the people of a piece, if it went to a carrier at that time. */
async function meetingOf(read: Reader, piece: PieceBasis, hours: CarrierSettings["hours"], at: Date): Promise<Meeting> {
  const reach = found(await reachOf(read, piece.id), "content.no-piece");
  const window = windowOf({ hours: isEmergency(piece.urgency) ? anyHour : hours, validUntil: reach.validUntil?.toISOString() ?? null }, at);
  const day = window.ok ? dayOf(window.value) : isoDay(at);
  return { day, window: window.ok ? window.value : null, clashes: clashesOf({ pieceId: piece.id, places: reach.places }, await requestsOn(read, day)) };
}

/** The check of clause 3.1 as the plan is made: which other requests reach the same regions that day, and whether somebody must say why. */
export async function readClashes(ctx: Context, ask: { pieceId: string; accountId: string; sendAt: Date | null }): Promise<ClashView> {
  allow(mayReadRequests(ctx.actor), "carriers.may-not-read");
  const piece = found(await pieceBasis(ctx.read, ask.pieceId), "content.no-piece");
  const account = found((await callableAccounts(ctx.read, ctx.house.vault, [ask.accountId])).get(ask.accountId), "channels.no-account");
  const { hours } = CarrierSettings.parse(account.config);
  const { day, window, clashes } = await meetingOf(ctx.read, piece, hours, ask.sendAt && ask.sendAt > ctx.now() ? ask.sendAt : ctx.now());
  const reason = await reasonOf(ctx.read, piece.id);
  return {
    day, window: window && { from: window.from.toISOString(), until: window.until.toISOString() }, clashes: clashes.map(({ number, title, unitName, places }) => ({ number, title, unitName, places })),
    held: waitsForReason(piece.urgency, clashes, reason?.words ?? null), reason: reason && { words: reason.words, byName: reason.byName, at: reason.at.toISOString() }, mayExcuse: mayExcuse(ctx.actor, writersOf(piece)),
  };
}

/** Keeps why a piece goes to the same people on the same day; with it the carrier gets it. */
export async function excuseClash(ctx: Context, { pieceId, reason }: { pieceId: string; reason: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const piece = found(await pieceBasis(tx, pieceId), "content.no-piece");
    allow(mayExcuse(ctx.actor, writersOf(piece)), "carriers.not-your-piece");
    const reach = await reachOf(tx, pieceId);
    const about = clashesOf({ pieceId, places: reach?.places ?? [] }, await requestsOn(tx, isoDay(ctx.now()))).map(({ number }) => number);
    await insertReason(tx, { pieceId, reason, about }, ctx.actor, ctx.now());
    record(tx, { action: "carriers.excuse", subject: { type: "piece", id: pieceId }, facts: { reason, about } });
    await announce(tx, `piece:${pieceId}`, "carriers");
  });
}
