import type { Reader } from "#platform/db/database.ts";
import type { Plan } from "../store.ts";
import type { Asked, Signing } from "../rules/signature.ts";
import type { Route } from "../rules/route.ts";

/** A route with what its rules need, and where its edition is. */
export type RouteRow = Route & { id: string; pieceId: string; editionId: string; editionNumber: number; waitingSince: Date; chasedAt: Date | null; dueAt: Date | null; pathReason: string | null; submittedByName: string; submittedAt: Date };

/** The plan of a piece, or null. */
export async function planOf(read: Reader, pieceId: string): Promise<Plan | null> {
  const p = await read.selectFrom("review.plan").selectAll().where("piece_id", "=", pieceId).executeTakeFirst();
  return p ? {
    pieceId, unitIds: p.unit_ids, proposedUnitIds: p.proposed_unit_ids, lineReason: p.line_reason, inOrder: p.in_order ?? false, accountIds: p.account_ids ?? [],
    sendAt: p.send_at, embargoUntil: p.embargo_until, notAfter: p.not_after,
  } : null;
}

/** One route by its id, or the newest of a piece; locked when asked. */
export async function routeOf(read: Reader, by: { id: string } | { pieceId: string }, lock = false): Promise<RouteRow | null> {
  let query = read.selectFrom("review.route").selectAll();
  query = "id" in by ? query.where("id", "=", by.id) : query.where("piece_id", "=", by.pieceId).orderBy("edition_number", "desc").limit(1);
  if (lock) query = query.forUpdate();
  const r = await query.executeTakeFirst();
  if (!r) return null;
  const passed = await read.selectFrom("review.step").select(["by_person", "verdict", "facts"]).where("route_id", "=", r.id).where("verdict", "in", ["passed", "line-changed"]).execute();
  return {
    id: r.id, pieceId: r.piece_id, editionId: r.edition_id, editionNumber: r.edition_number, stage: r.stage, path: r.path, pathReason: r.path_reason, unitId: r.unit_id,
    submittedBy: r.submitted_by, submittedByName: r.submitted_by_name, submittedAt: r.submitted_at, waitingSince: r.waiting_since, chasedAt: r.chased_at, dueAt: r.due_at,
    reviewers: { first: r.first_reviewer, second: r.second_reviewer, final: r.final_reviewer }, passedBy: [...new Set(passed.flatMap((step) => (step.verdict === "passed" ? [step.by_person] : carriedOver(step.facts))))],
    openComments: await openComments(read, r.piece_id), afterReview: r.after_review ?? "none",
  };
}

/** The oldest emergency edition of a piece that went out and still waits for its after-review; newer editions do not settle it. */
export async function awaitingAfterReview(read: Reader, pieceId: string, lock = false): Promise<RouteRow | null> {
  const open = await read.selectFrom("review.route").select("id").where("piece_id", "=", pieceId).where("stage", "=", "cleared").where("after_review", "=", "open").orderBy("edition_number").limit(1).executeTakeFirst();
  return open ? routeOf(read, { id: open.id }, lock) : null;
}

/** Who had passed the same text when its signature line was changed. */
const carriedOver = (facts: string | null): string[] => (JSON.parse(facts ?? "{}") as { passedBy?: string[] }).passedBy ?? [];

/** Comments of a piece that nobody settled. */
export async function openComments(read: Reader, pieceId: string): Promise<number> {
  const { n } = await read.selectFrom("review.comment").select((eb) => eb.fn.countAll<number>().as("n")).where("piece_id", "=", pieceId).where("state", "=", "open").executeTakeFirstOrThrow();
  return n;
}

/** Who passed the edition with this number through 初审 and 复审 (itself or by carrying over); null when it did not get through. */
export async function passersOf(read: Reader, pieceId: string, editionNumber: number): Promise<readonly string[] | null> {
  const row = await read.selectFrom("review.route as r").innerJoin("review.step as s", "s.route_id", "r.id").select("r.id")
    .where("r.piece_id", "=", pieceId).where("r.edition_number", "=", editionNumber)
    .where((eb) => eb.or([eb.and([eb("s.stage", "=", "second"), eb("s.verdict", "=", "passed")]), eb("s.verdict", "=", "line-changed")])).executeTakeFirst();
  return row ? ((await routeOf(read, { id: row.id }))?.passedBy ?? null) : null;
}

