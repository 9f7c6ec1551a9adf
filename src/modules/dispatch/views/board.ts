import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { CorrectionNote } from "#kernel/edition.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import type { Board, BoardEvent, BoardRow, HandPost, Release } from "../contract.ts";
import { mayRecall, mayStop, mayTend } from "../policy.ts";
import { asksFirst } from "../rules/spend.ts";
import { spendingsOf, type Channels } from "./spending.ts";

type HandColumns = { handKey: string | null; handPersonId: string | null; handPersonName: string | null; handDueAt: Date | null; handDoneAt: Date | null; handLink: string | null; handPicture: string | null };

type DeliveryLine = Omit<z.infer<typeof BoardRow>, "mayTend" | "hand" | "asksFirst" | "asks" | "acceptedAt" | "publishedAt" | "verifiedAt" | "displayedAt" | "notBefore" | "nextCheckAt" | "deadlineAt" | "barredSince"> & HandColumns & {
  unitId: string; ownerPersonId: string | null; accountOwnerId: string; config: string; manifestId: string; releaseId: string; acceptedAt: Date | null; publishedAt: Date | null; verifiedAt: Date | null; displayedAt: Date | null; notBefore: Date; nextCheckAt: Date | null; deadlineAt: Date; barredSince: Date | null;
};

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

async function deliveryLines(read: Reader, pieceId: string): Promise<DeliveryLine[]> {
  const { rows } = await sql<DeliveryLine>`${kept}
    select d.id as "deliveryId", d.manifest_id as "manifestId", d.release_id as "releaseId", d.account_id as "accountId", a.name as "accountName", d.connector_id as "connectorId", d.unit_id as "unitId",
      coalesce(n.short_name, '') as "unitName", d.edition_number as "editionNumber", d.action, s.state, s.rung, d.goal, s.accepted_at as "acceptedAt", s.published_at as "publishedAt",
      s.verified_at as "verifiedAt", s.displayed_at as "displayedAt", s.displayed_note as "displayedNote", s.not_before as "notBefore", s.next_check_at as "nextCheckAt",
      s.deadline_at as "deadlineAt", s.attempt, s.checks, s.failure_class as "failureClass", s.failure_code as "failureCode", s.failure_text as "failureText", s.void_reason as "voidReason",
      o.name as "ownerName", s.owner_person_id as "ownerPersonId", a.owner_person_id as "accountOwnerId", a.config, a.barred_at as "barredSince", s.url, h.key as "handKey", h.person_id as "handPersonId", hp.name as "handPersonName", h.due_at as "handDueAt",
      h.done_at as "handDoneAt", h.link as "handLink", h.screenshot_id as "handPicture"
    from dispatch.delivery d join dispatch.progress s on s.delivery_id = d.id join channels.account a on a.id = d.account_id
    left join lateral (select short_name from organisation.unit_name u where u.unit_id = d.unit_id and u.kind = 'main' order by valid_from desc limit 1) n on true
    left join organisation.person o on o.id = s.owner_person_id
    left join dispatch.hand_post h on h.key = d.key left join organisation.person hp on hp.id = h.person_id
    where d.piece_id = ${pieceId} order by d.created_at desc, d.edition_number desc, a.name`.execute(read);
  return rows;
}

const handOf = (actor: Actor, h: HandColumns): BoardRow["hand"] => h.handKey === null || h.handDueAt === null ? null : {
  key: h.handKey, personName: h.handPersonName ?? "", dueAt: h.handDueAt.toISOString(), doneAt: iso(h.handDoneAt), linked: Boolean(h.handLink), pictured: h.handPicture !== null, mine: h.handPersonId === actor.personId,
};

