import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryOf } from "../fixtures/arbitraries.ts";
import { octets } from "../fixtures/octets.ts";
import { codecOf, compile, readWhole } from "./compile.ts";
import { block, counted, ctext, optional, record, rest, restText, sized, text, tlvs, u32, u64, u8, uint, type Spec } from "./spec.ts";

const write = (spec: Spec, value: unknown): string | null => {
  const codec = codecOf(spec);
  const size = codec.size(value);
  if (size < 0) return null;
  const to = Buffer.alloc(size);
  expect(codec.write(to, 0, value)).toBe(size);
  return to.toString("hex");
};
const read = (spec: Spec, written: string): { value: unknown; fault: string | null; at: number } => {
  const bytes = octets(written);
  const from = { bytes, at: 0, end: bytes.length, fault: null as string | null };
  return { value: codecOf(spec).read(from), fault: from.fault, at: from.at };
};
const tagged = tlvs({ one: { tag: 0x0002, of: u8 }, words: { tag: 0x001e, of: restText } });

describe("a field on the wire is what its table says", () => {
  test.each<[string, Spec, unknown, string]>([
    ["an octet", u8, 255, "ff"], ["two octets, big endian", uint(2), 0x0102, "0102"], ["four octets, unsigned", u32, 0x8000_0004, "80000004"],
    ["eight octets", u64, 0x0102_0304_0506_0708n, "0102030405060708"], ["no octet", uint(0), 0, ""],
    ["text padded with zeros", text(6), "901", "393031 00 00 00"], ["text that fills its field", text(3), "901", "393031"], ["text of no octets", text(0), "", ""],
    ["raw octets", block(3), Buffer.from([1, 0, 2]), "010002"], ["text that ends with a zero", ctext(5), "ab", "616200"],
    ["octets behind their length", sized(1, 140), Buffer.from("hi"), "02 6869"], ["octets behind a length of four", sized(4, 140), Buffer.from("hi"), "00000002 6869"],
    ["fields behind their count", counted(1, text(3)), ["12", "345"], "02 313200 333435"], ["a field that is there", optional(u8), 7, "07"], ["a field that is not", optional(u8), null, ""],
    ["whatever is left", rest, Buffer.from([9, 8]), "0908"],
    ["fields in their order", record({ a: u8, b: uint(2) }), { a: 1, b: 2 }, "01 0002"],
    ["tagged fields", tagged, { one: 1, words: "7", others: [{ tag: 0x0101, value: Buffer.from([5]) }] }, "0002 0001 01  001e 0002 3700  0101 0001 05"],
  ])("%s", (_, spec, value, written) => {
    expect(write(spec, value)).toBe(octets(written).toString("hex"));
    expect(read(spec, written)).toEqual({ value, fault: null, at: octets(written).length });
  });
  test("a field left out of a record is written empty", () => { expect(write(record({ a: u8, b: text(2), c: counted(1, u8) }), { b: "x" })).toBe("00780000"); });
  test("text is read up to its first zero, whatever the padding holds", () => { expect(read(text(4), "41 00 42 43").value).toBe("A"); });
  test("text in a tagged field may leave its closing zero out", () => { expect(read(tagged, "001e 0001 37").value).toEqual({ words: "7" }); });
  test("a tagged field of another size than its own, or a second of its name, is kept as it came", () => {
    expect(read(tagged, "0002 0002 0102  0002 0001 03  0002 0001 04").value).toEqual({ one: 3, others: [{ tag: 2, value: Buffer.from([1, 2]) }, { tag: 2, value: Buffer.from([4]) }] });
  });
});

