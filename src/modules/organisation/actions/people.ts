import type { z } from "zod";
import { isoDay } from "#kernel/clock.ts";
import { refuse } from "#kernel/decision.ts";
import { accept, allow, found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import type * as contract from "../contract.ts";
import { mayAppoint, mayDelegate, mayKeepPeople, mayRevoke } from "../policy.ts";
import { planAppointment, planDelegation, planLeaving } from "../rules/posts.ts";
import * as store from "../store/people.ts";
import { appointmentById, delegationsOf, personCard, postHolder } from "../views/people.ts";
import { unitsById } from "../views/units.ts";
import { reachOf } from "./reach.ts";

type Body<O extends { body: z.ZodType }> = z.output<O["body"]>;

async function openUnitOf(tx: Tx, unitId: string, now: Date): Promise<boolean> {
  return found((await unitsById(tx, [unitId], isoDay(now))).get(unitId), "organisation.no-such-unit").open;
}

/** Writes down a new colleague of a unit that the actor keeps. */
export async function createPerson(ctx: Context, input: Body<typeof contract.createPerson>): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    allow(mayKeepPeople(ctx.actor, await reachOf(tx, input.unitId, now)), "organisation.not-your-people");
    if (!await openUnitOf(tx, input.unitId, now)) accept(refuse("organisation.unit-not-open"));
    const id = (await store.insertPerson(tx, input, now)) ?? accept(refuse("organisation.username-taken", { username: input.username }));
    record(tx, { action: "organisation.create-person", subject: { type: "person", id }, facts: { username: input.username, name: input.name, unitId: input.unitId } });
    return { id };
  });
}

/** Changes what is written down about a colleague; moving to another unit needs both units. */
export async function changePerson(ctx: Context, { personId, ...input }: Body<typeof contract.changePerson> & { personId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const person = found(await personCard(tx, personId, now), "organisation.no-such-person");
    for (const unitId of new Set([person.unitId, input.unitId])) allow(mayKeepPeople(ctx.actor, await reachOf(tx, unitId, now)), "organisation.not-your-people");
    if (person.leftAt) accept(refuse("organisation.person-left", { name: person.name }));
    if (!await openUnitOf(tx, input.unitId, now)) accept(refuse("organisation.unit-not-open"));
    await store.updatePerson(tx, personId, input);
    record(tx, { action: "organisation.change-person", subject: { type: "person", id: personId }, facts: { username: person.username, name: input.name, unitId: input.unitId } });
  });
}

/** A colleague leaves: everything they hold ends now. */
export async function endPerson(ctx: Context, { personId }: { personId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const holder = found(await postHolder(tx, personId, now), "organisation.no-such-person");
    allow(mayKeepPeople(ctx.actor, await reachOf(tx, holder.unitId, now)), "organisation.not-your-people");
    await store.endEverything(tx, accept(planLeaving(holder, ctx.actor.personId)), ctx.actor.personId, now);
    record(tx, { action: "organisation.end-person", subject: { type: "person", id: personId }, facts: { name: holder.name, posts: holder.terms.map((t) => t.post) } });
  });
}

/** Gives somebody a post in a unit. */
export async function appoint(ctx: Context, input: Omit<Body<typeof contract.appoint>, "from" | "to"> & { from?: Date | undefined; to?: Date | null }): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    allow(mayAppoint(ctx.actor, await reachOf(tx, input.unitId, now)), "organisation.not-your-posts");
    const holder = found(await postHolder(tx, input.personId, now), "organisation.no-such-person");
    const wanted = { unitId: input.unitId, post: input.post, from: input.from ?? now, to: input.to ?? null, unitOpen: await openUnitOf(tx, input.unitId, now) };
    const appointment = accept(planAppointment(holder, wanted, ctx.actor.personId));
    const id = await store.insertAppointment(tx, appointment, ctx.actor.personId, now);
    record(tx, { action: "organisation.appoint", subject: { type: "person", id: holder.id }, facts: { appointment: id, name: holder.name, post: input.post, unitId: input.unitId } });
    return { id };
  });
}

/** Takes a post back now; what is not begun yet never begins. */
export async function endAppointment(ctx: Context, { appointmentId }: { appointmentId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const appointment = found(await appointmentById(tx, appointmentId), "organisation.no-such-appointment");
    allow(mayAppoint(ctx.actor, await reachOf(tx, appointment.unitId, now)), "organisation.not-your-posts");
    if (appointment.to && appointment.to <= now) accept(refuse("organisation.appointment-over"));
    await store.endAppointmentAt(tx, appointmentId, ctx.actor.personId, now);
    record(tx, { action: "organisation.end-appointment", subject: { type: "person", id: appointment.personId }, facts: { appointment: appointmentId, post: appointment.post, unitId: appointment.unitId } });
  });
}

/** Lends the actor's own post to a colleague of that unit. */
export async function delegate(ctx: Context, { toPersonId, ...wish }: Body<typeof contract.delegate>): Promise<{ id: string }> {
  return ctx.write(async (tx) => {
    const now = ctx.now();
    allow(mayDelegate(ctx.actor), "organisation.nothing-to-lend");
    // In the order of their ids, so that two people lending to each other wait instead of blocking.
    const holders = new Map<string, Awaited<ReturnType<typeof postHolder>>>();
    for (const id of [ctx.actor.personId, toPersonId].sort()) holders.set(id, await postHolder(tx, id, now));
    const giver = found(holders.get(ctx.actor.personId), "organisation.no-such-person");
    const taker = found(holders.get(toPersonId), "organisation.no-such-person");
    const id = await store.insertDelegation(tx, accept(planDelegation(giver, taker, wish, now)), now);
    record(tx, { action: "organisation.delegate", subject: { type: "person", id: toPersonId }, facts: { delegation: id, to: taker.name, post: wish.post, unitId: wish.unitId, until: wish.to.toISOString(), reason: wish.reason } });
    return { id };
  });
}

/** Takes a lent post back at once. */
export async function revokeDelegation(ctx: Context, { delegationId }: { delegationId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const now = ctx.now();
    const delegation = found((await delegationsOf(tx, { id: delegationId }, now))[0], "organisation.no-such-delegation");
    allow(mayRevoke(ctx.actor, { fromPersonId: delegation.fromId, ...await reachOf(tx, delegation.unitId, now) }), "organisation.not-your-delegation");
    if (delegation.revokedAt || delegation.to <= now) accept(refuse("organisation.delegation-over"));
    await store.revokeAt(tx, delegationId, ctx.actor.personId, now);
    record(tx, { action: "organisation.revoke-delegation", subject: { type: "person", id: delegation.toId }, facts: { delegation: delegationId, post: delegation.post, unitId: delegation.unitId } });
  });
}
