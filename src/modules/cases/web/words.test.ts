import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as contract from "../contract.ts";
import type { CaseView, ClockView } from "../contract.ts";
import { refusals } from "./refusals.ts";
import { eventWords, liaisonKindWords, sayBall, sayClock, sayEvent, sayLoose, sayTime, type Say } from "./words.ts";

const zh: Say = (chinese) => chinese;
const en: Say = (_, english) => english;
const now = new Date("2026-04-03T06:00:00Z");
const folder = join(import.meta.dirname, "..");
const source = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("web")).map((file) => readFileSync(join(folder, file), "utf8")).join("\n");

describe("one sentence says who has the ball", () => {
  const c = (over: Partial<CaseView["ball"]>, stage: CaseView["stage"] = "handle", nextStage: CaseView["nextStage"] = "release") => ({ stage, nextStage, ball: { need: "move" as const, unitName: "省消防救援总队", posts: ["signer"], people: ["魏长风"], sinceMinutes: 130, ...over } });
  test.each([
    ["to take it on", c({}), "球在省消防救援总队", "等 魏长风 转入发布 · 已等 2 小时 10 分", false],
    ["to tell the department", c({ need: "tell", people: ["许牧川", "叶清扬"] }, "notify", "handle"), "球在省消防救援总队", "等 许牧川、叶清扬 把情况通报省厅 · 已等 2 小时 10 分", false],
    ["nobody on post: it lies on the ground", c({ need: "grade", people: [] }, "grade", "notify"), "没人接球", "省消防救援总队没有在岗的人能定级。请这家单位任命一位。", true],
    ["nobody any more", c({ need: "nothing", people: [] }, "archived", null), "已归档", "进了案例库，随时可查", false],
  ] as const)("%s", (_, some, who, text, fault) => {
    expect(sayBall(zh, some)).toEqual({ who, text, fault });
    expect(sayBall(en, some).text).not.toMatch(/转入|已等|没有在岗/);
  });
});

describe("a clock is honest", () => {
  const k = (over: Partial<ClockView>): ClockView => ({ id: "k", code: "first-information", subject: "", startAt: "2026-04-03T01:52:00.000Z", deadline: "2026-04-03T06:52:00.000Z", metAt: null, missed: false, ended: null, source: "", ...over });
  test.each([
    ["runs", k({}), "还有 0:52", "running"], ["was met", k({ metAt: "2026-04-03T04:06:00.000Z" }), "2:14 完成", "met"], ["is over", k({ deadline: "2026-04-03T05:52:00.000Z", missed: true }), "已超 0:08", "missed"],
    ["was met late", k({ deadline: "2026-04-03T05:00:00.000Z", metAt: "2026-04-03T05:30:00.000Z", missed: true }), "迟 0:30 完成", "missed"], ["stays missed although T0 was moved", k({ metAt: "2026-04-03T04:06:00.000Z", missed: true }), "曾超时", "missed"],
    ["is not asked any more", k({ ended: "not-holding" }), "决定不召开", "ended"],
  ] as const)("it %s", (_, clock, figure, state) => expect(sayClock(zh, clock, now)).toEqual({ figure, state }));
});

test("times are Beijing's whatever the machine's zone", () => {
  expect([sayTime(zh, "2026-04-03T01:52:00Z", now), sayTime(zh, "2026-04-02T16:30:00Z", now), sayTime(zh, "2026-04-02T15:30:00Z", now)]).toEqual(["09:52", "00:30", "4月2日 23:30"]);
});

test("every kind of event that is written has its words, and no words are kept for what never happens", () => {
  const written = new Set([...source.matchAll(/enter\([^;]*?action: "cases\.([a-z-]+)"/gs)].map((m) => m[1] ?? "").concat([...source.matchAll(/\{ action: "cases\.(propose-lead|lapse-lead)"/g)].map((m) => m[1] ?? "")));
  expect(written.size).toBeGreaterThan(25);
  expect([...written].filter((kind) => !(kind in eventWords))).toEqual([]);
  expect(Object.keys(eventWords).filter((kind) => !written.has(kind))).toEqual([]);
  expect(sayEvent(zh, { id: "", kind: "grade", note: null, facts: { before: "yellow", grade: "orange" }, byName: "", unitName: "", at: "" })).toBe("由Ⅲ级 较大调为Ⅱ级 重大");
});

test("loose ends are counted in words", () => expect(sayLoose(zh, [{ code: "concerns-open", count: 2 }, { code: "press-undecided", count: 1 }])).toEqual(["2 项关切没有公开答复", "发布会开不开没有定"]));

test("no kind of 联络函 is worded as a wish for deletion (product.md, refusal 3)", () => {
  for (const words of Object.values(liaisonKindWords)) expect(words.join(" ")).not.toMatch(/删|封|屏蔽|限流|下架|撤热搜|take ?down|delet|remov|block/i);
});

describe("every refusal has words", () => {
  const said = [...source.matchAll(/(?:code: |refuse\(|unless\([^"\n]*?|allow\([^"\n]*?|found\([^"\n]*?)"(cases\.[a-z0-9-]+)"/g)].map((match) => match[1] ?? "");
  const listed = Object.values(contract).flatMap((entry) => (typeof entry === "object" && entry !== null && "refusals" in entry ? [...entry.refusals] : [])).filter((code) => code.startsWith("cases."));
  const codes = [...new Set([...said, ...listed])].sort();
  test("and the search for them finds what is there", () => expect(codes.length).toBeGreaterThan(60));
  test.each(codes)("%s", (code) => {
    const [chinese, english] = refusals[code]?.({ stage: "notify", number: "舆2026-0001", unit: "省消防救援总队", item: "核实" }) ?? ["", ""];
    expect(chinese).toMatch(/[\u4e00-\u9fff].*。/);
    expect(english).toMatch(/[A-Za-z].*\./);
    expect(english.replace(/舆2026-0001|省消防救援总队|核实/g, "")).not.toMatch(/[\u4e00-\u9fff]/);
  });
  test("and no words are kept for what is never said", () => expect(Object.keys(refusals).filter((code) => !codes.includes(code))).toEqual([]));
});
