import { allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Reader } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { raise } from "#modules/duty/index.ts";
import type { EntryLine, EntryQuery } from "./contract.ts";
import { fastSeal, hashOf } from "./hashing.ts";
import { verify } from "./jobs.ts";
import { mayReadAll, mayReadOwn } from "./policy.ts";
import { closingLine, ExportHeader, exportRow, lineOf, noHash, openCheck, type Verdict } from "./rules.ts";
import { auditAdministrators, entriesPage, entryAt, headOf, labelsOf, newestOf, rangeOf, rowsBetween } from "./views.ts";

/** The record as the reader may see it: all of it, or what they did themselves. */
export async function listEntries(ctx: Context, ask: EntryQuery): Promise<{ items: EntryLine[]; next: number | null; searchedTo: string | null }> {
  allow(mayReadOwn(ctx.actor), "audit.may-not-read");
  const page = await entriesPage(ctx.read, mayReadAll(ctx.actor) ? ask : { ...ask, actorId: ctx.actor.personId });
  const labels = await labelsOf(ctx.read, page.items);
  return { ...page, items: page.items.map((e) => ({ ...e, subjectLabel: labels.get(`${e.subjectType} ${e.subjectId}`)?.label ?? null, subjectLink: labels.get(`${e.subjectType} ${e.subjectId}`)?.link ?? null })) };
}

