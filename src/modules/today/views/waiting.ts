import { sql } from "kysely";
import type { Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { kept, type Reader } from "#platform/db/database.ts";
import { handPostsOf } from "#modules/dispatch/index.ts";
import { waitingFor } from "#modules/review/index.ts";
import type { Waiting } from "../contract.ts";
import { byUrgency, isListed } from "../rules/order.ts";

type Clock = Waiting["clock"];
type Item = Waiting & { subject: string | null };

const until = (at: Date | null, source: Clock["source"], minutes: number | null = null): Clock => at ? { kind: "until", at: at.toISOString(), source, minutes } : { kind: "none", at: null, source, minutes };
const since = (at: Date, source: Clock["source"]): Clock => ({ kind: "since", at: at.toISOString(), source, minutes: null });
const none = { stage: null, doneUnits: [] as string[], unitName: "", facts: {}, subject: null };

const unitsWith = (actor: Actor, ...posts: readonly Post[]): string[] => [...new Set(actor.holdings.filter((held) => posts.includes(held.post)).map((held) => held.unitId))];

async function reviews(read: Reader, actor: Actor): Promise<Item[]> {
  return (await waitingFor(read, actor)).map((w) => ({
    ...none, key: `${w.kind}/${w.pieceId}`, kind: w.kind, title: w.title, urgency: w.urgency, since: w.since, stage: w.stage, unitName: w.unitName, doneUnits: w.doneUnits,
    clock: w.kind === "after-review" ? since(new Date(w.since), "after-review") : w.dueAt ? until(new Date(w.dueAt), "planned") : since(new Date(w.since), "no-plan"),
    link: w.kind === "sign" && w.manifestId ? `/sign/${w.manifestId}` : `/pieces/${w.pieceId}`, facts: { edition: w.editionNumber, ...(w.reason ? { reason: w.reason } : {}) },
  }));
}

type Leg = { id: string; pieceId: string; title: string; urgency: Urgency; accountName: string; unitName: string; state: "unknown" | "failed"; action: string; at: Date; checks: number; attempt: number; failureClass: string | null; failureCode: string | null; failureText: string | null };

// A leg that a newer edition overtook on its account needs nobody any more.
async function legs(read: Reader, actor: Actor): Promise<Item[]> {
  const { rows } = await sql<Leg>`${kept}
    select d.id, d.piece_id as "pieceId", p.title, p.urgency, a.name as "accountName", coalesce(n.short_name, '') as "unitName", s.state, d.action, coalesce(s.requested_at, s.updated_at) as at, s.checks, s.attempt,
      s.failure_class as "failureClass", s.failure_code as "failureCode", s.failure_text as "failureText"
    from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id join content.piece p on p.id = d.piece_id join channels.account a on a.id = d.account_id
    left join lateral (select short_name from organisation.unit_name u where u.unit_id = d.unit_id and u.kind = 'main' order by valid_from desc limit 1) n on true
    where s.state in ('unknown', 'failed') and (s.owner_person_id = ${actor.personId} or d.unit_id = any(${unitsWith(actor, "editor", "liaison", "duty-officer", "signer")}::uuid[]))
      and not exists (select from dispatch.delivery x where x.piece_id = d.piece_id and x.account_id = d.account_id and x.created_at > d.created_at)
    order by s.updated_at limit 50`.execute(read);
  return rows.map((d) => ({
    ...none, key: `delivery/${d.id}`, subject: `delivery/${d.id}`, kind: d.state, title: d.title, urgency: d.urgency, since: d.at.toISOString(), clock: since(d.at, "stuck"), link: `/boards/${d.pieceId}`, unitName: d.unitName,
    facts: { account: d.accountName, action: d.action, checks: d.checks, attempts: d.attempt, ...(d.failureClass ? { failure: d.failureClass } : {}), ...(d.failureCode ? { code: d.failureCode } : {}), ...(d.failureText ? { text: d.failureText } : {}) },
  }));
}

type Held = { id: string; pieceId: string; title: string; urgency: Urgency; accountName: string; unitName: string; createdAt: Date; until: Date };

// What is scarce is held until somebody who may decides to spend it; until then nothing leaves there.
async function spendings(read: Reader, actor: Actor): Promise<Item[]> {
  const { rows } = await sql<Held>`${kept}
    select d.id, d.piece_id as "pieceId", p.title, p.urgency, a.name as "accountName", coalesce(n.short_name, '') as "unitName", d.created_at as "createdAt", least(d.not_after, s.deadline_at) as until
    from dispatch.progress s join dispatch.delivery d on d.id = s.delivery_id join content.piece p on p.id = d.piece_id join channels.account a on a.id = d.account_id
    left join lateral (select short_name from organisation.unit_name u where u.unit_id = d.unit_id and u.kind = 'main' order by valid_from desc limit 1) n on true
    where s.state = 'held' and (a.owner_person_id = ${actor.personId} or d.unit_id = any(${unitsWith(actor, "signer", "duty-officer")}::uuid[]))
    order by s.deadline_at limit 50`.execute(read);
  return rows.map((d) => ({
    ...none, key: `delivery/${d.id}`, subject: `delivery/${d.id}`, kind: "spend", title: d.title, urgency: d.urgency, since: d.createdAt.toISOString(), clock: until(d.until, "undecided"), link: `/boards/${d.pieceId}`, unitName: d.unitName,
    facts: { account: d.accountName },
  }));
}

async function hands(read: Reader, actor: Actor): Promise<Item[]> {
  return (await handPostsOf(read, actor.personId)).map((h) => ({
    ...none, key: `hand-post/${h.key}`, subject: `hand-post/${h.key}`, kind: "hand-post", title: h.title, urgency: "routine", since: h.dueAt, clock: until(new Date(h.dueAt), "by-hand"), link: `/hands?key=${h.key}`,
    facts: { account: h.accountName, withdraw: h.withdraw ? 1 : 0 },
  }));
}

type Alert = { id: string; kind: string; subjectType: string; subjectId: string; urgency: Urgency; facts: string; link: string; state: string; openedAt: Date; escalateAt: Date | null; escalations: number; unitName: string; ownerName: string; mine: boolean };

async function alerts(read: Reader, actor: Actor): Promise<(Item & { alert: { kind: string; subjectType: string; subjectId: string; mine: boolean } })[]> {
  const { rows } = await sql<Alert>`${kept}
    select a.id, a.kind, a.subject_type as "subjectType", a.subject_id as "subjectId", a.urgency, a.facts, a.link, a.state, a.opened_at as "openedAt", a.escalate_at as "escalateAt", a.escalations,
      coalesce(n.short_name, '') as "unitName", coalesce(o.name, '') as "ownerName", a.owner_person_id = ${actor.personId} as mine
    from (select * from duty.alert where state = 'open' and owner_person_id = ${actor.personId}
      union select x.* from duty.alert x join duty.called c on c.alert_id = x.id where x.state = 'open' and c.person_id = ${actor.personId}) a
    left join organisation.person o on o.id = a.owner_person_id
    left join lateral (select short_name from organisation.unit_name u where u.unit_id = a.unit_id and u.kind = 'main' order by valid_from desc limit 1) n on true
    order by a.opened_at limit 100`.execute(read);
  return rows.map((a) => {
    const facts = JSON.parse(a.facts) as Record<string, string | number>;
    return {
      ...none, key: `alert/${a.id}`, subject: null, kind: "alert", title: String(facts["title"] ?? facts["account"] ?? ""), urgency: a.urgency, since: a.openedAt.toISOString(), unitName: a.unitName,
      clock: a.escalateAt ? until(a.escalateAt, "escalates", a.escalations === 0 ? Math.round((a.escalateAt.getTime() - a.openedAt.getTime()) / 60_000) : null) : since(a.openedAt, "escalates"),
      link: a.link.replace(/^\/desk/, ""), facts: { ...facts, matter: a.kind, ...(a.mine ? {} : { owner: a.ownerName }) },
      alert: { kind: a.kind, subjectType: a.subjectType, subjectId: a.subjectId, mine: a.mine },
    };
  });
}

type Stale = { pieceId: string; title: string; urgency: Urgency; unitName: string; edition: number; at: Date; label: string; before: string; after: string; more: number };

// The published edition says what is no longer so, and no correction is under way.
async function staleFacts(read: Reader, actor: Actor): Promise<Item[]> {
  const units = unitsWith(actor, "editor", "liaison", "signer");
  if (units.length === 0) return [];
  const { rows } = await sql<Stale>`${kept}
    select distinct on (p.id) p.id as "pieceId", p.title, p.urgency, coalesce(n.short_name, '') as "unitName", p.published_edition as edition, now.at, f.label, old.text as before, now.text as after,
      (count(*) over (partition by p.id) - 1)::int as more
    from content.fact f join content.edition_fact u on u.fact_id = f.id and u.version < f.current_version join content.edition e on e.id = u.edition_id
    join content.piece p on p.id = e.piece_id and p.published_edition = e.number and p.edition_number = e.number
    join content.fact_version old on old.fact_id = f.id and old.version = u.version join content.fact_version now on now.fact_id = f.id and now.version = f.current_version
    left join lateral (select short_name from organisation.unit_name m where m.unit_id = p.unit_id and m.kind = 'main' order by valid_from desc limit 1) n on true
    where f.current_version > 1 and f.retired_at is null and p.stage in ('publishing', 'published') and p.unit_id = any(${units}::uuid[])
    order by p.id, now.at desc limit 20`.execute(read);
  return rows.map((s) => ({
    ...none, key: `stale/${s.pieceId}`, kind: "stale-fact", title: s.title, urgency: s.urgency, since: s.at.toISOString(), unitName: s.unitName, clock: since(s.at, "fact-changed"), link: `/pieces/${s.pieceId}`,
    facts: { label: s.label, before: s.before, after: s.after, edition: s.edition, more: s.more },
  }));
}

/** Everything that waits for this person, 先急后缓; an alert stands by itself only where its matter does not. */
export async function waitingList(read: Reader, actor: Actor, now: Date): Promise<Waiting[]> {
  const [own, called] = await Promise.all([Promise.all([reviews(read, actor), legs(read, actor), spendings(read, actor), hands(read, actor), staleFacts(read, actor)]), alerts(read, actor)]);
  const listed = own.flat();
  const subjects = new Set(listed.flatMap((item) => item.subject ?? []));
  const ranked = (item: Waiting) => ({ kind: item.kind, urgency: item.urgency, since: new Date(item.since), until: item.clock.kind === "until" && item.clock.at ? new Date(item.clock.at) : null });
  const order = byUrgency(now);
  return [...listed, ...called.filter((item) => !isListed(item.alert, subjects))].sort((a, b) => order(ranked(a), ranked(b)));
}
