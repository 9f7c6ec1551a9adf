import { z } from "zod";
import { type Decision, permit, refuse } from "#kernel/decision.ts";
import { type Block, Doc, type Inline, Mark } from "#kernel/document.ts";

/** A node of the editor as JSON (ProseMirror). */
export type EditorNode = {
  type: string;
  attrs?: Record<string, unknown> | undefined;
  content?: EditorNode[] | undefined;
  text?: string | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
};

const Attrs = z.record(z.string(), z.unknown()).optional();
const EditorNode: z.ZodType<EditorNode> = z.lazy(() => z.object({
  type: z.string(), attrs: Attrs, content: z.array(EditorNode).optional(), text: z.string().optional(),
  marks: z.array(z.object({ type: z.string(), attrs: Attrs })).optional(),
}));

/** Why an editor's text cannot become a Doc; nothing is dropped silently. */
export const editorRefusals = [
  "content.unreadable-text", "content.unknown-node", "content.unknown-mark", "content.bad-link", "content.heading-level", "content.nested-list",
  "content.list-start", "content.merged-cells", "content.header-cells", "content.uneven-table", "content.no-reference",
] as const;

/** Thrown inside this file only: the first thing that cannot be kept. */
class Unkept extends Error {
  readonly code: (typeof editorRefusals)[number];
  readonly facts: Record<string, string | number>;
  constructor(code: (typeof editorRefusals)[number], facts: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

const children = (node: EditorNode): EditorNode[] => node.content ?? [];
const attr = (node: EditorNode, name: string): string => {
  const value = node.attrs?.[name];
  return typeof value === "string" ? value : "";
};

function reference(node: EditorNode, name: string): string {
  const id = z.uuid().safeParse(node.attrs?.[name]);
  if (!id.success) throw new Unkept("content.no-reference", { node: node.type, attribute: name });
  return id.data;
}

const Href = z.url({ protocol: /^https?$|^tel$|^mailto$/ });

function textRun(node: EditorNode): Inline {
  const given = node.marks ?? [];
  const unknown = given.find((m) => m.type !== "link" && !Mark.safeParse(m.type).success);
  if (unknown) throw new Unkept("content.unknown-mark", { mark: unknown.type });
  const marks = Mark.options.filter((option) => given.some((m) => m.type === option));
  const link = given.find((m) => m.type === "link");
  const href = link ? Href.safeParse(link.attrs?.["href"]) : undefined;
  if (href && !href.success) throw new Unkept("content.bad-link", { text: node.text ?? "" });
  return { type: "text", text: node.text ?? "", ...(marks.length ? { marks } : {}), ...(href?.success ? { href: href.data } : {}) };
}

function run(node: EditorNode): Inline {
  switch (node.type) {
    case "text": return textRun(node);
    case "hardBreak": return { type: "break" };
    case "fact": return { type: "fact", factId: reference(node, "factId") };
    default: throw new Unkept("content.unknown-node", { node: node.type });
  }
}

const runs = (node: EditorNode): Inline[] => children(node).map(run);

/** Paragraphs inside a list item or a cell become one run of text with line breaks between. */
function paragraphs(node: EditorNode): Inline[] {
  return children(node).flatMap((child, i): Inline[] => {
    if (child.type === "bulletList" || child.type === "orderedList") throw new Unkept("content.nested-list");
    if (child.type !== "paragraph") throw new Unkept("content.unknown-node", { node: child.type });
    return i ? [{ type: "break" }, ...runs(child)] : runs(child);
  });
}

function only(node: EditorNode, type: string): EditorNode[] {
  const other = children(node).find((child) => child.type !== type);
  if (other) throw new Unkept("content.unknown-node", { node: other.type, inside: node.type });
  return children(node);
}

function list(node: EditorNode, ordered: boolean): Block {
  const start = node.attrs?.["start"] ?? 1;
  if (ordered && start !== 1) throw new Unkept("content.list-start", { start: String(start) });
  return { type: "list", ordered, items: only(node, "listItem").map(paragraphs) };
}

function table(node: EditorNode): Block {
  const rows = only(node, "tableRow").map(children);
  rows.flat().forEach((cell) => {
    if (cell.type !== "tableCell" && cell.type !== "tableHeader") throw new Unkept("content.unknown-node", { node: cell.type, inside: "tableRow" });
    if ((cell.attrs?.["colspan"] ?? 1) !== 1 || (cell.attrs?.["rowspan"] ?? 1) !== 1) throw new Unkept("content.merged-cells");
  });
  if (rows.some((row) => row.length !== rows[0]?.length)) throw new Unkept("content.uneven-table");
  const isHead = (row: EditorNode[] | undefined) => row !== undefined && row.length > 0 && row.every((cell) => cell.type === "tableHeader");
  const header = isHead(rows[0]);
  if (rows.some((row, i) => (i > 0 || !header) && row.some((cell) => cell.type === "tableHeader"))) throw new Unkept("content.header-cells");
  return { type: "table", header, rows: rows.map((row) => row.map(paragraphs)) };
}

const captioned = (node: EditorNode) => (attr(node, "caption") === "" ? {} : { caption: attr(node, "caption") });

function block(node: EditorNode): Block {
  switch (node.type) {
    case "paragraph": return { type: "paragraph", content: runs(node) };
    case "heading": {
      const level = node.attrs?.["level"];
      if (level !== 2 && level !== 3) throw new Unkept("content.heading-level", { level: String(level) });
      return { type: "heading", level, content: runs(node) };
    }
    case "bulletList": return list(node, false);
    case "orderedList": return list(node, true);
    case "blockquote": return { type: "quote", content: only(node, "paragraph").map(runs) };
    case "table": return table(node);
    case "image": return { type: "image", materialId: reference(node, "materialId"), alt: attr(node, "alt"), ...captioned(node) };
    case "video": return { type: "video", materialId: reference(node, "materialId"), ...captioned(node) };
    default: throw new Unkept("content.unknown-node", { node: node.type });
  }
}

/** Reads an editor's JSON as structured text, or says what in it no channel could carry. */
export function readEditor(json: unknown): Decision<Doc> {
  const node = EditorNode.safeParse(json);
  if (!node.success || node.data.type !== "doc") return refuse("content.unreadable-text");
  try {
    return permit(Doc.parse({ blocks: children(node.data).map(block) }));
  } catch (error) {
    if (error instanceof Unkept) return refuse(error.code, error.facts);
    throw error;
  }
}

const writeRun = (inline: Inline): EditorNode => {
  if (inline.type === "break") return { type: "hardBreak" };
  if (inline.type === "fact") return { type: "fact", attrs: { factId: inline.factId } };
  const marks = [...(inline.marks ?? []).map((type) => ({ type })), ...(inline.href === undefined ? [] : [{ type: "link", attrs: { href: inline.href } }])];
  return { type: "text", text: inline.text, ...(marks.length ? { marks } : {}) };
};

/** A line of runs as an editor holds it; empty text is no node there. */
const withRuns = (node: EditorNode, line: readonly Inline[]): EditorNode => {
  const content = line.filter((inline) => inline.type !== "text" || inline.text !== "").map(writeRun);
  return content.length ? { ...node, content } : node;
};
const paragraph = (line: readonly Inline[]): EditorNode => withRuns({ type: "paragraph" }, line);

function writeBlock(b: Block): EditorNode {
  switch (b.type) {
    case "paragraph": return paragraph(b.content);
    case "heading": return withRuns({ type: "heading", attrs: { level: b.level } }, b.content);
    case "list": return { type: b.ordered ? "orderedList" : "bulletList", content: b.items.map((item) => ({ type: "listItem", content: [paragraph(item)] })) };
    case "quote": return { type: "blockquote", content: b.content.map(paragraph) };
    case "table": return {
      type: "table",
      content: b.rows.map((cells, i) => ({ type: "tableRow", content: cells.map((cell) => ({ type: b.header && i === 0 ? "tableHeader" : "tableCell", content: [paragraph(cell)] })) })),
    };
    case "image": return { type: "image", attrs: { materialId: b.materialId, alt: b.alt, caption: b.caption ?? null } };
    case "video": return { type: "video", attrs: { materialId: b.materialId, caption: b.caption ?? null } };
  }
}

/** Structured text as the editor's JSON. */
export const writeEditor = (doc: Doc): EditorNode => ({ type: "doc", content: doc.blocks.map(writeBlock) });
