import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Block, Doc, Inline } from "#kernel/document.ts";
import { sweepDoc, uuid } from "./fixtures/piece.ts";
import { readEditor, writeEditor } from "./prosemirror.ts";

const p = (...content: unknown[]) => ({ type: "paragraph", content });
const t = (text: string, marks?: unknown) => ({ type: "text", text, ...(marks ? { marks } : {}) });
const read = (...content: unknown[]) => readEditor({ type: "doc", content });
const cell = (type: string, text: string, attrs: unknown = { colspan: 1, rowspan: 1, colwidth: null }) => ({ type, attrs, content: [p(t(text))] });

describe("an editor's text becomes structured text", () => {
  test.each<[string, unknown, Block]>([
    ["a paragraph with looks, a link and a fact", p(t("请拨打", [{ type: "underline" }, { type: "bold" }]), { type: "fact", attrs: { factId: uuid(5) } }, { type: "hardBreak" }, t("详见", [{ type: "link", attrs: { href: "https://a.example.cn/", target: "_blank" } }])),
      { type: "paragraph", content: [{ type: "text", text: "请拨打", marks: ["bold", "underline"] }, { type: "fact", factId: uuid(5) }, { type: "break" }, { type: "text", text: "详见", href: "https://a.example.cn/" }] }],
    ["a list item of two paragraphs", { type: "bulletList", content: [{ type: "listItem", content: [p(t("甲")), p(t("乙"))] }] }, { type: "list", ordered: false, items: [[{ type: "text", text: "甲" }, { type: "break" }, { type: "text", text: "乙" }]] }],
    ["a table with a header", { type: "table", content: [{ type: "tableRow", content: [cell("tableHeader", "地区")] }, { type: "tableRow", content: [cell("tableCell", "延边")] }] },
      { type: "table", header: true, rows: [[[{ type: "text", text: "地区" }]], [[{ type: "text", text: "延边" }]]] }],
    ["a picture", { type: "image", attrs: { materialId: uuid(60), alt: null, caption: "" } }, { type: "image", materialId: uuid(60), alt: "" }],
    ["a video", { type: "video", attrs: { materialId: uuid(61), caption: "现场" } }, { type: "video", materialId: uuid(61), caption: "现场" }],
    ["an empty paragraph", { type: "paragraph" }, { type: "paragraph", content: [] }],
    ["a quote", { type: "blockquote", content: [p(t("甲")), p(t("乙"))] }, { type: "quote", content: [[{ type: "text", text: "甲" }], [{ type: "text", text: "乙" }]] }],
  ])("%s", (_what, node, block) => expect(read(node)).toEqual({ ok: true, value: { blocks: [block] } }));
});

describe("what no channel could carry is refused with its reason, never dropped", () => {
  const li = (...content: unknown[]) => ({ type: "listItem", content });
  test.each<[string, unknown, string]>([
    ["an unknown block", { type: "codeBlock", content: [t("x")] }, "content.unknown-node"],
    ["an unknown run", p({ type: "mention", attrs: {} }), "content.unknown-node"],
    ["an unknown look", p(t("x", [{ type: "strike" }])), "content.unknown-mark"],
    ["a script for a link", p(t("x", [{ type: "link", attrs: { href: "javascript:alert(1)" } }])), "content.bad-link"],
    ["a heading of level 1", { type: "heading", attrs: { level: 1 }, content: [t("x")] }, "content.heading-level"],
    ["a list in a list", { type: "bulletList", content: [li(p(t("x")), { type: "orderedList", content: [li(p(t("y")))] })] }, "content.nested-list"],
    ["a list that begins at 3", { type: "orderedList", attrs: { start: 3 }, content: [li(p(t("x")))] }, "content.list-start"],
    ["merged cells", { type: "table", content: [{ type: "tableRow", content: [cell("tableCell", "x", { colspan: 2 })] }] }, "content.merged-cells"],
    ["a header cell below", { type: "table", content: [{ type: "tableRow", content: [cell("tableCell", "x")] }, { type: "tableRow", content: [cell("tableHeader", "y")] }] }, "content.header-cells"],
    ["a half header", { type: "table", content: [{ type: "tableRow", content: [cell("tableHeader", "x"), cell("tableCell", "y")] }] }, "content.header-cells"],
    ["an uneven table", { type: "table", content: [{ type: "tableRow", content: [cell("tableCell", "x"), cell("tableCell", "y")] }, { type: "tableRow", content: [cell("tableCell", "z")] }] }, "content.uneven-table"],
    ["a picture of nothing", { type: "image", attrs: { src: "data:," } }, "content.no-reference"],
    ["a fact of nothing", p({ type: "fact", attrs: {} }), "content.no-reference"],
    ["a picture in a quote", { type: "blockquote", content: [{ type: "image", attrs: { materialId: uuid(60) } }] }, "content.unknown-node"],
  ])("%s", (_what, node, code) => expect(read(node)).toMatchObject({ ok: false, refusal: { code } }));
  test.each([null, 3, "x", {}, { type: "paragraph" }, { type: "doc", content: [1] }])("no text at all: %j", (json) => expect(readEditor(json)).toEqual({ ok: false, refusal: { code: "content.unreadable-text" } }));
});

const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ text: fc.string({ minLength: 1, unit: "grapheme" }), marks: fc.subarray(["bold", "italic", "underline"] as const), linked: fc.boolean() })
    .map(({ text, marks, linked }): Inline => ({ type: "text", text, ...(marks.length ? { marks } : {}), ...(linked ? { href: "https://a.example.cn/p?x=1" } : {}) })),
  fc.nat(99).map((n): Inline => ({ type: "fact", factId: uuid(n) })),
  fc.constant<Inline>({ type: "break" }),
);
const line = fc.array(inline, { maxLength: 5 });
const caption = fc.option(fc.string({ minLength: 1 }), { nil: undefined }).map((c) => (c === undefined ? {} : { caption: c }));
const block: fc.Arbitrary<Block> = fc.oneof(
  line.map((content): Block => ({ type: "paragraph", content })),
  fc.tuple(fc.constantFrom(2 as const, 3 as const), line).map(([level, content]): Block => ({ type: "heading", level, content })),
  fc.tuple(fc.boolean(), fc.array(line, { minLength: 1, maxLength: 4 })).map(([ordered, items]): Block => ({ type: "list", ordered, items })),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((content): Block => ({ type: "quote", content })),
  fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })).chain(([header, w, h]) =>
    fc.array(fc.array(line, { minLength: w, maxLength: w }), { minLength: h, maxLength: h }).map((rows): Block => ({ type: "table", header, rows }))),
  fc.tuple(fc.nat(99), fc.string(), caption).map(([n, alt, c]): Block => ({ type: "image", materialId: uuid(n), alt, ...c })),
  fc.tuple(fc.nat(99), caption).map(([n, c]): Block => ({ type: "video", materialId: uuid(n), ...c })),
);

test("structured text goes to the editor and comes back the same", () => {
  expect(readEditor(writeEditor(sweepDoc))).toEqual({ ok: true, value: sweepDoc });
  fc.assert(fc.property(fc.array(block, { maxLength: 6 }).map((blocks): Doc => ({ blocks })), (doc) => {
    expect(readEditor(JSON.parse(JSON.stringify(writeEditor(doc))))).toEqual({ ok: true, value: doc });
  }));
});
