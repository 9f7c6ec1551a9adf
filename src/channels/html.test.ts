import fc from "fast-check";
import { expect, test } from "vitest";
import type { Block, Inline } from "#kernel/document.ts";
import { anEdition, injured, picture } from "#tests/conformance/edition.ts";
import { bodyHtml, escapeHtml, letterHtml } from "./html.ts";

const body = (...blocks: Block[]) => ({ ...anEdition(), doc: { blocks } });
const said = (text: string, more: Partial<Extract<Inline, { type: "text" }>> = {}): Inline => ({ type: "text", text, ...more });
const html = (...blocks: Block[]) => bodyHtml(body(...blocks), (m) => `/m/${m.sha256}`);

test("a text becomes semantic HTML with its facts as data", () => {
  expect(bodyHtml(anEdition(), (m) => `/m/${m.sha256}`)).toBe([
    "<h2>情况</h2>",
    `<p><strong>截至目前，受伤</strong><data value="5" data-fact="${injured.id}" data-version="2">5人</data>。</p>`,
    '<table><thead><tr><th scope="col">县</th><th scope="col">电话</th></tr></thead><tbody><tr><td>甲县</td><td><a href="tel:119" rel="noopener noreferrer nofollow">119</a></td></tr></tbody></table>',
    `<figure><img src="/m/${"a".repeat(64)}" alt="巡护" width="800" height="600" loading="lazy"><figcaption>巡护队员上山 <span class="credit">图/省消防救援总队</span></figcaption></figure>`,
  ].join("\n"));
});

test.each([
  ["lists", { type: "list", ordered: true, items: [[said("一")], [said("二")]] }, "<ol><li>一</li><li>二</li></ol>"],
  ["quotes and breaks", { type: "quote", content: [[said("甲"), { type: "break" }, said("乙")]] }, "<blockquote><p>甲<br>乙</p></blockquote>"],
  ["marks nest", { type: "paragraph", content: [said("x", { marks: ["bold", "italic", "underline"] })] }, "<p><u><em><strong>x</strong></em></u></p>"],
] as const satisfies readonly (readonly [string, Block, string])[])("%s", (_title, block, expected) => { expect(html(structuredClone(block) as Block)).toBe(expected); });

const hostile = [
  "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</p></article><style>*{display:none}</style>", "<!--", "]]>", "&lt;script&gt;", "\u0000\u0008<b\u0000>", "{{constructor}}", "\uD800",
];
const allowed = /<\/?(?:h[123]|p|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|figure|figcaption|img|video|data|a|br|strong|em|u|span|aside|del|ins)(?: (?:scope="col"|class="[a-z]+"|controls|preload="none"|loading="lazy"|(?:href|src|alt|value|rel|width|height|data-fact|data-version)="[^"<>]*"))*>/g;

test.each(hostile)("hostile text stays text everywhere: %j", (text) => {
  const fact = { ...injured, text, number: null };
  const out = bodyHtml({
    facts: [fact], materials: [{ ...picture, credit: text }],
    doc: { blocks: [
      { type: "heading", level: 2, content: [said(text)] }, { type: "paragraph", content: [{ type: "fact", factId: fact.id }, said(text, { marks: ["bold"], href: `https://example.org/?q=${text}` })] },
      { type: "table", header: true, rows: [[[said(text)]], [[said(text)]]] }, { type: "image", materialId: picture.id, alt: text, caption: text },
    ] },
  }, () => `/m/${text}`);
  expect(out.replace(allowed, "")).not.toMatch(/[<>]/);
  expect(out).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
});

test.each(["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "vbscript:x", "//evil.example"])("a link to %s is dropped, its words stay", (href) => {
  expect(html({ type: "paragraph", content: [said("看", { href })] })).toBe("<p>看</p>");
});

test("any text can be read back from its escaped form, and no bracket or quote survives", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    const out = escapeHtml(text);
    expect(out).not.toMatch(/[<>"']/);
    const back = out.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");
    expect(back).toBe(text.replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, ""));
  }));
});

test("a letter without an address for its pictures says what they show", () => {
  expect(letterHtml(anEdition(), () => null)).toContain("〔图：巡护队员上山〕");
});
