import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Board, BoardRow, Spending } from "../contract.ts";
import { cellsOf } from "./cells.ts";
import { sayQuota, saySpend } from "./spend-words.ts";
import { boardCounts, cellTime, recallCounts, sayCause, sayDoubt, sayEvent, sayRecallPlan, sayRelease, sayRemedy, type Say } from "./words.ts";

const zh: Say = (chinese) => chinese;
const en: Say = (_, english) => english;
const now = new Date("2026-04-03T06:18:00Z");
const at = (time: string) => `2026-04-03T${time}Z`;

const row = (over: Partial<BoardRow> = {}): BoardRow => ({
  deliveryId: "d", accountId: "a", accountName: "“吉林应急”微博", connectorId: "x", unitName: "省应急管理厅", editionNumber: 1, action: "publish", state: "settled", rung: "verified", goal: "verified",
  acceptedAt: at("06:01:44"), publishedAt: at("06:02:50"), verifiedAt: at("06:03:20"), displayedAt: null, displayedNote: null, notBefore: at("06:01:40"), nextCheckAt: null, deadlineAt: at("06:06:40"), barredSince: null,
  attempt: 1, checks: 0, failureClass: null, failureCode: null, failureText: null, voidReason: null, ownerName: null, url: null, hand: null, asksFirst: false, asks: null, mayTend: true, ...over,
});
const event = (over: Partial<Board["events"][number]>): Board["events"][number] =>
  ({ id: "e", deliveryId: "d", action: "publish", at: at("06:02:11"), accountName: "抖音号", source: "answer", outcome: "rung", rung: "accepted", failureClass: null, rawCode: "", note: "", byName: null, ...over });
const texts = (r: BoardRow, say = zh) => cellsOf(say, r, now).map((c) => `${c.state} ${c.text}`);

describe("the board never says more than was seen", () => {
  test("a rung that was seen carries its time, above what the channel can show there is no such evidence", () => {
    expect(texts(row())).toEqual(["seen 14:01:44", "seen 14:02:50", "seen 14:03:20", "none 无此证据"]);
  });
  test("what is still awaited says when it is looked up again, and nothing about what comes after", () => {
    expect(texts(row({ state: "waiting", rung: "accepted", publishedAt: null, verifiedAt: null, nextCheckAt: at("06:20:00") }))).toEqual(["seen 14:01:44", "waiting 再查 14:20:00", "waiting 未到", "none 无此证据"]);
  });
  test("what never left says why and promises nothing", () => {
    expect(texts(row({ state: "void", rung: null, acceptedAt: null, publishedAt: null, verifiedAt: null, voidReason: "stopped" }))[0]).toBe("none 没有发：人工停发");
  });
  test("what is held awaits a decision, whatever its time", () => {
    expect(texts(row({ state: "held", rung: null, acceptedAt: null, publishedAt: null, verifiedAt: null, attempt: 0 }))[0]).toBe("waiting 等人决定");
  });
  test("a timed release says its time, a retry says that it is one", () => {
    const queued = { state: "queued" as const, rung: null, acceptedAt: null, publishedAt: null, verifiedAt: null, notBefore: at("07:00:00") };
    expect(texts(row({ ...queued, attempt: 0 }))[0]).toBe("waiting 定时 15:00:00");
    expect(texts(row({ ...queued, attempt: 0, barredSince: at("06:10:00") }))[0]).toBe("waiting 等换密钥");
    expect(texts(row({ ...queued, attempt: 2 }))[0]).toBe("waiting 再试 15:00:00");
  });
  test("a recall is gone, never published", () => {
    expect(texts(row({ action: "recall", goal: "published", verifiedAt: null }))).toEqual(["seen 14:01:44", "seen 撤下 14:02:50", "none 不适用", "none 不适用"]);
  });
  test("a post by hand waits for its link within its time, then for the picture", () => {
    const hand = { key: "k", personName: "孙若溪", dueAt: at("06:28:00"), doneAt: null, linked: false, pictured: false, mine: false };
    expect(texts(row({ goal: "published", state: "waiting", rung: "accepted", publishedAt: null, verifiedAt: null, hand })).slice(0, 3)).toEqual(["seen 已接单", "waiting 等链接", "waiting 未到"]);
    expect(texts(row({ goal: "published", verifiedAt: null, hand })).at(2)).toBe("waiting 等截图");
    expect(texts(row({ goal: "published", state: "waiting", rung: "accepted", publishedAt: null, verifiedAt: null, hand: { ...hand, dueAt: at("06:00:00") } }))[1]).toBe("waiting 等链接，已超时");
  });
  test("where a recall could not get there, nothing more is awaited", () => {
    expect(cellsOf(zh, row({ verifiedAt: null, state: "settled" }), now, true).map((c) => c.text)).toEqual(["14:01:44", "14:02:50", "撤不回", "不适用"]);
  });
  test("accounts are counted by what was seen of each", () => {
    expect(boardCounts([row(), row({ verifiedAt: null }), row({ acceptedAt: null, publishedAt: null, verifiedAt: null })])).toEqual({ all: 3, accepted: 2, published: 2, verified: 1, displayed: 0 });
  });
});

