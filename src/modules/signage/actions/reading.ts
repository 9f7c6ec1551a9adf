import { ScreenItem } from "#kernel/article.ts";
import { allow, found } from "#kernel/errors.ts";
import type { Context } from "#platform/house.ts";
import type { Group, GroupScreen, Proof, Screen, ScreenAccount, ShownPiece } from "../contract.ts";
import { mayKeepScreens, mayReadScreens } from "../policy.ts";
import { isAlive } from "../rules.ts";
import { arrange, type Plan } from "../rules/groups.ts";
import { interrupts, showing } from "../rules/playlist.ts";
import { boardOf, screenAccounts } from "../views/board.ts";
import * as views from "../views.ts";

type Board = Awaited<ReturnType<typeof boardOf>>;

/** Screens of one LED account within the person's scope. */
export async function listScreens(ctx: Context, accountId: string): Promise<Screen[]> {
  allow(mayReadScreens(ctx.actor), "signage.may-not-read");
  const [account] = await screenAccounts(ctx.read, ctx.actor, accountId);
  if (!account) return [];
  return (await views.screensOf(ctx.read, accountId)).map(({ registeredAt, lastSeenAt, retiredAt, ...s }) => ({
    ...s, registeredAt: registeredAt.toISOString(), lastSeenAt: lastSeenAt?.toISOString() ?? null, alive: isAlive(lastSeenAt, ctx.now()), retired: retiredAt !== null, mine: mayKeepScreens(ctx.actor, s.unitId),
  }));
}

/** What a screen within the person's scope proved that it showed, newest first. */
export async function listProofs(ctx: Context, screenId: string): Promise<Proof[]> {
  allow(mayReadScreens(ctx.actor), "signage.may-not-read");
  const screen = found(await views.screenById(ctx.read, screenId), "signage.no-such-screen");
  found((await screenAccounts(ctx.read, ctx.actor, screen.accountId))[0], "signage.no-such-screen");
  return (await views.proofsOf(ctx.read, screenId)).map((p) => ({ ...p, startedAt: p.startedAt.toISOString(), endedAt: p.endedAt.toISOString(), receivedAt: p.receivedAt.toISOString() }));
}

/** The LED accounts within the person's scope: screens by group, what each group shows now, what each screen proved last. */
export async function showScreens(ctx: Context): Promise<{ accounts: ScreenAccount[] }> {
  allow(mayReadScreens(ctx.actor), "signage.may-not-read");
  const accounts = await screenAccounts(ctx.read, ctx.actor);
  const board = await boardOf(ctx.read, accounts.map(({ id }) => id), ctx.now());
  return {
    accounts: accounts.map(({ id, name, unitId, unitName, unitSeal }) => ({
      id, name, unitName, unitSeal, mine: mayKeepScreens(ctx.actor, unitId), pieces: board.put.filter((one) => one.accountId === id).map((one) => pieceOf(board, one)), groups: groupsOf(board, id, ctx.now()),
    })),
  };
}

function pieceOf({ titles }: Board, { pieceId, edition, payload, validUntil }: Board["put"][number]): ShownPiece {
  const item = ScreenItem.parse(JSON.parse(payload));
  const text = item.lines.join(item.style === "page" ? "" : "　　");
  return { pieceId, title: titles.get(pieceId) ?? text, text, edition, urgency: item.urgency, validUntil: validUntil?.toISOString() ?? null };
}

/** Groups of an account as they were made, and last, without a name, the screens that are in none. */
function groupsOf(board: Board, accountId: string, now: Date): Group[] {
  const put = board.put.filter((one) => one.accountId === accountId);
  const screens = board.screens.filter((one) => one.accountId === accountId);
  const group = (id: string | null, name: string, version: number, plan: Plan | null): Group => ({
    id, name, version, from: plan?.from?.toISOString() ?? null, until: plan?.until?.toISOString() ?? null, standing: plan?.standing ?? null,
    places: (plan?.slots ?? []).map((slot) => ({ ...slot, from: slot.from?.toISOString() ?? null, until: slot.until?.toISOString() ?? null })),
    ...shownBy(put, plan, now), screens: screens.filter(({ groupId }) => groupId === id).map((screen) => screenOf(board, screen, now)),
  });
  const named = board.groups.filter((one) => one.accountId === accountId).map(({ id, name, version, plan }) => group(id, name, version, plan));
  const loose = group(null, "", 0, null);
  return loose.screens.length > 0 || named.length === 0 ? [...named, loose] : named;
}

function shownBy(put: Board["put"], plan: Plan | null, now: Date): Pick<Group, "now" | "why"> {
  const shown = showing({ rev: "now", entries: arrange(put, plan) }, now.getTime());
  const first = shown[0];
  return {
    now: shown.flatMap(({ id }) => put.filter((one) => one.id === id).map(({ pieceId }) => pieceId)),
    why: !first ? "nothing" : interrupts(first.priority) ? "urgent" : first.standing ? "standing" : "playlist",
  };
}

function screenOf({ titles }: Board, screen: Board["screens"][number], now: Date): GroupScreen {
  const { id, name, place, lastSeenAt, proofPieceId, proofEdition, proofEndedAt } = screen;
  return {
    id, name, place, lastSeenAt: lastSeenAt?.toISOString() ?? null, alive: isAlive(lastSeenAt, now),
    lastProof: proofPieceId && proofEdition !== null && proofEndedAt ? { pieceId: proofPieceId, title: titles.get(proofPieceId) ?? "", edition: proofEdition, endedAt: proofEndedAt.toISOString() } : null,
  };
}
