import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";

/** One row of the chain. `facts` is the text that was hashed, not a value read from it. */
export type Entry = {
  seq: number; at: string; actorId: string; actorName: string; unitId: string; unitName: string; action: string; outcome: "done" | "refused" | "failed";
  subjectType: string; subjectId: string; facts: string; requestId: string; prevHash: string; hash: string;
};

/** The text that is hashed; byte for byte what SQL `audit.line` makes (migrations/0001). */
export const lineOf = (e: Entry): string =>
  `[${e.seq},${[e.at, e.actorId, e.actorName, e.unitId, e.unitName, e.action, e.outcome, e.subjectType, e.subjectId, e.facts, e.requestId, e.prevHash].map((field) => JSON.stringify(field)).join(",")}]`;

/** The hash before the first row. */
export const noHash = "0".repeat(64);

/** What can be wrong with a chain or an export of it, worst told first by `sayFault`. */
export const FaultKind = z.enum(["changed", "unlinked", "missing", "moved", "unreadable", "header", "closing", "cut-short", "head", "seal"]);
export type FaultKind = z.infer<typeof FaultKind>;

/** A fault, with the number of the row it concerns; 0 concerns the file as a whole. `upto` ends a gap. */
export type Fault = { seq: number; what: FaultKind; upto?: number | undefined };

/** What a check found. `faults` holds the first thousand. */
export type Verdict = { ok: boolean; rows: number; firstSeq: number | null; lastSeq: number | null; faults: Fault[] };

const words: Record<FaultKind, readonly [zh: string, en: string]> = {
  changed: ["内容被改动过，与它的哈希不符", "was changed: its bytes do not give its hash"],
  unlinked: ["与前一条接不上，前一条或它自己被换过", "does not link to the row before: one of them was replaced"],
  missing: ["缺失", "is missing"], moved: ["不在它的位置上", "is not in its place"], unreadable: ["读不懂", "cannot be read"],
  header: ["文件头缺失或被改动", "the header is missing or was changed"], closing: ["文件尾与内容不符", "the closing line does not agree with what came before"],
  "cut-short": ["文件没有结尾，后面的被截掉了", "the file has no end: it was cut short"], head: ["链头与最后一条不符，末尾有行被去掉", "the head does not agree with the last row: rows at the end were removed"],
  seal: ["与封条不符", "does not agree with its seal"],
};

/** A fault in words, 中 and English. */
export function sayFault({ seq, what, upto }: Fault): readonly [zh: string, en: string] {
  const [zh, en] = words[what];
  if (seq === 0) return [zh, en];
  return upto !== undefined && upto > seq ? [`第 ${seq} 至 ${upto} 条${zh}`, `rows ${seq} to ${upto}: ${en}`] : [`第 ${seq} 条${zh}`, `row ${seq} ${en}`];
}

