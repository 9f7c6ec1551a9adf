import { describe, expect, test } from "vitest";
import { plain } from "../words.ts";
import { buildGazetteer } from "./gazetteer.ts";
import { jiebaCut, placeSettings } from "./fixtures/watch.ts";
import { locate } from "./locate.ts";
import { wordsOf } from "./tokens.ts";

const cut = jiebaCut();
const gazetteers = new Map([["22", "jilin"], ["23", "heilongjiang"], ["21", "liaoning"], ["61", "none"]].map(([code = "", name = ""]) => [code, buildGazetteer(placeSettings(name, code))]));
const at = Date.parse("2024-08-01T12:00:00+08:00");
const see = (title: string, province = "22", when = at) => {
  const gazetteer = gazetteers.get(province);
  if (!gazetteer) throw new Error(province);
  const { region, place } = locate(wordsOf(plain(title), cut), gazetteer, when);
  return `${region} ${place?.code ?? "-"}`;
};

describe("a place is found at its level", () => {
  test.each([
    ["吉林一仓库起火", "in 220000"], ["吉林市一仓库起火", "in 220200"], ["吉林省召开调度会", "in 220000"], ["长春一仓库起火", "in 220100"], ["吉林舒兰一仓库起火", "in 220283"],
    ["通化市一仓库起火", "in 220500"], ["通化县一仓库起火", "in 220521"], ["白山市迎来大风", "in 220600"], ["长白县迎来大风", "in 220623"], ["长白山迎来大风", "in 220000"],
    ["松原前郭一村民家起火", "in 220721"], ["延边一货车侧翻", "in 222400"], ["农安县哈拉海镇一仓库起火", "in 220122102"],
  ])("%s: %s", (title, where) => expect(see(title)).toBe(where));
});

describe("a name that is borne elsewhere too goes by what stands beside it", () => {
  test.each([
    ["西安一商场起火", "out -"], ["辽源西安区一商场起火", "in 220403"], ["北京朝阳一商场起火", "out -"], ["长春朝阳区一商场起火", "in 220104"], ["辽宁朝阳一商场起火", "out -"],
    ["沈阳铁西一商场起火", "out -"], ["四平铁西区一商场起火", "in 220302"], ["陕西安康一商场起火", "out -"],
  ])("%s: %s", (title, where) => expect(see(title)).toBe(where));
  test("alone it leaves the matter open when no one place is meant by most", () => expect(see("铁西区一商场起火")).toBe("unsure -"));
});

describe("a word that only contains a name is not the place", () => {
  test.each(["友谊坚如磐石", "临江仙今晚开播", "太白山今日降雪", "巴丹吉林沙漠的星空", "代表建议延长春节假期", "广东辽宁两队再遇", "长江源头水质好转"])("%s", (title) => expect(see(title)).not.toMatch(/^in/u));
  test.each(["张朝阳谈睡眠", "杨靖宇的故事", "郭靖宇的新作", "朱朝阳的结局"])("nor is a person's name: %s", (title) => expect(see(title)).not.toMatch(/^in/u));
  test("nor is the first half of two words that met", () => expect(see("这道龙井虾仁很鲜")).not.toMatch(/^in/u));
});

describe("what bears the name of a place is not there", () => {
  test.each(["吉林男篮客场取胜", "长春亚泰3比3战平对手", "吉林队获得接力金牌", "长春舰完成护航", "吉林一号成功变轨", "吉林敖东股价大涨"])("%s", (title) => expect(see(title)).toBe("unsure -"));
});

describe("a title that only mentions a place is not placed there", () => {
  test.each([
    ["吉林消防驰援河北", "out -"], ["河北消防驰援吉林舒兰", "in 220283"], ["吉林姑娘在上海开店", "out -"], ["湖北游客在长白山走失", "in 220000"], ["上海一病例曾到长春出差", "out -"],
    ["长春飞三亚一航班延误", "unsure -"], ["长春飞三亚一航班起飞后返航", "in 220100"], ["因吉林暴雪北京发往当地列车停运", "out -"], ["女孩考上吉林大学", "unsure -"], ["吉林以外新增病例3例", "unsure -"],
  ])("%s: %s", (title, where) => expect(see(title)).toBe(where));
});

test("a title without a place is left open, one abroad is elsewhere", () => expect([see("一仓库凌晨起火"), see("日本一仓库起火")]).toEqual(["unsure -", "out -"]));
test("a river through two provinces is in both, and over there when a place there is named", () =>
  expect([see("松花江水位上涨"), see("松花江水位上涨", "23"), see("松花江哈尔滨段水位上涨")]).toEqual(["in 220000", "in 230000", "out -"]));
test("places side by side give what holds them all", () => expect([see("吉林黑龙江迎来暴雨"), see("长春吉林两市迎来暴雨")]).toEqual(["in 220000", "in 220000"]));
test("another province is configuration only", () => expect([see("哈尔滨一仓库起火", "23"), see("大连一仓库起火", "21"), see("西安一仓库起火", "61"), see("长春一仓库起火", "61")]).toEqual(["in 230100", "in 210200", "in 610100", "out -"]));
test("a happening is at its place while it lasts", () => expect([see("亚冬会今日开赛", "23", Date.parse("2025-02-08")), see("亚冬会今日开赛", "23", Date.parse("2027-02-08"))]).toEqual(["in 230100", "unsure -"]));