const rowOf = (actor: Actor, asked: { channels: Channels; spendings: ReadonlyMap<string, NonNullable<BoardRow["asks"]>> }, { unitId, ownerPersonId, manifestId: _, releaseId: _release, accountOwnerId: _owner, config: _config, ...d }: DeliveryLine): BoardRow => ({
  ...d, asksFirst: asksFirst(asked.channels.connectors.get(d.connectorId)?.capabilities ?? { quotaScarce: false }, d.action), asks: asked.spendings.get(d.deliveryId) ?? null, hand: handOf(actor, d), acceptedAt: iso(d.acceptedAt), publishedAt: iso(d.publishedAt), verifiedAt: iso(d.verifiedAt), displayedAt: iso(d.displayedAt), barredSince: d.state === "queued" ? iso(d.barredSince) : null,
  notBefore: d.notBefore.toISOString(), nextCheckAt: iso(d.nextCheckAt), deadlineAt: d.deadlineAt.toISOString(), mayTend: mayTend(actor, { unitId, ownerPersonId }),
});

/** The board of one piece: of each account the newest order, which may have several legs where it takes several posts back. What asks for a person comes first, then what failed, then the rest. */
export async function boardOf(read: Reader, actor: Actor, piece: { id: string; title: string; urgency: Board["urgency"]; stage: string; unitId: string; editionNumber: number; participantUnitIds: readonly string[] }, channels: Channels): Promise<Board> {
  const [lines, releases, events] = await Promise.all([deliveryLines(read, piece.id), releasesOf(read, piece.id), eventsOf(read, piece.id, 60)]);
  const newest = new Map<string, string>();
  for (const line of lines) if (!newest.has(line.accountId)) newest.set(line.accountId, line.releaseId);
  const [current, earlier] = [lines.filter((line) => newest.get(line.accountId) === line.releaseId), lines.filter((line) => newest.get(line.accountId) !== line.releaseId)];
  const editionNumber = current[0]?.editionNumber ?? piece.editionNumber;
  const [hash, correction, spendings] = await Promise.all([
    current[0] ? read.selectFrom("review.manifest").select("hash").where("id", "=", current[0].manifestId).executeTakeFirst() : undefined, correctionOf(read, piece.id, editionNumber), spendingsOf(read, actor, current.filter((line) => line.state === "held"), channels),
  ]);
  const weight: Record<string, number> = { held: 0, unknown: 0, failed: 1 };
  const asked = { channels, spendings };
  const rows = current.map((line) => rowOf(actor, asked, line)).sort((a, b) => (weight[a.state] ?? 2) - (weight[b.state] ?? 2));
  return {
    pieceId: piece.id, title: piece.title, urgency: piece.urgency, stage: piece.stage, editionNumber, manifestHash: hash?.hash ?? null, correction, releases, rows, earlier: earlier.map((line) => rowOf(actor, asked, line)),
    events, mayRecall: mayRecall(actor, piece), mayStop: mayStop(actor, piece), queued: lines.filter((line) => line.state === "queued" || line.state === "held").length,
  };
}

async function correctionOf(read: Reader, pieceId: string, editionNumber: number): Promise<Board["correction"]> {
  const { rows } = await sql<{ correction: unknown }>`select sealed::jsonb -> 'correction' as correction from content.edition where piece_id = ${pieceId} and number = ${editionNumber}`.execute(read);
  return CorrectionNote.nullable().parse(rows[0]?.correction ?? null);
}

async function releasesOf(read: Reader, pieceId: string): Promise<z.infer<typeof Release>[]> {
  const rows = await read.selectFrom("dispatch.release").selectAll().where("piece_id", "=", pieceId).orderBy("at", "desc").limit(50).execute();
  const left = rows.map((r) => JSON.parse(r.left_out) as { accountId: string; why: string }[]);
  const ids = left.flat().map((l) => l.accountId);
  const names = new Map(ids.length === 0 ? [] : (await read.selectFrom("channels.account").select(["id", "name"]).where("id", "in", ids).execute()).map((a) => [a.id, a.name]));
  return rows.map((r, i) => ({
    id: r.id, kind: r.kind, editionNumber: r.edition_number, at: r.at.toISOString(), sendAt: r.send_at.toISOString(), orderedByName: r.ordered_by_name, reason: r.reason,
    leftOut: (left[i] ?? []).map((l) => ({ ...l, accountName: names.get(l.accountId) ?? "" })),
  }));
}

