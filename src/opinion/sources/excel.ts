import { inflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";
import { limits, turnAway, type Harvest, type Refused, type SourceRefusal } from "./refusals.ts";
import { readTable, type Cell, type Row, type TableSource } from "./table.ts";

// What a workbook may hold when unpacked, so that a small file cannot become a huge one.
const mostUnpacked = 33_554_432;
const mostParts = 1_000;
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;

/** Where each part of a ZIP archive lies, by its directory (APPNOTE 4.3.12, 4.3.16); null where there is none. */
function partsOf(view: DataView): { method: number; at: number; size: number }[] | null {
  let end = view.byteLength - 22;
  while (end >= 0 && end > view.byteLength - 66_000 && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < 0 || view.getUint32(end, true) !== endOfDirectory) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const parts: { method: number; at: number; size: number }[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== directoryEntry) return null;
    const local = view.getUint32(at + 42, true);
    if (local + 30 > view.byteLength || view.getUint32(local, true) !== localEntry) return null;
    parts.push({ method: view.getUint16(at + 10, true), size: view.getUint32(at + 20, true), at: local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true) });
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

/** Why a workbook is not even opened: an old format, no archive, or more inside than may be. */
function whyNotOpen(bytes: Uint8Array): SourceRefusal | null {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return "opinion.workbook-old";
  if (bytes.length > limits.bytes) return "opinion.workbook-too-large";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = bytes.length < 22 ? null : partsOf(view);
  if (!parts) return "opinion.workbook-unreadable";
  let left = mostUnpacked;
  for (const { method, at, size } of parts) {
    try {
      left -= method === 0 ? size : inflateRawSync(bytes.subarray(at, at + size), { maxOutputLength: Math.max(1, left) }).length;
    } catch (error) {
      return error instanceof RangeError ? "opinion.workbook-too-large" : "opinion.workbook-unreadable";
    }
    if (left <= 0) return "opinion.workbook-too-large";
  }
  return parts.length > mostParts ? "opinion.workbook-too-large" : null;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** A date in a sheet is a wall clock without a zone; the library hands it over as if it were UTC. */
const wallClock = (date: Date): string =>
  Number.isNaN(date.getTime()) ? "" : `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;

function cellOf(value: ExcelJS.CellValue | undefined): Cell {
  if (value === null || value === undefined) return { words: "" };
  if (value instanceof Date) return { words: wallClock(value) };
  if (typeof value !== "object") return { words: String(value) };
  if ("richText" in value) return { words: value.richText.map(({ text }) => text).join("") };
  if ("hyperlink" in value) return { words: cellOf(value.text).words, href: value.hyperlink };
  if ("result" in value) return cellOf(value.result);
  return { words: "" };
}

function rowsOf(sheet: ExcelJS.Worksheet): Row[] {
  const rows: Row[] = [];
  sheet.eachRow((row, number) => {
    const cells = Array.from({ length: Math.min(row.cellCount, 200) }, (_, i) => cellOf(row.getCell(i + 1).value));
    rows.push({ number, cells });
  });
  return rows;
}

/** Reads the first page of an Excel workbook (xlsx) that holds anything; the head says what stands where. */
export async function readExcel(bytes: Uint8Array, source: TableSource, seenAt: number): Promise<Harvest> {
  const refused: Refused[] = [];
  const why = whyNotOpen(bytes);
  const book = why === null ? await new ExcelJS.Workbook().xlsx.load(new Uint8Array(bytes).buffer).then((loaded) => loaded, () => null) : null;
  if (!book) {
    turnAway(refused, 0, "document", why ?? "opinion.workbook-unreadable", why === "opinion.workbook-too-large" ? { most: mostUnpacked } : undefined);
    return { items: [], refused };
  }
  const pages = book.worksheets.map(rowsOf);
  return readTable(pages.find((rows) => rows.length > 0) ?? [], source, seenAt, refused);
}
