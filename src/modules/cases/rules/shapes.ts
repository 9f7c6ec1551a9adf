import { z } from "zod";
import { Grade } from "#kernel/urgency.ts";
import { concernKinds } from "./concern.ts";
import { verdicts } from "./debunk.ts";
import { liaisonKinds, liaisonWays } from "./liaison.ts";
import { periodKinds } from "./period.ts";
import { way } from "./stage.ts";

const Instant = z.iso.datetime();
const UnitMark = z.object({ unitId: z.uuid(), name: z.string(), shortName: z.string(), seal: z.string() });

/** A rule's refusal, for buttons that say why they are grey. */
const WhyNot = z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional() }).nullable();

export const Stage = z.enum([...way, "dismissed"]);
export const T0Kind = z.enum(["event", "discovery", "onset"]);
export const ConcernKind = z.enum(concernKinds);
export const LiaisonKind = z.enum(liaisonKinds);
export const LiaisonWay = z.enum(liaisonWays);
export const Verdict = z.enum(verdicts);
const PieceStage = z.string();

/** A clock with its source. `ended` says why it runs no more without being met. */
export const ClockView = z.object({
  id: z.uuid(), code: z.enum(["notify", "first-information", "press-conference", "answer"]), subject: z.string(), startAt: Instant, deadline: Instant, metAt: Instant.nullable(), missed: z.boolean(), ended: z.enum(["regraded", "not-holding", "closed"]).nullable(), source: z.string(),
});
export type ClockView = z.infer<typeof ClockView>;

/** Who has the ball: what is to be done, by whom, since when. */
export const BallView = z.object({ need: z.enum(["move", "grade", "tell", "debrief", "nothing"]), unitName: z.string(), posts: z.array(z.string()), people: z.array(z.string()), sinceMinutes: z.number().int() });

/** A line of the list of cases. */
export const CaseLine = z.object({
  id: z.uuid(), number: z.string(), title: z.string(), stage: Stage, stageSince: Instant, grade: Grade.nullable(), unit: UnitMark, lead: UnitMark, placeName: z.string().nullable(), hazard: z.string().nullable(), t0At: Instant,
  /** The clock to look at: the nearest that runs. */
  clock: ClockView.nullable(), missed: z.number().int(), ball: BallView.omit({ people: true }), mine: z.boolean(), concerns: z.number().int(), concernsOpen: z.number().int(), released: z.number().int(), updatedAt: Instant, archivedAt: Instant.nullable(),
});
export type CaseLine = z.infer<typeof CaseLine>;

export const TaskView = z.object({ id: z.uuid(), words: z.string(), wordsEn: z.string().nullable(), grade: Grade, state: z.enum(["open", "done", "not-needed", "lapsed"]), note: z.string(), byName: z.string().nullable(), at: Instant.nullable() });
export type TaskView = z.infer<typeof TaskView>;

export const NoticeView = z.object({
  id: z.uuid(), kind: z.enum(["report", "involve", "guidance"]), number: z.number().int(), grade: Grade.nullable(), from: UnitMark, to: UnitMark, body: z.string(), sentByName: z.string(), sentAt: Instant, acknowledgedByName: z.string().nullable(), acknowledgedAt: Instant.nullable(), remark: z.string(), whyNotAcknowledge: WhyNot,
});
export type NoticeView = z.infer<typeof NoticeView>;

const LiaisonNoteView = z.object({
  id: z.uuid(), kind: LiaisonKind, unitName: z.string(), personName: z.string(), personPost: z.string(), body: z.string(), way: LiaisonWay, sentByName: z.string(), sentAt: Instant,
  receipt: z.object({ personName: z.string(), at: Instant, remark: z.string(), recordedByName: z.string(), recordedAt: Instant }).nullable(),
});