async function eventsOf(read: Reader, pieceId: string, most: number): Promise<z.infer<typeof BoardEvent>[]> {
  const rows = await read.selectFrom("dispatch.receipt as r").innerJoin("dispatch.delivery as d", "d.id", "r.delivery_id").innerJoin("channels.account as a", "a.id", "r.account_id")
    .select(["r.id", "r.delivery_id", "d.action", "r.at", "a.name", "r.source", "r.outcome", "r.rung", "r.failure_class", "r.raw_code", "r.note", "r.by_name"])
    .where("d.piece_id", "=", pieceId).orderBy("r.at", "desc").limit(most).execute();
  return rows.map((r) => ({
    id: r.id, deliveryId: r.delivery_id, action: r.action, at: r.at.toISOString(), accountName: r.name, source: r.source, outcome: r.outcome, rung: r.rung as BoardRow["rung"], failureClass: r.failure_class, rawCode: r.raw_code, note: r.note, byName: r.by_name,
  }));
}

/** Everything that was seen of one delivery, oldest first, raw answers included. */
export async function receiptsOf(read: Reader, deliveryId: string): Promise<(z.infer<typeof BoardEvent> & { rawBody: string })[]> {
  const rows = await read.selectFrom("dispatch.receipt as r").innerJoin("dispatch.delivery as d", "d.id", "r.delivery_id").innerJoin("channels.account as a", "a.id", "r.account_id").selectAll("r").select(["a.name", "d.action"]).where("r.delivery_id", "=", deliveryId).orderBy("r.at").limit(500).execute();
  return rows.map((r) => ({
    id: r.id, deliveryId: r.delivery_id, action: r.action, at: r.at.toISOString(), accountName: r.name, source: r.source, outcome: r.outcome, rung: r.rung as BoardRow["rung"], failureClass: r.failure_class, rawCode: r.raw_code, note: r.note, byName: r.by_name, rawBody: r.raw_body,
  }));
}

/** Which piece a delivery belongs to, or null. */
export async function pieceOfDelivery(read: Reader, deliveryId: string): Promise<string | null> {
  const row = await read.selectFrom("dispatch.delivery").select("piece_id").where("id", "=", deliveryId).executeTakeFirst();
  return row?.piece_id ?? null;
}

/** Posts that wait for this person's hands. */
export async function handPostsOf(read: Reader, personId: string): Promise<z.infer<typeof HandPost>[]> {
  const rows = await read.selectFrom("dispatch.hand_post as h").innerJoin("channels.account as a", "a.id", "h.account_id").innerJoin("content.piece as p", "p.id", "h.piece_id")
    .select(["h.key", "h.piece_id", "h.edition_number", "p.title", "a.name", "a.config", "h.due_at", "h.withdraw", "h.payload", "h.done_at"])
    .where("h.person_id", "=", personId).where("h.done_at", "is", null).orderBy("h.due_at").limit(200).execute();
  const materials = await materialsOf(read, rows.map((h) => h.piece_id));
  return rows.map((h) => ({
    materials: materials.get(`${h.piece_id} ${h.edition_number}`) ?? [],
    key: h.key, pieceId: h.piece_id, title: h.title, accountName: h.name, platform: String((JSON.parse(h.config) as { platform?: string }).platform ?? ""),
    dueAt: h.due_at.toISOString(), withdraw: h.withdraw, payload: h.payload, doneAt: iso(h.done_at),
  }));
}

async function materialsOf(read: Reader, pieceIds: readonly string[]): Promise<Map<string, { id: string; sha256: string }[]>> {
  if (pieceIds.length === 0) return new Map();
  const rows = await read.selectFrom("content.edition as e").innerJoin("content.edition_material as m", "m.edition_id", "e.id").select(["e.piece_id", "e.number", "m.material_id", "m.sha256"]).where("e.piece_id", "in", [...pieceIds]).execute();
  const of = new Map<string, { id: string; sha256: string }[]>();
  for (const row of rows) {
    const key = `${row.piece_id} ${row.number}`;
    of.set(key, [...(of.get(key) ?? []), { id: row.material_id, sha256: row.sha256 }]);
  }
  return of;
}
