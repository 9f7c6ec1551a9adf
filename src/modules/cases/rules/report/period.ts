import { isoDay, shortTime } from "#kernel/clock.ts";
import type { Grade } from "#kernel/urgency.ts";
import type { PeriodKind, Span } from "../period.ts";
import type { CaseStage } from "../stage.ts";
import { says, thin, type Figure, type Ref, type Section } from "./shape.ts";
import { clockNames, concernNames, gradeName, stageNames } from "./words.ts";

/** What a report of a period may speak of: topics seen, cases alive, and what fell due, was asked, said and acknowledged in it. */
export type PeriodInput = {
  unitName: string;
  topics: readonly { id: string; title: string; placeName: string | null; areaName: string | null; category: string | null; peak: number | null; items: number; sources: number; firstSeenAt: Date }[];
  /** How many topics the period before had; null when the radar was not listening then. */
  topicsBefore: number | null;
  cases: readonly { id: string; number: string; title: string; unitName: string; stage: CaseStage; grade: Grade | null; openedAt: Date; archivedAt: Date | null }[];
  /** Clocks whose deadline lies in the period and that were not called off. */
  clocks: readonly { id: string; code: string; deadline: Date; metAt: Date | null }[];
  concerns: readonly { id: string; kind: string; question: string; count: number; answeredAt: Date | null; pieceId: string | null }[];
  releases: readonly { pieceId: string; title: string; unitName: string; publishedAt: Date }[];
  notices: readonly { id: string; acknowledgedAt: Date | null }[];
};

/** 日报 周报 月报 as data, in the shape of every other report: no sentence and no figure without what it rests on. */
export type PeriodDoc = { kind: PeriodKind; title: string; unitName: string; from: string; to: string; at: string; sections: readonly Section[] };

const kinds: Readonly<Record<PeriodKind, string>> = { day: "舆情日报", week: "舆情周报", month: "舆情月报" };
const categories: Readonly<Record<string, string>> = { natural: "自然灾害", accident: "事故灾难", health: "公共卫生", security: "社会安全" };
const mostNamed = 10;

const ref = (kind: Ref["kind"], id: string): Ref => ({ kind, id });
const figure = (label: string, value: string, refs: readonly Ref[]): Figure[] => (refs.length > 0 ? [{ label, value, refs }] : []);
const counted = <T>(things: readonly T[], nameOf: (thing: T) => string, unit: string): string =>
  [...Map.groupBy(things, nameOf)].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)).map(([name, of]) => `${name} ${of.length} ${unit}`).join("，");

function seen({ topics, topicsBefore }: PeriodInput): Section {
  const refs = topics.map((t) => ref("topic", t.id));
  const named = topics.toSorted((a, b) => (b.peak ?? -1) - (a.peak ?? -1) || a.firstSeenAt.getTime() - b.firstSeenAt.getTime()).slice(0, mostNamed);
  const before = topicsBefore === null ? "" : `，上期 ${topicsBefore} 个`;
  const placed = topics.filter((t) => t.areaName !== null);
  return {
    code: "overview", title: "话题", figures: figure("话题", String(topics.length), refs),
    sentences: [
      says("话题", `本期涉及本地的话题 ${topics.length} 个${before}：${counted(topics, (t) => categories[t.category ?? ""] ?? "其他", "个")}。`, refs),
      ...(placed.length > 0 ? [says("地点", `按地点：${counted(placed, (t) => t.areaName ?? "", "个")}。`, placed.map((t) => ref("topic", t.id)))] : []),
      ...named.map((t) => says("话题", `${shortTime(t.firstSeenAt)} 起，《${t.title}》${t.placeName ? `（${t.placeName}）` : ""}，${t.sources} 个来源 ${t.items} 条${t.peak === null ? "，没有热度读数" : `，最高热度 ${t.peak.toFixed(1)}`}。`, [ref("topic", t.id)])),
    ],
  };
}

