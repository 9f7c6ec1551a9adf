import { rungs, type RecallNotice } from "#kernel/connector.ts";
import { accept, allow, found, Problem } from "#kernel/errors.ts";
import { fingerprint, sha256Hex } from "#kernel/fingerprint.ts";
import { SignatureLine } from "#kernel/edition.ts";
import { record } from "#platform/audit/record.ts";
import type { Reader, Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { tell } from "#platform/topics.ts";
import { callableAccounts, type CallableAccount } from "#modules/channels/index.ts";
import { pieceBasis, setStage } from "#modules/content/index.ts";
import { clearedManifest, signatureLineOf } from "#modules/review/index.ts";
import { mayRecall, mayStop } from "../policy.ts";
import { deliveryKey, planRelease, type PlannedDelivery, type Target } from "../rules/plan.ts";
import { keepsEarlierPosts, planRecall } from "../rules/recall.ts";
import { asksFirst } from "../rules/spend.ts";
import { pieceTurned } from "../topics.ts";
import { awaitedBy, carriedBy, closeFences, insertDeliveries, insertRelease, postsOf, voidQueued, voidRelease, type Standing } from "../store/release.ts";
import { callOffVoided } from "./called.ts";

/** Orders a cleared manifest out, in the transaction of its last signature. Nothing leaves here: senders do, after commit. */
export async function releaseCleared(ctx: Context, tx: Tx, manifestId: string): Promise<void> {
  const now = ctx.now();
  const manifest = found(await clearedManifest(tx, manifestId), "dispatch.not-cleared");
  const accounts = await callableAccounts(tx, ctx.house.vault, manifest.renditions.map((r) => r.accountId));
  const targets = manifest.renditions.map((r) => targetOf(ctx, found(accounts.get(r.accountId), "channels.no-account"), r.hash));
  await callOffVoided(tx, await voidQueued(tx, manifest.pieceId, manifest.editionNumber, "older-edition", now), "有了新版", now);
  const carried = (await carriedBy(tx, manifest.pieceId)).filter((old) => old.editionNumber < manifest.editionNumber);
  const planned = accept(planRelease({ ...manifest, manifestId: manifest.id }, targets, carried, now));
  const kind = carried.length > 0 ? "correct" : "publish";
  const releaseId = await insertRelease(tx, {
    pieceId: manifest.pieceId, manifestId: manifest.id, editionNumber: manifest.editionNumber, kind, lane: manifest.lane,
    sendAt: planned[0]?.notBefore ?? now, notAfter: manifest.notAfter, reason: null, notice: null, leftOut: [], by: ctx.actor,
  }, now);
  await insertDeliveries(tx, { id: releaseId, pieceId: manifest.pieceId, lane: manifest.lane }, planned.map((d) => ({ ...d, manifestId: manifest.id, editionNumber: manifest.editionNumber })), now);
  await setStage(tx, manifest.pieceId, "publishing", now);
  if (kind === "correct") await tell(ctx, tx, pieceTurned, { pieceId: manifest.pieceId, turned: "corrected" });
  record(tx, {
    action: "dispatch.release", subject: { type: "piece", id: manifest.pieceId },
    facts: { manifest: manifest.hash, edition: manifest.editionNumber, kind, accounts: planned.map((d) => d.accountId), sendAt: planned[0]?.notBefore ?? now },
  });
  await announce(tx, `board:${manifest.pieceId}`, `piece:${manifest.pieceId}`, "board");
}

function targetOf(ctx: Context, account: CallableAccount, payloadHash: string): Target {
  const connector = ctx.house.connectors.get(account.connectorId);
  if (!connector) throw new Problem("refused", { code: "dispatch.no-connector", facts: { connector: account.connectorId } });
  return {
    accountId: account.id, accountName: account.name, connectorId: account.connectorId, unitId: account.unitId, payloadHash, active: account.state === "active",
    goal: connector.capabilities.receipt, deadlineSeconds: connector.deadlineSeconds, asksFirst: asksFirst(connector.capabilities, "publish"),
  };
}

/** Takes a piece back everywhere at once: fences close, what waits is voided, what stands is deleted, cancelled or superseded. */
export async function recallPiece(ctx: Context, input: { pieceId: string; reason: string }): Promise<{ releaseId: string; voided: number; ordered: number; leftOut: number }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
    allow(mayRecall(ctx.actor, piece), "dispatch.may-not-recall");
    if (piece.stage === "recalled") throw new Problem("refused", { code: "dispatch.already-recalled" });
    const awaited = await awaitedBy(tx, piece.id);
    // Deliveries before fences, as senders lock them.
    const voided = await voidQueued(tx, piece.id, piece.editionNumber + 1, "recalled", now);
    await closeFences(tx, piece.id, piece.editionNumber);
    await callOffVoided(tx, voided, "已撤回", now);
    const standing = await toTakeBack(ctx, tx, piece.id);
    const newest = standing[0] ?? awaited[0];
    if (!newest) throw new Problem("refused", { code: "dispatch.nothing-to-recall" });
    const signature = SignatureLine.parse(await signatureLineOf(tx, newest.manifestId));
    const notice: RecallNotice = { pieceId: piece.id, title: piece.title, reason: input.reason, signature, at: now.toISOString() };
    const { planned, leftOut } = await planRecalls(ctx, tx, standing, notice);
    const releaseId = await insertRelease(tx, {
      pieceId: piece.id, manifestId: null, editionNumber: piece.editionNumber, kind: "recall", lane: 0, sendAt: now, notAfter: null,
      reason: input.reason, notice: JSON.stringify(notice), leftOut, by: ctx.actor,
    }, now);
    await insertDeliveries(tx, { id: releaseId, pieceId: piece.id, lane: 0 }, planned, now);
    await setStage(tx, piece.id, "recalled", now);
    await tell(ctx, tx, pieceTurned, { pieceId: piece.id, turned: "recalled" });
    record(tx, {
      action: "dispatch.recall", subject: { type: "piece", id: piece.id },
      facts: { reason: input.reason, notice: fingerprint(notice), voided: voided.map((one) => one.id), ordered: planned.map((d) => d.accountId), leftOut },
    });
    await announce(tx, `board:${piece.id}`, `piece:${piece.id}`, "board");
    return { releaseId, voided: voided.length, ordered: planned.length, leftOut: leftOut.length };
  });
}

