import type { JSONContent } from "@tiptap/core";
import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import { useEffect } from "react";
import type { FactShelf } from "./fact-shelf.ts";
import { FactNode } from "./nodes.ts";
import "./editor.css";

const placeholder = /\{\{fact:([0-9a-f-]{36})\}\}/gi;

/** Words with facts as `{{fact:id}}`, one paragraph a line, as an editor holds them. */
export function contentOf(template: string): JSONContent {
  const line = (words: string): JSONContent => {
    const content: JSONContent[] = [];
    let from = 0;
    for (const m of words.matchAll(placeholder)) {
      if (m.index > from) content.push({ type: "text", text: words.slice(from, m.index) });
      content.push({ type: "fact", attrs: { factId: (m[1] ?? "").toLowerCase() } });
      from = m.index + m[0].length;
    }
    if (from < words.length) content.push({ type: "text", text: words.slice(from) });
    return { type: "paragraph", ...(content.length ? { content } : {}) };
  };
  return { type: "doc", content: template.split("\n").map(line) };
}

/** The editor's words as a template again. */
export const templateIn = (json: JSONContent): string =>
  (json.content ?? []).map((line) => (line.content ?? []).map((run) => (run.type === "fact" ? `{{fact:${String(run.attrs?.["factId"] ?? "")}}}` : run.text ?? "")).join("")).join("\n");

/** A field for words with locked facts: title, summary, a form tuned by hand. `lines` false keeps it to one. */
export function TemplateField({ value, shelf, label, className, readOnly = false, lines = true, onChange, onLeave, onEditor }: {
  value: string; shelf: FactShelf; label: string; className?: string; readOnly?: boolean; lines?: boolean; onChange?: (template: string) => void; onLeave?: (template: string) => void; onEditor?: (editor: Editor) => void;
}) {
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ blockquote: false, bold: false, bulletList: false, code: false, codeBlock: false, hardBreak: false, heading: false, horizontalRule: false, italic: false, link: false, listItem: false, listKeymap: false, orderedList: false, strike: false, underline: false, trailingNode: false }),
      FactNode.configure({ shelf }),
    ],
    content: contentOf(value), editable: !readOnly,
    editorProps: {
      attributes: { "aria-label": label, role: "textbox", "aria-multiline": String(lines), ...(className ? { class: className } : {}) },
      handleKeyDown: (view, event) => { if (!lines && event.key === "Enter") { view.dom.blur(); return true; } return false; },
      transformPastedText: (text) => (lines ? text : text.replace(/\s*\n\s*/g, " ")),
    },
    onUpdate: ({ editor: own }) => onChange?.(templateIn(own.getJSON())),
    onBlur: ({ editor: own }) => onLeave?.(templateIn(own.getJSON())),
  }, [shelf, lines]);
  useEffect(() => { editor.setEditable(!readOnly, false); }, [editor, readOnly]);
  useEffect(() => { onEditor?.(editor); }, [editor, onEditor]);
  useEffect(() => { if (!editor.isFocused && templateIn(editor.getJSON()) !== value) editor.commands.setContent(contentOf(value), { emitUpdate: false }); }, [editor, value]);
  return <EditorContent editor={editor} />;
}
