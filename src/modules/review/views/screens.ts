import type { z } from "zod";
import { holds, type Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Refusal } from "#kernel/decision.ts";
import type { Reader } from "#platform/db/database.ts";
import type { PieceBasis } from "#modules/content/index.ts";
import { peopleWithPost, unitNamesOn } from "#modules/organisation/index.ts";
import type { CommentView, ReviewView, SignerView, StepView } from "../contract.ts";
import { mayComment, mayReassign, maySubmit, mayWrite } from "../policy.ts";
import { ballOf } from "../rules/ball.ts";
import { planable } from "../rules/plan.ts";
import { barredFrom, planChase, planWithdraw, postOf, whyNotAfterReview, whyNotDecide, type ReviewStage } from "../rules/route.ts";
import { signingPosts, turnOf, whyNotAnswer, type Way } from "../rules/signature.ts";
import { awaitingAfterReview, planOf, routeOf, signersOf, signingOf, type RouteRow, type SigningRow } from "./route.ts";

const reviewing = (stage: string): stage is ReviewStage => stage === "first" || stage === "second" || stage === "final";
const reasonOf = (decision: { ok: true } | { ok: false; refusal: Refusal }): Refusal | null => (decision.ok ? null : decision.refusal);
const unless = (allowed: boolean, code: string): Refusal | null => (allowed ? null : { code });

/** Steps of every route of a piece, oldest first. */
export async function stepsOf(read: Reader, pieceId: string, routeId?: string): Promise<z.infer<typeof StepView>[]> {
  let query = read.selectFrom("review.step as s").innerJoin("review.route as r", "r.id", "s.route_id").selectAll("s").where("r.piece_id", "=", pieceId).orderBy("s.at").limit(500);
  if (routeId) query = query.where("s.route_id", "=", routeId);
  return (await query.execute()).map((s) => ({ stage: s.stage, verdict: s.verdict, byName: s.by_name, unitName: s.unit_name, reason: s.reason, gates: s.gates ?? [], at: s.at.toISOString() }));
}

/** Comments of a piece: open ones first, then the newest. */
export async function commentsOf(read: Reader, pieceId: string): Promise<z.infer<typeof CommentView>[]> {
  const rows = await read.selectFrom("review.comment as c").innerJoin("content.edition as e", "e.id", "c.edition_id").selectAll("c").select("e.number").where("c.piece_id", "=", pieceId).orderBy("c.state").orderBy("c.at", "desc").limit(500).execute();
  const units = new Map((await read.selectFrom("organisation.unit_name").select(["unit_id", "short_name"]).where("unit_id", "in", [...rows.map((r) => r.unit_id), "00000000-0000-7000-8000-000000000000"]).where("kind", "=", "main").orderBy("valid_from").execute()).map((u) => [u.unit_id, u.short_name]));
  return rows.map((c) => ({
    id: c.id, stage: c.stage, editionNumber: c.number, block: c.block, quote: c.quote ?? "", body: c.body, byName: c.by_name, unitName: units.get(c.unit_id) ?? "", at: c.at.toISOString(),
    state: c.state ?? "open", answer: c.answer, settledByName: c.settled_by_name, settledAt: c.settled_at?.toISOString() ?? null,
  }));
}

/** The units under a manifest with their seals, whose turn it is, and why this person may not sign for them. */
export async function signerViews(read: Reader, signing: SigningRow, actor: Actor, way: Way, now: Date): Promise<z.infer<typeof SignerView>[]> {
  const names = await unitNamesOn(read, signing.asked.map((a) => a.unitId), isoDay(now));
  const turn = new Set(turnOf(signing).map((a) => a.unitId));
  return Promise.all(signing.asked.map(async (asked) => {
    const name = names.get(asked.unitId);
    const answer = signing.signatures.find((s) => s.unitId === asked.unitId);
    const people = answer || !turn.has(asked.unitId) ? [] : (await Promise.all(signingPosts[asked.role].map((post) => peopleWithPost(read, asked.unitId, post, now)))).flat()
      .filter((p) => asked.role === "co" || (way.reviewers.final ? p.id === way.reviewers.final : !barredFrom(way).includes(p.id))).map((p) => p.name);
    return {
      unitId: asked.unitId, name: asked.unitName, shortName: name?.shortName ?? asked.unitName, seal: name?.seal ?? "", role: asked.role,
      state: answer ? answer.decision : turn.has(asked.unitId) ? "turn" as const : "waiting" as const,
      personName: answer?.personName ?? null, post: answer?.post ?? null, reason: answer?.reason ?? null, at: answer?.at.toISOString() ?? null,
      whyNotMe: whyNotAnswer(signing, asked.unitId, actor, way), people: [...new Set(people)],
    };
  }));
}

