import { describe, expect, test } from "vitest";
import { aCheckInput, aFact, deaths, doc, injured, para, saying } from "../fixtures/piece.ts";
import { placeholderOf } from "../placeholders.ts";
import { casualtyMentions, nobodyHarmed } from "./casualty-mentions.ts";
import { checkCasualties } from "./casualties.ts";

describe("figures of people harmed are found in either order, Arabic or Chinese", () => {
  test.each<[string, [kind: string, number: number | null][]]>([
    ["事故造成受伤3人", [["injured", 3]]],
    ["3人受伤", [["injured", 3]]],
    ["火灾致两人死亡", [["deaths", 2]]],
    ["造成三死五伤", [["deaths", 3], ["injured", 5]]],
    ["致2死5伤", [["deaths", 2], ["injured", 5]]],
    ["死亡2人受伤5人", [["deaths", 2], ["injured", 5]]],
    ["2人死亡5人受伤", [["deaths", 2], ["injured", 5]]],
    ["共有十二名矿工遇难，4人下落不明", [["deaths", 12], ["missing", 4]]],
    ["遇难人数升至31人", [["deaths", 31]]],
    ["失联人员２名".replace("２", "2"), [["missing", 2]]],
    ["受伤群众 5 名，均已送医", [["injured", 5]]],
    ["3名消防员不幸牺牲", [["deaths", 3]]],
    ["1名男子经抢救无效死亡", [["deaths", 1]]],
    ["其中2人重伤", [["injured", 2]]],
    ["数十人受伤", [["injured", null]]],
    ["10余人受伤", [["injured", null]]],
    ["4人轻微烧伤", [["injured", 4]]],
    ["死亡人数：2，受伤人数：5。", [["deaths", 2], ["injured", 5]]],
    ["一家三口一氧化碳中毒", [["injured", 3]]],
    ["伤亡3人", [["any", 3]]],
    ["已致1死", [["deaths", 1]]],
    ["收治5名伤员", [["injured", 5]]],
    ["3名伤者抢救无效死亡", [["deaths", 3]]],
    ["找到2具遗体", [["deaths", 2]]],
    ["造成3人以上死亡", [["deaths", null]]],
    ["死亡3人以上", [["deaths", null]]],
  ])("%s", (text, found) => expect(casualtyMentions({ text, spans: [] }).map((m) => [m.kind, m.number])).toEqual(found));

  test.each([
    "消防救援站出动25名消防员救出受伤群众", "组织急救培训，讲授受伤后3种包扎方法", "消防员九死一生救出孩子", "已疏散200人，无人受伤", "排查3处死角", "遇难者家属3人已妥善安置",
    "疏散312户846人", "两名群众参加演练", "未造成一人死亡", "防止一氧化碳中毒，做到3个必须", "牺牲的烈士1998年入伍", "救死扶伤", "灾害造成3人被困", "十万人火灾死亡率下降", "亿元产值死亡率下降3%", "发生死亡事故3起", "动物受伤3只",
  ])("%s: no figure of people harmed", (text) => expect(casualtyMentions({ text, spans: [] })).toEqual([]));

  test.each(["没有人员伤亡", "未造成人员死亡", "无人受伤", "暂无人员失联", "未造成一人死亡"])("%s says that nobody was harmed", (text) => expect(nobodyHarmed({ text, spans: [] })).toHaveLength(1));
});

describe("such a figure only clears as a fact", () => {
  test("placed facts are fine", () => expect(checkCasualties(saying("火灾造成", deaths, "死亡、", injured, "受伤。"))).toEqual([]));
  test("a fact that says the whole phrase is fine", () => expect(checkCasualties(saying("火灾造成", aFact(31, "statement", "3人受伤、1人死亡"), "。"))).toEqual([]));
  test("a figure nobody entered blocks", () => {
    expect(checkCasualties(saying("火灾造成3人受伤。"))).toEqual([{ code: "content.casualty-typed", level: "blocking", at: "text", block: 0, quote: "3人受伤", facts: { words: "3人受伤", label: "" } }]);
  });
  test("a figure that differs from the fact blocks and says both", () => {
    const input = aCheckInput({ doc: doc(para("火灾造成", injured, "送医。"), para("目前受伤3人。")), facts: [injured] });
    expect(checkCasualties(input)).toEqual([{
      code: "content.casualty-differs", level: "blocking", at: "text", block: 1, quote: "受伤3人", suggestion: "5人", facts: { typed: 3, fact: 5, label: "受伤人数" },
    }]);
  });
  test("a figure that agrees still has to be the fact", () => {
    expect(checkCasualties(aCheckInput({ doc: doc(para("五人受伤。")), facts: [injured] }))[0]).toMatchObject({ code: "content.casualty-typed", suggestion: "5人" });
  });
  test("a digit typed before a placed fact makes it another number", () => expect(checkCasualties(saying("造成1", injured, "受伤"))[0]).toMatchObject({ code: "content.casualty-differs", facts: { typed: 15 } }));
  test("the number of the dead before 受伤 is noticed", () => expect(checkCasualties(saying("造成", deaths, "受伤。"))[0]).toMatchObject({ code: "content.casualty-kind", level: "suggestion" }));
  test.each([["title", { title: "永吉县仓库火灾致3人受伤" }], ["summary", { summary: "两人死亡。" }], ["sms", { tuned: { sms: "火灾致３人受伤" } }]] as const)("also in %s", (at, more) =>
    expect(checkCasualties(aCheckInput(more))[0]).toMatchObject({ at, code: "content.casualty-typed" }));
  test("the words are quoted as typed", () => expect(checkCasualties(saying("造成３人受伤。"))[0]).toMatchObject({ quote: "３人受伤" }));
  test("a title may hold the fact", () => expect(checkCasualties(aCheckInput({ title: `火灾致${placeholderOf(injured.id)}受伤`, facts: [injured] }))).toEqual([]));
  test("nobody harmed contradicts a fact", () => expect(checkCasualties(aCheckInput({ doc: doc(para("没有人员伤亡。")), facts: [injured] }))[0]).toMatchObject({ code: "content.casualty-differs", level: "blocking", facts: { typed: 0, fact: 5 } }));
  test("nobody harmed without a fact is a reminder", () => expect(checkCasualties(saying("没有人员死亡。"))[0]).toMatchObject({ code: "content.casualty-none-typed", level: "reminder" }));
  test("nobody harmed with the fact at zero is fine", () => expect(checkCasualties(aCheckInput({ doc: doc(para("没有人员死亡。")), facts: [aFact(8, "deaths", "0人")] }))).toEqual([]));
});
