import { describe, expect, test } from "vitest";
import { spanOf } from "../period.ts";
import { writePeriod, type PeriodInput } from "./period.ts";

const now = new Date("2026-11-29T10:00:00Z");
const at = (day: number, hour = 4): Date => new Date(Date.UTC(2026, 10, day, hour));
const span = spanOf("week", "2026-11-27");
const nothing: PeriodInput = { unitName: "省应急厅", topics: [], topicsBefore: null, cases: [], clocks: [], concerns: [], releases: [], notices: [] };
const week: PeriodInput = {
  unitName: "省应急厅", topicsBefore: 1,
  topics: [
    { id: "t1", title: "永吉县一仓库起火", placeName: "永吉县", areaName: "吉林市", category: "accident", peak: 4.25, items: 9, sources: 3, firstSeenAt: at(24) },
    { id: "t2", title: "暴雪将至", placeName: null, areaName: null, category: "natural", peak: null, items: 1, sources: 1, firstSeenAt: at(23) },
  ],
  cases: [
    { id: "c1", number: "舆2026-0001", title: "永吉县一仓库起火", unitName: "省消防总队", stage: "handle", grade: "yellow", openedAt: at(24), archivedAt: null },
    { id: "c2", number: "舆2026-0000", title: "旧事", unitName: "省应急厅", stage: "archived", grade: "blue", openedAt: at(1), archivedAt: at(25) },
  ],
  clocks: [{ id: "k1", code: "notify", deadline: at(24, 6), metAt: at(24, 5) }, { id: "k2", code: "first-information", deadline: at(24, 9), metAt: at(24, 10) }, { id: "k3", code: "press-conference", deadline: at(25), metAt: null }],
  concerns: [{ id: "n1", kind: "question", question: "空气受影响吗", count: 12, answeredAt: at(25), pieceId: "p1" }],
  releases: [{ pieceId: "p1", title: "空气监测正常", unitName: "省消防总队", publishedAt: at(25) }], notices: [{ id: "o1", acknowledgedAt: at(24) }, { id: "o2", acknowledgedAt: null }],
};
const words = (input: PeriodInput) => writePeriod("week", span, input, now).sections.flatMap((s) => s.sentences.map((one) => one.text));

describe("the report of a period", () => {
  test("every sentence and figure rests on stored things, or says that the data do not carry it", () => {
    for (const input of [week, nothing]) {
      for (const section of writePeriod("week", span, input, now).sections) {
        for (const one of section.sentences) expect(one.thin ? one.text.endsWith("数据不足。") : one.refs.length > 0).toBe(true);
        for (const one of section.figures) expect(one.refs.length).toBeGreaterThan(0);
      }
    }
  });
  test("an empty period says so in every section and shows no figure", () => {
    const doc = writePeriod("week", span, nothing, now);
    expect(doc.sections.map((s) => s.sentences.every((one) => one.thin))).toEqual([true, true, true, true, true]);
    expect(doc.sections.flatMap((s) => s.figures)).toEqual([]);
  });
  test("what was answered late or not at all is not on time", () => {
    expect(words(week)).toContain("本期到期的时限 3 项，按时完成 1 项，占 33%。");
    expect(words(week)).toContain("没有按时的 2 项：新闻发布会 1 项，首次权威信息 1 项。");
  });
  test("says what was opened, closed and is in hand, and names what is in hand", () => {
    expect(words(week)).toContain("本期立案 1 件，归档 1 件，期末在办 1 件。");
    expect(words(week).some((text) => text.includes("舆2026-0001") && text.includes("处置阶段"))).toBe(true);
    expect(words(week)).toContain("发出通报、告知和指导意见 2 份，已签收 1 份。");
  });
  test("the hottest topic comes first, and heat that nobody read is not nought", () => {
    const said = words(week).filter((text) => text.includes("《永吉县一仓库起火》，3") || text.includes("《永吉县一仓库起火》（") || text.includes("《暴雪将至》"));
    expect(said.map((text) => text.includes("永吉县"))).toEqual([true, false]);
    expect(said[1]).toContain("没有热度读数");
  });
  test("its title names the days, and the same input gives the same report", () => {
    expect(writePeriod("week", span, week, now).title).toBe("舆情周报（2026-11-23 至 2026-11-29）");
    expect(writePeriod("day", spanOf("day", "2026-11-27"), nothing, now).title).toBe("舆情日报（2026-11-27）");
    expect(writePeriod("week", span, week, now)).toEqual(writePeriod("week", span, structuredClone(week), now));
  });
});
