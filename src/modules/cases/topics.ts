import { topic } from "#platform/topics.ts";

/** Whether a press conference is held was decided; a module that runs press conferences begins here. */
export const pressDecided = topic<{ caseId: string; decisionId: string; hold: boolean; plannedAt: Date | null }>("cases.press-decided");
