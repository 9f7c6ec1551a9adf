import { describe, expect, test } from "vitest";
import type { Countable } from "./counts.ts";
import { judgeCounts, type CountKey, type CountRow } from "./sheet.ts";

const now = new Date("2026-04-03T14:30:00+08:00");
const requestOf = (number: string, more: Partial<Countable> = {}): Countable => ({ number, kind: "send", outcome: "taken", places: [{ code: "220200", name: "吉林市" }, { code: "220281", name: "蛟河市" }], putAt: new Date("2026-04-03T09:00:30+08:00"), ...more });
const there: Readonly<Record<string, Countable | "others">> = { "短2026-0001": requestOf("短2026-0001"), "短2026-0002": requestOf("短2026-0002", { places: [{ code: "220100", name: "长春市" }] }), "短2026-0003": "others", "短2026-0004": requestOf("短2026-0004", { outcome: "failed", places: [{ code: "220100", name: "长春市" }] }) };
const find = (number: string) => there[number] ?? ("unknown" as const);
const row = (number: number, cells: Partial<Record<CountKey, string>>): CountRow => ({ number, raw: [], cells: { number: "短2026-0001", region: "220200", name: "", submitted: "1,000", sent: "900", failed: "60", takenBy: "集团客户部", takenAt: "2026-04-03 14:05", ...cells } });
const second = { region: "220281", submitted: "10", sent: "10", failed: "0" };
const given = (rows: CountRow[]) => judgeCounts(rows, find, now).rejected.map((r) => `${r.row.number} ${r.reason}`);

describe("a sheet of counts", () => {
  test("is taken request by request, with thousands and times as people write them, and what stands once need not be repeated", () => {
    const { good, rejected } = judgeCounts([row(2, { takenAt: "2026年4月3日 14:05" }), row(3, { ...second, takenBy: "", takenAt: "" }), row(4, { number: "短2026-0002", region: "", name: "长春市", submitted: "0", sent: "0", failed: "0", takenAt: "2026/4/3 9:00" })], find, now);
    expect(rejected).toEqual([]);
    expect(good.map(({ request, returned }) => [request.number, returned.takenBy, returned.takenAt.toISOString(), returned.counts])).toEqual([
      ["短2026-0001", "集团客户部", "2026-04-03T06:05:00.000Z", [{ region: "220200", submitted: 1000, sent: 900, failed: 60 }, { region: "220281", submitted: 10, sent: 10, failed: 0 }]],
      ["短2026-0002", "集团客户部", "2026-04-03T01:00:00.000Z", [{ region: "220100", submitted: 0, sent: 0, failed: 0 }]],
    ]);
  });
  test.each([
    ["a figure that is none, and its neighbours come back with it", [row(2, { sent: "很多" }), row(3, second)], ["2 成功数要填整数，没有的填 0", "3 同一件函的第 2 行有误，整件退回"]],
    ["an empty figure", [row(2, {}), row(3, { ...second, failed: "" })], ["2 同一件函的第 3 行有误，整件退回", "3 失败数要填整数，没有的填 0"]],
    ["more than submitted", [row(2, { failed: "200" }), row(3, second)], ["2 成功数加失败数多于提交数", "3 同一件函的第 2 行有误，整件退回"]],
    ["a region that was not asked", [row(2, { region: "220100" }), row(3, second)], ["2 220100 不在这件函的区域里", "3 同一件函的第 2 行有误，整件退回"]],
    ["a region twice", [row(2, {}), row(3, {})], ["2 同一件函的第 3 行有误，整件退回", "3 和第 2 行重复"]],
    ["a region left out", [row(2, {})], ["2 这件函还缺蛟河市的回数；没发的填 0"]],
    ["two desks", [row(2, {}), row(3, { ...second, takenBy: "别处" })], ["2 同一件函的第 3 行有误，整件退回", "3 受理席位和同一件函的前几行不同"]],
    ["no desk", [row(2, { takenBy: "" }), row(3, { ...second, takenBy: "" })], ["2 受理席位要填，不超过 60 字", "3 受理席位要填，不超过 60 字"]],
    ["a day without a time", [row(2, { takenAt: "2026-04-03" }), row(3, { ...second, takenAt: "" })], ["2 受理时间要写到几点几分，如 2026-04-03 14:05", "3 受理时间要写到几点几分，如 2026-04-03 14:05"]],
    ["a time that has not come", [row(2, { takenAt: "2026-04-03 15:00" }), row(3, { ...second, takenAt: "" })], ["2 受理时间还没到", "3 受理时间还没到"]],
    ["a phone number for a desk", [row(2, { takenBy: "13843101234" }), row(3, { ...second, takenBy: "" })], ["2 受理席位里不写电话号码", "3 受理席位里不写电话号码"]],
    ["somebody else's request", [row(2, { number: "短2026-0003" })], ["2 回数由发函单位或账号负责人来填"]],
    ["a request nobody made", [row(2, { number: "短2026-0009" })], ["2 没有这件函，或不在您的范围内"]],
    ["a request that did not arrive", [row(2, { number: "短2026-0004", region: "220100" })], ["2 这件函没送到运营商，没有回数可填"]],
  ])("%s is given back, row by row", (_, rows, reasons) => { expect(given(rows)).toEqual(reasons); });
  test("one bad request stops no other", () => {
    const judged = judgeCounts([row(2, { sent: "x" }), row(3, { number: "短2026-0002", region: "220100" })], find, now);
    expect([judged.good.map(({ request }) => request.number), judged.rejected.length]).toEqual([["短2026-0002"], 1]);
  });
});
