import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { Scope } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Post } from "#kernel/posts.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import type { Tables } from "#platform/db/tables.ts";
import type { PostHolder, Term } from "../rules/posts.ts";

/** A person as neighbours see them: for bylines, notices and messages. */
export type PersonCard = { id: string; username: string; name: string; title: string; unitId: string; unitName: string; phone: string | null; email: string | null; leftAt: Date | null };

/** A post held at an instant; exactly one of the two ids is set. */
export type HeldPost = { personId: string; appointmentId: string | null; delegationId: string | null; unitId: string; unitName: string; post: Post; delegatedFrom: string | null; lentBy: string | null; until: Date | null };

const cards = (read: Reader, day: string) =>
  read.selectFrom("organisation.person as p").innerJoin("organisation.unit as u", "u.id", "p.unit_id")
    .select(["p.id", "p.username", "p.name", "p.title", "p.unit_id", "p.phone", "p.email", "p.left_at"])
    .select(sql<string>`coalesce(organisation.name_on(p.unit_id, ${day}::date), u.code)`.as("unit_name"));

type CardRow = { id: string; username: string; name: string; title: string; unit_id: string; unit_name: string; phone: string | null; email: string | null; left_at: Date | null };
const toCard = (r: CardRow): PersonCard => ({ id: r.id, username: r.username, name: r.name, title: r.title, unitId: r.unit_id, unitName: r.unit_name, phone: r.phone, email: r.email, leftAt: r.left_at });

/** One person, or nothing. */
export async function personCard(read: Reader, personId: string, now: Date): Promise<PersonCard | undefined> {
  const row = await cards(read, isoDay(now)).modifyFront(kept).where("p.id", "=", personId).executeTakeFirst();
  return row && toCard(row);
}

/** People by id. */
export async function peopleById(read: Reader, ids: readonly string[], now: Date): Promise<Map<string, PersonCard>> {
  if (ids.length === 0) return new Map();
  const rows = await cards(read, isoDay(now)).where("p.id", "in", [...new Set(ids)]).execute();
  return new Map(rows.map((r) => [r.id, toCard(r)]));
}

/** Whoever logs in under that name, unless they left. */
export async function personByUsername(read: Reader, username: string, now: Date): Promise<PersonCard | undefined> {
  const row = await cards(read, isoDay(now)).where("p.username", "=", username.trim().toLowerCase()).where("p.left_at", "is", null).executeTakeFirst();
  return row && toCard(row);
}

/** Posts held at an instant, by appointment and by delegation. A lent post counts only while its owner holds it. */
export async function postsHeldAt(read: Reader, now: Date, by: { personIds?: readonly string[]; unitId?: string; post?: Post }): Promise<HeldPost[]> {
  if (by.personIds?.length === 0) return [];
  const people = by.personIds ? [...by.personIds] : null;
  const { rows } = await sql<HeldPost>`${kept}
    with held as (
      select a.person_id, a.id as appointment_id, null::uuid as delegation_id, a.unit_id, a.post, null::uuid as from_id, a.valid_to as until
        from organisation.appointment a where a.valid_from <= ${now} and (a.valid_to is null or ${now} < a.valid_to)
      union all
      select d.to_person_id, null, d.id, d.unit_id, d.post, d.from_person_id, d.valid_to
        from organisation.delegation d where d.valid_from <= ${now} and ${now} < d.valid_to and d.revoked_at is null
          and exists (select from organisation.appointment a where a.person_id = d.from_person_id and a.unit_id = d.unit_id and a.post = d.post
            and a.valid_from <= ${now} and (a.valid_to is null or ${now} < a.valid_to))
    )
    select h.person_id as "personId", h.appointment_id as "appointmentId", h.delegation_id as "delegationId", h.unit_id as "unitId",
      coalesce(organisation.name_on(h.unit_id, ${isoDay(now)}::date), u.code) as "unitName", h.post, h.from_id as "delegatedFrom", f.name as "lentBy", h.until
    from held h join organisation.person p on p.id = h.person_id and p.left_at is null join organisation.unit u on u.id = h.unit_id
      left join organisation.person f on f.id = h.from_id
    where (${people}::uuid[] is null or h.person_id = any (${people}::uuid[]))
      and (${by.unitId ?? null}::uuid is null or h.unit_id = ${by.unitId ?? null}::uuid) and (${by.post ?? null}::text is null or h.post = ${by.post ?? null}::text)
    order by u.region_code, u.code, h.post, p.username`.execute(read);
  return rows;
}

