import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "./decode.ts";
import { encodeAs, encodings } from "./fixtures/encode.ts";

const words = "长春市应急管理局：南关区一处仓库起火，消防救援人员正在处置，暂无人员伤亡。";
const xml = (declared: string): string => `<?xml version="1.0"${declared === "" ? "" : ` encoding="${declared}"`}?><rss><channel><item><title>${words}</title></item></channel></rss>`;

describe("what the bytes make when read decides, whatever was declared", () => {
  const declarations = ["", "utf-8", "gbk", "gb2312", "GB18030", "utf-16", "iso-8859-1", "us-ascii", "nonsense-8"];
  test.each(encodings.flatMap((encoding) => declarations.map((inside) => ({ encoding, inside }))))("$encoding, declared '$inside' inside and anything by the server", ({ encoding, inside }) => {
    const text = xml(inside);
    for (const sent of ["", "utf-8", "gb2312", "iso-8859-1", "utf-16"]) {
      expect(decode(encodeAs(text, encoding), sent === "" ? "text/xml" : `text/xml; charset=${sent}`), sent).toMatchObject({ text, lost: 0 });
    }
  });
  test.each([
    ["a table without any declaration", "标题,链接\n南关区大雾,无\n", "gbk" as const],
    ["a page that declares itself in meta", `<html><head><meta charset="gb2312"></head><body>${words}</body></html>`, "gbk" as const],
    ["characters beyond the basic plane", `<title>𠮷林${words}</title>`, "gb18030" as const],
    ["two characters only", "<t>模范</t>", "gbk" as const],
  ])("%s", (_, text, encoding) => expect(decode(encodeAs(text, encoding), "text/plain").text).toBe(text));
});

describe("damage costs its own characters only", () => {
  test("a tail cut in the middle of a character", () => {
    const bytes = encodeAs(xml("utf-8"), "utf-8").subarray(0, 90);
    const { text, lost, encoding } = decode(bytes, null);
    expect(encoding).toBe("utf-8");
    expect(lost).toBeLessThanOrEqual(1);
    expect(text).toContain("长春");
  });
  test("a mark that lies", () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, ...encodeAs(words.repeat(3), "gbk")]);
    expect(decode(bytes, null).text).toContain("南关区一处仓库起火");
  });
  test("flipped bits do not turn one encoding into another", () => {
    const bytes = encodeAs(xml("utf-8").repeat(3), "utf-8").map((byte, i) => (i % 97 === 50 ? byte ^ 0x10 : byte));
    expect(decode(bytes, "text/xml; charset=gbk").encoding).toBe("utf-8");
  });
});

test("no bytes and no declaration make it throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), fc.option(fc.string(), { nil: null }), (bytes, type) => {
    const { text, lost } = decode(bytes, type);
    return typeof text === "string" && lost >= 0 && text.length <= bytes.length + 1;
  }), { numRuns: 800 });
});