const ProposalView = z.object({ grade: Grade, units: z.number().int(), grounds: z.array(z.enum(["major", "cross-unit"])), state: z.enum(["open", "accepted", "declined", "lapsed", "handed-back"]), proposedAt: Instant, decidedByName: z.string().nullable(), reason: z.string().nullable(), decidedAt: Instant.nullable() });

const AnswerView = z.object({ pieceId: z.uuid(), title: z.string(), stage: PieceStage, publishedAt: Instant.nullable() });
export const ConcernView = z.object({
  id: z.uuid(), question: z.string(), kind: ConcernKind, count: z.number().int(), askedAt: Instant, unit: UnitMark, personId: z.uuid(), personName: z.string(), state: z.enum(["open", "answering", "answered"]), answer: AnswerView.nullable(), answeredAt: Instant.nullable(), clock: ClockView.nullable(), mayAnswer: z.boolean(),
});
export type ConcernView = z.infer<typeof ConcernView>;

const ReleaseView = z.object({ pieceId: z.uuid(), title: z.string(), role: z.enum(["release", "answer", "debunk"]), unitName: z.string(), stage: PieceStage, publishedAt: Instant.nullable(), linkedByName: z.string(), linkedAt: Instant });
const DebunkView = z.object({ id: z.uuid(), claim: z.string(), verdict: Verdict, evidence: z.string(), source: z.string(), sourceLink: z.string(), unitName: z.string(), pieceId: z.uuid(), pieceStage: PieceStage, publishedAt: Instant.nullable(), createdByName: z.string(), at: Instant });
const PressView = z.object({
  id: z.uuid(), hold: z.boolean(), reason: z.string(), plannedAt: Instant.nullable(), place: z.string(), speakers: z.array(z.object({ name: z.string(), post: z.string() })), byName: z.string(), at: Instant,
  held: z.object({ at: Instant, recordLink: z.string().nullable(), answers: z.array(z.object({ question: z.string(), answer: z.string(), concernId: z.uuid().nullable() })), byName: z.string() }).nullable(),
});

/** Heat around a release; null where too few hours are known. */
const EffectView = z.object({ pieceId: z.uuid(), title: z.string(), publishedAt: Instant, before: z.number().nullable(), after: z.number().nullable(), change: z.number().nullable() });
const InTimeView = z.object({ asked: z.number().int(), answered: z.number().int(), inTime: z.number().int(), late: z.number().int(), share: z.number().nullable() });

/** What a debrief computed on its day. */
export const DebriefFigures = z.object({ releases: z.array(EffectView), clocks: z.array(ClockView), inTime: InTimeView, peak: z.object({ hour: Instant, value: z.number() }).nullable() });
const DebriefView = z.object({ id: z.uuid(), number: z.number().int(), summary: z.string(), lessons: z.string(), improvements: z.string(), figures: DebriefFigures, byName: z.string(), at: Instant });
const EventView = z.object({ id: z.uuid(), kind: z.string(), note: z.string().nullable(), facts: z.record(z.string(), z.unknown()), byName: z.string(), unitName: z.string(), at: Instant });

