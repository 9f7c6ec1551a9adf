import { theHouse } from "#kernel/actor.ts";
import type { Urgency } from "#kernel/urgency.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { closeAlertsUnder, holdersOf, raise, type Officer } from "#modules/duty/index.ts";
import { ballOf } from "../rules/ball.ts";
import type { CaseBasis } from "../views/basis.ts";
import { concernsOf } from "../views/evidence.ts";
import { noticesOf } from "../views/parts.ts";

type Matter = { kind: `cases.${string}`; type: string; id: string; unitId: string; facts?: Record<string, string | number> };

/** Brings a matter of a case to people, each once; what was open of the same matter before is closed. */
export async function call(ctx: Context, tx: Tx, c: Pick<CaseBasis, "id" | "title" | "grade">, matter: Matter, people: readonly Officer[]): Promise<void> {
  await dismiss(ctx, tx, matter.type, matter.id, matter.kind);
  const urgency: Urgency = c.grade ?? "routine";
  for (const person of people) {
    await raise({ ...ctx, actor: theHouse }, tx, {
      kind: matter.kind, subject: { type: matter.type, id: `${matter.id}/${person.id}` }, unitId: matter.unitId, ownerPersonId: person.id, urgency, facts: { title: c.title, ...matter.facts }, link: `/desk/cases/${c.id}`,
    });
  }
  await announce(tx, ...people.map((p) => `inbox:${p.id}`));
}

/** Nobody is waited for in this matter any more. */
export const dismiss = (ctx: Context, tx: Tx, type: string, id: string, why: string): Promise<void> => closeAlertsUnder(tx, type, id, why, ctx.now());

/** A closed case calls nobody any more. */
export async function dismissAll(ctx: Context, tx: Tx, caseId: string): Promise<void> {
  const matters: [string, string][] = [["case-turn", caseId], ["case-lead", caseId], ["case-person", caseId]];
  for (const notice of await noticesOf(tx, caseId)) matters.push(["case-notice", notice.id]);
  for (const concern of await concernsOf(tx, caseId)) matters.push(["case-concern", concern.id]);
  for (const [type, id] of matters) await dismiss(ctx, tx, type, id, "closed");
}

/** Tells whoever has the ball now, unless it stays in the hands that just played it. */
export async function passBall(ctx: Context, tx: Tx, c: CaseBasis): Promise<void> {
  const ball = ballOf(c);
  const people = ball.unitId === null ? [] : await holdersOf(tx, ball.unitId, ball.posts, ctx.now());
  const stays = people.some((p) => p.id === ctx.actor.personId);
  await call(ctx, tx, c, { kind: "cases.turn", type: "case-turn", id: c.id, unitId: ball.unitId ?? c.unitId, facts: { need: ball.need, stage: c.stage } }, stays ? [] : people);
}
