import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { Asked } from "./rules/signature.ts";
import type { Rendition } from "./rules/manifest.ts";
import type { Timing } from "./rules/plan.ts";
import type { ReviewStage, RouteStage } from "./rules/route.ts";

type By = { personId: string; name: string; unitId: string; unitName: string };

/** What an editor plans before submitting. */
export type Plan = { pieceId: string; unitIds: readonly string[]; proposedUnitIds: readonly string[]; lineReason: string | null; inOrder: boolean; accountIds: readonly string[] } & Timing;

/** Writes the plan of a piece, over the one before. */
export async function savePlan(tx: Tx, plan: Plan, by: By, now: Date): Promise<void> {
  const values = {
    unit_ids: [...plan.unitIds], proposed_unit_ids: [...plan.proposedUnitIds], line_reason: plan.lineReason, in_order: plan.inOrder, account_ids: [...plan.accountIds],
    send_at: plan.sendAt, embargo_until: plan.embargoUntil, not_after: plan.notAfter, changed_by: by.personId, changed_at: now,
  };
  await tx.insertInto("review.plan").values({ piece_id: plan.pieceId, ...values }).onConflict((c) => c.column("piece_id").doUpdateSet(values)).execute();
}

export type NewRoute = {
  pieceId: string; editionId: string; editionNumber: number; unitId: string; path: "normal" | "emergency"; pathReason: string | null; stage: RouteStage;
  afterReview: "none" | "open"; dueAt: Date | null;
};

/** Opens a route for a new edition. */
export async function insertRoute(tx: Tx, route: NewRoute, by: By, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("review.route").values({
    id, piece_id: route.pieceId, edition_id: route.editionId, edition_number: route.editionNumber, unit_id: route.unitId, path: route.path, path_reason: route.pathReason,
    stage: route.stage, waiting_since: now, due_at: route.dueAt, after_review: route.afterReview, submitted_by: by.personId, submitted_by_name: by.name, submitted_at: now,
  }).execute();
  return id;
}

/** Moves a route; the waiting starts anew. */
export async function moveRoute(tx: Tx, id: string, stage: RouteStage, now: Date): Promise<void> {
  await tx.updateTable("review.route").set({ stage, waiting_since: now, chased_at: null }).where("id", "=", id).execute();
}

/** Asks somebody by name for a stage. */
export async function setReviewer(tx: Tx, id: string, stage: ReviewStage, personId: string | null): Promise<void> {
  const column = { first: "first_reviewer", second: "second_reviewer", final: "final_reviewer" } as const;
  await tx.updateTable("review.route").set({ [column[stage]]: personId }).where("id", "=", id).execute();
}

/** Notes a reminder. */
export const setChased = (tx: Tx, id: string, now: Date) => tx.updateTable("review.route").set({ chased_at: now }).where("id", "=", id).execute();

/** Notes that the after-review of an emergency is done. */
export const setAfterReview = (tx: Tx, id: string) => tx.updateTable("review.route").set({ after_review: "done" }).where("id", "=", id).execute();

export type NewStep = {
  routeId: string; stage: "first" | "second" | "final" | "cosign" | "after";
  verdict: "submitted" | "passed" | "returned" | "reassigned" | "chased" | "withdrawn" | "signed" | "declined" | "line-changed" | "superseded" | "cleared";
  reason?: string | null; gates?: readonly string[]; facts?: Record<string, unknown>;
};

/** Adds to the record of a route. */
export async function insertStep(tx: Tx, step: NewStep, by: By, now: Date): Promise<void> {
  await tx.insertInto("review.step").values({
    id: newId(now), route_id: step.routeId, stage: step.stage, verdict: step.verdict, by_person: by.personId, by_name: by.name, unit_id: by.unitId, unit_name: by.unitName,
    reason: step.reason ?? null, gates: [...(step.gates ?? [])], facts: JSON.stringify(step.facts ?? {}), at: now,
  }).execute();
}

/** Ends every route of a piece that is still on its way, and voids its manifests. */
export async function supersedeRoutes(tx: Tx, pieceId: string, now: Date): Promise<void> {
  const open = await tx.updateTable("review.route").set({ stage: "superseded", waiting_since: now })
    .where("piece_id", "=", pieceId).where("stage", "in", ["first", "second", "final", "cosign", "returned", "withdrawn"]).returning("id").execute();
  for (const { id } of open) await voidManifests(tx, id, "new-edition", now);
}