/** One case: where it stands, who has the ball, everything that belongs to it, and what I may do. */
export const CaseView = z.object({
  id: z.uuid(), number: z.string(), title: z.string(), summary: z.string(), stage: Stage, stageSince: Instant, nextStage: Stage.nullable(), stagesBehind: z.array(Stage), grade: Grade.nullable(), t0: z.object({ kind: T0Kind, at: Instant }), placeName: z.string().nullable(), hazard: z.string().nullable(), topicId: z.uuid().nullable(),
  unit: UnitMark, lead: UnitMark, department: UnitMark.nullable(), participants: z.array(UnitMark.extend({ reason: z.string(), addedByName: z.string(), addedAt: Instant })), personId: z.uuid(), personName: z.string(), openedByName: z.string(), openedAt: Instant, archivedAt: Instant.nullable(),
  ball: BallView, clocks: z.array(ClockView), loose: z.array(z.object({ code: z.string(), count: z.number().int() })), gradings: z.array(z.object({ grade: Grade, reason: z.string(), basis: z.string(), byName: z.string(), at: Instant })),
  tasks: z.array(TaskView), notices: z.array(NoticeView), mustTell: z.boolean(), told: z.boolean(), proposal: ProposalView.nullable(), liaisonNotes: z.array(LiaisonNoteView), concerns: z.array(ConcernView), inTime: InTimeView, debunks: z.array(DebunkView), releases: z.array(ReleaseView),
  press: z.array(PressView), debriefs: z.array(DebriefView), reports: z.array(z.object({ id: z.uuid(), kind: z.enum(["flash", "special"]), number: z.number().int(), byName: z.string(), at: Instant })), events: z.array(EventView),
  may: z.object({ move: WhyNot, back: WhyNot, dismiss: WhyNot, grade: WhyNot, work: WhyNot, tell: WhyNot, guide: WhyNot, lead: WhyNot, press: WhyNot, debrief: WhyNot }),
  /** Colleagues who could take the case, and officers who could own a concern, by unit. */
  officers: z.array(z.object({ unitId: z.uuid(), unitName: z.string(), people: z.array(z.object({ id: z.uuid(), name: z.string() })) })),
});
export type CaseView = z.infer<typeof CaseView>;

/** The topic a case follows, as the radar has it: heat hour by hour, what each release did to it, the newest public items. */
export const HeatView = z.object({
  topic: z.object({ id: z.uuid(), title: z.string(), firstSeenAt: Instant, lastSeenAt: Instant }).nullable(), items: z.array(z.object({ id: z.uuid(), title: z.string(), link: z.string(), sourceName: z.string(), seenAt: Instant })),
  hours: z.array(z.object({ hour: Instant, value: z.number().nullable() })), releases: z.array(EffectView),
});
export type HeatView = z.infer<typeof HeatView>;

const RefView = z.object({ kind: z.enum(["case", "grading", "topic", "item", "heat", "concern", "release", "notice", "press", "clock", "event"]), id: z.string() });

/** A report as data, every sentence and figure with the ids of stored things behind it. */
const SectionView = z.object({
  code: z.enum(["overview", "spread", "media", "concerns", "handling", "advice"]), title: z.string(), sentences: z.array(z.object({ text: z.string(), refs: z.array(RefView), thin: z.boolean() })), figures: z.array(z.object({ label: z.string(), value: z.string(), refs: z.array(RefView) })),
});
export const ReportDocView = z.object({ kind: z.enum(["flash", "special"]), title: z.string(), caseNumber: z.string(), unitName: z.string(), at: Instant, sections: z.array(SectionView) });
export type ReportDocView = z.infer<typeof ReportDocView>;

/** 日报 周报 月报 as it stands now. */
export const PeriodDocView = z.object({ kind: z.enum(periodKinds), title: z.string(), unitName: z.string(), from: Instant, to: Instant, at: Instant, sections: z.array(SectionView) });
export type PeriodDocView = z.infer<typeof PeriodDocView>;

/** A report as it was issued. */
export const ReportView = z.object({ id: z.uuid(), number: z.number().int(), byName: z.string(), at: Instant, doc: ReportDocView });
export type ReportView = z.infer<typeof ReportView>;

/** The plans of a unit: per grade what holds today, where it comes from, and every version. */
export const PlanView = z.object({
  unit: UnitMark, mayKeep: z.boolean(),
  grades: z.array(z.object({
    grade: Grade, items: z.array(z.object({ words: z.string(), wordsEn: z.string().nullable() })), own: z.boolean(), assumed: z.boolean(),
    versions: z.array(z.object({ id: z.uuid(), validFrom: z.iso.date(), items: z.array(z.string()), reason: z.string(), changedByName: z.string(), changedAt: Instant })),
  })),
});
export type PlanView = z.infer<typeof PlanView>;
