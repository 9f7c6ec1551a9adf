import { sql, type RawBuilder } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import type { EntryQuery } from "./contract.ts";
import type { Anchor, Entry } from "./rules.ts";

type Row = Omit<Entry, "at"> & { at: Date };

const columns = sql`e.seq, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.unit_id as "unitId", e.unit_name as "unitName", e.action, e.outcome, e.subject_type as "subjectType",
  e.subject_id as "subjectId", e.facts, e.request_id as "requestId", e.prev_hash as "prevHash", e.hash`;

const entryOf = (row: Row): Entry => ({ ...row, at: row.at.toISOString() });

/** Rows are chained a moment after their time is taken, so a range of time is found a little wide and then cut exactly. */
const slackMs = 10 * 60_000;

/** Rows looked at for words before the answer says how far back it came. */
const searchedAtOnce = 20_000;

async function seqNear(read: Reader, at: Date, side: "first" | "last"): Promise<number | null> {
  const { rows } = side === "first"
    ? await sql<{ seq: number }>`select seq from audit.entry where at >= ${new Date(at.getTime() - slackMs)} order by at limit 1`.execute(read)
    : await sql<{ seq: number }>`select seq from audit.entry where at <= ${new Date(at.getTime() + slackMs)} order by at desc limit 1`.execute(read);
  return rows[0]?.seq ?? null;
}

async function conditions(read: Reader, ask: EntryQuery): Promise<RawBuilder<unknown>[] | null> {
  const all: RawBuilder<unknown>[] = [];
  if (ask.from) {
    const seq = await seqNear(read, new Date(ask.from), "first");
    if (seq === null) return null;
    all.push(sql`e.seq >= ${Math.max(0, seq - 1000)} and e.at >= ${ask.from}`);
  }
  if (ask.to) {
    const seq = await seqNear(read, new Date(ask.to), "last");
    if (seq === null) return null;
    all.push(sql`e.seq <= ${seq + 1000} and e.at < ${ask.to}`);
  }
  if (ask.before) all.push(sql`e.seq < ${ask.before}`);
  if (ask.actorId) all.push(sql`e.actor_id = ${ask.actorId}`);
  if (ask.unitId) all.push(sql`e.unit_id = ${ask.unitId}`);
  if (ask.action) all.push(sql`e.action = ${ask.action}`);
  if (ask.subjectType) all.push(sql`e.subject_type = ${ask.subjectType}`);
  if (ask.subjectId) all.push(sql`e.subject_id = ${ask.subjectId}`);
  if (ask.outcome) all.push(sql`e.outcome = ${ask.outcome}`);
  return all;
}

