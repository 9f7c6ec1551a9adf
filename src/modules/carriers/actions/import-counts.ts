import { allow } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { readSheet, rejectedSheet, templateSheet, type SheetFile } from "#platform/documents/sheet.ts";
import type { Context } from "#platform/http/context.ts";
import { mayCount, mayRead, mayReadRequests } from "../policy.ts";
import type { Returned } from "../rules/counts.ts";
import { countColumns, judgeCounts } from "../rules/sheet.ts";
import { requestBasis, type RequestBasis } from "../views/basis.ts";
import { awaitedRequests, newestEntry } from "../views/requests.ts";
import { takeReturned } from "./counts.ts";

const mostRows = 5000;

/** The sheet of counts, with every region of every request that awaits them from this person, so that only figures are to be filled in. */
export async function countsTemplate(ctx: Context): Promise<SheetFile> {
  allow(mayReadRequests(ctx.actor), "carriers.may-not-read");
  const own = (await awaitedRequests(ctx.read, ctx.actor)).filter((request) => mayCount(ctx.actor, request));
  return templateSheet({ name: "短信回数模板.xlsx", page: "回数", heads: countColumns.map(({ head }) => head), rows: own.flatMap(({ number, places }) => places.map(({ code, name }) => [number, code, name])) });
}

/** Takes counts from Excel, request by request: those that add up are kept, the rows of the others come back with their reason; what says nothing new is not kept twice. */
export async function importCounts(ctx: Context, file: SheetFile): Promise<{ taken: number; unchanged: number; rejected: { row: number; reason: string }[]; rejectedSheet: SheetFile | null }> {
  allow(mayReadRequests(ctx.actor), "carriers.may-not-read");
  const sheet = await readSheet(file, countColumns, mostRows);
  return ctx.write(async (tx) => {
    const there = new Map<string, RequestBasis>();
    for (const number of [...new Set(sheet.rows.map(({ cells }) => cells.number))].sort()) {
      const request = await requestBasis(tx, { number }, true);
      if (request && mayRead(ctx.actor, request)) there.set(number, request);
    }
    const { good, rejected } = judgeCounts(sheet.rows, (number) => {
      const request = there.get(number);
      return !request ? "unknown" : mayCount(ctx.actor, request) ? request : "others";
    }, ctx.now());
    let taken = 0;
    for (const { request, returned } of good) {
      if (saysTheSame(returned, await newestEntry(tx, request.id))) continue;
      await takeReturned(ctx, tx, request, returned);
      taken += 1;
    }
    record(tx, { action: "carriers.import-counts", subject: { type: "sheet", id: file.name.slice(0, 100) }, facts: { taken, unchanged: good.length - taken, rejected: rejected.length } });
    return { taken, unchanged: good.length - taken, rejected: rejected.map(({ row, reason }) => ({ row: row.number, reason })), rejectedSheet: rejected.length > 0 ? await rejectedSheet(sheet, rejected) : null };
  });
}

type Said = Pick<Returned, "counts" | "takenBy" | "takenAt">;
const inWords = ({ counts, takenBy, takenAt }: Said): string => JSON.stringify([takenBy, takenAt, counts.map(({ region, submitted, sent, failed }) => [region, submitted, sent, failed]).sort()]);

const saysTheSame = (returned: Said, newest: Said | null): boolean => newest !== null && inWords(returned) === inWords(newest);
