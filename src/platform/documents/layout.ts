import {
  AlignmentType, DocumentGridType, LineRuleType, Paragraph, TableCell, TextRun, VerticalAlignTable, WidthType, convertMillimetersToTwip, type IFontAttributesProperties, type ISectionPropertiesOptions, type ParagraphChild,
} from "docx";
import { isoDay } from "#kernel/clock.ts";

/** Sizes in half points, as Word counts them: 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt (GB/T 9704-2012, 5 and 7). */
export const sizes = { title: 44, body: 32, small: 28, note: 24, mark: 72 } as const;

/** The red of marks and lines. */
export const red = "C00000";

/** Millimetres in twentieths of a point. */
export const mm = convertMillimetersToTwip;

/** The height of a line: 22 lines on 225 mm. */
export const line = Math.round(mm(225) / 22);

/** The indent of a paragraph's first line. */
export const twoCharacters = 2 * (sizes.body / 2) * 20;

// Named as the standard names them; where one is absent the reader's own takes its place.
const face = (eastAsia: string): IFontAttributesProperties => ({ eastAsia, ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman" });

/** Typefaces of the standard by what they are for. */
export const faces = { body: face("仿宋"), heading: face("黑体"), title: face("方正小标宋简体"), song: face("宋体") };

/** Lines of equal height. */
export const spacing = { line, lineRule: LineRuleType.EXACT };

/** Words in one face and size, the body's unless said otherwise. */
export const run = (text: string, size: number = sizes.body, font = faces.body): TextRun => new TextRun({ text, size, font });

/** A title: 2号, centred, two lines under what stands above it unless said otherwise. */
export const title = (text: string, above = 2): Paragraph =>
  new Paragraph({ alignment: AlignmentType.CENTER, spacing: { line: Math.round(line * 1.2), lineRule: LineRuleType.EXACT, before: above * line, after: line }, children: [run(text, sizes.title, faces.title)] });

/** A paragraph of the text. */
export const sentenceOf = (children: ParagraphChild[]): Paragraph => new Paragraph({ alignment: AlignmentType.BOTH, spacing, indent: { firstLine: twoCharacters }, children });

/** A cell of a table, its width in millimetres. */
export const cell = (children: ParagraphChild[], width: number, alignment: "left" | "center" = "left"): TableCell => new TableCell({
  width: { size: mm(width), type: WidthType.DXA }, verticalAlign: VerticalAlignTable.CENTER, margins: { top: 60, bottom: 60, left: 100, right: 100 },
  children: [new Paragraph({ alignment, spacing: { line: 340, lineRule: LineRuleType.EXACT }, children })],
});

/** A4 with a text block of 156 × 225 mm. */
export const page: ISectionPropertiesOptions = {
  page: { size: { width: mm(210), height: mm(297) }, margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(24) } },
  grid: { type: DocumentGridType.LINES, linePitch: line },
};

/** A day in Beijing as 成文日期 is written: Arabic figures without leading zeros. */
export function sayDay(at: Date): string {
  const [y, m, d] = isoDay(at).split("-").map(Number);
  return `${y}年${m}月${d}日`;
}
