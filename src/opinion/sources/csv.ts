import Papa from "papaparse";
import { openDocument, type Payload } from "./document.ts";
import { turnAway, type Harvest, type Refused } from "./refusals.ts";
import { readTable, type TableSource } from "./table.ts";

const separators = [",", "\t", ";", "|", "，", "\u001e", "\u001f"];

/** A quote that is never closed would swallow all that follows: from its row on, quotes are letters like others. */
function rowsOf(text: string, refused: Refused[]): string[][] {
  const { data, errors, meta: { delimiter } } = Papa.parse<string[]>(text, { delimitersToGuess: separators });
  const open = errors.find(({ code }) => code === "MissingQuotes");
  if (!open) return data;
  const row = open.row ?? 0;
  const from = row === 0 ? 0 : Papa.parse<string[]>(text, { delimiter, preview: row }).meta.cursor;
  turnAway(refused, row + 1, "document", "opinion.row-quotes-open");
  const rest = Papa.parse<string[]>(text.slice(from).replace(/^\r?\n/, ""), { delimiter, quoteChar: "\0" }).data;
  return [...data.slice(0, row), ...rest.map((cells) => cells.map((cell) => cell.replace(/^"|"$/g, "")))];
}

/** Reads a table of words with any usual separator and in any encoding; the head says what stands where. */
export function readCsv(payload: Payload, source: TableSource, seenAt: number): Harvest {
  const refused: Refused[] = [];
  const text = openDocument(payload, refused);
  if (text === null) return { items: [], refused };
  const rows = rowsOf(text.replace(/^\uFEFF/, ""), refused).map((cells, i) => ({ number: i + 1, cells: cells.map((words) => ({ words })) }));
  return readTable(rows.filter(({ cells }) => cells.some(({ words }) => words.trim() !== "")), source, seenAt, refused);
}