const whereAll = (all: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => (all.length === 0 ? sql`true` : sql.join([...all], sql` and `));

/** A page of rows, newest first. Words are sought in a bounded number of rows; `searchedTo` then says how far back that was. */
export async function entriesPage(read: Reader, ask: EntryQuery): Promise<{ items: Entry[]; next: number | null; searchedTo: string | null }> {
  const all = await conditions(read, ask);
  if (!all) return { items: [], next: null, searchedTo: null };
  if (!ask.q) {
    const { rows } = await sql<Row>`select ${columns} from audit.entry e where ${whereAll(all)} order by e.seq desc limit ${ask.size + 1}`.execute(read);
    return { items: rows.slice(0, ask.size).map(entryOf), next: rows.length > ask.size ? rows[ask.size - 1]?.seq ?? null : null, searchedTo: null };
  }
  const scanned = sql`select * from audit.entry e where ${whereAll(all)} order by e.seq desc limit ${searchedAtOnce}`;
  const { rows } = await sql<Row>`select ${columns} from (${scanned}) e
    where position(lower(${ask.q}) in lower(concat_ws(' ', e.actor_name, e.unit_name, e.action, e.subject_id, e.facts, e.request_id))) > 0 or e.action = any(${ask.qActions?.split(",") ?? []}::text[])
      or (e.subject_type = 'piece' and e.subject_id in (select p.id::text from content.piece p where position(lower(${ask.q}) in lower(p.title)) > 0 limit 1000)) order by e.seq desc limit ${ask.size + 1}`.execute(read);
  if (rows.length > ask.size) return { items: rows.slice(0, ask.size).map(entryOf), next: rows[ask.size - 1]?.seq ?? null, searchedTo: rows[ask.size - 1]?.at.toISOString() ?? null };
  const { rows: [floor] } = await sql<{ n: number; seq: number | null; at: Date | null }>`select count(*)::int as n, min(seq) as seq, min(at) as at from (${scanned}) s`.execute(read);
  const more = floor?.n === searchedAtOnce;
  return { items: rows.map(entryOf), next: more ? floor.seq : null, searchedTo: more ? floor.at?.toISOString() ?? null : null };
}

/** What happened to one thing, newest first; the asker has seen to it that the reader may see the thing. */
export async function historyOf(read: Reader, subject: { type: string; id: string }, most = 200): Promise<Entry[]> {
  const { rows } = await sql<Row>`select ${columns} from audit.entry e where e.subject_type = ${subject.type} and e.subject_id = ${subject.id} order by e.seq desc limit ${most}`.execute(read);
  return rows.map(entryOf);
}

/** The newest row's number and hash, as the chain itself keeps them. */
export async function headOf(read: Reader): Promise<Anchor> {
  const head = await read.selectFrom("audit.head").select(["seq", "hash"]).executeTakeFirstOrThrow();
  return { seq: head.seq, hash: head.hash };
}

/** The row with this number, or null. */
export async function entryAt(read: Reader, seq: number): Promise<Entry | null> {
  const { rows } = await sql<Row>`select ${columns} from audit.entry e where e.seq = ${seq}`.execute(read);
  return rows[0] ? entryOf(rows[0]) : null;
}

/** The unbroken run of rows that covers a range of time up to a head; null where there is none. */
export async function rangeOf(read: Reader, range: { from: string | null; to: string | null }, head: Anchor): Promise<{ firstSeq: number; lastSeq: number } | null> {
  const first = range.from === null ? 1 : await seqNear(read, new Date(range.from), "first");
  const last = range.to === null ? head.seq : await seqNear(read, new Date(range.to), "last");
  if (first === null || last === null || last < first || head.seq === 0) return null;
  return { firstSeq: Math.max(1, first), lastSeq: Math.min(head.seq, last) };
}

/** Rows from one number to another, in order, a batch at a time: memory stays small however long the chain. */
export async function* rowsBetween(read: Reader, firstSeq: number, lastSeq: number, batch = 5000): AsyncGenerator<Entry[]> {
  let after = firstSeq - 1;
  while (after < lastSeq) {
    const { rows } = await sql<Row>`select ${columns} from audit.entry e where e.seq > ${after} and e.seq <= ${lastSeq} order by e.seq limit ${batch}`.execute(read);
    const newest = rows.at(-1);
    if (!newest) return;
    yield rows.map(entryOf);
    after = newest.seq;
  }
}

/** The newest row of an action, of one subject where given. */
export async function newestOf(read: Reader, action: string, subjectId?: string): Promise<Entry | null> {
  const { rows } = await sql<Row>`select ${columns} from audit.entry e where e.action = ${action} ${subjectId === undefined ? sql`` : sql`and e.subject_id = ${subjectId}`} order by e.seq desc limit 1`.execute(read);
  return rows[0] ? entryOf(rows[0]) : null;
}

type Labelled = { type: string; id: string; label: string; link: string | null };

/** What the things of a page are called now, and where they are seen; a thing without a name is left out. */
export async function labelsOf(read: Reader, entries: readonly Pick<Entry, "subjectType" | "subjectId">[]): Promise<Map<string, { label: string; link: string | null }>> {
  const subjects = JSON.stringify(entries.filter((e) => /^[0-9a-f-]{36}$/.test(e.subjectId)).map((e) => ({ type: e.subjectType, id: e.subjectId })));
  const { rows } = await sql<Labelled>`
    with s as (select distinct type, id from jsonb_to_recordset(${subjects}::jsonb) as x(type text, id uuid))
    select s.type, s.id::text, p.title as label, '/pieces/' || p.id as link from s join content.piece p on p.id = s.id where s.type = 'piece'
    union all select s.type, s.id::text, p.name, null from s join organisation.person p on p.id = s.id where s.type = 'person'
    union all select s.type, s.id::text, n.name, null from s join lateral (select name from organisation.unit_name u where u.unit_id = s.id and u.kind = 'main' order by valid_from desc limit 1) n on true where s.type = 'unit'
    union all select s.type, s.id::text, a.name, null from s join channels.account a on a.id = s.id where s.type = 'account'
    union all select s.type, s.id::text, m.name, '/materials/' || m.id from s join materials.material m on m.id = s.id where s.type = 'material'
    union all select s.type, s.id::text, o.number || ' ' || o.title, '/relay/' || o.id from s join relay.relay_order o on o.id = s.id where s.type = 'relay-order'
    union all select s.type, s.id::text, c.title, '/cases/' || c.id from s join cases.opinion_case c on c.id = s.id where s.type = 'case'
    union all select s.type, s.id::text, o.title, '/radar?topic=' || o.id from s join opinion.topic o on o.id = s.id where s.type = 'topic'
    union all select s.type, s.id::text, o.label, '/radar/sources' from s join opinion.source o on o.id = s.id where s.type = 'source'
    union all select s.type, s.id::text, o.label, '/radar/profiles' from s join opinion.profile o on o.id = s.id where s.type = 'profile'
    union all select s.type, s.id::text, p.title || ' → ' || a.name, '/boards/' || p.id from s join dispatch.delivery d on d.id = s.id join content.piece p on p.id = d.piece_id join channels.account a on a.id = d.account_id where s.type = 'delivery'`.execute(read);
  return new Map(rows.map((row) => [`${row.type} ${row.id}`, { label: row.label, link: row.link }]));
}

/** The audit administrators of today, whom a broken chain concerns. */
export async function auditAdministrators(read: Reader, now: Date): Promise<{ personId: string; unitId: string }[]> {
  const rows = await read.selectFrom("organisation.appointment").select(["person_id", "unit_id"]).where("post", "=", "audit-admin").where("valid_from", "<=", now)
    .where((w) => w.or([w("valid_to", "is", null), w("valid_to", ">", now)])).execute();
  return rows.map((row) => ({ personId: row.person_id, unitId: row.unit_id }));
}
