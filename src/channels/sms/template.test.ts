import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anEdition, aNotice } from "#tests/conformance/edition.ts";
import { measure } from "../limits.ts";
import { renderAlert, renderEdition, renderRecall, Signed, wholeMessage, type Platform } from "./template.ts";

const platform: Platform = { id: "sms-test", variable: /\$\{\w+\}/, variableMax: 35 };
const account = (over: object = {}) => ({ signName: "吉林应急", templateCode: "T1", templateText: "值班通知：${content}，请知悉。", variableMax: 400, partsMax: 7, ...over });
const edition = (text: string) => anEdition({ signature: { units: anEdition().signature.units.slice(0, 1) }, variants: { ...anEdition().variants, sms: { text, tuned: true } } });
const codes = (text: string, over: object = {}) => renderEdition(platform, account(over), edition(text)).findings.map(({ code, facts }) => `${code} ${String(facts["field"] ?? facts["signs"])}`);
const words = (payload: string): string => Signed.parse(JSON.parse(payload)).words;
const signed = "省应急厅提示：";

describe("what a variable takes", () => {
  test("people see the whole message, signature and template included", () => {
    expect(renderEdition(platform, account(), edition(`${signed}禁火`)).preview).toEqual({ kind: "sms", text: "【吉林应急】值班通知：省应急厅提示：禁火，请知悉。" });
  });
  test("brackets, arrows and line breaks are written otherwise, and nothing is left out", () => {
    expect(words(renderEdition(platform, account(), edition(`【${signed}】受伤 3人 → 5人\n「请」勿外传`)).payload)).toBe("（省应急厅提示：）受伤 3人改为5人 “请”勿外传");
  });
  test.each([["https://example.org/a"], ["www.example.org"], ["example.gov.cn/x"], ["¥5"], ["★"], ["{1}"], ["①"], ["🔥"]])("%s blocks", (sign) => { expect(codes(`${signed}见 ${sign} 了`)).toEqual([expect.stringMatching(/^channels\.unfit-signs /)]); });
  test.each([["119"], ["0431-12345678"], ["3.5级"], ["12:30"], ["Ⅰ级（红色）"], ["50%"], ["10.8公里"]])("%s does not", (text) => { expect(codes(`${signed}${text}`)).toEqual([]); });
});

describe("limits", () => {
  const fixed = "【吉林应急】值班通知：，请知悉。".length;
  test("the variable's own limit is counted in characters", () => {
    expect([codes(`${signed}${"火".repeat(28)}`, { variableMax: 35 }), codes(`${signed}${"火".repeat(29)}`, { variableMax: 35 })]).toEqual([[], ["channels.over-limit variable"]]);
  });
  test("parts are counted with signature and template: 70 alone, then 67 each", () => {
    const room = (characters: number) => `${signed}${"火".repeat(characters - fixed - signed.length)}`;
    expect([codes(room(70), { partsMax: 1 }), codes(room(71), { partsMax: 1 }), codes(room(134), { partsMax: 2 }), codes(room(135), { partsMax: 2 })]).toEqual([[], ["channels.over-limit message"], [], ["channels.over-limit message"]]);
  });
  test("a recall says why, in the same signs", () => { expect(words(renderRecall(platform, account(), aNotice()).payload)).toContain("（撤回）此前发布的《清明期间森林防火提示》现予撤回"); });
});

describe("alerts to staff", () => {
  const alert = { title: "请林知夏处理", text: "《清明禁火》等您会签", link: "https://desk.test/desk/boards/1" };
  test.each([
    [400, 7, "请林知夏处理：《清明禁火》等您会签，请登录工作台处理"], [26, 7, "请林知夏处理：《清明禁火》等您会签，请登录工作台处理"], [25, 7, "请林知夏处理：《清明禁火》等您…，请登录工作台处理"], [12, 7, "请林知夏处理…，见工作台"], [6, 7, "请林知夏处…"],
  ])("in %i characters and %i parts", (variableMax, partsMax, said) => { expect(words(renderAlert(platform, account({ variableMax, partsMax }), alert))).toBe(said); });
  test("whatever they say, they fit, and carry neither address nor sign that the platform refuses", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), fc.string({ unit: "grapheme", maxLength: 300 }), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 7 }), (title, text, variableMax, partsMax) => {
      const one = account({ variableMax, partsMax });
      const said = Signed.parse(JSON.parse(renderAlert(platform, one, { title, text: `${text} https://desk.test/x【】★`, link: "https://desk.test" })));
      expect([...said.words].length).toBeLessThanOrEqual(variableMax);
      expect(measure(wholeMessage(platform, said), "smsPart")).toBeLessThanOrEqual(partsMax);
      expect(said.words).not.toMatch(/https?:|[【】★{}$]/);
    }), { numRuns: 200 });
  });
});
