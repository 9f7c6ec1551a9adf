import { sql } from "kysely";
import { reportStates, type Failure, type LineReport } from "#kernel/connector.ts";
import { kept, type Db, type Tx } from "#platform/db/database.ts";
import { maskedFrame, maskedWords } from "../rules.ts";

/** What a line said that must be kept. */
export type News =
  | { kind: "answered"; id: string; ref: string } | { kind: "refused"; id: string; failure: Failure } | { kind: "unknown"; id: string; failure: Failure } | { kind: "returned"; id: string }
  | { kind: "report"; id: string | null; report: LineReport; at: Date }
  | { kind: "incoming"; from: string; text: string; at: Date; wish?: { wish: "out" | "back"; sealed: string; masked: string } };

type Of<K extends News["kind"]> = Extract<News, { kind: K }>;
const those = <K extends News["kind"]>(news: readonly News[], kind: K): Of<K>[] => news.filter((one): one is Of<K> => one.kind === kind);

// What a gateway says is kept as text the database can hold: no NUL, no half of a pair.
const plain = (text: string, most: number): string => text.slice(0, most).toWellFormed().replaceAll("\0", "");

/** Writes what the line of one account said, in one transaction: answers, reports whenever they came, and what phones wrote. One account is written by one at a time, whichever process holds it. */
export async function writeNews(db: Db, accountId: string, news: readonly News[], now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`${kept}select pg_advisory_xact_lock(hashtextextended(${`gateways.news/${accountId}`}, 0))`.execute(tx);
    await noteAnswers(tx, those(news, "answered"), now);
    await noteFailures(tx, [...those(news, "refused"), ...those(news, "unknown")], now);
    await noteReturned(tx, those(news, "returned"));
    await keepReports(tx, accountId, those(news, "report"), now);
    await applyReports(tx, accountId, [...those(news, "answered").map(({ ref }) => ref), ...those(news, "report").map(({ report }) => report.ref)]);
    await keepIncoming(tx, accountId, those(news, "incoming"));
  });
}

/** The gateway has these. */
async function noteAnswers(tx: Tx, answers: readonly Of<"answered">[], now: Date): Promise<void> {
  if (answers.length === 0) return;
  await sql`${kept}update gateways.part p set state = 'answered', ref = x.ref, decided_at = ${now}, failure_class = null, failure_code = null, failure_text = null
    from jsonb_to_recordset(${JSON.stringify(answers.map(({ id, ref }) => ({ id, ref: plain(ref, 200) })))}::jsonb) as x(id uuid, ref text) where p.id = x.id and p.state in ('handed', 'unknown')`.execute(tx);
}

/** The gateway has these not, or nobody knows; of a phone whose message was refused in part the rest stays in the house. */
async function noteFailures(tx: Tx, failures: readonly (Of<"refused"> | Of<"unknown">)[], now: Date): Promise<void> {
  if (failures.length === 0) return;
  const rows = JSON.stringify(failures.map(({ id, kind, failure }) => ({ id, state: kind, ref: failure.ref, cls: failure.class, code: plain(failure.rawCode, 200), said: plain(failure.rawBody, 500) })));
  await sql`${kept}
    with said as (select * from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, state text, ref text, cls text, code text, said text)),
    moved as (
      update gateways.part p set state = s.state, ref = coalesce(p.ref, s.ref), decided_at = ${now}, failure_class = s.cls, failure_code = s.code, failure_text = s.said
      from said s where p.id = s.id and (p.state = 'handed' or p.state = 'unknown' and s.state = 'refused') returning p.message_id, p.place, s.*)
    update gateways.part p set state = 'refused', decided_at = ${now}, failure_class = m.cls, failure_code = m.code, failure_text = m.said
    from moved m where m.state = 'refused' and p.message_id = m.message_id and p.place = m.place and p.state = 'queued'`.execute(tx);
}

/** These were certainly not written: they wait again, as long as somebody waits for them. */
async function noteReturned(tx: Tx, returned: readonly Of<"returned">[]): Promise<void> {
  if (returned.length === 0) return;
  await sql`${kept}update gateways.part set state = 'queued', holder = null, handed_at = null where id = any(${returned.map(({ id }) => id)}::uuid[]) and state = 'handed'`.execute(tx);
}

async function keepReports(tx: Tx, accountId: string, reports: readonly Of<"report">[], now: Date): Promise<void> {
  if (reports.length === 0) return;
  const rows = JSON.stringify(reports.map(({ id, report, at }) => ({
    id: id ?? undefined, ref: plain(report.ref, 200), last_four: plain(report.phone.slice(-4), 4), state: report.state, stat: plain(report.stat, 50), detail: plain(report.detail, 50), raw: maskedFrame(report.raw, report.phone), at,
  })));
  // A report proves that the gateway has a part whose answer never came, where the line knows the part.
  await sql`${kept}
    with said as (select * from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, ref text, last_four text, state text, stat text, detail text, raw text, at timestamptz)),
    stored as (insert into gateways.report (account_id, ref, last_four, state, stat, detail, raw, at) select ${accountId}, ref, last_four, state, stat, detail, raw, at from said)
    update gateways.part p set state = 'answered', ref = s.ref, decided_at = ${now}, failure_class = null, failure_code = null, failure_text = null
    from said s where p.id = s.id and p.state in ('handed', 'unknown')`.execute(tx);
}

/** A report counts only for what was handed over before it came; clocks of processes may differ by so much. */
const toleranceMinutes = 5;

/** The highest word reported of each named part stands, whichever came first: its answer or its reports. Names are reused in time: the part handed over last bears it. */
async function applyReports(tx: Tx, accountId: string, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return;
  const order = sql`array_position(${[...reportStates]}::text[], r.state)`;
  await sql`${kept}
    with part as (
      select distinct on (p.ref) p.id, p.ref, p.handed_at from gateways.part p where p.account_id = ${accountId} and p.ref = any(${refs.map((ref) => plain(ref, 200))}::text[]) order by p.ref, p.handed_at desc),
    best as (
      select distinct on (p.id) p.id, r.state, r.at, r.stat || case when r.detail = '' then '' else ' ' || r.detail end as words from part p
      join gateways.report r on r.account_id = ${accountId} and r.ref = p.ref and r.at >= p.handed_at - make_interval(mins => ${toleranceMinutes}) order by p.id, ${order} desc, r.seq)
    update gateways.part p set state = 'answered', report = r.state, report_words = r.words, reported_at = r.at
    from best r where p.id = r.id and p.state in ('handed', 'unknown', 'answered') and coalesce(array_position(${[...reportStates]}::text[], p.report), 0) < ${order}`.execute(tx);
}

async function keepIncoming(tx: Tx, accountId: string, incoming: readonly Of<"incoming">[]): Promise<void> {
  if (incoming.length === 0) return;
  await tx.insertInto("gateways.incoming").values(incoming.map(({ from, text, at }) => ({ account_id: accountId, last_four: plain(from.slice(-4), 4), words: maskedWords(text), at }))).execute();
  const wishes = incoming.flatMap(({ wish, at }) => (wish ? [{ account_id: accountId, ...wish, at }] : []));
  if (wishes.length > 0) await tx.insertInto("gateways.opt_out").values(wishes).execute();
}