/** What a recall must take back: the newest post of every account that carries the piece, and the earlier ones where they stand beside it. */
async function toTakeBack(ctx: Context, read: Reader, pieceId: string): Promise<Standing[]> {
  const carried = await carriedBy(read, pieceId);
  const apart = carried.filter(({ connectorId }) => { const connector = ctx.house.connectors.get(connectorId); return connector && keepsEarlierPosts(connector.capabilities); });
  if (apart.length === 0) return carried;
  const posts = await postsOf(read, pieceId);
  return [...carried, ...posts.filter((post) => apart.some((newest) => newest.accountId === post.accountId && newest.deliveryId !== post.deliveryId))];
}

/** What a recall would do with each post if it were ordered now; the same rule, nothing written. */
export async function foreseeRecall(ctx: Context, pieceId: string): Promise<{ accountId: string; accountName: string; editionNumber: number; way: "void" | "delete" | "cancel" | "supersede" | "channel-cannot" | "window-over" }[]> {
  const standing = await toTakeBack(ctx, ctx.read, pieceId);
  const awaited = (await awaitedBy(ctx.read, pieceId)).filter((one) => !standing.some((old) => old.accountId === one.accountId));
  return [...standing, ...awaited].map((old) => {
    const connector = ctx.house.connectors.get(old.connectorId);
    const way = connector ? planRecall(old, connector.capabilities.recall, connector.renderRecall !== undefined, ctx.now()) : ({ how: "none", why: "channel-cannot" } as const);
    return { accountId: old.accountId, accountName: old.accountName, editionNumber: old.editionNumber, way: way.how === "none" ? way.why : way.how };
  });
}

type RecallDelivery = PlannedDelivery & { manifestId: string; editionNumber: number; recallPayload: string };

async function planRecalls(ctx: Context, tx: Tx, standing: readonly Standing[], notice: RecallNotice) {
  const now = ctx.now();
  const accounts = await callableAccounts(tx, ctx.house.vault, standing.map((old) => old.accountId));
  const planned: RecallDelivery[] = [];
  const leftOut: { accountId: string; why: string }[] = [];
  for (const old of standing) {
    const account = accounts.get(old.accountId);
    const connector = account && ctx.house.connectors.get(account.connectorId);
    if (!account || !connector) { leftOut.push({ accountId: old.accountId, why: "channel-cannot" }); continue; }
    const way = planRecall(old, connector.capabilities.recall, connector.renderRecall !== undefined, now);
    if (way.how === "none") { leftOut.push({ accountId: old.accountId, why: way.why }); continue; }
    const recallPayload = connector.renderRecall?.(notice, account.config).payload ?? "";
    const payloadHash = sha256Hex(recallPayload);
    planned.push({
      accountId: old.accountId, connectorId: old.connectorId, unitId: old.unitId, action: "recall", payloadHash, recallPayload,
      key: deliveryKey(old.manifestId, old.accountId, payloadHash, "recall"), notBefore: now, notAfter: null,
      deadlineAt: new Date(now.getTime() + connector.deadlineSeconds * 1000), goal: recallGoal(way.how, connector.capabilities.receipt), held: false, manifestId: old.manifestId, editionNumber: old.editionNumber,
    });
  }
  return { planned, leftOut };
}

/** A recall is seen when the channel says it is gone; nobody waits for a screen to display an absence. */
const recallGoal = (how: "void" | "delete" | "cancel" | "supersede", receipt: (typeof rungs)[number]) => (how === "supersede" && receipt === "accepted" ? "accepted" : "published");

/** Stops what has not left of one release; what left stays where it is. */
export async function stopRelease(ctx: Context, input: { releaseId: string; pieceId: string }): Promise<{ voided: number }> {
  return ctx.write(async (tx) => {
    const piece = found(await pieceBasis(tx, input.pieceId, true), "content.no-piece");
    allow(mayStop(ctx.actor, piece), "dispatch.may-not-stop");
    const voided = await voidRelease(tx, { pieceId: piece.id, id: input.releaseId }, "stopped", ctx.now());
    if (voided.length === 0) throw new Problem("refused", { code: "dispatch.nothing-left-to-stop" });
    await callOffVoided(tx, voided, "停发", ctx.now());
    record(tx, { action: "dispatch.stop", subject: { type: "piece", id: piece.id }, facts: { release: input.releaseId, voided: voided.map((one) => one.id) } });
    await announce(tx, `board:${piece.id}`, "board");
    return { voided: voided.length };
  });
}
