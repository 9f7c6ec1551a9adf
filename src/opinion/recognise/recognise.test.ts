import { describe, expect, test } from "vitest";
import { jiebaCut, placeSettings } from "../place/fixtures/watch.ts";
import { openReader } from "../read.ts";

const reader = openReader(placeSettings("jilin", "22"), jiebaCut());
const at = Date.parse("2024-08-01T12:00:00+08:00");
const read = (title: string) => reader.read(title, at);

describe("an emergency is recognised with its kind", () => {
  test.each([
    ["长春一仓库突发火灾致3死", "accident", "fire"], ["吉林松原发生4.3级地震", "natural", "earthquake"], ["延边持续大暴雨", "natural", "rainstorm"], ["通化一煤矿透水8人被困", "accident", "mine"], ["四平一客车高速起火", "accident", "traffic"],
    ["白城一厂房坍塌致2人受伤", "accident", "collapse"], ["辽源一小区燃气爆炸", "accident", "gas"], ["吉林新增12例本土确诊", "health", "epidemic"], ["长春一男子持刀伤人致1死", "security", "attack"], ["白山发生山体滑坡多人被埋", "natural", "landslide"],
    ["松原一渔船翻扣5人失踪", "accident", "traffic"], ["延吉一幼儿园多名儿童食物中毒", "accident", "poisoning"], ["吉林救灾干部失联", "natural", "flood"],
  ])("%s", (title, category, hazard) => { const reading = read(title); expect(reading.emergency).toBeGreaterThan(0.5); expect(reading).toMatchObject({ category, hazard }); });
});

describe("what looks like one is none", () => {
  test.each([
    ["a verdict", "长春仓库火灾案一审宣判"], ["an anniversary", "长春仓库火灾十周年祭"], ["a drill", "长春开展地震应急演练"], ["a film", "地震题材电影长春开机"], ["a game", "吉林男篮爆炸发挥击败对手"], ["an old case", "长春22年前命案告破"],
    ["a forecast", "吉林明天将有大暴雪"], ["advice", "吉林人如何预防煤气中毒"], ["a denial", "官方辟谣长春发生爆炸"], ["accountability", "吉林通报火灾事故调查报告多人被问责"], ["a figure of speech", "长春烧烤火爆出圈"], ["a quake nobody feels", "松原发生2.1级地震"], ["weather somebody goes through", "延吉小贩顶暴雪为白山送豆腐"], ["rain somebody goes through", "四平快递员冒着暴雨送药"],
  ])("%s: %s", (_law, title) => expect(read(title).emergency).toBeLessThan(0.5));
});

test("the same hazard weighs more with people harmed, less when nobody was", () => {
  const [bare, harmed, spared] = ["长春一商铺起火", "长春一商铺起火致2死", "长春一商铺起火无人员伤亡"].map((title) => read(title).emergency);
  expect(harmed).toBeGreaterThan(bare ?? 1);
  expect(spared).toBeLessThan(harmed ?? 0);
});

test("weather that rescuers go through does not hide the emergency; what lies on a roof or meets a place is not gone through", () => {
  expect(read("武警冒着暴雨转移被困白山群众").emergency).toBeGreaterThan(0.5);
  for (const title of ["白山一屋顶暴雪压塌", "白山再迎暴雪"]) expect(read(title).why.map((reason) => reason.rule)).toContain("emergency.sure:snow_cold");
});

test("every step is explained: signs with their words and weights", () => {
  const { why } = read("长春一仓库起火致3人死亡");
  expect(why).toContainEqual({ rule: "place.at", words: ["长春", "220100"], figure: expect.any(Number) });
  expect(why).toContainEqual({ rule: "emergency.sure:fire", words: ["起火"], figure: expect.any(Number) });
  expect(why.filter((reason) => reason.rule.startsWith("emergency.")).length).toBeGreaterThan(3);
});

test("reading is deterministic, and the same for one title in two forms", () => {
  expect(read("长春一仓库起火致3人死亡")).toEqual(read("长春一仓库起火致3人死亡"));
  expect(read("#长春一仓库起火致３人死亡# ")).toEqual(read("长春一仓库起火致3人死亡"));
});
test("nothing is read from nothing", () => expect(read("")).toMatchObject({ region: "unsure", place: null, mentions: [], category: null, hazard: null, concern: null }));
