import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { broadcastAccount, tarOf } from "#tests/simulators/broadcast.ts";
import { Config } from "./account.ts";
import { packed, unpacked } from "./archive.ts";
import { fileIn, formOf } from "./form.ts";
import { opened, sealed } from "./package.ts";
import { isSignedBy, signatureOf } from "./sm2.ts";
import { readXml, textAt } from "./xml.ts";

const at = new Date("2026-04-03T06:00:00Z");
const { resourceCode, platformCode, platformKey, platformPrivateKey, publicKey, privateKey } = broadcastAccount;
const base = { url: "http://127.0.0.1/", areaCode: "220000" };
const us = { ...Config.parse({ ...base, resourceCode, platformCode, platformKey }), privateKey };
const them = { ...Config.parse({ ...base, resourceCode: platformCode, platformCode: resourceCode, platformKey: publicKey }), privateKey: platformPrivateKey };
const id = `10${platformCode}0000000000000001`;
const document = `<EBD><EBDID>${id}</EBDID><EBDType>EBDResponse</EBDType><SRC><EBRID>${platformCode}</EBRID></SRC><EBDTime>2026-04-03 14:00:00</EBDTime><EBDResponse><ResultCode>1</ResultCode></EBDResponse></EBD>`;
const bytesOf = (text: string) => Buffer.from(text);

describe("whatever bytes come", () => {
  test("an archive is files or a reason, and soon", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 4096 }), async (bytes) => { expect(typeof (await unpacked(bytes)).ok).toBe("boolean"); }), { numRuns: 400 });
  });
  test("a package with some bytes changed, cut out or put in is never one of other words", async () => {
    const right = await sealed(them, id, document, [], at);
    const change = fc.record({ from: fc.nat(right.length - 1), drop: fc.nat(600), put: fc.uint8Array({ maxLength: 600 }) });
    await fc.assert(fc.asyncProperty(change, async ({ from, drop, put }) => {
      const result = await opened(us, Buffer.concat([right.subarray(0, from), put, right.subarray(from + drop)]), at);
      if (result.ok) expect(result.xml).toBe(document);
      else expect(result.why).toMatch(/^[a-z-]+$/);
    }), { numRuns: 400 });
  });
  test("a document is a tree or nothing", () => {
    const part = fc.oneof(fc.constantFrom("<a>", "</a>", "<a/>", "<b x='1'>", "</b>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml?>", "<!DOCTYPE a>", "&lt;", "&#x41;", "&b;", "\u0000"), fc.string({ maxLength: 4 }));
    fc.assert(fc.property(fc.array(part, { maxLength: 40 }).map((parts) => parts.join("")), (text) => { const tree = readXml(bytesOf(text)); expect(tree === null || tree.name !== "").toBe(true); }), { numRuns: 600 });
  });
  test("a form gives up its file or nothing", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ maxLength: 80 }), (body, boundary) => { expect(fileIn(`multipart/form-data; boundary=${boundary}`, body).length).toBeLessThanOrEqual(body.length); }));
  });
  test("a signature is good or not", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 60, maxLength: 74 }), (given) => { expect(isSignedBy(bytesOf("a"), Buffer.from(given).toString("base64"), platformKey)).toBe(false); }), { numRuns: 60 });
    fc.assert(fc.property(fc.string({ maxLength: 100 }), (given) => { expect(isSignedBy(bytesOf("a"), given, platformKey)).toBe(false); }));
    expect(isSignedBy(bytesOf("a"), signatureOf(bytesOf("a"), platformPrivateKey), `04${"0".repeat(128)}`)).toBe(false);
  });
});

describe("what was packed comes back", () => {
  test("any files, byte for byte, in a form or bare", async () => {
    const files = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,90}$/), bytes: fc.uint8Array({ maxLength: 1500 }) }), { maxLength: 6, selector: ({ name }) => name });
    await fc.assert(fc.asyncProperty(files, async (given) => {
      const { type, body } = formOf("EBDT_1.tar", await packed(given, at));
      const back = await unpacked(fileIn(type, body));
      expect(back.ok && [...back.files].map(([name, bytes]) => ({ name, bytes: new Uint8Array(bytes) }))).toEqual(given);
    }), { numRuns: 60 });
  });
});

describe("no archive takes more than it brings", () => {
  const claiming = (octal: string): Buffer => { const one = tarOf([["a.xml", bytesOf("x")]]); one.write(octal, 124, "latin1"); one.write("        ", 148, "latin1"); one.write(`${one.subarray(0, 512).reduce((a, b) => a + b, 0).toString(8).padStart(6, "0")}\0 `, 148, "latin1"); return one; };
  test.each([
    ["a file of eight gigabytes in two thousand bytes", claiming("77777777777\0"), "cut-short"], ["more files than any package has", tarOf(Array.from({ length: 40 }, (_, n) => [`${n}.xml`, bytesOf("")] as const)), "too-many-files"],
    ["the same name twice", tarOf([["a.xml", bytesOf("1")], ["a.xml", bytesOf("2")]]), "twice-the-same-name"], ["a way out of the folder", tarOf([["../a.xml", bytesOf("1")]]), "unfit-name"], ["seventeen megabytes", Buffer.alloc(17 * 1024 * 1024), "too-large"],
  ])("%s", async (_title, bytes, why) => { expect(await unpacked(bytes)).toEqual({ ok: false, why }); });
  test.each(["1", "2", "5", "6"])("no link, device or folder is a file (type %s)", async (kind) => {
    const one = tarOf([["a.xml", bytesOf("")]]);
    one.write(kind, 156, "latin1");
    one.write("        ", 148, "latin1");
    one.write(`${one.subarray(0, 512).reduce((a, b) => a + b, 0).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    const result = await unpacked(one);
    expect(result.ok ? [...result.files.keys()] : result.why).toEqual(kind === "5" ? [] : "not-a-file");
  });
});

describe("no document does more than say something", () => {
  test.each([
    ["a document type", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"], ["two roots", "<a/><b/>"], ["words outside", "x<a/>"], ["elements that cross", "<a><b></a></b>"], ["an element that does not end", "<a><b>"], ["no UTF-8", Buffer.from("<a>\xff</a>", "latin1")],
    ["depth", "<a>".repeat(40) + "</a>".repeat(40)], ["breadth", `<a>${"<b/>".repeat(20_001)}</a>`], ["length", `<a>${"x".repeat(600_000)}</a>`],
  ])("%s is refused", (_title, given) => { expect(readXml(typeof given === "string" ? bytesOf(given) : given)).toBeNull(); });
  test("an entity nobody declared stays as it is written, and what stands twice is not taken for either", () => {
    const tree = readXml(bytesOf("<x:a xmlns:x='u'><x:b>&c; &amp; &#65;</x:b><d>1</d><d>2</d></x:a>"));
    expect([tree?.name, textAt(tree, "b"), textAt(tree, "d")]).toEqual(["a", "&c; & A", null]);
  });
});
