import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import { allow, found } from "#kernel/errors.ts";
import { administratorPosts } from "#kernel/posts.ts";
import type { Context } from "#platform/http/context.ts";
import type * as contract from "../contract.ts";
import type { Colleague, DelegationOut, UnitOfDay } from "../contract.ts";
import { mayAppoint, mayKeepFacts, mayKeepPeople, mayKeepUnit, mayReadChart, mayReadPeople, mayRevoke, type Reach } from "../policy.ts";
import { isOpen, parentOn, standingOn } from "../rules/chart.ts";
import { FactPart } from "../rules/facts.ts";
import { factParts, presetOf } from "../views/facts.ts";
import { delegationsOf, peopleInScope, postsHeldAt, type DelegationRow, type HeldPost, type PersonCard } from "../views/people.ts";
import { signerProposal } from "../views/signers.ts";
import { cardOf, unitIdsBelow, unitRecords, type FullUnit } from "../views/units.ts";

type Query<O extends { query: z.ZodType }> = z.output<O["query"]>;

/** Follows parents upwards through units already read; a unit is above itself. */
function reachIn(units: ReadonlyMap<string, FullUnit>, day: string): (unitId: string) => Reach {
  return (unitId) => {
    const unitIdsAbove: string[] = [];
    for (let id: string | null = unitId; id !== null && !unitIdsAbove.includes(id); id = parentOn(units.get(id)?.parents ?? [], day)) unitIdsAbove.push(id);
    return { unitIdsAbove };
  };
}

function unitOfDay(unit: FullUnit, day: string, actor: Actor, reach: Reach): UnitOfDay {
  return {
    ...cardOf(unit, day), office: unit.office, role: unit.role, standing: standingOn(unit, day), evidence: unit.evidence, verified: unit.verified,
    mayKeep: mayKeepUnit(actor, reach), mayAppoint: mayAppoint(actor, reach),
  };
}

/** The chart of a day; units not switched on are shown to those who could. */
export async function readChart(ctx: Context, { day = isoDay(ctx.now()) }: Query<typeof contract.readChart>) {
  allow(mayReadChart(ctx.actor), "organisation.not-logged-in");
  const units = new Map((await unitRecords(ctx.read)).map((u) => [u.id, u]));
  const reach = reachIn(units, isoDay(ctx.now()));
  const shown = [...units.values()].map((u) => unitOfDay(u, day, ctx.actor, reach(u.id))).filter((u) => u.standing === "open" || u.mayKeep);
  return { day, units: shown, mayKeepWhole: mayKeepFacts(ctx.actor) };
}

/** One unit with its history. */
export async function readUnit(ctx: Context, { unitId, day = isoDay(ctx.now()) }: { unitId: string; day?: string | undefined }) {
  allow(mayReadChart(ctx.actor), "organisation.not-logged-in");
  const units = new Map((await unitRecords(ctx.read)).map((u) => [u.id, u]));
  const unit = found(units.get(unitId), "organisation.no-such-unit");
  const parents = unit.parents.map((p) => {
    const parent = units.get(p.parentId);
    return { ...p, parentName: parent ? cardOf(parent, p.from).name : "" };
  });
  return { ...unitOfDay(unit, day, ctx.actor, reachIn(units, isoDay(ctx.now()))(unitId)), names: [...unit.names], parents, note: unit.note };
}

/** Open units whose name, code or place has these words. */
export async function searchUnits(ctx: Context, { q, system }: Query<typeof contract.searchUnits>) {
  allow(mayReadChart(ctx.actor), "organisation.not-logged-in");
  const day = isoDay(ctx.now());
  return (await unitRecords(ctx.read)).filter((u) => isOpen(u, day) && (!system || u.system === system)).map((u) => cardOf(u, day))
    .filter((u) => [u.name, u.shortName, u.code, u.regionName, ...u.also].some((words) => words.includes(q))).slice(0, 50)
    .map(({ id, code, name, shortName, seal, system: line, level, regionName }) => ({ id, code, name, shortName, seal, system: line, level, regionName }));
}

