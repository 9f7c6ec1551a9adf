import { isEmergency } from "#kernel/urgency.ts";
import type { Reader } from "#platform/db/database.ts";
import type { looseEnds } from "../rules/stage.ts";
import type { CaseBasis } from "./basis.ts";
import { concernsOf, pressOf, releasesOf } from "./evidence.ts";
import { noticesOf, proposalsOf } from "./parts.ts";
import { tasksOf } from "./plans.ts";

/** What is still open in a case, counted for the rule that says which of it matters now. */
export async function looseOf(read: Reader, c: CaseBasis): Promise<Parameters<typeof looseEnds>[0]> {
  const [tasks, concerns, releases, press, notices, proposals] = await Promise.all([tasksOf(read, c.id), concernsOf(read, c.id), releasesOf(read, c.id), pressOf(read, c.id), noticesOf(read, c.id), proposalsOf(read, c.id)]);
  return {
    stage: c.stage, tasksOpen: tasks.filter((t) => t.state === "open").length, concernsOpen: concerns.filter((n) => n.answeredAt === null).length, released: releases.filter((r) => r.publishedAt !== null).length,
    pressUndecided: c.grade !== null && isEmergency(c.grade) && press.length === 0, unacknowledged: notices.filter((n) => n.acknowledged === null).length, leadUndecided: proposals.at(-1)?.state === "open",
  };
}