/** Checks every row of a running house's chain against its hash, its neighbour and the head. */
export async function verifyChain(read: Reader, onProgress: (checked: number, of: number) => void = () => undefined): Promise<Verdict> {
  const head = await headOf(read);
  const check = openCheck({ seq: 0, hash: noHash }, hashOf);
  let checked = 0;
  for await (const rows of rowsBetween(read, 1, head.seq)) {
    for (const row of rows) check.take(lineOf(row), row.hash);
    checked += rows.length;
    onProgress(checked, head.seq);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const last = check.last();
  if (last.seq !== head.seq || last.hash !== head.hash) check.broken("head");
  return check.end();
}

/** Carries out a check of the whole chain and writes down how it ended; a broken chain calls the audit administrators. */
export async function runVerification(ctx: Context): Promise<void> {
  const verdict = await verifyChain(ctx.read);
  const administrators = verdict.ok ? [] : await auditAdministrators(ctx.read, ctx.now());
  await ctx.write(async (tx) => {
    const faults = verdict.faults.slice(0, 20);
    record(tx, { action: "audit.verify", subject: { type: "house", id: "audit" }, outcome: verdict.ok ? "done" : "failed", facts: { rows: verdict.rows, lastSeq: verdict.lastSeq ?? 0, faults } });
    for (const { personId, unitId } of administrators) {
      await raise(ctx, tx, { kind: "audit.broken", subject: { type: "audit", id: personId }, unitId, ownerPersonId: personId, urgency: "red", facts: { row: faults[0]?.seq ?? 0, faults: verdict.faults.length }, link: "/desk/audit" });
    }
    await announce(tx, "audit");
  });
}

/** How the last check ended, and whether one was asked for that has not ended yet. */
export async function lastVerification(read: Reader, now: Date): Promise<{ verification: { at: string; ok: boolean; facts: unknown } | null; running: boolean }> {
  const done = await newestOf(read, "audit.verify");
  const asked = await newestOf(read, "audit.request-verification");
  const running = asked !== null && asked.seq > (done?.seq ?? 0) && now.getTime() - new Date(asked.at).getTime() < 15 * 60_000;
  return { verification: done && { at: done.at, ok: done.outcome === "done", facts: JSON.parse(done.facts) as unknown }, running };
}

/** Asks for a check of the whole chain now. */
export async function requestVerification(ctx: Context): Promise<void> {
  allow(mayReadAll(ctx.actor), "audit.may-not-read-all");
  if ((await lastVerification(ctx.read, ctx.now())).running) throw new Problem("refused", { code: "audit.verification-running" });
  await ctx.write(async (tx) => {
    record(tx, { action: "audit.request-verification", subject: { type: "house", id: "audit" } });
    await ctx.enqueue(tx, [verify({})]);
    await announce(tx, "audit");
  });
}

/** What an export's files are called. */
export const exportName = (header: Pick<ExportHeader, "firstSeq" | "lastSeq">): string => `tongsheng-audit-${header.firstSeq}-${header.lastSeq}.ndjson`;

/** Orders an export: fixes its rows and its head, and leaves a row of its own in the chain. */
export async function orderExport(ctx: Context, range: { from: string | null; to: string | null }): Promise<ExportHeader> {
  allow(mayReadAll(ctx.actor), "audit.may-not-read-all");
  if (range.from !== null && range.to !== null && range.from >= range.to) throw new Problem("refused", { code: "audit.range-backwards" });
  return ctx.write(async (tx) => {
    const head = await headOf(tx);
    const rows = await rangeOf(tx, range, head);
    if (!rows) throw new Problem("refused", { code: "audit.range-empty" });
    const before = rows.firstSeq > 1 ? await entryAt(tx, rows.firstSeq - 1) : null;
    const header: ExportHeader = {
      kind: "tongsheng-audit", version: 1, exportId: newId(ctx.now()), orderedAt: ctx.now().toISOString(), orderedBy: `${ctx.actor.unitName} ${ctx.actor.name}`,
      ...range, ...rows, prevHash: before?.hash ?? noHash, headSeq: head.seq, headHash: head.hash,
    };
    record(tx, { action: "audit.export", subject: { type: "audit-export", id: header.exportId }, facts: header });
    return header;
  });
}

/** An export that was ordered, or a Problem. */
export async function exportOrdered(ctx: Context, exportId: string): Promise<ExportHeader> {
  allow(mayReadAll(ctx.actor), "audit.may-not-read-all");
  return ExportHeader.parse(JSON.parse(found(await newestOf(ctx.read, "audit.export", exportId), "audit.no-export").facts));
}

/** The lines of an export, the same bytes however often it is fetched; before the last one its seal is written into the chain. */
export async function* exportLines(ctx: Context, header: ExportHeader, headerLine: string): AsyncGenerator<string> {
  const seal = fastSeal();
  const send = (line: string): string => { seal.take(line); return `${line}\n`; };
  yield send(headerLine);
  let last = { seq: header.firstSeq - 1, hash: header.prevHash };
  let count = 0;
  for await (const rows of rowsBetween(ctx.read, header.firstSeq, header.lastSeq)) {
    yield rows.map((row) => send(exportRow(lineOf(row), row.hash))).join("");
    const newest = rows.at(-1);
    if (newest) last = { seq: newest.seq, hash: newest.hash };
    count += rows.length;
  }
  const closing = send(closingLine(count, last, seal.hex()));
  await keepSeal(ctx, header.exportId, count, seal.hex());
  yield closing;
}

async function keepSeal(ctx: Context, exportId: string, rows: number, sha256: string): Promise<void> {
  if (await newestOf(ctx.read, "audit.seal-export", exportId)) return;
  await ctx.write(async (tx) => { record(tx, { action: "audit.seal-export", subject: { type: "audit-export", id: exportId }, facts: { rows, sha256 } }); });
}

/** The seal of an export as the chain keeps it; an export that nobody fetched yet is written once for it. */
export async function sealOf(ctx: Context, header: ExportHeader, headerLine: string): Promise<string> {
  const kept = await newestOf(ctx.read, "audit.seal-export", header.exportId);
  if (!kept) {
    const lines = exportLines(ctx, header, headerLine);
    while (!(await lines.next()).done);
  }
  return (JSON.parse(found(kept ?? (await newestOf(ctx.read, "audit.seal-export", header.exportId)), "audit.no-export").facts) as { sha256: string }).sha256;
}
