import type { Item } from "#opinion/item.ts";
import type { Refusal } from "#kernel/decision.ts";
import { readCsv } from "#opinion/sources/csv.ts";
import { whyNotMapping as whyNot, type Mapping } from "#opinion/sources/json-mapping.ts";
import { readExcel } from "#opinion/sources/excel.ts";
import { readManual, type ManualEntry } from "#opinion/sources/manual.ts";
import { readSource, type SourceSettings as EngineSettings } from "#opinion/sources/read-source.ts";
import type { Harvest } from "#opinion/sources/refusals.ts";
import type { SourceFormat, SourceKind } from "../rules/shapes.ts";
import type { SourceSettings } from "../rules/source.ts";

export { afterOutcome, newWatch, nextQuestion, questionOf, rhythmOf, standingOf, type Outcome, type Watch } from "#opinion/sources/freshness.ts";
export { readManual, type Harvest, type Item, type ManualEntry };

/** A source as the importers need it. */
export type Imported = { id: string; format: SourceFormat; kind: SourceKind; url: string; settings: SourceSettings };

/** Reads what a source gave by its format, without anybody's name. */
export function readPayload(source: Imported, payload: string | { bytes: Uint8Array; contentType: string | null }, seenAt: number): Promise<Harvest> {
  const { mapping, ...rest } = source.settings;
  const settings = { key: source.id, kind: source.kind, address: source.url, format: source.format, ...rest, ...(mapping ? { mapping } : {}) };
  return readSource(payload, settings as EngineSettings, seenAt);
}

/** Reads a table by its first bytes: a workbook, or else words with separators. */
export async function readTable(bytes: Uint8Array, key: string, seenAt: number): Promise<Harvest> {
  const source = { key, kind: "manual" as const, address: "" };
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const oldWorkbook = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  return zipped || oldWorkbook ? readExcel(bytes, source, seenAt) : readCsv({ bytes }, source, seenAt);
}

/** Why a mapping is never followed: it names a field for somebody, or no words at all. */
export const whyNotMapping = (mapping: NonNullable<SourceSettings["mapping"]>): Refusal | null => whyNot(mapping as Mapping);
