import { sql } from "kysely";
import type { z } from "zod";
import { inScope, type Actor } from "#kernel/actor.ts";
import { found } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import type { AnyConnector } from "#kernel/connector.ts";
import { SealedEdition } from "#kernel/edition.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import type { PieceBasis } from "#modules/content/index.ts";
import { signerProposal, unitNamesOn } from "#modules/organisation/index.ts";
import type { PlanView, SigningView, WaitingForMe } from "../contract.ts";
import { whyNotAfterReview, whyNotDecide, type ReviewStage } from "../rules/route.ts";
import { whyNotAnswer } from "../rules/signature.ts";
import { clearedAccounts, planOf, renditionsOf, routeOf, signersOf, signingOf, type SigningRow } from "./route.ts";
import { isAsked, signerViews, stepsOf } from "./screens.ts";

/** What a signer sees: text, facts with sources, every rendition, the units, the time; and what changed since they last looked. */
export async function signingView(read: Reader, actor: Actor, piece: PieceBasis, signing: SigningRow, now: Date): Promise<SigningView> {
  const edition = await read.selectFrom("content.edition").select(["sealed", "plain"]).where("id", "=", signing.editionId).executeTakeFirstOrThrow();
  const sealed = SealedEdition.parse(JSON.parse(edition.sealed));
  const manifest = await read.selectFrom("review.manifest").select(["send_at", "embargo_until", "not_after", "at"]).where("id", "=", signing.manifestId).executeTakeFirstOrThrow();
  const route = await routeOf(read, { id: signing.routeId });
  const way = found(route, "review.no-route");
  const signers = await signerViews(read, signing, actor, way, now);
  const voided = await read.selectFrom("review.voided_manifest").select("reason").where("manifest_id", "=", signing.manifestId).executeTakeFirst();
  const newer = await newerThan(read, actor, piece, signing);
  const plan = await planOf(read, piece.id);
  const cleared = await read.selectFrom("review.clearance").select("at").where("manifest_id", "=", signing.manifestId).executeTakeFirst();
  const last = await read.selectFrom("review.signature as s").innerJoin("review.manifest as m", "m.id", "s.manifest_id").select((eb) => eb.fn.max("m.edition_number").as("n"))
    .where("m.piece_id", "=", piece.id).where("s.person_id", "=", actor.personId).where("m.edition_number", "<", signing.editionNumber).executeTakeFirst();
  const before = last?.n ?? (signing.editionNumber > 1 ? signing.editionNumber - 1 : null);
  return {
    manifestId: signing.manifestId, pieceId: piece.id, title: sealed.title, urgency: sealed.urgency, form: piece.form, editionNumber: signing.editionNumber, hash: signing.hash, void: signing.void, voidReason: voided?.reason ?? null, newer,
    line: sealed.signature.units, lineReason: plan?.lineReason ?? null, inOrder: signing.inOrder, at: manifest.at.toISOString(),
    sendAt: manifest.send_at?.toISOString() ?? null, embargoUntil: manifest.embargo_until?.toISOString() ?? null, notAfter: manifest.not_after?.toISOString() ?? null, pathReason: way.pathReason,
    lastSeenEdition: before, facts: sealed.facts.map(({ label, text, source, version }) => ({ label, text, source, version })), plain: edition.plain, summary: sealed.summary, correction: sealed.correction,
    renditions: (await renditionsOf(read, signing.manifestId)).map((r) => ({ accountId: r.accountId, accountName: r.accountName, connectorId: r.connectorId, hash: r.hash, kind: r.preview.kind, title: r.preview.title ?? null, text: r.preview.text })),
    signers, mySigners: signing.asked.filter((a) => whyNotAnswer(signing, a.unitId, actor, way) === null).map((a) => a.unitId), cleared: cleared !== undefined,
    submittedByName: way.submittedByName, steps: await stepsOf(read, piece.id, signing.routeId), secondFactor: actor.secondFactor,
  };
}

