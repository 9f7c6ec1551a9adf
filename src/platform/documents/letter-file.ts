import { AlignmentType, BorderStyle, Document, Packer, Paragraph, Table, TableRow, TextRun, WidthType } from "docx";
import { cell, faces, line, mm, page, red, run, sayDay, sentenceOf, sizes, spacing, title } from "./layout.ts";

/** A letter of an agency (信函格式, GB/T 9704-2012, 10.1): who writes, 发文字号, 主送, paragraphs, what it is about item by item, who signs and when. */
export type OfficialLetter = {
  mark: string;
  number: string;
  title: string;
  to: string;
  /** Paragraphs before the items and after them. */
  opening: readonly string[];
  items: readonly { label: string; text: string }[];
  closing: readonly string[];
  /** The units of the signature line, one under the other. */
  units: readonly string[];
  at: Date;
};

const fourCharacters = 4 * (sizes.body / 2) * 20;

/** The name of who writes over a double line, thick above thin; the number stands right under it. */
const head = ({ mark, number }: OfficialLetter): Paragraph[] => [
  new Paragraph({
    alignment: AlignmentType.CENTER, border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: red, space: 8 } }, spacing: { after: line / 2 },
    children: [new TextRun({ text: mark, size: sizes.title + 8, font: faces.title, color: red })],
  }),
  new Paragraph({ alignment: AlignmentType.RIGHT, spacing, children: [run(number)] }),
];

const itemTable = (items: OfficialLetter["items"]): Table => new Table({
  width: { size: mm(156), type: WidthType.DXA }, columnWidths: [mm(32), mm(124)],
  rows: items.map(({ label, text }) => new TableRow({ cantSplit: true, children: [
    cell([run(label, sizes.small, faces.heading)], 32), cell(text.split("\n").map((words, i) => new TextRun({ text: words, size: sizes.small, font: faces.body, ...(i > 0 ? { break: 1 } : {}) })), 124),
  ] })),
});

/** Units and 成文日期 stand right, four characters in. */
const signature = ({ units, at }: OfficialLetter): Paragraph[] => [...units, sayDay(at)].map((words, i) =>
  new Paragraph({ alignment: AlignmentType.RIGHT, keepNext: i < units.length, keepLines: true, indent: { right: fourCharacters }, spacing: { ...spacing, ...(i === 0 ? { before: 2 * line } : {}) }, children: [run(words)] }));

/** The letter as a Word file (docx) that can be printed and sealed. */
export async function letterFile(letter: OfficialLetter): Promise<Buffer> {
  const document = new Document({
    title: letter.title, creator: letter.units[0] ?? letter.mark,
    styles: { default: { document: { run: { font: faces.body, size: sizes.body } } } },
    sections: [{ properties: page, children: [
      ...head(letter), title(letter.title, 1),
      new Paragraph({ spacing, children: [run(`${letter.to}：`)] }),
      ...letter.opening.map((words) => sentenceOf([run(words)])),
      itemTable(letter.items),
      ...letter.closing.map((words) => sentenceOf([run(words)])),
      ...signature(letter),
    ] }],
  });
  return Packer.toBuffer(document);
}
