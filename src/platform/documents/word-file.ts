import { AlignmentType, Bookmark, BorderStyle, Document, Footer, HeightRule, InternalHyperlink, Packer, PageNumber, Paragraph, Tab, Table, TableRow, TextRun, WidthType, type ParagraphChild } from "docx";
import { cell, faces, line, mm, page, red, run, sayDay, sentenceOf, sizes, spacing, title, twoCharacters } from "./layout.ts";
import { sectionNumber, spans, type Evidence, type Paper, type PaperFigure, type PaperSentence } from "./paper.ts";

/** Evidence numbers behind a sentence; each opens its row in the list. */
function behind(refs: readonly number[]): ParagraphChild[] {
  if (refs.length === 0) return [];
  return [new InternalHyperlink({ anchor: anchor(Math.min(...refs)), children: [new TextRun({ text: `[${spans(refs)}]`, size: sizes.note, font: faces.song, superScript: true, color: "1F5C99" })] })];
}

const anchor = (n: number): string => `evidence-${n + 1}`;

function head({ mark, number, issuer, at }: Paper): Paragraph[] {
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: mm(20), after: line }, children: [new TextRun({ text: mark, size: sizes.mark, font: faces.title, color: red, characterSpacing: 60 })] }),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { ...spacing, after: line }, children: [run(number)] }),
    new Paragraph({
      spacing: { ...spacing, after: mm(4) }, tabStops: [{ type: "right", position: mm(156) }], border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: red, space: 6 } },
      children: [run(issuer), new TextRun({ children: [new Tab()] }), run(sayDay(at))],
    }),
  ];
}

const heading = (text: string): Paragraph => new Paragraph({ keepNext: true, spacing, indent: { firstLine: twoCharacters }, children: [run(text, sizes.body, faces.heading)] });

const sentence = ({ text, refs }: PaperSentence): Paragraph => sentenceOf([run(text), ...behind(refs)]);

/** Figures of a section stand side by side, at most four in a row. */
function figureTable(figures: readonly PaperFigure[]): Table {
  const rows = Array.from({ length: Math.ceil(figures.length / 4) }, (_, i) => figures.slice(i * 4, i * 4 + 4));
  const wide = 156 / Math.min(4, figures.length);
  return new Table({
    width: { size: mm(156), type: WidthType.DXA },
    rows: rows.map((row) => new TableRow({
      cantSplit: true, height: { value: mm(14), rule: HeightRule.ATLEAST },
      children: row.map((one) => cell([run(`${one.label}　`, sizes.small), run(one.value, sizes.small, faces.heading), ...behind(one.refs)], wide, "center")),
    })),
  });
}

function evidenceList(evidence: readonly Evidence[]): (Paragraph | Table)[] {
  if (evidence.length === 0) return [];
  const widths = [14, 24, 74, 44] as const;
  const row = (cells: readonly ParagraphChild[][], tableHeader = false): TableRow => new TableRow({ cantSplit: true, tableHeader, children: cells.map((children, i) => cell(children, widths[i] ?? 0)) });
  const small = (text: string): ParagraphChild[] => [run(text, sizes.note, faces.song)];
  return [
    new Paragraph({ pageBreakBefore: true, spacing: { after: line / 2 }, children: [run("附：每句话和每个数字的依据", sizes.body, faces.heading)] }),
    new Table({
      width: { size: mm(156), type: WidthType.DXA }, columnWidths: widths.map((width) => mm(width)),
      rows: [row(["序号", "类别", "内容", "系统内编号"].map(small), true), ...evidence.map((one, i) => row([
        [new Bookmark({ id: anchor(i), children: [run(String(i + 1), sizes.note, faces.song)] })], small(one.kind), small(one.words), small(one.id),
      ]))],
    }),
  ];
}

/** 4号 Song between dashes, odd pages right and even pages left. */
const pageNumber = (alignment: "left" | "right"): Footer => new Footer({
  children: [new Paragraph({ alignment, indent: { left: 280, right: 280 }, children: [new TextRun({ size: sizes.small, font: faces.song, children: ["— ", PageNumber.CURRENT, " —"] })] })],
});

/** The paper as a Word file (docx) in the layout of GB/T 9704-2012: A4, text block 156 × 225 mm, 22 lines of 28 characters. */
export async function wordFile(paper: Paper): Promise<Buffer> {
  const document = new Document({
    title: paper.title, creator: paper.issuer, evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: faces.body, size: sizes.body } } } },
    sections: [{
      properties: page,
      footers: { default: pageNumber("right"), even: pageNumber("left") },
      children: [
        ...head(paper), title(paper.title),
        ...paper.sections.flatMap((section, i) => [
          heading(`${sectionNumber(i + 1)}、${section.title}`),
          ...(section.figures.length > 0 ? [figureTable(section.figures)] : []),
          ...section.sentences.map(sentence),
        ]),
        ...evidenceList(paper.evidence),
      ],
    }],
  });
  return Packer.toBuffer(document);
}