describe("a failure says its cause in words and the code second", () => {
  test.each([
    ["transient", "一直没有回应"], ["rateLimited", "发得太密"], ["auth", "密钥"], ["permission", "权限"], ["content", "内容"], ["duplicate", "一样的"], ["quota", "额度"], ["recipient", "不在了"], ["unknownOutcome", "说不准"],
  ])("%s", (failureClass, word) => {
    const failed = row({ failureClass, failureCode: "40164", attempt: 3 });
    expect(sayCause(zh, failed)).toMatch(/^没发出：/);
    expect(sayCause(zh, failed)).toContain(word);
    expect(sayRemedy(zh, failed)).toMatch(/^错误 40164。试了 3 次。.+/);
    expect(sayCause(en, failed)).toMatch(/^Not sent: [a-z]/);
  });
  test("a recall that failed is not taken back", () => { expect(sayCause(zh, row({ action: "recall", failureClass: "auth" }))).toMatch(/^没撤下来：/); });
  test("our own codes have their own words", () => { expect(sayCause(zh, row({ failureClass: "permission", failureCode: "forbidden" }))).toContain("放行名单"); });
});

test("a doubt says since when, how often it was looked up, and who is asked", () => {
  expect(sayDoubt(zh, { checks: 2, ownerName: "许牧川" }, "14:02:11")).toBe("14:02:11 数据发出后没有回音，核查 2 次仍不能断定。为免发两遍，停在这里。等 许牧川 判断。");
  expect(sayDoubt(zh, { checks: 0, ownerName: null }, null)).toContain("没有办法回查");
});

test.each([
  [{ outcome: "rung", rung: "verified" as const }, "抖音号核验，与签署的一致"],
  [{ outcome: "rung", rung: "displayed" as const, note: "11 / 12 块" }, "抖音号已展示，11 / 12 块"],
  [{ outcome: "rung", rung: "published" as const, source: "person", byName: "孙若溪" }, "孙若溪 贴来抖音号的链接"],
  [{ outcome: "rung", rung: "published" as const, action: "recall" as const }, "抖音号已撤下"],
  [{ outcome: "failed", rung: null, rawCode: "40164" }, "抖音号没发出，40164"],
  [{ outcome: "unclear", rung: null }, "抖音号没有回音，转核查"],
  [{ outcome: "unclear", rung: null, source: "poll" }, "抖音号核查没有定论"],
  [{ outcome: "absent", rung: null, source: "poll" }, "核查抖音号：那边没有，重新排队"],
  [{ outcome: "requeued", rung: null, source: "person", byName: "许牧川" }, "许牧川 重试抖音号"],
  [{ outcome: "spend", rung: null, source: "person", byName: "宋怀远" }, "宋怀远 定了：抖音号用掉一次群发"],
  [{ outcome: "void", rung: null, source: "person", byName: "宋怀远", note: "留给预警" }, "宋怀远 定了：抖音号这次不群发，留给预警"],
  [{ outcome: "void", rung: null, source: "house", rawCode: "too-late" }, "抖音号过了最晚时间没有人定，不发了"],
  [{ outcome: "decided", rung: "published" as const, source: "person", byName: "许牧川" }, "许牧川 看过抖音号：看到了"],
  [{ outcome: "decided", rung: null, source: "person", byName: "许牧川" }, "许牧川 看过抖音号：没有，重发"],
])("what happened is a sentence: %j", (over, sentence) => { expect(sayEvent(zh, event(over))).toBe(sentence); });

