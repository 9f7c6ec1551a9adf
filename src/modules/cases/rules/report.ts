import { advice, concerns, handling, media, overview, spread } from "./report/sections.ts";
import type { ReportDoc, ReportInput, ReportKind, Section } from "./report/shape.ts";

export type { ReportDoc, ReportInput, ReportKind } from "./report/shape.ts";

const sections: Readonly<Record<ReportKind, readonly ((input: ReportInput, now: Date) => Section)[]>> = {
  flash: [overview, spread, handling, advice],
  special: [overview, spread, media, concerns, advice],
};

const kinds: Readonly<Record<ReportKind, string>> = { flash: "舆情快报", special: "舆情专报" };

/** Makes the document from stored things alone: the same input gives the same report, and every sentence and figure names what it rests on. */
export const writeReport = (kind: ReportKind, input: ReportInput, now: Date): ReportDoc => ({
  kind, title: `${kinds[kind]}：${input.case.title}`, caseNumber: input.case.number, unitName: input.case.leadName, at: now.toISOString(), sections: sections[kind].map((section) => section(input, now)),
});