/** Who holds a post in a unit now, by appointment or by delegation; somebody who has both comes once. */
export async function peopleWithPost(read: Reader, unitId: string, post: Post, now: Date): Promise<(PersonCard & { delegatedFrom: string | null })[]> {
  const held = await postsHeldAt(read, now, { unitId, post });
  const people = await peopleById(read, held.map((h) => h.personId), now);
  const first = new Map(held.sort((a, b) => Number(a.delegatedFrom !== null) - Number(b.delegatedFrom !== null)).toReversed().map((h) => [h.personId, h]));
  return [...first.values()].flatMap((h) => {
    const person = people.get(h.personId);
    return person ? [{ ...person, delegatedFrom: h.delegatedFrom }] : [];
  });
}

/** A person with every term that is not over, for the rules of posts; rows are locked so that nobody appoints beside us. */
export async function postHolder(read: Reader, personId: string, now: Date): Promise<PostHolder | undefined> {
  const person = await read.selectFrom("organisation.person").selectAll().where("id", "=", personId).forUpdate().executeTakeFirst();
  if (!person) return undefined;
  const appointments = await read.selectFrom("organisation.appointment").select(["unit_id", "post", "valid_from", "valid_to"]).where("person_id", "=", personId)
    .where((eb) => eb.or([eb("valid_to", "is", null), eb("valid_to", ">", now)])).execute();
  const lent = await read.selectFrom("organisation.delegation").select(["unit_id", "post", "valid_from", "valid_to", "from_person_id"]).where("to_person_id", "=", personId)
    .where("valid_to", ">", now).where("revoked_at", "is", null).execute();
  const terms: Term[] = [
    ...appointments.map((a) => ({ unitId: a.unit_id, post: a.post, from: a.valid_from, to: a.valid_to, delegatedFrom: null })),
    ...lent.map((d) => ({ unitId: d.unit_id, post: d.post, from: d.valid_from, to: d.valid_to, delegatedFrom: d.from_person_id })),
  ];
  return { id: person.id, name: person.name, unitId: person.unit_id, leftAt: person.left_at, terms };
}

/** Which colleagues are asked for. */
export type PeopleQuery = { page: number; size: number; q?: string | undefined; unitId?: string | undefined; post?: Post | undefined; left: boolean };

