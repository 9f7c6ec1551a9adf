import { describe, expect, test } from "vitest";
import { aFact, doc, line, para, sweepDoc, sweepFacts, forestLine, fireLine, season, region, level, until, uuid } from "./fixtures/piece.ts";
import { blockText, countCharacters, countWords, factPlaces, factsUsed, halfWidth, inlineText, missingFact, plainText } from "./text.ts";

describe("a text is written out with its facts filled in", () => {
  test("runs", () => {
    expect(inlineText([...line("发现火情请拨打", forestLine), { type: "break" }, ...line("请勿自行扑救")], [forestLine])).toBe("发现火情请拨打12119\n请勿自行扑救");
  });
  test("a fact that the sheet does not hold is seen", () => expect(inlineText(line("拨打", forestLine), [])).toBe(`拨打${missingFact}`));
  test("lists, quotes and tables keep their lines", () => {
    expect(blockText({ type: "list", ordered: true, items: [line("不吸烟"), line("不野炊")] }, [])).toBe("不吸烟\n不野炊");
    expect(blockText({ type: "quote", content: [line("甲"), line("乙")] }, [])).toBe("甲\n乙");
    expect(blockText({ type: "table", header: true, rows: [[line("地区"), line("等级")], [line("延边州"), line("橙色")]] }, [])).toBe("地区\t等级\n延边州\t橙色");
  });
  test("a picture reads as its caption, or as what it shows", () => {
    expect(blockText({ type: "image", materialId: uuid(50), alt: "队员巡山", caption: "4月2日，队员在林区巡护" }, [])).toBe("4月2日，队员在林区巡护");
    expect(blockText({ type: "image", materialId: uuid(50), alt: "队员巡山" }, [])).toBe("队员巡山");
  });
  test("blank paragraphs leave no blank line", () => expect(plainText(doc(para("甲"), para(), para("乙")), [])).toBe("甲\n乙"));
  test("the whole piece", () => expect(plainText(sweepDoc, sweepFacts)).toContain("森林防火期（3月15日至6月15日）。受大风少雨影响，延边州、白山市、长白山保护开发区森林火险等级高"));
});

test("facts are listed in order of first use, and every place is known", () => {
  expect(factsUsed(sweepDoc)).toEqual([season, region, level, until, forestLine, fireLine].map((f) => f.id));
  const five = aFact(7, "injured", "5人");
  expect(factPlaces(doc(para(five, "，其中", five), para("无"), para(five))).map((p) => p.block)).toEqual([0, 0, 2]);
});

test.each([["𠮷林", 2], ["火警119", 5], ["👩‍🚒", 3], ["", 0]])("%s counts %i code points", (text, n) => expect(countCharacters(text)).toBe(n));
test.each([["发现火情请拨打12119。", 9], ["使用 App 举报", 5], ["过火面积 1,204.5 公顷", 7]])("%s counts %i 字", (text, n) => expect(countWords(text)).toBe(n));
test("full-width digits are read as digits, place for place", () => expect(halfWidth("１２１１９（森林）")).toBe("12119（森林）"));
