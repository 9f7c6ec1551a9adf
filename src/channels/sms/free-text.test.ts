import { describe, expect, test } from "vitest";
import { connectors } from "../registry.ts";
import { cutSigned, renderAlert, renderWords, type Writing } from "./free-text.ts";

const writing: Writing = { id: "cmpp", codings: ["ascii", "ucs2", "gb18030"] };
const account = { signName: "吉林应急", partsMax: 2 };
const sign = "【吉林应急】".length;
const blocked = (words: string, over: object = {}, on = writing) => renderWords(on, { ...account, ...over }, words).findings.filter(({ level }) => level === "blocking").map(({ facts }) => facts["have"]);
const partsOf = (words: string, on = writing) => cutSigned(on, renderWords(on, account, words).payload, 7)?.parts.length;

describe("the signature counts", () => {
  test.each([
    ["70 characters with it are one part", "火".repeat(70 - sign), 1], ["71 are two", "火".repeat(71 - sign), 2], ["134 are two", "火".repeat(134 - sign), 2], ["135 are three", "火".repeat(135 - sign), 3],
  ])("%s", (_title, words, parts) => { expect(partsOf(words)).toBe(parts); });
  test("what would be cut into one part more than the account allows blocks, and says into how many", () => {
    expect([blocked("火".repeat(134 - sign)), blocked("火".repeat(135 - sign)), blocked("火".repeat(60_000))]).toEqual([[], [3], [expect.any(Number)]]);
  });
  test("what blocks is what would be cut: a pair that must not be parted costs a part that counting characters does not see", () => {
    const words = `${"火".repeat(67 - sign - 1)}😀${"火".repeat(66)}`;
    expect([words.length + sign, partsOf(words), blocked(words)]).toEqual([134, 3, [3]]);
  });
  test("half a character blocks", () => { expect(renderWords(writing, account, "火\ud83d").findings).toMatchObject([{ code: "channels.unfit-signs", level: "blocking" }]); });
});

test("brackets belong to the signature alone; nothing else of the words changes", () => {
  const { payload, preview } = renderWords(writing, account, "【撤回】此前“发布”的 https://example.org/a?b=1\n原因：★ ¥ 〖错〗");
  expect(preview.text).toBe("【吉林应急】（撤回）此前“发布”的 https://example.org/a?b=1\n原因：★ ¥ （错）");
  expect(JSON.parse(payload)).toEqual({ signName: "吉林应急", words: preview.text.slice(sign) });
});

test("an alert keeps headline and link and fills the parts to the last character", () => {
  const { words } = JSON.parse(renderAlert(writing, account, { title: "一路没发出", text: "情况".repeat(500), link: "https://desk.test/desk/boards/1" })) as { words: string };
  expect(words).toMatch(/^一路没发出：情况.*…\nhttps:\/\/desk\.test\/desk\/boards\/1$/s);
  expect([partsOf(words), partsOf(words.replace("…", "情…"))]).toEqual([2, 3]);
});

test.each(["", "{}", "[]", "{\"signName\":\"吉林应急\"}", "{\"signName\":\"吉林应急\",\"words\":5}", "{\"signName\":\"吉林应急\",\"words\":\"\\ud83d\"}"])("bytes that are no message of ours are not cut: %s", (payload) => { expect(cutSigned(writing, payload, 1)).toBeNull(); });

const place = { host: "gateway.example.org", signName: "吉林应急", phones: ["13800000001"] };
const settings: Record<string, object> = {
  cmpp: { ...place, version: "2.0", spId: "901234", srcId: "10691", serviceId: "YJT" }, smgp: { ...place, clientId: "43100001", srcTermId: "10691", serviceId: "YJT" },
  sgip: { ...place, nodeId: 3_043_112_345, loginName: "sp", spNumber: "10691", corpId: "12345", serviceType: "YJT" }, smpp: { ...place, systemId: "desk", sourceAddress: "10691" },
};
describe.each(Object.keys(settings))("settings of %s", (id) => {
  const fits = (over: object) => connectors.find((c) => c.id === id)?.config.safeParse({ ...settings[id], ...over }).success;
  test.each<[string, object, boolean]>([
    ["as they should be", {}, true], ["an address for a host", { host: "10.1.2.3" }, true], ["a host with a path", { host: "https://example.org/" }, false], ["no port", { port: 0 }, false], ["no window", { window: 0 }, false],
    ["a signature in brackets", { signName: "【吉林应急】" }, false], ["eight parts", { partsMax: 8 }, false], ["no phone", { phones: [] }, false], ["a landline", { phones: ["043112345678"] }, false], ["1,001 phones", { phones: Array.from({ length: 1001 }, (_, n) => String(13_800_000_000 + n)) }, false],
  ])("%s", (_title, over, good) => { expect(fits(over)).toBe(good); });
});
