import { getTextBetween, getTextSerializersFromSchema } from "@tiptap/core";
import type { Editor } from "@tiptap/react";

/** A place in the text: block index and the words meant. */
export type Place = { block: number | null; quote: string };

/** Where words stand in a block of the text, as positions; facts count as their words. Null where they are not found. */
export function rangeOf(editor: Editor, { block, quote }: Place): { from: number; to: number } | null {
  const { doc, schema } = editor.state;
  const textSerializers = getTextSerializersFromSchema(schema);
  let found: { from: number; to: number } | null = null;
  doc.forEach((node, offset, index) => {
    if (found || (block !== null && index !== block)) return;
    const letters: { at: number; end: number }[] = [];
    let text = "";
    node.descendants((child, at) => {
      if (!child.isInline) return true;
      const words = child.isText ? child.text ?? "" : child.type.name === "fact" ? getTextBetween(node, { from: at, to: at + child.nodeSize }, { textSerializers }) : "\n";
      const start = offset + 1 + at;
      for (let i = 0; i < words.length; i += 1) letters.push(child.isText ? { at: start + i, end: start + i + 1 } : { at: start, end: start + child.nodeSize });
      text += words;
      return false;
    });
    const at = quote ? text.indexOf(quote) : -1;
    if (at >= 0) found = { from: letters[at]?.at ?? 0, to: letters[at + quote.length - 1]?.end ?? 0 };
    else if (block !== null) found = { from: offset + 1, to: offset + 1 };
  });
  return found;
}

/** Brings a place into view with its words chosen. */
export function showPlace(editor: Editor, place: Place): void {
  const range = rangeOf(editor, place);
  if (!range) return;
  editor.chain().focus().setTextSelection(range).scrollIntoView().run();
}

/** Puts other words, or a fact, where words stand; answers whether they were still there. */
export function replacePlace(editor: Editor, place: Place, by: { words: string } | { factId: string }): boolean {
  const range = rangeOf(editor, place);
  if (!range || range.from === range.to) return false;
  return editor.chain().focus().insertContentAt(range, "factId" in by ? { type: "fact", attrs: { factId: by.factId } } : by.words).run();
}

/** The words chosen now, with their block; null when nothing is chosen. */
export function chosenPlace(editor: Editor): Place | null {
  const { from, to, $from } = editor.state.selection;
  if (from === to) return null;
  return { block: $from.depth > 0 ? $from.index(0) : null, quote: getTextBetween(editor.state.doc, { from, to }, { blockSeparator: " ", textSerializers: getTextSerializersFromSchema(editor.schema) }).slice(0, 200) };
}

/** The fact under the caret or beside it; null elsewhere. */
export function factAtCaret(editor: Editor): string | null {
  const { selection } = editor.state;
  const chosen = "node" in selection ? (selection.node as { type: { name: string }; attrs: Record<string, unknown> }) : null;
  const near = [chosen, selection.$from.nodeBefore, selection.$from.nodeAfter].find((node) => node?.type.name === "fact");
  const id = near?.attrs["factId"];
  return typeof id === "string" ? id : null;
}
