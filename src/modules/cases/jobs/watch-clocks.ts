import { theHouse } from "#kernel/actor.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { closeAlerts, raise } from "#modules/duty/index.ts";
import { settleClocks } from "../actions/clocks.ts";
import { stepDue } from "../rules/clocks.ts";
import { insertCall, lockCalling } from "../store/clocks.ts";
import { caseBasis, type CaseBasis } from "../views/basis.ts";
import { casesWithNews, concernsOf, type ClockRow } from "../views/evidence.ts";

const most = 50;

type Called = { clock: string; code: string; step: "warning" | "missed" };

/** Judges every clock for which something came or which calls out now; each call exactly once, however many workers look and whatever is restarted. */
export async function watchClocks(house: House): Promise<Called[]> {
  const now = house.now();
  const news = await casesWithNews(house.db, most);
  const due = await house.db.transaction().execute((tx) => lockCalling(tx, now, 1));
  if (news.length === 0 && due.length === 0) return [];
  const ctx = contextOf(house, theHouse, newId(now));
  const called: Called[] = [];
  for (const caseId of news) await ctx.write((tx) => judge(ctx, tx, caseId, called));
  if (due.length > 0) {
    await ctx.write(async (tx) => {
      const cases = await lockCalling(tx, ctx.now(), most);
      for (const caseId of cases) await callOut(ctx, tx, caseId, called);
      record(tx, { action: "cases.watch-clocks", subject: { type: "case", id: cases[0] ?? due[0] ?? "" }, facts: { called } });
    });
  }
  return called;
}

/** Something a clock waits for was published: it is judged, and the case's screens see it. */
async function judge(ctx: Context, tx: Tx, caseId: string, called: Called[]): Promise<void> {
  await callOut(ctx, tx, caseId, called);
  record(tx, { action: "cases.judge-clocks", subject: { type: "case", id: caseId } });
}

async function callOut(ctx: Context, tx: Tx, caseId: string, called: Called[]): Promise<void> {
  const c = await caseBasis(tx, caseId, ctx.now(), true);
  if (!c) return;
  const clocks = await settleClocks(ctx, tx, c);
  for (const clock of clocks.filter((k) => k.metAt === null && k.endedAt === null)) {
    const step = stepDue(clock, ctx.now());
    if (step === null || !(await insertCall(tx, { clockId: clock.id, step, deadline: clock.deadline }, ctx.now()))) continue;
    await bring(ctx, tx, c, clock, step);
    called.push({ clock: clock.id, code: clock.code, step });
  }
  await announce(tx, `case:${caseId}`, "cases");
}

// A concern's clock calls its owner, the others whoever has the case; from there duty escalates.
async function bring(ctx: Context, tx: Tx, c: CaseBasis, clock: ClockRow, step: "warning" | "missed"): Promise<void> {
  const concern = clock.code === "answer" && clock.subject !== "" ? (await concernsOf(tx, c.id)).find((n) => n.id === clock.subject) : undefined;
  const subject = { type: "case-clock", id: clock.id };
  if (step === "missed") await closeAlerts(tx, subject, ["cases.clock-warning"], "missed", ctx.now());
  await raise(ctx, tx, {
    kind: step === "missed" ? "cases.clock-missed" : "cases.clock-warning", subject, unitId: concern?.unitId ?? c.unitId, ownerPersonId: concern?.personId ?? c.personId, urgency: c.grade ?? "routine",
    facts: { title: concern?.question ?? c.title, clock: clock.code, deadline: clock.deadline.toISOString() }, link: `/desk/cases/${c.id}`,
  });
}

/** Every fifteen seconds in every worker. */
export function startWatchingClocks(house: House, everyMs = 15_000): { stop: () => Promise<void> } {
  let busy: Promise<void> | null = null;
  const timer = setInterval(() => {
    busy ??= watchClocks(house).then(() => undefined, (error: unknown) => { house.log.error({ err: error }, "clocks of cases"); }).finally(() => { busy = null; });
  }, everyMs);
  return { stop: async () => { clearInterval(timer); await busy; } };
}
