import { getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import { draftSchema } from "../../coedit/schema.ts";
import { textExtensions } from "./text-extensions.ts";

const editor = getSchema(textExtensions(null));
const attrs = (type: { spec: { attrs?: unknown } } | undefined) => Object.keys((type?.spec.attrs ?? {}) as Record<string, unknown>).sort();

describe("editor and server hold the same text", () => {
  it("by the same nodes and marks", () => {
    expect(Object.keys(editor.nodes).sort()).toEqual(Object.keys(draftSchema.nodes).sort());
    expect(Object.keys(editor.marks).sort()).toEqual(Object.keys(draftSchema.marks).sort());
  });

  it.each(Object.keys(draftSchema.nodes))("%s has the same content and attributes", (name) => {
    const squeeze = (content: string | undefined) => (content ?? "").replace(/[\s()]/g, "");
    expect(squeeze(editor.nodes[name]?.spec.content)).toBe(squeeze(draftSchema.nodes[name]?.spec.content));
    expect(attrs(editor.nodes[name])).toEqual(expect.arrayContaining(attrs(draftSchema.nodes[name])));
  });
});
