import { Schema } from "@tiptap/pm/model";

/** Name of the shared fragment that holds the text of a draft; editor and server must agree on it. */
export const fragmentName = "default";

/** What a live draft may hold, as the server reads it; the editor's own list is held against it by a test. Lists are flat: what every channel can carry. */
export const draftSchema = new Schema({
  nodes: {
    doc: { content: "block+" },
    text: { group: "inline" },
    paragraph: { group: "block", content: "inline*" },
    heading: { group: "block", content: "inline*", attrs: { level: { default: 2 } } },
    bulletList: { group: "block list", content: "listItem+" },
    orderedList: { group: "block list", content: "listItem+" },
    listItem: { content: "paragraph+" },
    blockquote: { group: "block", content: "paragraph+" },
    table: { group: "block", content: "tableRow+" },
    tableRow: { content: "(tableCell | tableHeader)*" },
    tableCell: { content: "paragraph+", attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } } },
    tableHeader: { content: "paragraph+", attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } } },
    image: { group: "block", atom: true, attrs: { materialId: { default: null }, alt: { default: "" }, caption: { default: null } } },
    video: { group: "block", atom: true, attrs: { materialId: { default: null }, caption: { default: null } } },
    hardBreak: { group: "inline", inline: true },
    fact: { group: "inline", inline: true, atom: true, attrs: { factId: { default: null } } },
  },
  marks: { link: { attrs: { href: { default: null } } }, bold: {}, italic: {}, underline: {} },
});
