import type { AnyExtension } from "@tiptap/core";
import { StarterKit } from "@tiptap/starter-kit";
import type { FactShelf } from "./fact-shelf.ts";
import { FilmNode, PictureNode } from "./media-nodes.ts";
import { FactNode, FlatListItem, FromOne, PlainLink, Quote, tables } from "./nodes.ts";

/** The nodes and marks of our text and nothing else; coedit/schema.ts says the same for the server. */
export const textExtensions = (shelf: FactShelf | null, media: readonly AnyExtension[] = [PictureNode, FilmNode]): AnyExtension[] => [
  StarterKit.configure({ blockquote: false, code: false, codeBlock: false, heading: { levels: [2, 3] }, horizontalRule: false, link: false, listItem: false, listKeymap: false, orderedList: false, strike: false, undoRedo: false, trailingNode: false }),
  Quote, FlatListItem, FromOne, PlainLink, ...tables, FactNode.configure({ shelf }), ...media,
];
