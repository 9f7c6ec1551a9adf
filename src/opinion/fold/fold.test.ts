import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dawn, type Heard, hours, listen, newFold, topicsOf } from "./fixtures/listening.ts";

const distinct = (heard: readonly Heard[]): number => new Set(topicsOf(heard).values()).size;

describe("one story", () => {
  test.each<[string, readonly Heard[]]>([
    ["other words for the same fire in the same town are the same event", [[0, "梅河口一饭店起火有人被困"], [3, "梅河口饭店火灾已致3人死亡"], [9, "梅河口通报饭店火灾原因"]]],
    ["a figure that grows is the same event", [[0, "汪清山洪已致2人遇难"], [8, "汪清山洪遇难人数升至5人"], [30, "汪清山洪已致9人遇难3人失联"]]],
    ["a first report beside one that tells harm at the same time is the same event", [[0, "四平一厂房起火致1死3伤"], [1, "四平一写字楼突发火灾"]]],
    ["a report that brings up what the story spoke of is the same event", [[0, "四平写字楼起火致1死3伤"], [8, "四平一写字楼突发火灾"]]],
    ["a county and the prefecture that holds it are one place", [[0, "延边汪清突发山洪"], [5, "延边山洪已转移群众两千余人"]]],
    ["who follows without a magnitude speaks of the earthquake before", [[0, "松原4.9级地震"], [2, "松原地震暂无人员伤亡"]]],
    ["a typhoon is one event wherever it passes", [[0, "台风海葵将登陆福建"], [10, "台风海葵登陆福建"], [30, "台风海葵移入江西"], [40, "台风海葵残余环流影响湖南"]]],
    ["an epidemic wave is one event in the whole province", [[0, "吉林新增12例本土确诊"], [24, "长春新增本土确诊5例"], [48, "吉林市疫情防控发布会"]]],
    ["a country beside a place here is a party, not where it happened", [[0, "大连两名日本人遇害"], [2, "大连警方通报两名日籍男子遇害"]]],
    ["a late title joins", [[0, "白山一体育馆屋顶坍塌"], [6, "白山体育馆坍塌致2人受伤"], [24 * 9, "白山体育馆坍塌事故4人被刑拘"]]],
    ["a name nobody knew before ties titles together", [[0, "寻找走失女孩郑晓嫚"], [20, "郑晓嫚已被找到"], [30, "郑晓嫚父亲感谢网友"]]],
  ])("%s", (_, heard) => { expect(distinct(heard)).toBe(1); });
});

describe("look-alikes", () => {
  test.each<[string, readonly Heard[]]>([
    ["another magnitude is another event", [[0, "松原3.8级地震"], [5, "松原4.5级地震"]]],
    ["an aftershock is another event", [[0, "松原发生4.9级地震"], [1, "松原再发3.3级地震"]]],
    ["the same hazard in another county is another event", [[0, "敦化一小区起火致2人死亡"], [2, "通化县一小区起火致2人死亡"]]],
    ["the very same words in another county are another event", [[0, "长春市榆树市一仓库发生火灾 4人受伤"], [1, "白城市洮北区一仓库发生火灾 4人受伤"]]],
    ["the same hazard in another province is another event", [[0, "长春一工厂爆炸"], [2, "南阳一工厂爆炸"]]],
    ["two accidents in one city days apart that share no word are two events", [[0, "长春一渔船被撞翻多人落水"], [40, "长春载有学生客车高速侧翻"]]],
    ["once more is another event", [[0, "四平一小区突发火灾"], [20, "四平又一小区突发火灾"]]],
    ["a first report after a story told its harm is of another", [[0, "四平一商铺外墙起火致1死3伤"], [8, "四平一写字楼突发火灾"]]],
    ["another hazard in the same town is another event", [[0, "四平暴雨多路段积水"], [10, "四平警方通报一起持刀伤人案"]]],
    ["a title about two provinces is not the story of one of them", [[0, "舒兰山洪冲毁桥梁"], [9, "黑龙江吉林山洪压力大"]]],
    ["a hazard the story never spoke of is another event, however lively the story", [[0, "四平新增12例本土确诊"], [2, "四平新增3例本土确诊"], [4, "四平发布疫情通报"], [6, "四平一厂房爆炸"]]],
    ["the same words after the story slept are another event", [[0, "敦化暴雪"], [24 * 40, "敦化暴雪来了"]]],
    ["two typhoons at one time are two events", [[0, "台风海葵将登陆福建"], [1, "台风苏拉逼近广东"]]],
  ])("%s", (_, heard) => { expect(distinct(heard)).toBe(2); });
});

