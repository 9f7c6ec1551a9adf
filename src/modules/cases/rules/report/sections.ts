import { shortTime } from "#kernel/clock.ts";
import { peakOf } from "../effect.ts";
import { says, thin, type Figure, type Ref, type ReportInput, type Section, type Sentence } from "./shape.ts";
import { clockNames, concernNames, gradeName, open, sayDeadline, stageNames, t0Names } from "./words.ts";

const of = (kind: Ref["kind"]) => (thing: { id: string }): Ref => ({ kind, id: thing.id });
const figure = (label: string, value: string, refs: readonly Ref[]): Figure[] => (refs.length > 0 ? [{ label, value, refs }] : []);
const mostNamed = 5;
/** Fewer items or sources than this say nothing about media. */
const leastItems = 3;
const leastSources = 2;

/** 概述: what, where, since when, how grave and why. */
export function overview(input: ReportInput): Section {
  const c = input.case;
  const behind: Ref[] = [{ kind: "case", id: c.id }];
  const last = input.gradings.at(-1);
  const before = input.gradings.at(-2);
  const lead = c.leadName === c.unitName ? `由${c.unitName}办理` : `属${c.unitName}，舆情应对由${c.leadName}牵头`;
  return {
    code: "overview", title: "概述", figures: [],
    sentences: [
      says("概况", `${c.placeName ? `${c.placeName}，` : ""}“${c.title}”：${lead}，以${t0Names[c.t0Kind]} ${shortTime(c.t0At)} 为起点，现在${stageNames[c.stage]}阶段。`, behind),
      c.summary.trim() ? says("情况", `${open(c.summary)}。`, behind) : thin("已核实的情况"),
      last ? says("定级", `${shortTime(last.at)} ${before ? `由${gradeName(before.grade)}调为` : "定为"}${gradeName(last.grade)}，理由：${open(last.reason)}；依据：${open(last.basis)}。`, [last, ...(before ? [before] : [])].map(of("grading"))) : thin("定级"),
    ],
  };
}

/** 传播: how many public items from how many sources, since when, and when the heat was greatest. */
export function spread(input: ReportInput): Section {
  const { topic, items, heat } = input;
  const behind = items.map(of("item"));
  const sources = new Set(items.map((item) => item.sourceName)).size;
  const peak = peakOf(heat);
  const heatRef = (hour: Date): Ref => ({ kind: "heat", id: `${topic?.id ?? ""}/${hour.toISOString()}` });
  const known = heat.filter((h) => h.value !== null);
  return {
    code: "spread", title: "传播",
    sentences: [
      topic && items.length > 0 ? says("传播", `${shortTime(topic.firstSeenAt)} 首次发现，至 ${shortTime(topic.lastSeenAt)}，收录公开信息 ${items.length} 条，来自 ${sources} 个来源。`, [{ kind: "topic", id: topic.id }, ...behind]) : thin("传播范围"),
      topic && peak ? says("热度", `有读数的 ${known.length} 小时里，${shortTime(peak.hour)} 热度最高，为 ${peak.value.toFixed(1)}；没有读数的时段不计。`, [heatRef(peak.hour)]) : thin("热度走势"),
    ],
    figures: [...figure("收录信息", String(items.length), behind), ...figure("来源", String(sources), behind), ...(topic && peak ? figure("最高热度", peak.value.toFixed(1), [heatRef(peak.hour)]) : [])],
  };
}

/** 媒体观点: who wrote how much, and what the earliest said, in their own headlines. */
export function media(input: ReportInput): Section {
  const bySource = [...Map.groupBy(input.items, (item) => item.sourceName)].sort((a, b) => b[1].length - a[1].length);
  if (input.items.length < leastItems || bySource.length < leastSources) return { code: "media", title: "媒体观点", sentences: [thin(`媒体观点（收录 ${input.items.length} 条，来自 ${bySource.length} 个来源）`)], figures: [] };
  const counted = bySource.slice(0, mostNamed);
  const quoted = counted.flatMap(([, items]) => items.toSorted((a, b) => a.seenAt.getTime() - b.seenAt.getTime()).slice(0, 1));
  return {
    code: "media", title: "媒体观点", figures: [],
    sentences: [
      says("来源", `收录较多的来源：${counted.map(([source, items]) => `${source} ${items.length} 条`).join("，")}。`, counted.flatMap(([, items]) => items.map(of("item")))),
      ...quoted.map((item) => says("观点", `${item.sourceName}（${shortTime(item.seenAt)}）：《${item.title}》。`, [of("item")(item)])),
    ],
  };
}

