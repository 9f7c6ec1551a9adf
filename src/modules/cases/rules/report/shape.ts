import type { Grade } from "#kernel/urgency.ts";
import type { HeatHour } from "../effect.ts";
import type { T0Kind } from "../grade.ts";
import type { CaseStage } from "../stage.ts";

/** A stored thing that stands behind a sentence or a figure. */
export type Ref = { kind: "case" | "grading" | "topic" | "item" | "heat" | "concern" | "release" | "notice" | "press" | "clock" | "event"; id: string };

/** One sentence of a report with everything behind it; `thin` where the stored data does not carry a sentence and 数据不足 stands instead. */
export type Sentence = { text: string; refs: readonly Ref[]; thin: boolean };

/** One figure of a report with everything it was counted from. */
export type Figure = { label: string; value: string; refs: readonly Ref[] };

/** A section: 概述 传播 媒体观点 公众关注 研判建议, and 处置情况 in a 快报. */
export type SectionCode = "overview" | "spread" | "media" | "concerns" | "handling" | "advice";
export type Section = { code: SectionCode; title: string; sentences: readonly Sentence[]; figures: readonly Figure[] };

/** 快报 tells facts fast and leaves causes alone; 专报 is what leaders read (rules.md, 快报事实、慎报原因). */
export type ReportKind = "flash" | "special";

/** A report as data: the screen and the Word file draw this and nothing else. Times are ISO 8601, words are the document's own and not translated. */
export type ReportDoc = { kind: ReportKind; title: string; caseNumber: string; unitName: string; at: string; sections: readonly Section[] };

/** Everything a report may speak of, each with its id. */
export type ReportInput = {
  case: { id: string; number: string; title: string; summary: string; unitName: string; leadName: string; placeName: string | null; stage: CaseStage; t0Kind: T0Kind; t0At: Date };
  gradings: readonly { id: string; grade: Grade; reason: string; basis: string; at: Date }[];
  topic: { id: string; firstSeenAt: Date; lastSeenAt: Date } | null;
  items: readonly { id: string; title: string; sourceName: string; seenAt: Date }[];
  heat: readonly HeatHour[];
  concerns: readonly { id: string; question: string; kind: string; count: number; unitName: string; deadline: Date | null; answeredAt: Date | null; answer: { pieceId: string; title: string } | null }[];
  releases: readonly { pieceId: string; title: string; unitName: string; publishedAt: Date | null }[];
  notices: readonly { id: string; kind: "report" | "involve" | "guidance"; toName: string; at: Date; acknowledgedAt: Date | null }[];
  press: { id: string; hold: boolean; reason: string; plannedAt: Date | null; heldAt: Date | null } | null;
  clocks: readonly { id: string; code: string; deadline: Date; metAt: Date | null; missed: boolean; ended: boolean }[];
  /** What the officer who issues it advises; their words, standing behind an entry of the record. */
  advice: { text: string; eventId: string } | null;
};

/** Where the data does not carry a sentence. */
export const thin = (what: string): Sentence => ({ text: `${what}：数据不足。`, refs: [], thin: true });

/** A sentence with what stands behind it; without anything behind it there is no sentence. */
export const says = (what: string, text: string, refs: readonly Ref[]): Sentence => (refs.length > 0 ? { text, refs, thin: false } : thin(what));