function handled({ cases, notices }: PeriodInput, { from }: Span): Section {
  const opened = cases.filter((c) => c.openedAt >= from);
  const archived = cases.filter((c) => c.archivedAt !== null);
  const inHand = cases.filter((c) => c.archivedAt === null);
  const refs = (of: readonly { id: string }[]) => of.map((c) => ref("case", c.id));
  return {
    code: "handling", title: "处置", figures: [...figure("立案", String(opened.length), refs(opened)), ...figure("办结", String(archived.length), refs(archived)), ...figure("在办", String(inHand.length), refs(inHand))],
    sentences: [
      says("处置", `本期立案 ${opened.length} 件，归档 ${archived.length} 件，期末在办 ${inHand.length} 件。`, refs(cases)),
      ...inHand.map((c) => says("在办", `${c.number}《${c.title}》，${c.unitName}，${c.grade === null ? "未定级" : gradeName(c.grade)}，${stageNames[c.stage]}阶段。`, [ref("case", c.id)])),
      ...(notices.length > 0 ? [says("通报", `发出通报、告知和指导意见 ${notices.length} 份，已签收 ${notices.filter((n) => n.acknowledgedAt !== null).length} 份。`, notices.map((n) => ref("notice", n.id)))] : []),
    ],
  };
}

function kept({ clocks }: PeriodInput): Section {
  const late = (k: PeriodInput["clocks"][number]) => k.metAt === null || k.metAt > k.deadline;
  const onTime = clocks.filter((k) => !late(k));
  const refs = clocks.map((k) => ref("clock", k.id));
  const share = clocks.length === 0 ? "" : `${Math.round((onTime.length / clocks.length) * 100)}%`;
  const missed = clocks.filter(late);
  return {
    code: "spread", title: "时限", figures: figure("按时回应率", share, refs),
    sentences: [
      says("时限", `本期到期的时限 ${clocks.length} 项，按时完成 ${onTime.length} 项，占 ${share}。`, refs),
      ...(missed.length > 0 ? [says("超时", `没有按时的 ${missed.length} 项：${counted(missed, (k) => clockNames[k.code] ?? k.code, "项")}。`, missed.map((k) => ref("clock", k.id)))] : []),
    ],
  };
}

function asked({ concerns, releases }: PeriodInput): Section[] {
  const answered = concerns.filter((n) => n.answeredAt !== null);
  const refs = concerns.map((n) => ref("concern", n.id));
  return [
    {
      code: "concerns", title: "公众关注", figures: [...figure("关切", String(concerns.length), refs), ...figure("已公开答复", String(answered.length), refs)],
      sentences: [
        says("公众关注", `归并关切 ${concerns.length} 项（${counted(concerns, (n) => concernNames[n.kind] ?? n.kind, "项")}），已公开答复 ${answered.length} 项。`, refs),
        ...concerns.slice(0, mostNamed).map((n) => says("关切", `“${n.question}”，问到 ${n.count} 次，${n.answeredAt === null ? "还没有公开答复" : `${shortTime(n.answeredAt)} 公开答复`}。`, [ref("concern", n.id), ...(n.answeredAt !== null && n.pieceId !== null ? [ref("release", n.pieceId)] : [])])),
      ],
    },
    {
      code: "media", title: "发布", figures: figure("发布", String(releases.length), releases.map((r) => ref("release", r.pieceId))),
      sentences: releases.length === 0 ? [thin("对外发布")] : releases.map((r) => says("发布", `${shortTime(r.publishedAt)} ${r.unitName}《${r.title}》。`, [ref("release", r.pieceId)])),
    },
  ];
}

/** Makes the report of a period from stored things alone; the same input gives the same report. */
export function writePeriod(kind: PeriodKind, span: Span, input: PeriodInput, now: Date): PeriodDoc {
  const [first, last] = [isoDay(span.from), isoDay(new Date(span.to.getTime() - 1))];
  return {
    kind, title: `${kinds[kind]}（${first === last ? first : `${first} 至 ${last}`}）`, unitName: input.unitName, from: span.from.toISOString(), to: span.to.toISOString(), at: now.toISOString(),
    sections: [seen(input), handled(input, span), kept(input), ...asked(input)],
  };
}
