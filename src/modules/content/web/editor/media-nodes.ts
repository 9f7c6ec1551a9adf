import { Node } from "@tiptap/core";

const attribute = (name: string, fallback: string | null = null) => ({ [name]: { default: fallback, parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name.toLowerCase()}`), renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name.toLowerCase()}`]: attributes[name] }) } });

/** A picture of the wall in the text, with its caption and its description for those who cannot see it. */
export const PictureNode = Node.create({
  name: "image", group: "block", atom: true, draggable: true,
  addAttributes: () => ({ ...attribute("materialId"), ...attribute("alt", ""), ...attribute("caption") }),
  parseHTML: () => [{ tag: "figure[data-kind=image]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", { ...HTMLAttributes, "data-kind": "image" }],
});

/** A film of the wall in the text. */
export const FilmNode = Node.create({
  name: "video", group: "block", atom: true, draggable: true,
  addAttributes: () => ({ ...attribute("materialId"), ...attribute("caption") }),
  parseHTML: () => [{ tag: "figure[data-kind=video]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", { ...HTMLAttributes, "data-kind": "video" }],
});
