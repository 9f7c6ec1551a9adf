import { mergeAttributes, Node } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Link } from "@tiptap/extension-link";
import { ListItem, OrderedList } from "@tiptap/extension-list";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import type { FactShelf } from "./fact-shelf.ts";

/** Lists are flat, quotes and cells hold paragraphs: what every channel can carry (kernel/document.ts). */
export const FlatListItem = ListItem.extend({ content: "paragraph+" });
export const FromOne = OrderedList.extend({ addAttributes: () => ({}) });
export const Quote = Blockquote.extend({ content: "paragraph+" });
const Cell = TableCell.extend({ content: "paragraph+" });
const HeadCell = TableHeader.extend({ content: "paragraph+" });
export const tables = [Table.configure({ resizable: false, cellMinWidth: 48 }), TableRow, Cell, HeadCell];

/** A link carries its address and nothing else. */
export const PlainLink = Link.extend({
  addAttributes: () => ({ href: { default: null, parseHTML: (element: HTMLElement) => element.getAttribute("href") } }),
}).configure({ openOnClick: false, autolink: false, linkOnPaste: true, protocols: ["tel", "mailto"], HTMLAttributes: { rel: "noopener", target: null, class: null } });

/** A master fact in the text: one atom that cannot be typed into; its words come from the sheet (FactShelf). */
export const FactNode = Node.create<{ shelf: FactShelf | null }>({
  name: "fact", group: "inline", inline: true, atom: true, selectable: true, draggable: true,
  addOptions: () => ({ shelf: null }),
  addAttributes: () => ({ factId: { default: null, parseHTML: (element) => element.getAttribute("data-fact") } }),
  parseHTML: () => [{ tag: "span[data-fact]" }],
  renderHTML({ node, HTMLAttributes }) {
    const id = String(node.attrs["factId"] ?? "");
    return ["span", mergeAttributes(HTMLAttributes, { "data-fact": id }), this.options.shelf?.wordsOf(id).text ?? ""];
  },
  renderText({ node }) {
    return this.options.shelf?.wordsOf(String(node.attrs["factId"] ?? "")).text ?? "";
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("span");
      const id = String(node.attrs["factId"] ?? "");
      const show = () => {
        const { text, source, state } = this.options.shelf?.wordsOf(id) ?? { text: "", source: "", state: "missing" };
        dom.className = state === "current" ? "fact" : "fact stale";
        dom.textContent = text;
        dom.title = source;
      };
      dom.setAttribute("data-fact", id);
      show();
      const leave = this.options.shelf?.watch(show);
      return { dom, destroy: () => leave?.(), ignoreMutation: () => true };
    };
  },
});
