import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { saysTheSame, weiboLength } from "./words.ts";

test.each<[string, string, number]>([
  ["nothing", "", 0], ["a Chinese sign is one", "清明禁火", 4], ["two ASCII signs are one", "119!", 2], ["an odd half is rounded up", "拨打119", 4], ["an emoji is two", "🔥", 2], ["a full-width sign is one", "，。", 2],
  ["an address is ten however long", `https://example.org/${"a".repeat(100)}`, 10], ["beyond 140 signs each counts half", `https://example.org/${"a".repeat(140)}`, 20], ["an address ends where Chinese begins", "见https://a.cn/b。谢谢", 14], ["each address counts", "http://a.cn https://b.cn", 21],
])("%s", (_title, text, length) => { expect(weiboLength(text)).toBe(length); });

const ours = "【防火】火警拨119 <严禁> https://example.org/a?b=1&c=2";
describe("what the platform shows", () => {
  test.each<[string, string, boolean]>([
    ["as it was handed in", ours, true], ["with its short address", ours.replace(/https.*/, "http://t.cn/A6xYz"), true], ["with entities and blanks of its own", "【防火】火警拨119&nbsp;&lt;严禁&gt; http://t.cn/A6xYz \u200b", true], ["with entities in the address", ours.replace("&", "&amp;"), true],
    ["a word less", ours.replace("严禁", "禁"), false], ["a figure more", ours.replace("119", "1199"), false], ["another address", ours.replace("example.org", "example.com"), false], ["a short address of somebody else", ours.replace(/https.*/, "http://t.cn.example.com/a"), false],
    ["no address", ours.replace(/https.*/, ""), false], ["an address more", `${ours} http://t.cn/b`, false], ["the address elsewhere", `http://t.cn/A6xYz ${ours.replace(/ https.*/, "")}`, false], ["an entity written twice", ours.replace("<", "&amp;lt;"), false],
    ["words cut off", `${ours.slice(0, 9)}...全文`, false], ["nothing", "", false],
  ])("%s: %s", (_title, shown, same) => { expect(saysTheSame(shown, ours)).toBe(same); });

  const display = (text: string) => `${text.replace(/https?:\/\/[!-~]+/g, "http://t.cn/A6abc").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/ /g, "  ")}\u200b`;
  const sign = fc.constantFrom(..."清明禁火一二三，。！?a1%+&<># \n");
  const text = fc.array(fc.oneof({ weight: 8, arbitrary: sign }, { weight: 1, arbitrary: fc.constant(" https://example.org/a/b?c=d ") }), { maxLength: 60 }).map((signs) => signs.join(""));
  test("whatever was written, its own way of showing it is the same, and one sign more is not", () => {
    fc.assert(fc.property(text, fc.nat(), (words, at) => {
      expect(saysTheSame(display(words), words)).toBe(true);
      const cut = at % (words.length + 1);
      expect(saysTheSame(display(`${words.slice(0, cut)}更${words.slice(cut)}`), words)).toBe(false);
    }));
  });
});
