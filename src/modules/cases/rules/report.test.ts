import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "./fixtures/officers.ts";
import { writeReport, type ReportInput } from "./report.ts";

const input = (over: Partial<ReportInput> = {}): ReportInput => ({
  case: { id: "case", number: "舆2026-0001", title: "永吉县化工仓库火灾引发关注", summary: "火已扑灭，伤员均已送医。", unitName: "省消防救援总队", leadName: "省消防救援总队", placeName: "永吉县", stage: "handle", t0Kind: "event", t0At: at("09:52") },
  gradings: [{ id: "g1", grade: "yellow", reason: "传播较快。", basis: "本单位预案", at: at("10:30") }], topic: { id: "topic", firstSeenAt: at("10:05"), lastSeenAt: at("13:00") },
  items: [["a", "晚报"], ["b", "晚报"], ["c", "热榜"]].map(([id = "", sourceName = ""], i) => ({ id, title: `标题${i}`, sourceName, seenAt: at(`1${i}:10`) })),
  heat: [30, null, 80, 60].map((value, i) => ({ hour: at(`1${i}:00`), value })),
  concerns: [
    { id: "c1", question: "空气是否受影响？", kind: "question", count: 40, unitName: "省消防救援总队", deadline: at("+2 09:52"), answeredAt: at("12:06"), answer: { pieceId: "p1", title: "环境监测情况" } },
    { id: "c2", question: "学校停课吗", kind: "help", count: 12, unitName: "永吉县应急管理局", deadline: at("+2 09:52"), answeredAt: null, answer: null },
  ],
  releases: [{ pieceId: "p1", title: "环境监测情况", unitName: "省消防救援总队", publishedAt: at("12:06") }], notices: [{ id: "n1", kind: "report", toName: "省应急管理厅", at: at("10:40"), acknowledgedAt: null }],
  press: null, clocks: [{ id: "k1", code: "answer", deadline: at("+2 09:52"), metAt: null, missed: false, ended: false }], advice: { text: "及时公布环境监测数据", eventId: "e1" }, ...over,
});
const words = (doc: ReturnType<typeof writeReport>) => doc.sections.flatMap((s) => s.sentences.map((one) => one.text));

describe("a report", () => {
  it("a 专报 has 概述 传播 媒体观点 公众关注 研判建议, a 快报 what was done", () => {
    expect(writeReport("special", input(), at("14:00")).sections.map((s) => s.title)).toEqual(["概述", "传播", "媒体观点", "公众关注", "研判建议"]);
    expect(writeReport("flash", input(), at("14:00")).sections.map((s) => s.title)).toEqual(["概述", "传播", "处置情况", "研判建议"]);
  });
  it("tells what is stored, in whole sentences", () => {
    const said = words(writeReport("special", input(), at("14:00")));
    for (const sentence of [
      "永吉县，“永吉县化工仓库火灾引发关注”：由省消防救援总队办理，以事件发生 4月3日 09:52 为起点，现在处置阶段。", "4月3日 10:30 定为Ⅲ级（较大），理由：传播较快；依据：本单位预案。",
      "4月3日 10:05 首次发现，至 4月3日 13:00，收录公开信息 3 条，来自 2 个来源。", "有读数的 3 小时里，4月3日 12:00 热度最高，为 80.0；没有读数的时段不计。", "收录较多的来源：晚报 2 条，热榜 1 条。",
      "归并为 2 项，合计 52 次：询问 1 项，求助 1 项。", "“空气是否受影响？”（40 次），4月3日 12:06 已由省消防救援总队答复，见《环境监测情况》。", "已公开答复 1 项，其中 1 项在时限内。", "还有 1 项关切没有公开答复：“学校停课吗”。", "及时公布环境监测数据。",
    ]) expect(said).toContain(sentence);
  });
  it("says 数据不足 where the data is thin, and claims nothing there", () => {
    const doc = writeReport("special", input({ topic: null, items: [], heat: [], concerns: [], gradings: [], advice: null, case: { ...input().case, summary: " " } }), at("14:00"));
    for (const section of doc.sections) expect(section.sentences.some((s) => s.thin && s.text.includes("数据不足"))).toBe(true);
    expect(doc.sections.find((s) => s.code === "media")?.sentences).toEqual([{ text: "媒体观点（收录 0 条，来自 0 个来源）：数据不足。", refs: [], thin: true }]);
  });
  it("one source is no view of the media", () => expect(words(writeReport("special", input({ items: input().items.map((i) => ({ ...i, sourceName: "晚报" })) }), at("14:00")))).toContain("媒体观点（收录 3 条，来自 1 个来源）：数据不足。"));
});

describe("whatever is stored", () => {
  const some = <T>(list: readonly T[]) => fc.subarray([...list]);
  const full = input();
  const any = fc.record({
    gradings: some(full.gradings), items: some(full.items), heat: some(full.heat), concerns: some(full.concerns), releases: some(full.releases), notices: some(full.notices), clocks: some(full.clocks),
    topic: fc.constantFrom(full.topic, null), advice: fc.constantFrom(full.advice, null), press: fc.constantFrom(null, { id: "d", hold: true, reason: "关切集中", plannedAt: at("16:00"), heldAt: null }, { id: "d", hold: false, reason: "书面回应", plannedAt: null, heldAt: null }),
  });
  const ids = new Set(["case", "g1", "topic", "a", "b", "c", "c1", "c2", "p1", "n1", "k1", "e1", "d", ...full.heat.map((h) => `topic/${h.hour.toISOString()}`)]);
  it("every sentence and figure carries the ids of stored things, or says 数据不足", () => {
    fc.assert(fc.property(any, fc.constantFrom("flash" as const, "special" as const), (over, kind) => {
      for (const section of writeReport(kind, input(over), at("14:00")).sections) {
        expect(section.sentences.length).toBeGreaterThan(0);
        for (const s of section.sentences) {
          expect(s.thin).toBe(s.refs.length === 0);
          if (s.thin) expect(s.text).toContain("数据不足");
          for (const ref of s.refs) expect(ids).toContain(ref.id);
        }
        for (const f of section.figures) expect(f.refs.length).toBeGreaterThan(0);
      }
    }));
  });
  it("the same things give the same report", () => fc.assert(fc.property(any, (over) => { expect(writeReport("special", input(over), at("14:00"))).toEqual(writeReport("special", input(over), at("14:00"))); })));
});