/** Where a piece stood before its edition went to review: a withdrawn edition leaves what the public sees as it was. */
export async function stageBefore(read: Reader, piece: { id: string; publishedEdition: number | null }): Promise<"draft" | "published" | "recalled"> {
  if (piece.publishedEdition === null) return "draft";
  const steps = await read.selectFrom("review.step as s").innerJoin("review.route as r", "r.id", "s.route_id").select("s.facts")
    .where("r.piece_id", "=", piece.id).where("s.verdict", "=", "submitted").orderBy("r.edition_number", "desc").orderBy("s.at", "desc").limit(20).execute();
  const from = steps.map((step) => (JSON.parse(step.facts ?? "{}") as { from?: string }).from).find((stage) => stage !== "returned");
  return from === "recalled" ? "recalled" : "published";
}

/** Accounts that were cleared to carry an earlier edition of a piece. */
export async function clearedAccounts(read: Reader, pieceId: string): Promise<{ accountId: string; name: string }[]> {
  return read.selectFrom("review.manifest as m").innerJoin("review.clearance as c", "c.manifest_id", "m.id").innerJoin("review.rendition as r", "r.manifest_id", "m.id")
    .innerJoin("channels.account as a", "a.id", "r.account_id").select(["r.account_id as accountId", "a.name"]).distinct().where("m.piece_id", "=", pieceId).where("a.state", "<>", "closed").execute();
}

/** A manifest as the rules of signing see it; the newest of a route, or one by id. */
export type SigningRow = Signing & { manifestId: string; routeId: string; pieceId: string; editionId: string; editionNumber: number; number: number; signatures: SignatureRow[] };

/** An answer as people see it. */
export type SignatureRow = { unitId: string; unitName: string; personName: string; post: string; delegatedFrom: string | null; decision: "signed" | "declined"; reason: string | null; at: Date };

/** Reads a manifest with its units and their answers. */
export async function signingOf(read: Reader, by: { manifestId: string } | { routeId: string }): Promise<SigningRow | null> {
  let query = read.selectFrom("review.manifest as m").leftJoin("review.voided_manifest as v", "v.manifest_id", "m.id")
    .select(["m.id", "m.route_id", "m.piece_id", "m.edition_id", "m.edition_number", "m.number", "m.hash", "m.in_order", "v.reason as void_reason"]);
  query = "manifestId" in by ? query.where("m.id", "=", by.manifestId) : query.where("m.route_id", "=", by.routeId).orderBy("m.number", "desc").limit(1);
  const m = await query.executeTakeFirst();
  if (!m) return null;
  const asked = await read.selectFrom("review.required_signature").selectAll().where("manifest_id", "=", m.id).orderBy("position").execute();
  const signatures = await read.selectFrom("review.signature").selectAll().where("manifest_id", "=", m.id).orderBy("at").execute();
  return {
    manifestId: m.id, routeId: m.route_id, pieceId: m.piece_id, editionId: m.edition_id, editionNumber: m.edition_number, number: m.number, hash: m.hash, inOrder: m.in_order, void: m.void_reason !== null,
    asked: asked.map((a): Asked => ({ unitId: a.unit_id, unitName: a.unit_name, position: a.position, role: a.role })),
    answers: signatures.map((s) => ({ unitId: s.unit_id, personId: s.person_id, decision: s.decision, manifestHash: s.manifest_hash })),
    signatures: signatures.map((s) => ({ unitId: s.unit_id, unitName: s.unit_name, personName: s.person_name, post: s.post, delegatedFrom: s.delegated_from, decision: s.decision, reason: s.reason, at: s.at })),
  };
}

/** Who signed any manifest of a route. */
export async function signersOf(read: Reader, routeId: string): Promise<string[]> {
  const rows = await read.selectFrom("review.signature as s").innerJoin("review.manifest as m", "m.id", "s.manifest_id").select("s.person_id").where("m.route_id", "=", routeId).execute();
  return rows.map((r) => r.person_id);
}

/** The bytes one account gets, with their preview. */
export async function renditionsOf(read: Reader, manifestId: string) {
  const rows = await read.selectFrom("review.rendition as r").innerJoin("channels.account as a", "a.id", "r.account_id")
    .select(["r.account_id", "a.name", "a.unit_id", "r.connector_id", "r.hash", "r.preview", "r.payload"]).where("r.manifest_id", "=", manifestId).orderBy("a.name").execute();
  return rows.map((r) => ({ accountId: r.account_id, accountName: r.name, connectorId: r.connector_id, hash: r.hash, preview: JSON.parse(r.preview) as { kind: string; title?: string; text: string }, payload: r.payload }));
}
