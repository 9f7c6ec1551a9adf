import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseCoding, decodeText, encodeText, type Coding } from "./coding.ts";
import { cutMessage, signedWith } from "./parts.ts";

const all: Coding[] = ["ascii", "ucs2", "gb18030"];
const han = (n: number) => "火".repeat(n);
const cut = (text: string, offered: readonly Coding[] = all, reference = 7) => {
  const decision = cutMessage(text, offered, reference);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.value;
};
const count = (text: string, offered?: readonly Coding[]) => cut(text, offered).parts.length;

describe("a message is cut as carriers count it", () => {
  test.each([[1, 1], [70, 1], [71, 2], [134, 2], [135, 3], [201, 3], [202, 4]])("%i Chinese characters are %i parts", (characters, parts) => {
    expect([count(han(characters)), count(han(characters), ["ascii", "gb18030"])]).toEqual([parts, parts]);
  });
  test.each([[160, 1], [161, 2], [306, 2], [307, 3]])("%i Latin characters are %i parts", (characters, parts) => { expect(count("a".repeat(characters))).toBe(parts); });
  test("【签名】 counts like every other character", () => {
    expect(count(signedWith("吉林应急", han(64)))).toBe(1);
    expect(count(signedWith("吉林应急", han(65)))).toBe(2);
    expect(signedWith("吉林应急", "【吉林应急】清明禁火")).toBe("【吉林应急】清明禁火");
  });
  test("GB18030 is sent as UCS-2 in the end: Latin letters beside Chinese take the room of Chinese", () => { expect(count(`${han(1)}${"a".repeat(70)}`, ["gb18030"])).toBe(2); });
  test("what takes four octets in GB18030 counts four", () => { expect(count("\u0f40".repeat(36), ["gb18030"])).toBe(2); });
  test("parts say 05 00 03, the reference, how many, which", () => {
    const { parts } = cut(han(71), all, 0x1_2c);
    expect(parts.map(({ header, content }) => [header, content.subarray(0, 6).toString("hex"), content.length])).toEqual([[true, "0500032c0201", 140], [true, "0500032c0202", 14]]);
    expect(cut(han(70)).parts[0]).toMatchObject({ header: false });
  });
  test("a hotline or an address moves to the next part as a whole, unless that would cost another part", () => {
    expect(cut(`${han(64)}12119${han(10)}`).parts.map(({ words }) => words)).toEqual([han(64), `12119${han(10)}`]);
    expect(cut(`${han(50)}https://example.org/abcdef${han(10)}`).parts[1]?.words).toBe(`https://example.org/abcdef${han(10)}`);
    expect(cut(`${han(65)}12119${han(64)}`).parts).toHaveLength(2);
  });
  test("an emoji is never cut in halves", () => { expect(cut(`${han(66)}🚒${han(10)}`).parts[0]?.words).toBe(han(66)); });
  test.each([["", "sms.empty"], ["火\ud83d", "sms.half-character"], [han(67 * 255 + 1), "sms.too-many-parts"]])("%#: what cannot be sent is refused", (text, code) => {
    expect(cutMessage(text, all, 0)).toMatchObject({ ok: false, refusal: { code } });
  });
  test("parts put together are the message, each within its room", { timeout: 30_000 }, () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("火", "1", "1211", "🚒", "a", "-", "，", "\u0f40", "$"), { minLength: 1, maxLength: 300 }), fc.subarray(all, { minLength: 1 }), (words, offered) => {
      const text = words.join("");
      const { coding, parts } = cut(text, offered);
      expect(parts.map((part) => part.words).join("")).toBe(text);
      for (const { words: some, header, content } of parts) {
        expect(content.length).toBeLessThanOrEqual(coding === "ascii" ? 160 : 140);
        expect(some.length).toBeLessThanOrEqual(coding === "ascii" ? 160 : header ? 67 : 70);
        expect(decodeText(content.subarray(header ? 6 : 0), coding)).toBe(some);
        expect(some.isWellFormed()).toBe(true);
      }
    }), { numRuns: 200 });
  });
});

describe("codings", () => {
  test.each([
    ["Call 12119 (24h), 100%!", "ascii"], ["line\r\nline", "ascii"], ["a@b", "ucs2"], ["5$", "ucs2"], ["a_b", "ucs2"], ["[x]", "ucs2"], ["é", "ucs2"], ["火", "ucs2"],
  ] as const)("%s goes as %s: only what ASCII and the GSM alphabet write alike takes one octet", (text, coding) => { expect(chooseCoding(text, all)).toBe(coding); });
  test("the gateway's own order decides how Chinese goes", () => {
    expect(chooseCoding("火", ["ascii", "gb18030"])).toBe("gb18030");
    expect(chooseCoding("a", ["ucs2"])).toBe("ucs2");
  });
  test.each([["ucs2", "火🚒", "706bd83dde92"], ["gb18030", "火a€㐀🚒", "bbf061a2e38139ee3995308d32"], ["ascii", "12119", "3132313139"]] as const)("%s of %s is %s", (coding, text, hex) => {
    expect(encodeText(text, coding).toString("hex")).toBe(hex);
    expect(decodeText(Buffer.from(hex, "hex"), coding)).toBe(text);
  });
  test("GB18030 of every assigned Chinese character is what an unrelated library writes", () => {
    const iconv = createRequire(createRequire(import.meta.url).resolve("smpp"))("iconv-lite") as { encode: (text: string, coding: string) => Buffer };
    const every = Array.from({ length: 0x9fa6 - 0x3400 }, (_, i) => String.fromCharCode(0x3400 + i)).join("");
    const beyond = String.fromCodePoint(0x20000, 0x2a6d6, 0x10ffff);
    expect(encodeText(every + beyond, "gb18030").equals(iconv.encode(every + beyond, "gb18030"))).toBe(true);
  });
  test("every character comes back, but for the private ones that the platform does not know", { timeout: 30_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 50 }).filter((text) => text.isWellFormed() && !/[\ue000-\uf8ff]/.test(text)), (text) => {
      expect(decodeText(encodeText(text, "gb18030"), "gb18030")).toBe(text);
      expect(decodeText(encodeText(text, "ucs2"), "ucs2")).toBe(text);
    }), { numRuns: 50 });
  });
});