const pool = [
  "敦化一小区起火有人被困", "敦化小区火灾致2人受伤", "通化县山洪冲毁桥梁", "通化县山洪已转移五百人", "松原3.8级地震", "松原再发2.9级地震", "长春一商场起火",
  "长春商场火灾原因查明", "某综艺今晚开播", "某综艺嘉宾官宣", "珲春发现东北虎进村", "东北虎进村咬死耕牛", "高考作文题", "油价又涨了",
];
const stream = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(...pool)), { minLength: 1, maxLength: 40 });
const bytes = (heard: readonly Heard[]): string => JSON.stringify([...topicsOf(heard)].sort());

describe("whatever comes", () => {
  test("the order of two sources in the same hour does not change the topics", () => {
    fc.assert(fc.property(stream, stream, (one, other) => bytes([...one, ...other]) === bytes([...other, ...one])), { numRuns: 60 });
  });
  test("a replay gives the same topics and keys, byte for byte", () => {
    fc.assert(fc.property(stream, (heard) => {
      const run = () => { const fold = newFold(); return JSON.stringify([listen(fold, heard), fold.topics()]); };
      return run() === run();
    }), { numRuns: 40 });
  });
  test("a title is in one topic, and no topic is empty", () => {
    fc.assert(fc.property(stream, (heard) => {
      const fold = newFold();
      listen(fold, heard);
      const titles = fold.topics().flatMap((topic) => topic.titles);
      return new Set(titles).size === titles.length && fold.topics().every((topic) => topic.titles.length > 0);
    }), { numRuns: 60 });
  });
  test("two topics made one and taken apart again are the two that were", () => {
    fc.assert(fc.property(stream, fc.nat(), fc.nat(), (heard, i, j) => {
      const fold = newFold();
      listen(fold, heard);
      const before = fold.topics();
      const [a, b] = [before[i % before.length], before[j % before.length]];
      if (!a || !b || a === b) return true;
      fold.correct({ kind: "merge", topics: [a.id, b.id] });
      const merged = fold.topics().find((topic) => topic.titles.includes(a.titles[0] ?? ""));
      fold.correct({ kind: "split", topic: merged?.id ?? "", titles: b.titles });
      return JSON.stringify(fold.topics()) === JSON.stringify(before);
    }), { numRuns: 100 });
  });
});

