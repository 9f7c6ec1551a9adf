import ExcelJS from "exceljs";
import { Problem } from "#kernel/errors.ts";

/** A file as it travels in JSON. */
export type SheetFile = { name: string; base64: string };

/** A column of a sheet that people fill in: its key here, its head there; a sheet without the head of a `needed` one is refused. */
export type SheetColumn<K extends string> = { key: K; head: string; needed?: boolean };

/** One row as it came: its number in the file, cells as text under the heads that were understood, and all cells to give back. */
export type SheetRow<K extends string> = { number: number; cells: Record<K, string>; raw: readonly string[] };

/** What a sheet held: the heads as they stood and every row that is not empty. */
export type Sheet<K extends string> = { heads: string[]; rows: SheetRow<K>[] };

const reasonHead = "退回原因";

/** Reads the first page of an Excel file; cells become text as a person sees them. */
export async function readSheet<K extends string>({ base64 }: SheetFile, columns: readonly SheetColumn<K>[], most: number): Promise<Sheet<K>> {
  const book = new ExcelJS.Workbook();
  const page = await book.xlsx.load(new Uint8Array(Buffer.from(base64, "base64")).buffer).then((b) => b.worksheets[0], () => undefined);
  if (!page) throw new Problem("refused", { code: "sheet.unreadable" });
  if (page.actualRowCount > most + 1) throw new Problem("refused", { code: "sheet.too-long", facts: { rows: page.actualRowCount - 1, most } });
  const found = cellsOf(page.getRow(1));
  const missing = columns.filter(({ head, needed }) => needed === true && !found.includes(head));
  if (missing.length > 0) throw new Problem("refused", { code: "sheet.heads-missing", facts: { heads: missing.map(({ head }) => head).join("、") } });
  const kept = found.filter((head) => head !== reasonHead);
  const rows: SheetRow<K>[] = [];
  page.eachRow((row, number) => {
    const all = cellsOf(row);
    const raw = found.flatMap((head, i) => (head === reasonHead ? [] : [all[i] ?? ""]));
    if (number === 1 || raw.every((cell) => cell === "")) return;
    rows.push({ number, raw, cells: Object.fromEntries(columns.map(({ key, head }) => [key, (raw[kept.indexOf(head)] ?? "").trim()])) as Record<K, string> });
  });
  return { heads: kept, rows };
}

// A day is a day however its cell is formatted; everything else is what the person sees.
function cellsOf(row: ExcelJS.Row): string[] {
  const cells: string[] = [];
  for (let i = 1; i <= row.cellCount; i++) {
    const { value, text } = row.getCell(i);
    cells.push(value instanceof Date ? value.toISOString().slice(0, 10) : text.trim());
  }
  return cells;
}

/** A sheet to fill in, begun with `rows` where they are known, with lists to choose from on further pages. */
export async function templateSheet(of: { name: string; page: string; heads: readonly string[]; rows?: readonly (readonly string[])[]; lists?: readonly { page: string; columns: readonly { head: string; width: number }[]; rows: readonly (readonly string[])[] }[] }): Promise<SheetFile> {
  const book = new ExcelJS.Workbook();
  const first = book.addWorksheet(of.page);
  fill(first, of.heads);
  first.addRows((of.rows ?? []).map((row) => [...row]));
  for (const list of of.lists ?? []) {
    const page = book.addWorksheet(list.page);
    page.columns = list.columns.map(({ head, width }) => ({ header: head, width }));
    page.addRows(list.rows.map((row) => [...row]));
  }
  return save(book, of.name);
}

/** The rows given back: every cell as it came, and why. */
export async function rejectedSheet<K extends string>(sheet: Sheet<K>, rejected: readonly { row: SheetRow<K>; reason: string }[]): Promise<SheetFile> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet("退回的行");
  fill(page, [...sheet.heads, reasonHead]);
  page.addRows(rejected.map(({ row, reason }) => [...sheet.heads.map((_, i) => row.raw[i] ?? ""), reason]));
  return save(book, "退回的行.xlsx");
}

function fill(page: ExcelJS.Worksheet, heads: readonly string[]): void {
  page.columns = heads.map((header) => ({ header, width: 18, style: { numFmt: "@" } }));
  page.getRow(1).font = { bold: true };
}

async function save(book: ExcelJS.Workbook, name: string): Promise<SheetFile> {
  return { name, base64: Buffer.from(await book.xlsx.writeBuffer()).toString("base64") };
}
