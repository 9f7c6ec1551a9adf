import { isoDay } from "#kernel/clock.ts";
import { allow } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Reader } from "#platform/db/database.ts";
import { readSheet, rejectedSheet, templateSheet, type SheetFile } from "#platform/documents/sheet.ts";
import type { Context } from "#platform/http/context.ts";
import { mayKeepPeople } from "../policy.ts";
import { judgeRows, sheetColumns, type RowOutcome, type SheetWorld } from "../rules/people-rows.ts";
import * as store from "../store/people.ts";
import { everyoneByUsername } from "../views/people.ts";
import { cardOf, unitRecords, type UnitCard } from "../views/units.ts";
import type { Actor } from "#kernel/actor.ts";

/** Rows of one sheet at most; a province has fewer officers. */
const longestSheet = 5000;

/** What became of a sheet of people. */
export type PeopleImport = { created: number; changed: number; same: number; rejected: { row: number; reason: string }[]; rejectedSheet: SheetFile | null };

const keepsSomewhere = (actor: Actor): boolean => mayKeepPeople(actor, { unitIdsAbove: actor.holdings.map((h) => h.unitId) });

/** The empty sheet with the codes of the units that the actor keeps. */
export async function peopleTemplate(ctx: Context): Promise<SheetFile> {
  allow(keepsSomewhere(ctx.actor), "organisation.not-your-people");
  const units = (await unitsKept(ctx.read, ctx.actor, isoDay(ctx.now()))).filter((u) => u.kept).map((u) => [u.card.code, u.card.name]);
  return templateSheet({ name: "人员导入模板.xlsx", page: "人员", heads: sheetColumns.map(({ head }) => head), lists: [{ page: "单位代码", columns: [{ head: "单位代码", width: 18 }, { head: "单位名称", width: 40 }], rows: units }] });
}

async function unitsKept(read: Reader, actor: Actor, day: string): Promise<{ card: UnitCard; kept: boolean }[]> {
  const cards = (await unitRecords(read)).map((u) => cardOf(u, day)).filter((u) => u.open);
  const parents = new Map(cards.map((c) => [c.id, c.parentId]));
  const above = (id: string): string[] => {
    const line: string[] = [];
    for (let at: string | null = id; at !== null && !line.includes(at); at = parents.get(at) ?? null) line.push(at);
    return line;
  };
  return cards.map((card) => ({ card, kept: mayKeepPeople(actor, { unitIdsAbove: above(card.id) }) }));
}

/** Takes people from Excel: good rows are applied, bad rows come back with their reason; the same sheet again changes nothing. */
export async function importPeople(ctx: Context, file: SheetFile): Promise<PeopleImport> {
  allow(keepsSomewhere(ctx.actor), "organisation.not-your-people");
  const sheet = await readSheet(file, sheetColumns, longestSheet);
  return ctx.write(async (tx) => {
    const units = await unitsKept(tx, ctx.actor, isoDay(ctx.now()));
    const people = await everyoneByUsername(tx, sheet.rows.map((r) => r.cells.username.toLowerCase()));
    const idOf = new Map(units.map(({ card }) => [card.code, card.id]));
    const outcomes = judgeRows(sheet.rows, worldOf(units, people));
    const now = ctx.now();
    for (const outcome of outcomes) {
      if (outcome.kind === "rejected" || outcome.kind === "same") continue;
      const row = { ...outcome.person, unitId: idOf.get(outcome.person.unitCode) ?? "" };
      const known = people.get(outcome.person.username);
      if (known) await store.updatePerson(tx, known.id, row);
      else await store.insertPerson(tx, row, now);
    }
    const count = (kind: RowOutcome["kind"]) => outcomes.filter((o) => o.kind === kind).length;
    const rejected = outcomes.filter((o) => o.kind === "rejected");
    const tally = { created: count("new"), changed: count("changed"), same: count("same") };
    record(tx, { action: "organisation.import-people", subject: { type: "sheet", id: file.name.slice(0, 100) }, facts: { ...tally, rejected: rejected.length, usernames: outcomes.flatMap((o) => (o.kind === "new" || o.kind === "changed" ? [o.person.username] : [])) } });
    return { ...tally, rejected: rejected.map((o) => ({ row: o.row.number, reason: o.reason })), rejectedSheet: rejected.length > 0 ? await rejectedSheet(sheet, rejected) : null };
  });
}

function worldOf(units: readonly { card: UnitCard; kept: boolean }[], people: Awaited<ReturnType<typeof everyoneByUsername>>): SheetWorld {
  const keptById = new Map(units.map(({ card, kept }) => [card.id, kept]));
  return {
    unitByCodeOrName: (words) => {
      const meant = units.filter(({ card }) => card.code === words);
      const named = meant.length > 0 ? meant : units.filter(({ card }) => [card.name, card.shortName, ...card.also].includes(words));
      const one = named[0];
      if (!one) return "unknown";
      return named.length > 1 ? "ambiguous" : { code: one.card.code, mayKeep: one.kept };
    },
    personByUsername: (username) => {
      const person = people.get(username);
      return person && { ...person, mayKeep: keptById.get(person.unitId) ?? false };
    },
  };
}
