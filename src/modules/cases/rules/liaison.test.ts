import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { at } from "./fixtures/officers.ts";
import { liaisonKinds, planLiaisonNote, planLiaisonReceipt } from "./liaison.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const partner = { system: "partner" };
const note = { personName: "赵晓光", body: "请协助转发权威信息。" };

describe("no takedown tools (product.md, refusal 3)", () => {
  test("the kinds of a 联络函 are these four", () => expect([...liaisonKinds].sort()).toEqual(["give-facts", "help-publish", "inform", "verify"]));
  test("the database knows the same four and no other", () => {
    const check = /create table cases\.liaison_note \([^;]*?kind text not null check \(kind in \(([^)]*)\)\)/s.exec(readFileSync("migrations/0082-cases.sql", "utf8"))?.[1] ?? "";
    expect([...check.matchAll(/'([^']*)'/g)].map((m) => m[1]).sort()).toEqual([...liaisonKinds].sort());
    const changed = readFileSync("src/platform/db/tables.ts", "utf8");
    expect(/"cases\.liaison_note": \{[^}]*?kind: ([^;]*);/s.exec(changed)?.[1]?.split(" | ").map((kind) => kind.replaceAll('"', "")).sort()).toEqual([...liaisonKinds].sort());
  });
  test.each(["请协调平台删帖。", "请删除有关视频", "商请对该账号封号", "请协助屏蔽相关评论", "请降热、撤热搜", "请平台下架有关文章", "请清理负面评论", "please take down the post"])("a letter that asks for it is refused: %s", (body) =>
    expect(codeOf(planLiaisonNote({ ...note, body }, partner))).toBe("cases.asks-for-deletion"));
  test.each(["请协助转发权威信息。", "封山区域已公布，请协助发布。", "现通报事件情况和权威信息出处。", "请核实网传视频拍摄地点和时间。"])("a letter that informs is not: %s", (body) => expect(codeOf(planLiaisonNote({ ...note, body }, partner))).toBe("permitted"));
});

it.each([
  ["goes to a partner", note, { system: "fire" }, "cases.not-a-partner"],
  ["to a unit that exists", note, undefined, "cases.not-a-partner"],
  ["to somebody named", { ...note, personName: " " }, partner, "cases.nobody-named"],
] as const)("a 联络函 %s", (_, n, unit, code) => expect(codeOf(planLiaisonNote(n, unit))).toBe(code));

it.each([
  ["says who had it and when", { personName: "赵晓光", at: at("10:30") }, false, "permitted"],
  ["may be of the very minute it was sent", { personName: "赵晓光", at: at("10:00") }, false, "permitted"],
  ["names somebody", { personName: "", at: at("10:30") }, false, "cases.nobody-named"],
  ["is not before it was sent", { personName: "赵晓光", at: at("09:59") }, false, "cases.receipt-time"],
  ["is not to come", { personName: "赵晓光", at: at("12:01") }, false, "cases.receipt-time"],
  ["is written once", { personName: "赵晓光", at: at("10:30") }, true, "cases.acknowledged-already"],
] as const)("its receipt %s", (_, receipt, acknowledged, code) => expect(codeOf(planLiaisonReceipt({ sentAt: new Date(at("10:00").getTime() + 40_000), acknowledged }, receipt, at("12:00")))).toBe(code));