async function newerThan(read: Reader, actor: Actor, piece: PieceBasis, { editionNumber, number }: SigningRow): Promise<SigningView["newer"]> {
  const newest = await read.selectFrom("review.manifest").select(["id", "edition_number", "number"]).where("piece_id", "=", piece.id).orderBy("edition_number", "desc").orderBy("number", "desc").limit(1).executeTakeFirst();
  if (!newest || newest.edition_number < editionNumber || (newest.edition_number === editionNumber && newest.number <= number)) return null;
  return { manifestId: newest.id, editionNumber: newest.edition_number, asked: inScope(actor, piece) || isAsked(actor, await signingOf(read, { manifestId: newest.id })) };
}

/** The plan of a piece with everything needed to change it. */
export async function planView(read: Reader, piece: PieceBasis, { now, connectors }: { now: Date; connectors: ReadonlyMap<string, AnyConnector> }): Promise<z.infer<typeof PlanView>> {
  const day = isoDay(now);
  const plan = await planOf(read, piece.id);
  const proposal = await signerProposal(read, piece.topic, piece.unitId, day);
  const byDuty = proposal?.units.map((u) => u.unitId) ?? [];
  const proposedIds = byDuty.includes(piece.unitId) ? byDuty : [piece.unitId, ...byDuty];
  const candidates = await signingCandidates(read, piece, day);
  const unitIds = plan ? [...plan.unitIds] : proposedIds;
  const names = await unitNamesOn(read, [...new Set([...unitIds, ...proposedIds, ...candidates])], day);
  const line = (ids: readonly string[]) => ids.flatMap((id) => names.get(id) ?? []);
  return {
    leadUnitId: piece.unitId, units: line(unitIds), proposed: line(proposedIds), basis: { topic: piece.topic, source: proposal?.basis.source ?? null, note: proposal?.basis.note ?? null, verified: proposal?.basis.verified ?? false }, missingSystems: proposal?.missing ?? [],
    lineReason: plan?.lineReason ?? null, inOrder: plan?.inOrder ?? false, accountIds: plan ? [...plan.accountIds] : [],
    sendAt: plan?.sendAt?.toISOString() ?? null, embargoUntil: plan?.embargoUntil?.toISOString() ?? null, notAfter: plan?.notAfter?.toISOString() ?? null, saved: plan !== null,
    mustKeepAccountIds: piece.publishedEdition !== null && piece.stage !== "recalled" ? (await clearedAccounts(read, piece.id)).map((a) => a.accountId) : [],
    accounts: (await accountsFor(read, [...new Set([piece.unitId, ...piece.participantUnitIds, ...unitIds])])).map((a) => ({ ...a, asksFirst: connectors.get(a.connectorId)?.capabilities.quotaScarce ?? false })), candidates: line(candidates),
  };
}

