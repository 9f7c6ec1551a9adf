import Papa from "papaparse";
import { openDocument, type Payload } from "./document.ts";
import { turnAway, type Harvest, type Refused } from "./refusals.ts";
import { headNames, readTable, type Row, type TableSource } from "./table.ts";

const separators = [",", "\t", ";", "|", "，", "\u001e", "\u001f"];

/** Among so many rows the head is looked for. */
const headWithin = 40;

const rowsFrom = (data: readonly string[][]): Row[] =>
  data.map((cells, i) => ({ number: i + 1, cells: cells.map((words) => ({ words })) })).filter(({ cells }) => cells.some(({ words }) => words.trim() !== ""));

/** The separator that gives a head with the most columns, whatever stands in the cells; of equals the one that cuts the rows most evenly. */
function separatorOf(text: string, source: TableSource): string {
  const namesBy = (delimiter: string): number => headNames(rowsFrom(Papa.parse<string[]>(text, { delimiter, preview: headWithin }).data), source);
  const even = Papa.parse<string[]>(text, { delimitersToGuess: separators, preview: headWithin }).meta.delimiter;
  return separators.reduce((best, one) => (namesBy(one) > namesBy(best) ? one : best), even);
}

/** A quote that is never closed would swallow all that follows: from its row on, quotes are letters like others. */
function rowsOf(text: string, delimiter: string, refused: Refused[]): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
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
  const opened = openDocument(payload, refused);
  if (opened === null) return { items: [], refused };
  const text = opened.replace(/^\uFEFF/, "");
  return readTable(rowsFrom(rowsOf(text, separatorOf(text, source), refused)), source, seenAt, refused);
}
