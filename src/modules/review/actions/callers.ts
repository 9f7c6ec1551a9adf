import { theHouse } from "#kernel/actor.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import type { PieceBasis } from "#modules/content/index.ts";
import { closeAlertsUnder, raise } from "#modules/duty/index.ts";
import { peopleWithPost } from "#modules/organisation/index.ts";
import { barredFrom, postOf, type ReviewStage } from "../rules/route.ts";
import { signingPosts, turnOf, type Signing } from "../rules/signature.ts";
import type { RouteRow } from "../views/route.ts";

type Called = { id: string; name: string };

/** Whoever may decide a stage now: the one who was asked by name, or all with the post except the one who submitted. */
export async function reviewersFor(tx: Tx, route: RouteRow, stage: ReviewStage, now: Date): Promise<Called[]> {
  const people = await peopleWithPost(tx, route.unitId, postOf[stage], now);
  const asked = route.reviewers[stage];
  return people.filter((p) => (asked ? p.id === asked : !barredFrom(route).includes(p.id))).map(({ id, name }) => ({ id, name }));
}

/** Whoever may sign for the units whose turn it is. */
export async function signersFor(tx: Tx, route: RouteRow, signing: Signing, now: Date): Promise<(Called & { unitId: string })[]> {
  const found = await Promise.all(turnOf(signing).map(async (asked) => {
    if (asked.role === "lead") return (await reviewersFor(tx, route, "final", now)).map((p) => ({ ...p, unitId: asked.unitId }));
    const people = await Promise.all(signingPosts[asked.role].map((post) => peopleWithPost(tx, asked.unitId, post, now)));
    return people.flat().map((p) => ({ id: p.id, name: p.name, unitId: asked.unitId }));
  }));
  return found.flat();
}

/** Brings a route to the people who must act on it now; what was open before is closed. */
export async function call(ctx: Context, tx: Tx, piece: PieceBasis, route: RouteRow, people: readonly (Called & { unitId?: string })[], kind: "review.waiting" | "review.sign" | "review.returned", link: string): Promise<void> {
  await closeAlertsUnder(tx, "route", route.id, kind, ctx.now());
  for (const person of new Map(people.map((p) => [p.id, p])).values()) {
    await raise({ ...ctx, actor: theHouse }, tx, {
      kind, subject: { type: "route", id: `${route.id}/${person.id}` }, unitId: person.unitId ?? route.unitId, ownerPersonId: person.id, urgency: piece.urgency,
      facts: { title: piece.title, stage: route.stage, edition: route.editionNumber }, link,
    });
  }
  await announce(tx, ...people.map((p) => `inbox:${p.id}`), `piece:${piece.id}`, "pieces");
}

/** Nobody is waited for any more. */
export const dismissCalls = (ctx: Context, tx: Tx, routeId: string, why: string): Promise<void> => closeAlertsUnder(tx, "route", routeId, why, ctx.now());
