import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { FindingState, Outcome } from "./rules/finding.ts";
import type { Found } from "./rules/inspection.ts";
import type { Reading } from "./rules/reading.ts";

/** Whoever did it. */
export type By = { personId: string; name: string };

/** Writes down what inspection found; null when it is open already. */
export async function insertFinding(tx: Tx, f: Found & { accountId: string; unitId: string; note: string; dueAt: Date }, by: By, now: Date): Promise<string | null> {
  const row = await tx.insertInto("matrix.finding").values({
    id: newId(now), account_id: f.accountId, unit_id: f.unitId, code: f.code, level: f.level, facts: JSON.stringify(f.facts), note: f.note, state: "open", found_at: now, found_by: by.personId, found_by_name: by.name, due_at: f.dueAt,
  }).onConflict((c) => c.columns(["account_id", "code"]).where("state", "<>", "closed").doNothing()).returning("id").executeTakeFirst();
  if (row) await insertEvent(tx, { findingId: row.id, kind: "found", note: f.note }, by, now);
  return row?.id ?? null;
}

/** The figures of a finding that still stands, as they are today. */
export async function refreshFacts(tx: Tx, accountId: string, { code, facts }: Found): Promise<void> {
  await tx.updateTable("matrix.finding").set({ facts: JSON.stringify(facts) }).where("account_id", "=", accountId).where("code", "=", code).where("state", "<>", "closed").execute();
}

/** Moves a finding; a mended one keeps who mended it, a closed one how it ended. */
export async function moveFinding(tx: Tx, id: string, to: { state: FindingState; outcome?: Outcome | null; acceptedUntil?: string }, by: By, now: Date): Promise<void> {
  await tx.updateTable("matrix.finding").set({
    state: to.state, ...(to.state === "rectified" ? { rectified_by: by.personId, rectified_by_name: by.name, rectified_at: now } : {}),
    ...(to.state === "closed" ? { outcome: to.outcome ?? null, closed_at: now, closed_by_name: by.name, accepted_until: to.acceptedUntil ?? null } : {}),
  }).where("id", "=", id).execute();
}

/** Adds to the course of a finding. */
export async function insertEvent(tx: Tx, e: { findingId: string; kind: string; note: string }, by: By, now: Date): Promise<void> {
  await tx.insertInto("matrix.finding_event").values({ id: newId(now), finding_id: e.findingId, kind: e.kind, note: e.note, by_person: by.personId, by_name: by.name, at: now }).execute();
}

/** Marks the findings whose time to mend is over, each once, however many workers look. */
export async function markOverdue(tx: Tx, now: Date, most: number): Promise<{ id: string; accountId: string; unitId: string; code: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string; unitId: string; code: string }>`
    update matrix.finding f set overdue_at = ${now} from (
      select id from matrix.finding where state = 'open' and overdue_at is null and due_at <= ${now} order by due_at limit ${most} for update skip locked
    ) due where due.id = f.id returning f.id, f.account_id as "accountId", f.unit_id as "unitId", f.code`.execute(tx);
  return rows;
}

export type Filing = { certifiedAs: string; certifiedUntil: string | null; openedOn: string | null; closingFiledOn: string | null; closingNumber: string };

/** Writes what is on file about an account. */
export async function saveFiling(tx: Tx, accountId: string, f: Filing, by: By, now: Date): Promise<void> {
  const values = { certified_as: f.certifiedAs, certified_until: f.certifiedUntil, opened_on: f.openedOn, closing_filed_on: f.closingFiledOn, closing_number: f.closingNumber, changed_by: by.personId, changed_by_name: by.name, changed_at: now };
  await tx.insertInto("matrix.filing").values({ account_id: accountId, ...values }).onConflict((c) => c.column("account_id").doUpdateSet(values)).execute();
}

/** Writes the numbers of a period over those that stood there. */
export async function saveReading(tx: Tx, accountId: string, r: Reading, source: "hand" | "import" | "api", by: By, now: Date): Promise<void> {
  const values = {
    source, posts: r.posts, original_posts: r.originalPosts, reads: r.reads, headline_reads: r.headlineReads, most_reads: r.mostReads, praises: r.praises, recommends: r.recommends, shares: r.shares, comments: r.comments, answered: r.answered,
    entered_by: by.personId, entered_by_name: by.name, entered_at: now,
  };
  await tx.insertInto("matrix.reading").values({ id: newId(now), account_id: accountId, from_day: r.from, to_day: r.to, ...values }).onConflict((c) => c.columns(["account_id", "from_day", "to_day"]).doUpdateSet(values)).execute();
}

/** Notes that every account was looked at. */
export async function insertRound(tx: Tx, r: { accounts: number; found: number; gone: number }, by: By, now: Date): Promise<void> {
  await tx.insertInto("matrix.round").values({ id: newId(now), at: now, ...r, by_name: by.name }).execute();
}