/** Voids what was signed or waited to be signed on a route, unless it was cleared. */
export async function voidManifests(tx: Tx, routeId: string, reason: "new-edition" | "line-changed" | "declined" | "returned" | "withdrawn" | "targets-changed", now: Date): Promise<void> {
  const standing = await tx.selectFrom("review.manifest as m").select("m.id").where("m.route_id", "=", routeId)
    .where((eb) => eb.not(eb.exists(eb.selectFrom("review.voided_manifest as v").select("v.manifest_id").whereRef("v.manifest_id", "=", "m.id"))))
    .where((eb) => eb.not(eb.exists(eb.selectFrom("review.clearance as c").select("c.manifest_id").whereRef("c.manifest_id", "=", "m.id")))).execute();
  if (standing.length > 0) await tx.insertInto("review.voided_manifest").values(standing.map(({ id }) => ({ manifest_id: id, reason, at: now }))).execute();
}

export type NewManifest = {
  routeId: string; pieceId: string; editionId: string; editionNumber: number; body: string; hash: string; inOrder: boolean; timing: Timing;
  renditions: readonly (Rendition & { payload: string; preview: string })[]; asked: readonly Asked[];
};

/** Writes a manifest with the bytes it names and the units it asks. */
export async function insertManifest(tx: Tx, m: NewManifest, now: Date): Promise<string> {
  const id = newId(now);
  const { n } = await tx.selectFrom("review.manifest").select((eb) => eb.fn.countAll<number>().as("n")).where("piece_id", "=", m.pieceId).where("edition_number", "=", m.editionNumber).executeTakeFirstOrThrow();
  await tx.insertInto("review.manifest").values({
    id, route_id: m.routeId, piece_id: m.pieceId, edition_id: m.editionId, edition_number: m.editionNumber, number: n + 1, body: m.body, hash: m.hash, in_order: m.inOrder,
    send_at: m.timing.sendAt, embargo_until: m.timing.embargoUntil, not_after: m.timing.notAfter, at: now,
  }).execute();
  await tx.insertInto("review.rendition").values(m.renditions.map((r) => ({ manifest_id: id, account_id: r.accountId, connector_id: r.connectorId, payload: r.payload, hash: r.hash, preview: r.preview }))).execute();
  await tx.insertInto("review.required_signature").values(m.asked.map((a) => ({ manifest_id: id, unit_id: a.unitId, position: a.position, role: a.role, unit_name: a.unitName }))).execute();
  return id;
}

/** Writes a unit's answer; the database refuses one that does not fit. */
export async function insertSignature(tx: Tx, s: { manifestId: string; unitId: string; unitName: string; post: string; delegatedFrom: string | null; decision: "signed" | "declined"; reason: string | null; hash: string; secondFactor: boolean }, by: By, now: Date): Promise<void> {
  await tx.insertInto("review.signature").values({
    manifest_id: s.manifestId, unit_id: s.unitId, person_id: by.personId, person_name: by.name, unit_name: s.unitName, post: s.post, delegated_from: s.delegatedFrom,
    decision: s.decision, reason: s.reason, manifest_hash: s.hash, second_factor: s.secondFactor, at: now,
  }).execute();
}

/** Writes the permission to publish; the database refuses it unless every signature is there. */
export const insertClearance = (tx: Tx, manifestId: string, hash: string, now: Date) =>
  tx.insertInto("review.clearance").values({ manifest_id: manifestId, manifest_hash: hash, at: now }).execute();

export type NewComment = { pieceId: string; editionId: string; stage: "first" | "second" | "final" | "cosign" | "after"; block: number | null; quote: string; body: string };

/** Adds a comment anchored in the text. */
export async function insertComment(tx: Tx, c: NewComment, by: By, now: Date): Promise<string> {
  const id = newId(now);
  await tx.insertInto("review.comment").values({ id, piece_id: c.pieceId, edition_id: c.editionId, stage: c.stage, block: c.block, quote: c.quote, body: c.body, by_person: by.personId, by_name: by.name, unit_id: by.unitId, at: now }).execute();
  return id;
}

/** Settles a comment with what was done about it; once. */
export async function settleComment(tx: Tx, id: string, answer: string, by: By, now: Date): Promise<{ pieceId: string } | null> {
  const row = await tx.updateTable("review.comment").set({ state: "settled", answer, settled_by: by.personId, settled_by_name: by.name, settled_at: now })
    .where("id", "=", id).where("state", "=", "open").returning("piece_id").executeTakeFirst();
  return row ? { pieceId: row.piece_id } : null;
}
