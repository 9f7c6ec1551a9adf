import { describe, expect, test } from "vitest";
import { articleIndex, postIndex } from "./index-of.ts";
import { judgeRows, whyNotReading, type Reading, type SheetKey } from "./reading.ts";

const reading = (over: Partial<Reading> = {}): Reading => ({ from: "2026-03-01", to: "2026-03-31", posts: 20, originalPosts: 8, reads: 31_000, headlineReads: 18_000, mostReads: 6_000, praises: 310, recommends: 155, shares: 90, comments: 40, answered: 31, ...over });

describe("a reading that cannot be is given back", () => {
  test.each<[string, Partial<Reading>, string | null]>([
    ["one in order", {}, null], ["a period that ends before it begins", { from: "2026-04-01", to: "2026-03-01" }, "结束日早于开始日"], ["one that has not ended", { to: "2026-04-04" }, "结束日还没到"], ["one longer than a year", { from: "2025-03-01" }, "时间段超过一年"],
    ["more original posts than posts", { originalPosts: 21 }, "原创数多于发布数"], ["reads without a post", { posts: 0, originalPosts: 0 }, "没有发布却有阅读或点赞"], ["a headline read more than everything", { headlineReads: 31_001 }, "头条阅读多于总阅读"], ["more answers than comments", { answered: 41 }, "答复数多于评论数"],
  ])("%s", (_, over, why) => expect(whyNotReading(reading(over), "2026-04-03")?.zh ?? null).toBe(why));
});

describe("a sheet of numbers", () => {
  const row = (number: number, cells: Partial<Record<SheetKey, string>>) => ({ number, raw: [], cells: { account: "吉林应急", from: "2026/3/1", to: "2026年3月31日", posts: "20", originalPosts: "8", reads: "31,000", headlineReads: "", mostReads: "6000", praises: "310", recommends: "", shares: "90", comments: "40", answered: "31", ...cells } });
  const find = (name: string) => (name === "吉林应急" ? { id: "1" } : name === "长春应急" ? "others" as const : "unknown" as const);
  test("is judged row by row: dates and thousands as people write them, a bad row with its reason and its neighbours none the worse", () => {
    const outcomes = judgeRows([row(2, {}), row(3, { reads: "很多" }), row(4, { account: "长春应急" }), row(5, { account: "谁家" }), row(6, { from: "三月" }), row(7, {})], find, "2026-04-03");
    expect(outcomes.map((o) => (o.kind === "good" ? `${o.accountId} ${o.reading.from} ${o.reading.to} ${o.reading.reads}` : o.reason))).toEqual(["1 2026-03-01 2026-03-31 31000", "阅读数格式不对", "不是您管的账号", "没有这个账号", "开始日格式不对", "和第 2 行重复"]);
  });
});

describe("an index shows what it is made of", () => {
  test("for articles: thirty per cent each of overall, per article and headlines, ten of the peak, squared", () => {
    const { value, parts } = articleIndex(reading());
    expect(parts.map((part) => Math.round(part.value * 1000) / 1000)).toEqual([6.503, 6.94, 5.962, 8.292]);
    expect(Math.round(value * 100) / 100).toBe(Math.round(10 * (0.3 * (parts[0]?.value ?? 0) + 0.3 * (parts[1]?.value ?? 0) + 0.3 * (parts[2]?.value ?? 0) + 0.1 * (parts[3]?.value ?? 0)) ** 2 * 100) / 100);
  });
  test("for posts: a fifth of activity, four fifths of spread", () => {
    const { value, parts } = postIndex(reading());
    const [w1 = 0, w2 = 0] = parts.map((part) => part.value);
    expect(value).toBeCloseTo(160 * (0.2 * w1 + 0.8 * w2), 9);
    expect(w1).toBeCloseTo(0.3 * Math.log(21) + 0.7 * Math.log(9), 9);
  });
  test("is nothing where nothing was published, and grows with what readers did", () => {
    const none = reading({ posts: 0, originalPosts: 0, reads: 0, headlineReads: 0, mostReads: 0, praises: 0, recommends: 0, shares: 0, comments: 0, answered: 0 });
    expect([articleIndex(none).value, postIndex(none).value]).toEqual([0, 0]);
    expect(articleIndex(reading({ reads: 62_000 })).value).toBeGreaterThan(articleIndex(reading()).value);
    expect(postIndex(reading({ shares: 180 })).value).toBeGreaterThan(postIndex(reading()).value);
  });
});