/** Colleagues of units in scope, by region and name. */
export async function peopleInScope(read: Reader, scope: Scope, query: PeopleQuery, now: Date): Promise<{ items: PersonCard[]; total: number; capped: boolean }> {
  const day = isoDay(now);
  const holders = query.post ? (await postsHeldAt(read, now, { post: query.post })).map((h) => h.personId) : null;
  if (holders?.length === 0) return { items: [], total: 0, capped: false };
  const like = `%${(query.q ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  const filtered = cards(read, day)
    .where((eb) => inScopeSql(eb, scope))
    .where("p.left_at", query.left ? "is not" : "is", null)
    .$if(query.unitId !== undefined, (q) => q.where("p.unit_id", "=", query.unitId ?? ""))
    .$if(holders !== null, (q) => q.where("p.id", "in", holders ?? []))
    .$if(Boolean(query.q), (q) => q.where((eb) => eb.or([eb("p.name", "like", like), eb("p.username", "like", like), eb("p.title", "like", like)])));
  const counted = await read.selectFrom(filtered.limit(1001).as("c")).select((eb) => eb.fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
  const rows = await filtered.orderBy("u.region_code").orderBy("u.code").orderBy(sql`p.name collate "zh-x-icu"`).orderBy("p.id").limit(query.size).offset((query.page - 1) * query.size).execute();
  return { items: rows.map(toCard), total: Math.min(counted.n, 1000), capped: counted.n > 1000 };
}

function inScopeSql(eb: ExpressionBuilder<Tables & { u: Tables["organisation.unit"] }, "u">, scope: Scope): Expression<SqlBool> {
  if (scope.all) return eb.lit(true);
  return eb.or([
    ...(scope.unitIds.length > 0 ? [eb("u.id", "in", [...scope.unitIds])] : []),
    ...(scope.systems.length > 0 ? [eb("u.system", "in", [...scope.systems])] : []),
    ...scope.regions.map((region) => eb("u.region_code", "like", `${region}%`)),
  ]);
}

/** A delegation with the names of everyone in it. */
export type DelegationRow = { id: string; unitId: string; unitName: string; post: Post; fromId: string; fromName: string; toId: string; toName: string; from: Date; to: Date; reason: string; revokedAt: Date | null };

/** Delegations that a person gave or received, newest first; or one by its id. */
export async function delegationsOf(read: Reader, by: { personId: string } | { id: string }, now: Date): Promise<DelegationRow[]> {
  const rows = await read.selectFrom("organisation.delegation as d").innerJoin("organisation.person as f", "f.id", "d.from_person_id").innerJoin("organisation.person as t", "t.id", "d.to_person_id")
    .select(["d.id", "d.unit_id", "d.post", "d.from_person_id", "d.to_person_id", "d.valid_from", "d.valid_to", "d.reason", "d.revoked_at", "f.name as from_name", "t.name as to_name"])
    .select(sql<string>`coalesce(organisation.name_on(d.unit_id, ${isoDay(now)}::date), '')`.as("unit_name"))
    .where((eb) => "id" in by ? eb("d.id", "=", by.id) : eb.or([eb("d.from_person_id", "=", by.personId), eb("d.to_person_id", "=", by.personId)]))
    .orderBy("d.created_at", "desc").limit(200).execute();
  return rows.map((r) => ({ id: r.id, unitId: r.unit_id, unitName: r.unit_name, post: r.post, fromId: r.from_person_id, fromName: r.from_name, toId: r.to_person_id, toName: r.to_name, from: r.valid_from, to: r.valid_to, reason: r.reason, revokedAt: r.revoked_at }));
}

/** One appointment. */
export async function appointmentById(read: Reader, id: string): Promise<{ id: string; personId: string; unitId: string; post: Post; from: Date; to: Date | null } | undefined> {
  const r = await read.selectFrom("organisation.appointment").selectAll().where("id", "=", id).executeTakeFirst();
  return r && { id: r.id, personId: r.person_id, unitId: r.unit_id, post: r.post, from: r.valid_from, to: r.valid_to };
}

/** How many posts of a unit run on or after a day. */
export async function postsFrom(read: Reader, unitId: string, day: string): Promise<number> {
  const row = await read.selectFrom("organisation.appointment").select((eb) => eb.fn.countAll<number>().as("n")).where("unit_id", "=", unitId)
    .where((eb) => eb.or([eb("valid_to", "is", null), eb("valid_to", ">", new Date(`${day}T00:00:00+08:00`))])).executeTakeFirstOrThrow();
  return row.n;
}

/** People by username, gone ones too, as an import compares them. */
export async function everyoneByUsername(read: Reader, usernames: readonly string[]): Promise<Map<string, { id: string; username: string; name: string; title: string; unitId: string; unitCode: string; phone: string | null; email: string | null; left: boolean }>> {
  if (usernames.length === 0) return new Map();
  const rows = await read.selectFrom("organisation.person as p").innerJoin("organisation.unit as u", "u.id", "p.unit_id").selectAll("p").select("u.code").where("p.username", "in", [...new Set(usernames)]).execute();
  return new Map(rows.map((r) => [r.username, { id: r.id, username: r.username, name: r.name, title: r.title, unitId: r.unit_id, unitCode: r.code, phone: r.phone, email: r.email, left: r.left_at !== null }]));
}