describe("a value that does not fit is not written", () => {
  test.each<[string, Spec, unknown]>([
    ["a number too large", u8, 256], ["a negative number", u32, -1], ["half a number", u8, 0.5], ["no number", u8, Number.NaN], ["a number where there is no octet", uint(0), 1],
    ["more than 64 bits", u64, 1n << 64n], ["less than none", u64, -1n], ["text too long", text(2), "abc"], ["text with a zero inside", text(4), "a\u0000b"], ["text beyond one octet", text(8), "吉林"],
    ["ended text without room for its zero", ctext(2), "ab"], ["raw octets of another length", block(2), Buffer.alloc(3)], ["octets beyond their most", sized(1, 140), Buffer.alloc(141)],
    ["octets beyond what their length can say", sized(1, 1_000), Buffer.alloc(256)], ["more items than their count can say", counted(1, u8), Array.from({ length: 256 }, () => 1)],
    ["one item that does not fit", counted(1, u8), [1, 300, 1]], ["one field that does not fit", record({ a: u8 }), { a: 300 }], ["a tagged field that does not fit", tagged, { one: 300 }],
    ["a tag beyond two octets", tagged, { others: [{ tag: 0x1_0000, value: Buffer.alloc(0) }] }], ["a tagged field longer than its length can say", tagged, { others: [{ tag: 9, value: Buffer.alloc(65_536) }] }],
  ])("%s", (_, spec, value) => { expect(write(spec, value)).toBeNull(); });
});

describe("octets that make no field are refused with the place", () => {
  test.each<[string, Spec, string, string]>([
    ["a frame that ends early", record({ a: u8, b: u32 }), "01 0002", "b.short"], ["a length beyond the frame", record({ words: sized(1, 255) }), "ff 41", "words.short"],
    ["a length beyond the most", record({ words: sized(1, 2) }), "03 414243", "words.too-long"], ["a count beyond the frame", record({ phones: counted(4, text(21)) }), "ffffffff 31", "phones.short"],
    ["a count of fields without octets beyond the frame", record({ none: counted(4, text(0)) }), "00000002 01", "none.short"],
    ["ended text that never ends", record({ id: ctext(4) }), "41424344", "id.unended"], ["a tagged field beyond the frame", record({ options: tagged }), "0002 0005 01", "options.short"],
    ["half a tag", record({ options: tagged }), "00", "options.short"], ["a place inside a place", record({ outer: record({ inner: u32 }) }), "01", "outer.inner.short"],
  ])("%s", (_, spec, written, fault) => { expect(read(spec, written).fault).toBe(fault); });
  test("a value must fill its octets from first to last", () => {
    expect(readWhole(compile(u32), octets("00000001"))).toBe(1);
    expect(readWhole(compile(u32), octets("0000000102"))).toBeNull();
    expect(readWhole(compile(u32), octets("000001"))).toBeNull();
  });
});

const specs: Spec[] = [
  record({ a: u8, b: uint(2), c: u32, d: u64, e: text(7), f: block(5), g: ctext(9), h: sized(2, 400), i: counted(1, record({ x: text(3), y: u8 })), j: optional(u32) }),
  record({ head: record({ n: u32 }), tail: tagged }), record({ n: u8, left: rest }), record({ n: u8, left: restText }), counted(2, ctext(6)),
];

describe("for every table", () => {
  test.each(specs.map((spec, i) => [i, spec] as const))("reading undoes writing (%i)", (_, spec) => {
    const codec = codecOf(spec);
    fc.assert(fc.property(arbitraryOf(spec), (value) => {
      const to = Buffer.alloc(codec.size(value));
      codec.write(to, 0, value);
      expect(readWhole(codec, to)).toEqual(value);
    }));
  });
  test.each(specs.map((spec, i) => [i, spec] as const))("any octets give a value or a fault, and nothing larger than themselves (%i)", (_, spec) => {
    const codec = codecOf(spec);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const from = { bytes: Buffer.from(bytes), at: 0, end: bytes.length, fault: null as string | null };
      const value = codec.read(from);
      expect(from.at).toBeLessThanOrEqual(bytes.length);
      if (from.fault === null) expect(codec.size(value)).toBeLessThanOrEqual(bytes.length + 1);
    }));
  });
});