const postOut = (h: HeldPost): Colleague["posts"][number] => ({
  appointmentId: h.appointmentId, delegationId: h.delegationId, unitId: h.unitId, unitName: h.unitName, post: h.post, lentBy: h.lentBy, until: h.until?.toISOString() ?? null,
});

/** Colleagues in scope; administrators also see everyone below their unit. */
export async function listPeople(ctx: Context, query: Query<typeof contract.listPeople>) {
  allow(mayReadPeople(ctx.actor), "organisation.not-your-people");
  const now = ctx.now();
  const kept = ctx.actor.holdings.filter((h) => administratorPosts.includes(h.post) && h.post !== "audit-admin").map((h) => h.unitId);
  const below = kept.length > 0 ? await unitIdsBelow(ctx.read, kept, isoDay(now)) : [];
  const scope = { ...ctx.actor.scope, unitIds: [...new Set([...ctx.actor.scope.unitIds, ...below])] };
  const page = await peopleInScope(ctx.read, scope, query, now);
  const held = Map.groupBy(await postsHeldAt(ctx.read, now, { personIds: page.items.map((p) => p.id) }), (h) => h.personId);
  const reach = reachIn(new Map((await unitRecords(ctx.read)).map((u) => [u.id, u])), isoDay(now));
  const mayCreate = mayKeepPeople(ctx.actor, { unitIdsAbove: kept });
  return { ...page, mayCreate, items: page.items.map((p) => colleague(p, held.get(p.id) ?? [], ctx.actor, reach(p.unitId))) };
}

const colleague = (p: PersonCard, held: readonly HeldPost[], actor: Actor, reach: Reach): Colleague => ({
  id: p.id, username: p.username, name: p.name, title: p.title, unitId: p.unitId, unitName: p.unitName, phone: p.phone, email: p.email, left: p.leftAt !== null,
  posts: held.map(postOut), mayKeep: mayKeepPeople(actor, reach), mayAppoint: mayAppoint(actor, reach),
});

/** What the actor lent and was lent, and what could be lent. */
export async function listDelegations(ctx: Context) {
  const { actor } = ctx;
  const now = ctx.now();
  const rows = await delegationsOf(ctx.read, { personId: actor.personId }, now);
  const own = (await postsHeldAt(ctx.read, now, { personIds: [actor.personId] })).filter((h) => h.delegatedFrom === null);
  const out = (d: DelegationRow): DelegationOut => ({
    ...d, from: d.from.toISOString(), to: d.to.toISOString(), state: stateOf(d, now),
    mayRevoke: ["coming", "running"].includes(stateOf(d, now)) && mayRevoke(actor, { fromPersonId: d.fromId, unitIdsAbove: [d.unitId] }),
  });
  return {
    given: rows.filter((d) => d.fromId === actor.personId).map(out), received: rows.filter((d) => d.toId === actor.personId).map(out),
    own: own.map(({ unitId, unitName, post }) => ({ unitId, unitName, post })),
  };
}

const stateOf = (d: DelegationRow, now: Date): DelegationOut["state"] => d.revokedAt ? "revoked" : d.to <= now ? "over" : d.from > now ? "coming" : "running";

/** The facts of the province, with the parts that people changed. */
export async function readFacts(ctx: Context) {
  allow(mayReadChart(ctx.actor), "organisation.not-logged-in");
  const facts = found(await presetOf(ctx.read), "organisation.no-preset");
  const parts = await factParts(ctx.read);
  return { facts, edited: FactPart.options.filter((part) => parts.get(part)?.edited), mayKeep: mayKeepFacts(ctx.actor) };
}

/** The units proposed to sign by duty. */
export async function proposeSigners(ctx: Context, { topic, unitId }: Query<typeof contract.proposeSigners>) {
  allow(mayReadChart(ctx.actor), "organisation.not-logged-in");
  return found(await signerProposal(ctx.read, topic, unitId, isoDay(ctx.now())), "organisation.no-such-topic");
}
