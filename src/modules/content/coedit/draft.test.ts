import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { Doc } from "#kernel/document.ts";
import { readEditor } from "../rules/prosemirror.ts";
import { docFromDraft, draftFromDoc } from "./draft.ts";
import { fragmentName } from "./schema.ts";

const factId = "01900000-0000-7000-8000-00000000000f";
const materialId = "01900000-0000-7000-8000-00000000000a";
const everything: Doc = {
  blocks: [
    { type: "heading", level: 2, content: [{ type: "text", text: "防火提示" }] },
    { type: "paragraph", content: [{ type: "text", text: "火情请拨打", marks: ["bold", "underline"] }, { type: "fact", factId }, { type: "break" }, { type: "text", text: "详见", marks: ["italic"], href: "https://example.org/a" }] },
    { type: "list", ordered: true, items: [[{ type: "text", text: "不带火种" }], [{ type: "text", text: "不烧纸" }]] },
    { type: "list", ordered: false, items: [[{ type: "fact", factId }]] },
    { type: "quote", content: [[{ type: "text", text: "人离火灭" }]] },
    { type: "table", header: true, rows: [[[{ type: "text", text: "市州" }], [{ type: "text", text: "等级" }]], [[{ type: "text", text: "延边" }], [{ type: "fact", factId }]]] },
    { type: "image", materialId, alt: "防火检查", caption: "检查站" },
    { type: "video", materialId },
    { type: "paragraph", content: [] },
  ],
};

describe("a live draft", () => {
  it("gives back every block that went in", () => {
    expect(readEditor(docFromDraft(draftFromDoc(everything)))).toEqual({ ok: true, value: everything });
  });

  it("begins with an empty paragraph where nothing was written", () => {
    expect(readEditor(docFromDraft(draftFromDoc({ blocks: [] })))).toEqual({ ok: true, value: { blocks: [{ type: "paragraph", content: [] }] } });
  });

  it("shows the rule what cannot be kept instead of dropping it", () => {
    const draft = new Y.Doc();
    draft.getXmlFragment(fragmentName).insert(0, [new Y.XmlElement("codeBlock")]);
    expect(readEditor(docFromDraft(Y.encodeStateAsUpdate(draft)))).toMatchObject({ ok: false, refusal: { code: "content.unknown-node" } });
  });
});
