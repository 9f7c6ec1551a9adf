import { describe, expect, test } from "vitest";
import { aFact, deaths, doc, fireLine, forestLine, injured, para, sweepDoc, sweepFacts, threeUnits } from "./fixtures/piece.ts";
import { checkLimits, defaultLimits, ledGap, meterOf } from "./limits.ts";
import { placeholderOf } from "./placeholders.ts";
import { splitSentences } from "./sentences.ts";
import { smsParts } from "./sms.ts";
import { countCharacters } from "./text.ts";
import { deriveVariants, variantTemplate, type VariantInput } from "./variants.ts";

const site = "https://sheng.example.cn/p/8k2";
const sweep: VariantInput = {
  title: "清明节森林防火和安全用火提示", summary: "", doc: sweepDoc, facts: sweepFacts, signature: threeUnits, urgency: "routine", siteAddress: site,
};
const of = (more: Partial<VariantInput> = {}) => deriveVariants({ ...sweep, ...more });

describe("sentences are never cut", () => {
  test.each<[string, string[]]>([
    ["不吸烟。不野炊！好吗？", ["不吸烟。", "不野炊！", "好吗？"]],
    ["他说：“快跑。快跑！”大家散开。", ["他说：“快跑。快跑！”", "大家散开。"]],
    ["春防期（3月15日至6月15日。）已到。", ["春防期（3月15日至6月15日。）", "已到。"]],
    ["真的？！是的。", ["真的？！", "是的。"]],
    [`见${placeholderOf(fireLine.id)}。完`, [`见${placeholderOf(fireLine.id)}。`, "完"]],
  ])("%s", (text, sentences) => expect(splitSentences(text)).toEqual(sentences));
});

describe("the short post", () => {
  test("keeps within 140 characters with names and link, in whole sentences of the piece", () => {
    const { text, tuned } = of().short;
    expect(tuned).toBe(false);
    expect(countCharacters(text)).toBeLessThanOrEqual(140);
    expect(text).toMatch(/（省森林消防总队、省应急管理厅、省消防救援总队） https:\/\/sheng\.example\.cn\/p\/8k2$/);
    const body = text.slice(0, text.indexOf("（省森林"));
    const whole = of().web.text;
    for (const sentence of splitSentences(body)) expect(whole).toContain(sentence);
  });
  test("says the hotline before what is merely advisable", () => expect(of().short.text).toContain("发现森林火情请拨打12119，其他火情请拨打119。"));
  test("takes the summary first", () => {
    expect(of({ summary: "清明祭扫请不要用火，山上火险高。" }).short.text.startsWith("清明祭扫请不要用火，山上火险高。")).toBe(true);
  });
  test("says people before anything else", () => {
    const piece = doc(para("4月3日，口前镇一处仓库起火。"), para("现场有关部门正在处置，具体情况以后续发布为准。".repeat(4)), para("火灾造成", deaths, "死亡、", injured, "受伤。"));
    expect(of({ doc: piece, facts: [deaths, injured], urgency: "red" }).short.text).toContain("火灾造成2人死亡、5人受伤。");
  });
  test("one sentence too long to fit leaves the title, never half a sentence", () => {
    const { text } = of({ doc: doc(para("很长的话，".repeat(40), "完。")) }).short;
    expect(text.startsWith("清明节森林防火和安全用火提示（")).toBe(true);
  });
  test("without signature and link yet, the words stand alone", () => expect(of({ doc: doc(para("注意防火。")), signature: null, siteAddress: "" }).short.text).toBe("注意防火。"));
  test("the last item of a list ends in a full stop", () => {
    const list = doc({ type: "list", ordered: false, items: [[{ type: "text", text: "进山不带火种；" }], [{ type: "text", text: "祭扫不烧纸；" }]] });
    expect(of({ doc: list, signature: null, siteAddress: "" }).short.text).toBe("进山不带火种；祭扫不烧纸。");
  });
});

describe("the short message", () => {
  test("begins with the names, ends in two parts at most, and breaks no number", () => {
    const { text } = of({ urgency: "orange" }).sms;
    expect(text.startsWith("【省森林消防总队、省应急管理厅、省消防救援总队】")).toBe(true);
    expect(smsParts(text).parts.length).toBeLessThanOrEqual(2);
    expect(smsParts(text).broken).toEqual([]);
    expect(text).toContain("12119");
  });
  test("keeps to one part when everything fits", () => {
    const text = of({ doc: doc(para("山上火险高，请勿用火。")), facts: [] }).sms.text;
    expect(text).toBe("【省森林消防总队、省应急管理厅、省消防救援总队】山上火险高，请勿用火。");
  });
  test("adds a hotline of the piece when its sentences name none", () => {
    const piece = doc(para("山上火险高，请勿用火。"), { type: "table", header: false, rows: [[[{ type: "text", text: "火警" }], [{ type: "fact", factId: fireLine.id }]]] });
    expect(of({ doc: piece, facts: [fireLine] }).sms.text).toBe("【省森林消防总队、省应急管理厅、省消防救援总队】山上火险高，请勿用火。火警：119。");
  });
});

