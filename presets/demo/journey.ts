import { sql } from "kysely";
import type { Doc, Inline } from "#kernel/document.ts";
import { Gate } from "#modules/review/contract.ts";
import type { Context } from "#platform/http/context.ts";
import { addFact, changeFact, createPiece, writeText } from "#modules/content/index.ts";
import { completeHandPost, recallPiece } from "#modules/dispatch/index.ts";
import { decline, passReview, returnPiece, setPlan, sign, signingOf, submitPiece, withdrawPiece } from "#modules/review/index.ts";
import { playlistOf, takeProofs } from "#modules/signage/index.ts";
import { newId } from "#platform/ids.ts";
import type { People } from "./people.ts";
import type { DemoPiece } from "./pieces.ts";
import type { PastHouse } from "./time.ts";

/** What a journey is walked with. */
export type Walk = { past: PastHouse; people: People; accountId: (key: string) => string; screens: readonly { id: string; accountId: string; name: string }[]; present: () => Date };

const hour = 3_600_000;

/** What must be known of a piece to carry it on. */
export type Carried = Pick<DemoPiece, "unit" | "by" | "accounts" | "ending" | "signers" | "lineReason" | "emergency" | "reason" | "change">;

/** Carries one piece from the first word to where it shall stand, each step by the officer whose step it is. */
export async function walk(w: Walk, piece: DemoPiece, startsAt: Date): Promise<void> {
  w.past.goTo(startsAt);
  const id = await write(w, piece);
  if (piece.ending !== "draft") await carry(w, piece, id, startsAt);
}

/** Carries a piece that is written to where it shall stand. */
export async function carry(w: Walk, piece: Carried, id: string, startsAt: Date): Promise<void> {
  const writer = await w.people.as(piece.by);
  await plan(w, piece, id, writer);
  const emergency = piece.emergency !== undefined;
  const { editionNumber } = await submitPiece(writer, { pieceId: id, path: emergency ? "emergency" : "normal", pathReason: piece.emergency ?? null, correctionReason: null });
  if (piece.ending === "first-review") return;
  if (piece.ending === "withdrawn") return withdrawPiece(writer, { pieceId: id, reason: piece.reason ?? "" });
  if (!emergency) {
    await pass(w, piece.unit, id, editionNumber, "first");
    if (piece.ending === "second-review") return;
    if (piece.ending === "returned") return returnPiece(await w.people.as(w.people.whoHolds(piece.unit, "second-reviewer")), { pieceId: id, editionNumber, stage: "second", reason: piece.reason ?? "" });
    await pass(w, piece.unit, id, editionNumber, "second");
  }
  if (piece.ending === "final-review") return;
  await signAll(w, piece, id, startsAt);
  if (["cosigning", "declined", "scheduled", "soon"].includes(piece.ending)) return;
  await settled(w, id);
  await show(w);
  await postByHand(w, id);
  if (piece.ending === "corrected") await correct(w, piece, id, startsAt);
  if (piece.ending === "recalled") {
    w.past.goTo(new Date(startsAt.getTime() + 5 * hour));
    await recallPiece(await w.people.as(w.people.whoHolds(piece.unit, "signer")), { pieceId: id, reason: piece.reason ?? "" });
    await settled(w, id);
  }
}

async function write(w: Walk, piece: DemoPiece): Promise<string> {
  const writer = await w.people.as(piece.by);
  const now = w.past.house.now();
  const { id } = await createPiece(writer, {
    unitId: w.people.unitId(piece.unit), withUnitIds: (piece.with ?? []).map(w.people.unitId), title: piece.title, summary: piece.summary ?? "", form: piece.form, topic: piece.topic, column: piece.column,
    urgency: piece.urgency ?? "routine", regions: piece.regions, validUntil: piece.validDays ? new Date(now.getTime() + piece.validDays * 24 * hour) : null, plannedAt: null, sheetId: null, text: [],
  });
  const facts = new Map<string, string>();
  for (const fact of piece.facts ?? []) facts.set(fact.key, (await addFact(writer, { pieceId: id, kind: fact.kind, label: fact.label, text: fact.text, number: fact.number ?? null, source: fact.source })).factId);
  await writeText(writer, { pieceId: id, doc: docOf(piece.lines, facts) });
  return id;
}

/** Lines with `{key}` where a fact stands. */
export function docOf(lines: readonly string[], facts: ReadonlyMap<string, string>): Doc {
  return {
    blocks: lines.map((line) => ({
      type: "paragraph",
      content: line.split(/(\{[^}]+\})/).filter(Boolean).map((run): Inline => {
        const factId = facts.get(run.slice(1, -1));
        return run.startsWith("{") && factId ? { type: "fact", factId } : { type: "text", text: run };
      }),
    })),
  };
}