/** Units that could sign: those of the same region and level, and the province's. */
async function signingCandidates(read: Reader, piece: PieceBasis, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select u.id from organisation.unit u where u.opened_on <= ${day}::date and (u.closed_on is null or u.closed_on > ${day}::date)
      and (u.level = 'province' or u.region_code = ${piece.regionCode} or u.id = any(${[...piece.participantUnitIds]}::uuid[])) and u.system <> 'partner'
    order by u.level = 'province' desc, u.code`.execute(read);
  return rows.map((r) => r.id);
}

/** Accounts that these units can speak through in public. */
export async function accountsFor(read: Reader, unitIds: readonly string[]) {
  const { rows } = await sql<{ id: string; name: string; connectorId: string; unitId: string; unitName: string; state: string }>`
    select a.id, a.name, a.connector_id as "connectorId", a.unit_id as "unitId", a.state,
      coalesce((select short_name from organisation.unit_name n where n.unit_id = a.unit_id and n.kind = 'main' order by valid_from desc limit 1), '') as "unitName"
    from channels.account a where a.unit_id = any(${[...unitIds]}::uuid[]) and a.state <> 'closed' and a.audience = 'public' order by 6, a.name`.execute(read);
  return rows;
}

type Line = { pieceId: string; routeId: string; title: string; urgency: z.infer<typeof WaitingForMe>["urgency"]; stage: string; editionNumber: number; unitName: string; since: Date; dueAt: Date | null; reason: string | null; afterReview: string };

/** Everything in review, signing, return or after-review that this person must act on; most urgent first, longest waiting first. */
export async function waitingFor(read: Reader, actor: Actor): Promise<z.infer<typeof WaitingForMe>[]> {
  const units = (...posts: string[]): string[] => [...new Set(actor.holdings.filter((h) => posts.includes(h.post)).map((h) => h.unitId))];
  const { rows } = await sql<Line>`${kept}
    select p.id as "pieceId", r.id as "routeId", p.title, p.urgency, r.stage, r.edition_number as "editionNumber", r.waiting_since as since, r.due_at as "dueAt", r.after_review as "afterReview",
      coalesce((select short_name from organisation.unit_name n where n.unit_id = r.unit_id and n.kind = 'main' order by valid_from desc limit 1), '') as "unitName",
      (select s.reason from review.step s where s.route_id = r.id and s.verdict in ('returned', 'declined') order by s.at desc limit 1) as reason
    from review.route r join content.piece p on p.id = r.piece_id
    where (r.stage in ('first', 'second', 'final', 'cosign', 'returned') or (r.stage = 'cleared' and r.after_review = 'open')) and ((r.edition_number = p.edition_number and (
      (r.stage = 'first' and r.unit_id = any(${units("first-reviewer")}::uuid[]))
      or (r.stage = 'second' and r.unit_id = any(${units("second-reviewer")}::uuid[]))
      or (r.stage = 'final' and r.unit_id = any(${units("signer")}::uuid[]))
      or (r.stage = 'cosign' and exists (select from review.manifest m join review.required_signature q on q.manifest_id = m.id where m.route_id = r.id and q.unit_id = any(${units("signer", "liaison")}::uuid[])))
      or (r.stage = 'returned' and r.submitted_by = ${actor.personId}::uuid and p.stage = 'returned')))
      or (r.after_review = 'open' and r.stage = 'cleared' and r.unit_id = any(${units("second-reviewer", "leading-group")}::uuid[])))
    order by p.lane, r.waiting_since limit 200`.execute(read);
  const items = await Promise.all(rows.map((row) => waitingLine(read, actor, row)));
  return items.filter((item) => item !== null);
}

async function waitingLine(read: Reader, actor: Actor, row: Line): Promise<z.infer<typeof WaitingForMe> | null> {
  const base = { pieceId: row.pieceId, manifestId: null, title: row.title, urgency: row.urgency, stage: row.stage, editionNumber: row.editionNumber, unitName: row.unitName, since: row.since.toISOString(), dueAt: row.dueAt?.toISOString() ?? null, doneUnits: [] as string[], reason: row.reason };
  if (row.stage === "returned") return { ...base, kind: "returned" };
  const route = await routeOf(read, { id: row.routeId });
  if (!route) return null;
  if (row.stage === "cleared") return whyNotAfterReview(route, await signersOf(read, route.id), actor) ? null : { ...base, kind: "after-review" };
  if (row.stage === "first" || row.stage === "second") return whyNotDecide(route, row.stage as ReviewStage, actor) ? null : { ...base, kind: "review" };
  const signing = await signingOf(read, { routeId: row.routeId });
  if (!signing || !signing.asked.some((a) => whyNotAnswer(signing, a.unitId, actor, route) === null)) return null;
  return { ...base, kind: "sign", manifestId: signing.manifestId, doneUnits: signing.signatures.filter((s) => s.decision === "signed").map((s) => s.unitName) };
}