describe("strip, chat and caption", () => {
  test("LED lines hold 30 characters each, whole clauses, wide spaces between, names last", () => {
    const { text } = of().led;
    const lines = text.split(ledGap);
    expect(lines.every((l) => countCharacters(l) <= 30)).toBe(true);
    expect(text.endsWith("省森林消防总队　省应急管理厅　省消防救援总队")).toBe(true);
    expect(text).toContain("发现森林火情请拨打12119，其他火情请拨打119");
    expect(lines.some((l) => /[，。]$/.test(l))).toBe(false);
  });
  test("caption lines hold 18 characters each and end with the names", () => {
    const lines = of().caption.text.split("\n");
    expect(lines.every((l) => countCharacters(l) <= 18)).toBe(true);
    expect(lines.slice(-2)).toEqual(["省森林消防总队　省应急管理厅", "省消防救援总队"]);
  });
  test("a caption never breaks a number or a fact", () => {
    const long = aFact(30, "statement", "一二三四五六七八九十");
    const lines = of({ doc: doc(para("前面的话一共十二个字整好", long, "后面还有12345678号文件")), facts: [long] }).caption.text.split("\n");
    expect(lines).toContain("一二三四五六七八九十后面还有");
    expect(lines.some((l) => l.includes("12345678"))).toBe(true);
  });
  test("a chat message says title, sentences, link and full names", () => {
    const lines = of().chat.text.split("\n");
    expect(lines[0]).toBe("清明节森林防火和安全用火提示");
    expect(lines.at(-2)).toBe(`详情：${site}`);
    expect(lines.at(-1)).toBe("吉林省森林消防总队、吉林省应急管理厅、吉林省消防救援总队");
  });
  test("web and phone carry the whole text and the names", () => {
    expect(of().web).toEqual(of().phone);
    expect(of().web.text).toMatch(/拨打119。\n吉林省森林消防总队、吉林省应急管理厅、吉林省消防救援总队$/);
  });
});

describe("hand-tuned words", () => {
  test("carry the facts of today and the signature by rule", () => {
    const tuned = { sms: `清明不带火上山，火警${placeholderOf(forestLine.id)}` };
    const newer = sweepFacts.map((f) => (f.id === forestLine.id ? { ...f, text: "0431-12119", version: 2 } : f));
    expect(of({ tuned, facts: newer }).sms).toEqual({ text: "【省森林消防总队、省应急管理厅、省消防救援总队】清明不带火上山，火警0431-12119", tuned: true });
  });
  test("begin from the derived words, facts by reference", () => {
    const template = variantTemplate("short", sweep);
    expect(template).toContain(placeholderOf(forestLine.id));
    expect(of({ tuned: { short: template } }).short.text).toBe(of().short.text);
  });
  test("a title may hold a fact", () => expect(of({ title: `火灾致{{fact:${injured.id}}}受伤`, facts: [...sweepFacts, injured] }).chat.text.startsWith("火灾致5人受伤\n")).toBe(true));
});

describe("limits are counted while typing and block before anybody signs", () => {
  const v = (text: string) => ({ text, tuned: true });
  test("every derived form of a real piece is within its limits", () => {
    const { findings, meters } = checkLimits(of());
    expect(findings.filter((f) => f.level === "blocking")).toEqual([]);
    expect(meters.short).toMatchObject({ max: 140, unit: "character" });
  });
  test.each([
    ["short", "字".repeat(141), "content.variant-too-long", "blocking"],
    ["short", "字".repeat(140), null, null],
    ["led", "字".repeat(31), "content.line-too-long", "blocking"],
    ["led", Array.from({ length: 8 }, () => "字".repeat(30)).join(ledGap), "content.variant-too-long", "blocking"],
    ["caption", "字".repeat(19), "content.line-too-long", "blocking"],
    ["sms", "字".repeat(135), "content.sms-many-parts", "suggestion"],
    ["sms", "字".repeat(336), "content.variant-too-long", "blocking"],
    ["chat", "", "content.variant-empty", "blocking"],
    ["web", "字".repeat(90_000), null, null],
  ] as const)("%s: %s", (kind, text, code, levelOf) => {
    const first = checkLimits({ [kind]: v(text) }).findings[0];
    expect(first?.code ?? null).toBe(code);
    expect(first?.level ?? null).toBe(levelOf);
  });
  test("a screen with less room says so", () => expect(checkLimits({ led: v("字".repeat(20)) }, { ...defaultLimits, ledLine: 12 }).findings[0]?.facts).toEqual({ count: 20, max: 12 }));
  test("the meter of a short message counts parts", () => expect(meterOf("sms", "字".repeat(98))).toEqual({ count: 2, max: 5, unit: "part" }));
});