async function plan(w: Walk, piece: Carried, id: string, writer: Context): Promise<void> {
  const signers = piece.signers ?? [piece.unit];
  const sendAt = piece.ending === "soon" ? new Date(w.present().getTime() + 3 * 60_000) : piece.ending === "scheduled" ? new Date(w.present().getTime() + 20 * hour) : null;
  await setPlan(writer, {
    pieceId: id, unitIds: signers.map(w.people.unitId), lineReason: piece.lineReason ?? "按本次内容确定落款单位", inOrder: false, accountIds: piece.accounts.map(w.accountId), sendAt, embargoUntil: null, notAfter: null,
  });
}

async function pass(w: Walk, unit: string, pieceId: string, editionNumber: number, stage: "first" | "second"): Promise<void> {
  const reviewer = w.people.whoHolds(unit, stage === "first" ? "first-reviewer" : "second-reviewer");
  await passReview(await w.people.as(reviewer), { pieceId, editionNumber, stage, gates: [...Gate.options], note: "" });
}

async function signAll(w: Walk, piece: Carried, pieceId: string, startsAt: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from review.manifest where piece_id = ${pieceId} order by at desc limit 1`.execute(w.past.house.db);
  const signing = await signingOf(w.past.house.db, { manifestId: rows[0]?.id ?? "" });
  const others = (piece.signers ?? []).filter((unit) => unit !== piece.unit);
  const order = [piece.unit, ...others];
  for (const [n, unit] of order.entries()) {
    w.past.goTo(new Date(startsAt.getTime() + (10 + n * 6) * 60_000));
    const signer = await w.people.as(w.people.whoHolds(unit, n === 0 ? "signer" : "liaison"));
    const answer = { manifestId: signing?.manifestId ?? "", unitId: w.people.unitId(unit) };
    if (piece.ending === "declined" && n === order.length - 1) await decline(signer, { ...answer, reason: piece.reason ?? "" });
    else if (piece.ending === "cosigning" && n === order.length - 1) return;
    else await sign(signer, { ...answer, seenHash: signing?.hash ?? "" });
  }
}

async function correct(w: Walk, piece: Carried, pieceId: string, startsAt: Date): Promise<void> {
  if (!piece.change) return;
  w.past.goTo(new Date(startsAt.getTime() + 2 * hour));
  const writer = await w.people.as(piece.by);
  const { rows } = await sql<{ id: string }>`select f.id from content.fact f join content.piece p on p.sheet_id = f.sheet_id where p.id = ${pieceId} and f.label = ${piece.change.key} limit 1`.execute(w.past.house.db);
  await changeFact(writer, { factId: rows[0]?.id ?? "", text: piece.change.text, number: piece.change.number, source: piece.change.source, reason: piece.reason ?? "" });
  await submitPiece(writer, { pieceId, path: "emergency", pathReason: "更正伤亡数字", correctionReason: piece.reason ?? "" });
  await signAll(w, piece, pieceId, new Date(startsAt.getTime() + 2 * hour));
  await settled(w, pieceId);
  await show(w);
}

/** Waits until everything that can be known of a piece's deliveries by itself is known. */
async function settled(w: Walk, pieceId: string): Promise<void> {
  for (let n = 0; n < 100; n += 1) {
    const { rows } = await sql<{ left: number }>`select count(*)::int as left from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id where d.piece_id = ${pieceId}
      and (s.state in ('queued', 'sending') or (s.state = 'waiting' and d.connector_id in ('website', 'wechat', 'weibo')))`.execute(w.past.house.db);
    if (rows[0]?.left === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** The simulated screens show what is on their playlists and report it. */
async function show(w: Walk): Promise<void> {
  const now = w.past.house.now();
  for (const screen of w.screens) {
    const entries = await playlistOf(w.past.house.db, screen.accountId, now);
    const showings = entries.map((entry) => ({ id: newId(now), entryId: entry.id, rev: "demo", startedAt: new Date(now.getTime() - 30_000), endedAt: new Date(now.getTime() - 10_000) }));
    if (showings.length > 0) await takeProofs(w.past.house, screen, showings);
  }
}

/** The named person posts by hand and brings the link; the newest piece is left for the visitor. */
async function postByHand(w: Walk, pieceId: string): Promise<void> {
  const age = w.present().getTime() - w.past.house.now().getTime();
  if (age < 12 * hour) return;
  const { rows } = await sql<{ key: string; username: string }>`select h.key, p.username from dispatch.hand_post h join organisation.person p on p.id = h.person_id where h.piece_id = ${pieceId} and h.done_at is null`.execute(w.past.house.db);
  for (const { key, username } of rows) await completeHandPost(await w.people.as(username), { key, link: `https://www.example.com/post/${key.slice(0, 12)}`, screenshotId: null });
}
