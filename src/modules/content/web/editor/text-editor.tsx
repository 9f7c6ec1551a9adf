import { EditorContent, useEditor, useEditorState, type Editor } from "@tiptap/react";
import { Button } from "antd";
import { useEffect } from "react";
import { say } from "#web/say.ts";
import { t as sayNow, useT } from "#web/t.ts";
import type { DraftLine } from "../draft-line.ts";
import { liveExtensions } from "./extensions.ts";
import type { FactShelf } from "./fact-shelf.ts";
import { cleanPaste, sayLeftOut } from "./paste.ts";
import "./editor.css";

/** What the text editor is given: the line it writes on, the facts, and what its keys open. */
export type TextEditorProps = { line: DraftLine; shelf: FactShelf; editable: boolean; ownUnitId: string; shortName: (unitId: string) => string; label: string; onEditor: (editor: Editor | null) => void; onFactKey: () => void; onLinkKey: () => void };

/** The live text of a piece, written by several people at once. */
export function TextEditor({ line, shelf, editable, ownUnitId, shortName, label, onEditor, onFactKey, onLinkKey }: TextEditorProps) {
  const editor = useEditor({
    extensions: liveExtensions(line, shelf, ownUnitId, shortName, { fact: onFactKey, link: onLinkKey }),
    editable, shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: { class: "ed-text", role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "false" },
      transformPastedHTML: (html) => {
        if (html.includes("data-pm-slice")) return html;
        const { html: clean, left } = cleanPaste(html);
        const said = sayLeftOut(left);
        if (said) say(sayNow(...said));
        return clean;
      },
    },
  }, [line]);
  useEffect(() => { editor.setEditable(editable, false); }, [editor, editable]);
  useEffect(() => { onEditor(editor); return () => { onEditor(null); }; }, [editor, onEditor]);
  return <EditorContent editor={editor} />;
}

/** How the words chosen look, and a way to change it. */
export function EditorTools({ editor, onLink }: { editor: Editor; onLink: () => void }) {
  const t = useT();
  const on = useEditorState({ editor, selector: ({ editor: e }) => ({
    bold: e.isActive("bold"), italic: e.isActive("italic"), underline: e.isActive("underline"), h2: e.isActive("heading", { level: 2 }), h3: e.isActive("heading", { level: 3 }),
    bullets: e.isActive("bulletList"), numbers: e.isActive("orderedList"), quote: e.isActive("blockquote"), table: e.isActive("table"), link: e.isActive("link"), undo: e.can().undo(), redo: e.can().redo(),
  }) });
  const run = () => editor.chain().focus();
  const tools: readonly [string, string, boolean, () => void, string?][] = [
    [t("小标题", "Heading"), "Ctrl+Alt+2", on.h2, () => run().toggleHeading({ level: 2 }).run()],
    [t("次标题", "Subheading"), "Ctrl+Alt+3", on.h3, () => run().toggleHeading({ level: 3 }).run()],
    [t("粗", "Bold"), "Ctrl+B", on.bold, () => run().toggleBold().run(), "b"],
    [t("斜", "Italic"), "Ctrl+I", on.italic, () => run().toggleItalic().run(), "i"],
    [t("线", "Underline"), "Ctrl+U", on.underline, () => run().toggleUnderline().run(), "u"],
    [t("列表", "Bullets"), "Ctrl+Shift+8", on.bullets, () => run().toggleBulletList().run()],
    [t("编号", "Numbers"), "Ctrl+Shift+7", on.numbers, () => run().toggleOrderedList().run()],
    [t("引用", "Quote"), "Ctrl+Shift+B", on.quote, () => run().toggleBlockquote().run()],
    [t("表格", "Table"), "", on.table, () => (on.table ? run().deleteTable().run() : run().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run())],
    [t("链接", "Link"), "Ctrl+Shift+L", on.link, onLink],
  ];
  return (
    <div className="ed-tools" role="toolbar" aria-label={t("文字样式", "Text style")}>
      {tools.map(([label, keys, active, act, look]) => <button key={label} type="button" aria-pressed={active} title={keys ? `${label}　${keys}` : label} className={look ? `look-${look}` : undefined} onMouseDown={(event) => { event.preventDefault(); }} onClick={act}>{label}</button>)}
      {on.table && <span className="ed-tools-more"><Button size="small" type="link" onClick={() => run().addRowAfter().run()}>{t("加一行", "Add row")}</Button><Button size="small" type="link" onClick={() => run().addColumnAfter().run()}>{t("加一列", "Add column")}</Button><Button size="small" type="link" onClick={() => run().deleteRow().run()}>{t("删行", "Delete row")}</Button><Button size="small" type="link" onClick={() => run().deleteColumn().run()}>{t("删列", "Delete column")}</Button></span>}
      <span className="ed-tools-more"><button type="button" disabled={!on.undo} title="Ctrl+Z" onClick={() => run().undo().run()}>{t("撤销", "Undo")}</button><button type="button" disabled={!on.redo} title="Ctrl+Shift+Z" onClick={() => run().redo().run()}>{t("重做", "Redo")}</button></span>
    </div>
  );
}
