import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, Rumours, shownFrom } from "./rumour.ts";

const answer = (id: string, title: string, text = ""): Answer => ({ id, title, text, issuer: "某市应急管理局", link: `https://gazette.example/${id}` });
const claim = (id: string, title: string) => ({ id, title });

/** What people talk about while nothing is asked: it teaches how common signs are. */
const chatter = ["今晚有流星雨", "本市多所学校开学", "市民排队买月饼", "演唱会门票售罄", "周末天气晴好", "地铁新线开通", "水果价格回落", "球队主场取胜", "新片票房破亿", "本市机场恢复通航"];
const answers = [
  answer("dam", "水务局：上游水库大坝结构安全，不存在溃坝", "近日有人称青石岭水库大坝出现裂缝即将溃坝。经现场核查，大坝运行正常。"),
  answer("water", "自来水公司：水质各项指标合格", "网传自来水被污染不能饮用。经检测，出厂水和管网水全部合格，请放心饮用。"),
  answer("quake", "地震局：近期没有发布过地震预报", "有消息称本周将发生7级地震。地震目前不能准确预报，请勿轻信。"),
  answer("mask", "疾控中心：口罩不必高温蒸煮", "N95口罩经高温蒸煮后过滤效果下降，不宜重复使用。"),
];
function desk(): Rumours {
  const rumours = new Rumours();
  for (const title of chatter) rumours.hear(title);
  for (const one of answers) rumours.addAnswer(one);
  return rumours;
}

describe("the answers to a claim", () => {
  test.each<[string, string, string]>([
    ["are found by its words", "青石岭水库要溃坝了", "dam"],
    ["are found where words stand in another order", "不能饮用了吗？自来水被污染", "water"],
    ["are found across small words put in between", "7级的地震本周就将发生", "quake"],
    ["are found by a Latin word whatever its case", "n95蒸煮后还能用", "mask"],
  ])("%s", (_, title, id) => { expect(desk().answersTo(claim("x", title))[0]?.answer).toBe(id); });

  test("are none where nothing is shared", () => { expect(desk().answersTo(claim("x", "彩虹"))).toEqual([]); });
  test("are not shown to a title that only shares a common word", () => { for (const title of ["本市水果价格回落", "市民周末看流星雨", "高温天气将持续"]) expect(desk().answersTo(claim("x", title))[0]?.likelihood ?? 0).toBeLessThan(shownFrom); });
  test("are as many as asked for, likeliest first", () => {
    const found = desk().answersTo(claim("x", "水库溃坝致自来水被污染"), 2);
    expect(found).toHaveLength(2);
    expect(found[0]?.likelihood).toBeGreaterThanOrEqual(found[1]?.likelihood ?? 1);
  });
  test("come with the words that tie them", () => {
    const [match] = desk().answersTo(claim("x", "听说青石岭水库大坝裂了"));
    expect(match?.why).toEqual([{ rule: "rumour.words", words: ["青石岭水库大坝", "裂"], figure: expect.any(Number) as number }]);
  });
  test("do not contain the title itself", () => { expect(desk().answersTo(claim("x", "疾控中心：口罩不必高温蒸煮")).map((match) => match.answer)).not.toContain("mask"); });
  test("say nothing of true or false", () => { expect(Object.keys(desk().answersTo(claim("x", "青石岭水库要溃坝了"))[0] ?? {}).sort()).toEqual(["answer", "claim", "likelihood", "why"]); });
  test("without a link are none: it is refused", () => { expect(() => { desk().addAnswer({ ...answer("no", "不属实"), link: " " }); }).toThrow(RangeError); });
});

const claims = [claim("c1", "青石岭水库大坝裂缝视频"), claim("c2", "自来水有异味不敢喝"), claim("c3", "本周将有7级地震"), claim("c4", "流星雨今晚最佳观测"), claim("c5", "水库")];

describe("the claims of an answer", () => {
  test.each([["dam", "c1"], ["water", "c2"], ["quake", "c3"]])("%s are found by its words", (id, wanted) => {
    const rumours = desk();
    for (const one of claims) rumours.addClaim(one);
    expect(rumours.claimsOf(answers.find((one) => one.id === id) ?? answer("", ""))[0]?.claim).toBe(wanted);
  });
  test("are found although the answer is not known yet, and it stays unknown", () => {
    const rumours = desk();
    for (const one of claims) rumours.addClaim(one);
    expect(rumours.claimsOf(answer("sky", "天文台：流星雨每小时不过数颗"))[0]?.claim).toBe("c4");
    expect(rumours.answersTo(claim("x", "流星雨")).map((match) => match.answer)).not.toContain("sky");
  });
  test("are as likely as the answer is from the other side", () => {
    const rumours = desk();
    for (const one of claims) rumours.addClaim(one);
    const [there] = rumours.claimsOf(answers[0] ?? answer("", ""));
    expect(rumours.answersTo(claims[0] ?? claim("", "")).find((match) => match.answer === "dam")).toEqual(there);
  });
});

const text = fc.array(fc.constantFrom("水", "库", "大", "坝", "裂", "地", "震", "自来水", "口罩", "n95", "，", " ", "7级"), { maxLength: 14 }).map((parts) => parts.join(""));

describe("whatever comes", () => {
  test("what was dropped leaves no trace", () => {
    fc.assert(fc.property(fc.array(fc.tuple(text, text), { maxLength: 8 }), fc.array(text, { maxLength: 8 }), text, (added, said, asked) => {
      const rumours = desk();
      for (const one of claims) rumours.addClaim(one);
      const look = () => JSON.stringify([rumours.answersTo(claim("x", asked), 9), answers.map((one) => rumours.claimsOf(one, 9))]);
      const before = look();
      added.forEach(([title, body], i) => { rumours.addAnswer(answer(`new${i}`, title, body)); });
      said.forEach((title, i) => { rumours.addClaim(claim(`new${i}`, title)); });
      added.forEach((_, i) => { rumours.dropAnswer(`new${i}`); });
      said.forEach((_, i) => { rumours.dropClaim(`new${i}`); });
      expect(look()).toBe(before);
    }), { numRuns: 60 });
  });
  test("the order in which answers came does not matter", () => {
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), text, (titles, asked) => {
      const run = (order: (list: Answer[]) => Answer[]) => {
        const rumours = new Rumours();
        for (const one of order(titles.map((title, i) => answer(String(i), title)))) rumours.addAnswer(one);
        return JSON.stringify(rumours.answersTo(claim("x", asked), 9));
      };
      expect(run((list) => list.toReversed())).toBe(run((list) => list));
    }));
  });
  test("likelihoods lie between 0 and 1 and fall", () => {
    fc.assert(fc.property(text, (asked) => {
      const said = desk().answersTo(claim("x", asked), 9).map((match) => match.likelihood);
      expect(said).toEqual(said.toSorted((a, b) => b - a));
      expect(said.every((one) => one >= 0 && one <= 1)).toBe(true);
    }));
  });
});