/** 公众关注: what people ask, how often, and whether it was answered. */
export function concerns(input: ReportInput): Section {
  const all = input.concerns;
  if (all.length === 0) return { code: "concerns", title: "公众关注", sentences: [thin("公众关注")], figures: [] };
  const behind = all.map(of("concern"));
  const kinds = [...Map.groupBy(all, (c) => c.kind)].map(([kind, list]) => `${concernNames[kind] ?? kind} ${list.length} 项`).join("，");
  const answered = all.filter((c) => c.answeredAt !== null);
  const inTime = answered.filter((c) => c.deadline !== null && c.answeredAt !== null && c.answeredAt <= c.deadline);
  const one = (c: ReportInput["concerns"][number]): Sentence => {
    const stands = c.answeredAt ? `${shortTime(c.answeredAt)} 已由${c.unitName}答复${c.answer ? `，见《${c.answer.title}》` : ""}` : `由${c.unitName}答复，尚未公开`;
    return says("关切", `“${open(c.question)}”（${c.count} 次），${stands}。`, [of("concern")(c), ...(c.answer ? [{ kind: "release" as const, id: c.answer.pieceId }] : [])]);
  };
  return {
    code: "concerns", title: "公众关注",
    sentences: [
      says("关切", `归并为 ${all.length} 项，合计 ${all.reduce((n, c) => n + c.count, 0)} 次：${kinds}。`, behind),
      ...all.toSorted((a, b) => b.count - a.count).slice(0, mostNamed).map(one),
      says("答复", `已公开答复 ${answered.length} 项，其中 ${inTime.length} 项在时限内。`, behind),
    ],
    figures: [...figure("关切", String(all.length), behind), ...figure("已答复", String(answered.length), answered.map(of("concern"))), ...figure("按时答复", String(inTime.length), inTime.map(of("concern")))],
  };
}

const noticeNames = { report: "通报", involve: "告知", guidance: "指导" } as const;

function pressSentence(press: NonNullable<ReportInput["press"]>): Sentence {
  const text = !press.hold ? `决定不召开新闻发布会，理由：${open(press.reason)}。` : press.heldAt ? `${shortTime(press.heldAt)} 召开新闻发布会。` : `决定召开新闻发布会${press.plannedAt ? `，定于 ${shortTime(press.plannedAt)}` : ""}，理由：${open(press.reason)}。`;
  return says("发布会", text, [of("press")(press)]);
}

function released(input: ReportInput): Sentence {
  const out = input.releases.filter((r) => r.publishedAt !== null);
  if (out.length === 0) return thin("公开发布");
  return says("发布", `已公开发布 ${out.length} 篇：${out.map((r) => `${r.publishedAt ? shortTime(r.publishedAt) : ""} ${r.unitName}《${r.title}》`).join("；")}。`, out.map((r) => ({ kind: "release", id: r.pieceId })));
}

/** 处置情况: who was told when, what was published, the press conference. */
export function handling(input: ReportInput): Section {
  return {
    code: "handling", title: "处置情况", figures: [],
    sentences: [
      ...input.notices.map((n) => says("通报", `${shortTime(n.at)} ${noticeNames[n.kind]}${n.toName}，${n.acknowledgedAt ? `${shortTime(n.acknowledgedAt)} 签收` : "尚未签收"}。`, [of("notice")(n)])),
      released(input), ...(input.press ? [pressSentence(input.press)] : []),
    ],
  };
}

/** 研判建议: what is still open by the clocks, and what the officer who issues the report advises. */
export function advice(input: ReportInput, now: Date): Section {
  const running = input.clocks.filter((clock) => clock.metAt === null && !clock.ended);
  const late = input.clocks.filter((clock) => clock.missed && clock.metAt !== null);
  const waiting = input.concerns.filter((c) => c.answeredAt === null);
  return {
    code: "advice", title: "研判建议", figures: [],
    sentences: [
      ...running.map((clock) => says("时限", `${clockNames[clock.code] ?? clock.code}：${sayDeadline(clock.deadline, now)}。`, [of("clock")(clock)])),
      ...late.map((clock) => says("时限", `${clockNames[clock.code] ?? clock.code}：${clock.metAt ? shortTime(clock.metAt) : ""} 完成，超过时限。`, [of("clock")(clock)])),
      ...(waiting.length > 0 ? [says("关切", `还有 ${waiting.length} 项关切没有公开答复：${waiting.slice(0, mostNamed).map((c) => `“${open(c.question)}”`).join("、")}。`, waiting.map(of("concern")))] : []),
      input.advice ? says("建议", `${open(input.advice.text)}。`, [{ kind: "event", id: input.advice.eventId }]) : thin("研判和建议（须由签发人写明）"),
    ],
  };
}