/** The review of a piece as its screen shows it; before the first submission there is only what may be done. */
export async function reviewView(read: Reader, actor: Actor, piece: PieceBasis, now: Date): Promise<ReviewView> {
  const route = await routeOf(read, { pieceId: piece.id });
  const comments = await commentsOf(read, piece.id);
  const submit = await whyNotSubmit(read, actor, piece, comments);
  if (!route) {
    const no = { code: "review.no-route" };
    return {
      pieceId: piece.id, stage: null, path: null, pathReason: null, editionNumber: piece.editionNumber, editionId: null, ball: null, steps: [], comments, manifestId: null, manifestHash: null, signers: [],
      dueAt: null, afterReview: "none", afterReviewOf: null, ...standing(piece), may: { submit, pass: no, sendBack: no, withdraw: no, chase: no, comment: no, reassign: no, afterReview: no }, colleagues: [],
    };
  }
  const signing = await signingOf(read, { routeId: route.id });
  const signers = signing ? await signerViews(read, signing, actor, route, now) : [];
  const after = await awaitingAfterReview(read, piece.id);
  const people = reviewing(route.stage) ? await peopleWithPost(read, route.unitId, postOf[route.stage], now) : [];
  return {
    pieceId: piece.id, stage: route.stage, path: route.path, pathReason: route.pathReason, editionNumber: route.editionNumber, editionId: route.editionId,
    ball: ballWords(route, signers, people, now), steps: await stepsOf(read, piece.id), comments, manifestId: signing?.manifestId ?? null, manifestHash: signing?.hash ?? null, signers,
    dueAt: route.dueAt?.toISOString() ?? null, afterReview: route.afterReview, afterReviewOf: after ? { editionNumber: after.editionNumber, pathReason: after.pathReason ?? "" } : null, ...standing(piece),
    may: { submit, ...(await mayOf(read, actor, piece, route, signing, now)) },
    colleagues: people.filter((p) => !barredFrom(route).includes(p.id)).map(({ id, name }) => ({ id, name })),
  };
}

/** Why the next edition cannot be submitted, as far as it is known before its text is checked. */
async function whyNotSubmit(read: Reader, actor: Actor, piece: PieceBasis, comments: readonly z.infer<typeof CommentView>[]): Promise<Refusal | null> {
  if (!maySubmit(actor, piece)) return { code: "review.not-your-piece" };
  if (!planable.includes(piece.stage)) return { code: "review.frozen", facts: { stage: piece.stage } };
  const plan = await planOf(read, piece.id);
  if (!plan) return { code: "review.no-plan" };
  if (plan.accountIds.length === 0) return { code: "review.no-accounts" };
  const open = comments.filter((c) => c.state === "open").length;
  return open > 0 ? { code: "review.comments-unsettled", facts: { count: open } } : null;
}

const standing = (piece: PieceBasis) => ({ urgency: piece.urgency, publishedEdition: piece.publishedEdition });

function ballWords(route: RouteRow, signers: z.infer<typeof SignerView>[], people: readonly { id: string; name: string }[], now: Date) {
  const asked = reviewing(route.stage) ? route.reviewers[route.stage] : null;
  const turn = signers.filter((s) => s.state === "turn");
  const ball = ballOf(route, {
    reviewers: people.filter((p) => (asked ? p.id === asked : !barredFrom(route).includes(p.id))).map((p) => p.name),
    units: turn.map((s) => `${s.shortName} ${s.people.join("、")}`.trim()), writers: [route.submittedByName],
  }, now);
  return { with: ball.with, names: [...ball.names], waitingMinutes: ball.waitingMinutes };
}

async function mayOf(read: Reader, actor: Actor, piece: PieceBasis, route: RouteRow, signing: SigningRow | null, now: Date): Promise<Omit<ReviewView["may"], "submit">> {
  const open = await awaitingAfterReview(read, piece.id);
  const deciding = reviewing(route.stage) ? whyNotDecide(route, route.stage, actor) : { code: "review.not-at-this-stage", facts: { stage: route.stage } };
  return {
    pass: route.stage === "final" ? { code: "review.pass-by-signing" } : deciding, sendBack: deciding,
    withdraw: reasonOf(planWithdraw(route, maySubmit(actor, piece))),
    chase: unless(mayWrite(actor, piece), "review.not-your-piece") ?? reasonOf(planChase(route, route.chasedAt, now)),
    comment: unless(mayComment(actor, route.unitId, signing?.asked.map((a) => a.unitId) ?? []), "review.may-not-comment"),
    reassign: unless(mayReassign(actor, route.unitId) && reviewing(route.stage), "review.may-not-reassign"),
    afterReview: open ? whyNotAfterReview(open, await signersOf(read, open.id), actor) : { code: "review.no-after-review" },
  };
}

/** Does this person sign, or decide, anything here? Lets co-signers see pieces outside their usual scope. */
export const isAsked = (actor: Actor, signing: SigningRow | null): boolean => signing?.asked.some((a) => holds(actor, a.unitId, "signer", "liaison")) ?? false;
