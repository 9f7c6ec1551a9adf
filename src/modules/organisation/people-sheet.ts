import ExcelJS from "exceljs";
import { Problem } from "#kernel/errors.ts";
import { sheetColumns, type SheetKey, type SheetRow } from "./rules/people-rows.ts";

/** A file as it travels in JSON. */
export type SheetFile = { name: string; base64: string };

/** Rows of one sheet at most; a province has fewer officers. */
export const longestSheet = 5000;

const reasonHead = "退回原因";
const heads: readonly string[] = sheetColumns.map((c) => c.head);

/** What a sheet held: the heads as they stood and every row that is not empty. */
export type PeopleSheet = { heads: string[]; rows: SheetRow[] };

/** Reads the first page of an Excel file; cells become text as a person sees them. */
export async function readPeopleSheet({ base64 }: SheetFile): Promise<PeopleSheet> {
  const book = new ExcelJS.Workbook();
  const bytes = Buffer.from(base64, "base64");
  const sheet = await book.xlsx.load(new Uint8Array(bytes).buffer).then((b) => b.worksheets[0], () => undefined);
  if (!sheet) throw new Problem("refused", { code: "organisation.sheet-unreadable" });
  if (sheet.actualRowCount > longestSheet + 1) throw new Problem("refused", { code: "organisation.sheet-too-long", facts: { rows: sheet.actualRowCount - 1, most: longestSheet } });
  const found = cellsOf(sheet.getRow(1));
  const missing = heads.slice(0, 4).filter((head) => !found.includes(head) && head !== "职务");
  if (missing.length > 0) throw new Problem("refused", { code: "organisation.sheet-heads-missing", facts: { heads: missing.join("、") } });
  const kept = found.filter((head) => head !== reasonHead);
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    const all = cellsOf(row);
    const raw = found.flatMap((head, i) => (head === reasonHead ? [] : [all[i] ?? ""]));
    if (number === 1 || raw.every((cell) => cell === "")) return;
    const cells = Object.fromEntries(sheetColumns.map(({ key, head }) => [key, (raw[kept.indexOf(head)] ?? "").trim()])) as Record<SheetKey, string>;
    rows.push({ number, cells, raw });
  });
  return { heads: kept, rows };
}

function cellsOf(row: ExcelJS.Row): string[] {
  const cells: string[] = [];
  for (let i = 1; i <= row.cellCount; i++) cells.push(row.getCell(i).text.trim());
  return cells;
}

/** The empty sheet, with the open units and their codes on a second page. */
export async function templateSheet(units: readonly { code: string; name: string }[]): Promise<SheetFile> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet("人员");
  page.columns = heads.map((header) => ({ header, width: 18, style: { numFmt: "@" } }));
  page.getRow(1).font = { bold: true };
  const list = book.addWorksheet("单位代码");
  list.columns = [{ header: "单位代码", width: 18 }, { header: "单位名称", width: 40 }];
  list.addRows(units.map((u) => [u.code, u.name]));
  return save(book, "人员导入模板.xlsx");
}

/** The rows given back: every cell as it came, and why. */
export async function rejectedSheet(sheet: PeopleSheet, rejected: readonly { row: SheetRow; reason: string }[]): Promise<SheetFile> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet("退回的行");
  page.columns = [...sheet.heads, reasonHead].map((header) => ({ header, width: 18, style: { numFmt: "@" } }));
  page.getRow(1).font = { bold: true };
  page.addRows(rejected.map(({ row, reason }) => [...sheet.heads.map((_, i) => row.raw[i] ?? ""), reason]));
  return save(book, "退回的行.xlsx");
}

async function save(book: ExcelJS.Workbook, name: string): Promise<SheetFile> {
  return { name, base64: Buffer.from(await book.xlsx.writeBuffer()).toString("base64") };
}