const asks = (over: Partial<Spending> = {}): Spending => ({ uses: 1, per: "day", from: "2026-04-02T16:00:00Z", spent: 0, bound: 0, whyNot: null, ...over });
test.each([
  [asks(), "等人决定：用掉今天的群发", "今天已用 0 / 1（只数本系统发的）。"],
  [asks({ spent: 1 }), "等人决定：用掉今天的群发", "今天已用 1 / 1（只数本系统发的）。再用，平台多半不收。"],
  [asks({ bound: 1 }), "等人决定：用掉今天的群发", "今天已用 0 / 1，另有 1 篇定了还没发出（只数本系统发的）。再用，平台多半不收。"],
  [asks({ from: "2026-04-04T16:00:00Z" }), "等人决定：用掉4月5日的群发", "4月5日已用 0 / 1（只数本系统发的）。"],
  [asks({ uses: 4, per: "month", from: "2026-03-31T16:00:00Z", spent: 2 }), "等人决定：用掉本月的一次群发", "本月已用 2 / 4（只数本系统发的）。"],
])("before what is scarce is spent, the board says what was: %j", (spending, question, quota) => { expect([saySpend(zh, spending, now), sayQuota(zh, spending, now)]).toEqual([question, quota]); });

test("an older time carries its day", () => {
  expect(cellTime("2026-04-01T22:16:00Z", now)).toBe("04-02 06:16");
});

test("an order that waits says when it leaves", () => {
  const release = { id: "r", kind: "correct" as const, editionNumber: 2, at: at("06:00:00"), sendAt: at("07:00:00"), orderedByName: "罗青禾", reason: null, leftOut: [] };
  expect(sayRelease(zh, release, now)).toBe("第 2 版更正签齐，定在 15:00:00 发");
  expect(sayRelease(zh, { ...release, sendAt: release.at, kind: "publish" }, now)).toBe("第 2 版签齐，开始投放");
  expect(sayRelease(zh, { ...release, kind: "recall", reason: "误发" }, now)).toBe("罗青禾 撤回：误发");
});

test("a recall counts as taken back only what is gone; a notice that a channel took is a notice", () => {
  const recall = { id: "r", kind: "recall" as const, editionNumber: 1, at: at("06:00:00"), sendAt: at("06:00:00"), orderedByName: "宋怀远", reason: "误发", leftOut: [{ accountId: "z", accountName: "戊", why: "channel-cannot" }] };
  const rows = [row({ action: "recall" }), row({ action: "recall", goal: "accepted", publishedAt: null, verifiedAt: null }), row({ action: "recall", acceptedAt: null, publishedAt: null, verifiedAt: null }), row()];
  expect(recallCounts({ releases: [recall], rows })).toEqual({ all: 4, gone: 1, noticed: 1, left: 1, out: 1 });
  expect(recallCounts({ releases: [{ ...recall, kind: "publish" }], rows })).toBeNull();
});

test("before a recall every account is named under what will happen to it", () => {
  expect(sayRecallPlan(zh, ([["甲", 2, "delete"], ["甲", 1, "delete"], ["乙", 2, "supersede"], ["丙", 2, "delete"], ["丁", 2, "channel-cannot"], ["戊", 2, "void"]] as const).map(([accountName, editionNumber, way]) => ({ accountId: accountName, accountName, editionNumber, way })))).toEqual([
    "删除 3 路：甲（第 2 版）、甲（第 1 版）、丙。", "删不掉，另发撤回说明 1 路：乙。", "还没发出，直接作废 1 路：戊。", "渠道不支持，撤不回 1 路：丁。",
  ]);
});

test("every refusal of the module has its words", () => {
  const sources = readdirSync("src/modules/dispatch", { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".ts") && !f.startsWith("web") && !f.endsWith(".test.ts")).map((f) => readFileSync(join("src/modules/dispatch", f), "utf8"));
  const codes = new Set(sources.flatMap((s) => [...s.matchAll(/(?:code: |refuse\(|allow\([^;]*?, |found\([^;]*?, |refusals: \[[^\]]*?)"(dispatch\.[a-z-]+)"/g)].map((m) => m[1] ?? "")));
  const worded = readFileSync("src/modules/dispatch/web/refusals.ts", "utf8");
  expect(codes.size).toBeGreaterThan(10);
  expect([...codes].filter((code) => !worded.includes(`"${code}"`))).toEqual([]);
});