describe("corrections by hand", () => {
  const fires: readonly Heard[] = [[0, "敦化一小区起火有人被困"], [2, "敦化小区火灾致2人受伤"], [3, "敦化一仓库火灾浓烟滚滚"]];
  const topicIn = (fold: ReturnType<typeof newFold>, title: string) => fold.topics().find((topic) => topic.titles.includes(title))?.id;

  test("a title taken out stays out, and later titles of its kind follow it", () => {
    const fold = newFold();
    listen(fold, fires);
    const whole = topicIn(fold, "敦化一仓库火灾浓烟滚滚") ?? "";
    fold.correct({ kind: "split", topic: whole, titles: ["敦化一仓库火灾浓烟滚滚"] });
    listen(fold, [[5, "敦化仓库火灾已扑灭"], [6, "敦化小区火灾伤者送医"]]);
    expect(topicIn(fold, "敦化仓库火灾已扑灭")).toBe(topicIn(fold, "敦化一仓库火灾浓烟滚滚"));
    expect(topicIn(fold, "敦化小区火灾伤者送医")).toBe(topicIn(fold, "敦化一小区起火有人被困"));
  });
  test("two topics joined by hand stay joined, and later titles of either go there", () => {
    const fold = newFold();
    listen(fold, [[0, "珲春东北虎进村"], [1, "村民拍到猛兽啃食耕牛"]]);
    const [a, b] = fold.topics().map((topic) => topic.id);
    const moves = fold.correct({ kind: "merge", topics: [a ?? "", b ?? ""] });
    expect(moves).toHaveLength(1);
    listen(fold, [[2, "猛兽啃食耕牛画面曝光"], [3, "珲春东北虎进村最新消息"]]);
    expect(fold.topics()).toHaveLength(1);
  });
  test("a correction handed in before its topics come holds when they come", () => {
    const first = newFold();
    listen(first, [[0, "珲春东北虎进村"], [1, "村民拍到猛兽啃食耕牛"]]);
    const [a = "", b = ""] = first.topics().map((topic) => topic.id);
    const again = newFold();
    again.correct({ kind: "merge", topics: [a, b] });
    listen(again, [[0, "珲春东北虎进村"], [1, "村民拍到猛兽啃食耕牛"]]);
    expect(again.topics()).toHaveLength(1);
  });
  test("a correction of what is not there does nothing", () => {
    const fold = newFold();
    listen(fold, fires);
    const before = fold.topics();
    expect(fold.correct({ kind: "split", topic: "none", titles: ["敦化一仓库火灾浓烟滚滚"] })).toEqual([]);
    expect(fold.correct({ kind: "merge", topics: ["none", before[0]?.id ?? ""] })).toEqual([]);
    expect(fold.topics()).toEqual(before);
  });
});

describe("what the fold says of itself", () => {
  test("every placement says why: shared words, place, hazard, figures, rhythm", () => {
    const [, settled] = listen(newFold(), [[0, "梅河口一饭店起火有人被困"], [3, "梅河口饭店火灾已致3人死亡"]]);
    const why = settled?.placed[0]?.why ?? [];
    expect(why.find((reason) => reason.rule === "fold.words")?.words).toContain("饭店");
    expect(why.find((reason) => reason.rule === "fold.place")).toMatchObject({ words: ["220581"] });
    expect(why.find((reason) => reason.rule === "fold.hazard")).toMatchObject({ words: ["fire"] });
  });
  test("two titles apart: the figures that speak against say so", () => {
    const fold = newFold();
    listen(fold, [[0, "松原3.8级地震"], [5, "松原4.5级地震"]]);
    const found = fold.compare("松原3.8级地震", "松原4.5级地震");
    expect(found?.same).toBe(false);
    expect(found?.why.find((reason) => reason.rule === "fold.figures")?.figure).toBeLessThan(0);
  });
  test("what sleeps is forgotten, so memory holds only what is awake", () => {
    const fold = newFold();
    listen(fold, [[0, "某综艺今晚开播"], [0, "敦化暴雪"], [24 * 4, "油价又涨了"], [24 * 5, "高考作文题"]]);
    expect(fold.topics().flatMap((topic) => topic.titles)).not.toContain("某综艺今晚开播");
    expect(fold.topics().flatMap((topic) => topic.titles)).toContain("敦化暴雪");
  });
  test("a title that is still on the list keeps its story awake", () => {
    const fold = newFold();
    listen(fold, [[0, "某综艺今晚开播"]]);
    for (let day = 1; day <= 6; day += 1) expect(fold.again("某综艺今晚开播", dawn + hours(24 * day))).not.toBeNull();
    expect(fold.again("某综艺今晚开播", dawn + hours(24 * 30))).toBeNull();
  });
});