const Line = z.tuple([z.number().int(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string()]);
const mostFaults = 1000;

/** Where a check begins: the row before the first one expected. */
export type Anchor = { seq: number; hash: string };

/** A check in progress: rows are handed over in the order they stand, then the verdict is asked for. */
export type Check = { take: (line: string, hash: string) => void; broken: (what: FaultKind) => void; last: () => Anchor; end: () => Verdict };

/** Begins to check a chain after an anchor. `hashOf` may be a faster SHA-256 of text. */
export function openCheck(anchor: Anchor, hashOf: (text: string) => string = sha256Hex): Check {
  const faults: Fault[] = [];
  const fault = (f: Fault): void => { if (faults.length < mostFaults) faults.push(f); };
  let last = anchor;
  let first: number | null = null;
  let rows = 0;
  return {
    take(line, hash) {
      rows += 1;
      const read = readTuple(line);
      const intact = hashOf(line) === hash;
      if (!read) { fault({ seq: last.seq + 1, what: "unreadable" }); last = { seq: last.seq + 1, hash }; return; }
      const { seq, prevHash } = read;
      first ??= seq;
      if (!intact) fault({ seq, what: "changed" });
      if (seq <= last.seq) { fault({ seq, what: "moved" }); return; }
      if (seq > last.seq + 1) fault({ seq: last.seq + 1, what: "missing", upto: seq - 1 });
      else if (intact && prevHash !== last.hash) fault({ seq, what: "unlinked" });
      last = { seq, hash };
    },
    broken: (what) => { fault({ seq: 0, what }); },
    last: () => last,
    end() {
      const moved = new Set(faults.filter((f) => f.what === "moved").map((f) => f.seq));
      const kept = faults.filter((f) => !(f.what === "missing" && f.upto === f.seq && moved.has(f.seq)));
      return { ok: kept.length === 0, rows, firstSeq: first, lastSeq: rows === 0 ? null : last.seq, faults: kept };
    },
  };
}

function readTuple(line: string): { seq: number; prevHash: string } | null {
  try {
    const read = Line.safeParse(JSON.parse(line)).data;
    return read ? { seq: read[0], prevHash: read[12] } : null;
  } catch {
    return null;
  }
}

/** The first line of an export: which rows it holds, what stood before them, and where the chain ended when it was ordered. */
export const ExportHeader = z.object({
  kind: z.literal("tongsheng-audit"), version: z.literal(1), exportId: z.string(), orderedAt: z.string(), orderedBy: z.string(), from: z.string().nullable(), to: z.string().nullable(),
  firstSeq: z.number().int(), lastSeq: z.number().int(), prevHash: z.string(), headSeq: z.number().int(), headHash: z.string(),
});
export type ExportHeader = z.infer<typeof ExportHeader>;

/** A row of an export: the very bytes that were hashed, and their hash. */
export const exportRow = (line: string, hash: string): string => `{"entry":${line},"hash":"${hash}"}`;

const rowShape = /^\{"entry":(\[.*\]),"hash":"([0-9a-f]{64})"\}$/s;

/** Hashes an export as it is written or read, line by line with its line end. */
export type Seal = { take: (line: string) => void; hex: () => string };

/** Begins a seal with pure SHA-256. */
export function openSeal(): Seal {
  const running = sha256.create();
  return { take: (line) => { running.update(utf8ToBytes(`${line}\n`)); }, hex: () => bytesToHex(running.clone().digest()) };
}

/** The last line of an export: how many rows, where it ended, and the SHA-256 of everything above it. */
export const closingLine = (rows: number, last: Anchor, sha256OfAbove: string): string =>
  canonical({ kind: "tongsheng-audit-end", rows, lastSeq: last.seq, lastHash: last.hash, sha256: sha256OfAbove });

const closingStart = `{"kind":"tongsheng-audit-end"`;

/** A check of an export in progress, for files too long to hold. */
export type ExportCheck = { take: (line: string) => void; end: (known?: Known) => Verdict & { seal: string; header: ExportHeader | null } };

/** What is known beside the lines: the seal from its sidecar, and that the file broke off within a line. */
export type Known = { seal?: string | undefined; brokenOff?: boolean };

/** Begins to check an export: header, rows, closing line; `end` compares the seal where one is known. */
export function openExportCheck(tools: { hashOf?: (text: string) => string; seal?: () => Seal } = {}): ExportCheck {
  const seal = (tools.seal ?? openSeal)();
  let header: ExportHeader | null = null;
  let check = openCheck({ seq: 0, hash: noHash }, tools.hashOf);
  let rows = 0;
  let lines = 0;
  let closed = false;
  return {
    take(line) {
      lines += 1;
      const closes = line.startsWith(closingStart);
      const above = closes ? seal.hex() : "";
      seal.take(line);
      if (closed) { check.broken("closing"); return; }
      if (lines === 1) {
        header = readHeader(line);
        if (header) check = openCheck({ seq: header.firstSeq - 1, hash: header.prevHash }, tools.hashOf);
        else check.broken("header");
        return;
      }
      const row = rowShape.exec(line);
      if (row) { rows += 1; check.take(row[1] ?? "", row[2] ?? ""); return; }
      if (!closes) { rows += 1; check.take(line, ""); return; }
      closed = true;
      if (line !== closingLine(rows, check.last(), above)) check.broken("closing");
    },
    end(known = {}) {
      if (lines === 0) check.broken("header");
      if (!closed || known.brokenOff) check.broken("cut-short");
      if (header && closed && (check.last().seq !== header.lastSeq || (header.headSeq === header.lastSeq && header.headHash !== check.last().hash))) check.broken("head");
      if (known.seal !== undefined && known.seal !== seal.hex()) check.broken("seal");
      return { ...check.end(), seal: seal.hex(), header };
    },
  };
}

function readHeader(line: string): ExportHeader | null {
  try {
    const read = ExportHeader.safeParse(JSON.parse(line)).data;
    return read && canonical(read) === line ? read : null;
  } catch {
    return null;
  }
}

/** Checks a whole export offline: any changed byte, missing or moved row is named. */
export function verifyExport(lines: Iterable<string>, known?: Known): Verdict & { seal: string } {
  const check = openExportCheck();
  for (const line of lines) check.take(line);
  return check.end(known);
}
