import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { closingLine, exportRow, lineOf, noHash, openCheck, openSeal, sayFault, verifyExport, type Entry } from "./rules.ts";

const anEntry = (seq: number, prevHash: string, facts = "{}"): Entry => {
  const e: Entry = {
    seq, at: "2026-04-03T06:18:00.123Z", actorId: "01900000-0000-7000-8000-000000000001", actorName: "林知夏", unitId: "01900000-0000-7000-8000-000000000002", unitName: "省应急管理厅",
    action: "review.sign", outcome: "done", subjectType: "piece", subjectId: "p", facts, requestId: "r", prevHash, hash: "",
  };
  return { ...e, hash: sha256Hex(lineOf(e)) };
};

/** A chain of rows, each linked to the one before. */
function aChain(count: number, from = { seq: 0, hash: noHash }): Entry[] {
  const rows: Entry[] = [];
  for (let i = 1; i <= count; i += 1) rows.push(anEntry(from.seq + i, rows.at(-1)?.hash ?? from.hash, `{"n":${i}}`));
  return rows;
}

/** An export of rows as the house writes it. */
function anExport(rows: readonly Entry[], prevHash = noHash): string[] {
  const first = rows[0]?.seq ?? 1;
  const last = { seq: rows.at(-1)?.seq ?? first - 1, hash: rows.at(-1)?.hash ?? prevHash };
  const header = canonical({ kind: "tongsheng-audit", version: 1, exportId: "x", orderedAt: "2026-04-03T06:18:00.000Z", orderedBy: "审计", from: null, to: null, firstSeq: first, lastSeq: last.seq, prevHash, headSeq: last.seq, headHash: last.hash });
  const lines = [header, ...rows.map((row) => exportRow(lineOf(row), row.hash))];
  const seal = openSeal();
  for (const line of lines) seal.take(line);
  return [...lines, closingLine(rows.length, last, seal.hex())];
}

const whole = anExport(aChain(12));
const faultsOf = (lines: readonly string[]) => verifyExport(lines).faults.map((f) => `${f.seq} ${f.what}`);

describe("an export that nobody touched is sound", () => {
  test("from the first row", () => { expect(verifyExport(whole)).toMatchObject({ ok: true, rows: 12, firstSeq: 1, lastSeq: 12, faults: [] }); });
  test("from the middle, after the hash that stood before", () => { expect(verifyExport(anExport(aChain(5, { seq: 40, hash: "a".repeat(64) }), "a".repeat(64)))).toMatchObject({ ok: true, rows: 5, firstSeq: 41, lastSeq: 45 }); });
  test("its seal is the SHA-256 of the file", () => { expect(verifyExport(whole).seal).toBe(sha256Hex(`${whole.join("\n")}\n`)); });
});

describe("whatever is done to an export is found", () => {
  test("any changed character of any line", () => {
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(), fc.constantFrom("x", "0", "9", " ", "\u0000", "字", "\"", "}"), (line, place, replacement) => {
      const text = whole[line] ?? "";
      const at = place % text.length;
      if (text[at] === replacement) return;
      const changed = whole.with(line, `${text.slice(0, at)}${replacement}${text.slice(at + 1)}`);
      expect(verifyExport(changed).ok, changed[line]).toBe(false);
    }), { numRuns: 600 });
  });
  test("any missing line", () => { for (const [i] of whole.entries()) expect(verifyExport(whole.filter((_, at) => at !== i)).ok, `line ${i}`).toBe(false); });
  test("any two lines that changed places", () => {
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(whole.length - 1), (a, b) => {
      if (a === b) return;
      expect(verifyExport(whole.with(a, whole[b] ?? "").with(b, whole[a] ?? "")).ok).toBe(false);
    }));
  });
  test("a line that stands twice", () => { expect(faultsOf(whole.toSpliced(5, 0, whole[4] ?? ""))).toContain("4 moved"); });
  test("a missing row is named", () => { expect(faultsOf(whole.toSpliced(6, 1))).toContain("6 missing"); });
  test("a run of missing rows is named with its end", () => { expect(verifyExport(whole.toSpliced(3, 4)).faults).toContainEqual({ seq: 3, what: "missing", upto: 6 }); });
  test("a moved row is named once, and not as missing too", () => { expect(faultsOf(whole.with(6, whole[7] ?? "").with(7, whole[6] ?? ""))).toEqual(expect.arrayContaining(["6 moved"])); expect(faultsOf(whole.with(6, whole[7] ?? "").with(7, whole[6] ?? ""))).not.toContain("6 missing"); });
  test("a changed row is named", () => { expect(faultsOf(whole.with(5, (whole[5] ?? "").replace("林知夏", "许牧川")))).toContain("5 changed"); });
  test("a row that was rewritten together with its hash no longer carries the next one", () => {
    const rows = aChain(12);
    const forged = anEntry(5, rows[3]?.hash ?? "", `{"n":"forged"}`);
    expect(faultsOf(anExport(rows.with(4, forged)))).toEqual(["6 unlinked"]);
  });
  test("the last row rewritten with its hash disagrees with the head", () => {
    const rows = aChain(3);
    const forged = anEntry(3, rows[1]?.hash ?? "", "{\"n\":\"forged\"}");
    const [header] = anExport(rows);
    const lines = anExport(rows.with(2, forged));
    expect(faultsOf(lines.with(0, header ?? ""))).toContain("0 head");
  });
  test("a file that was cut short", () => { expect(faultsOf(whole.slice(0, 8))).toContain("0 cut-short"); });
  test("an export rewritten from end to end disagrees with its seal", () => { expect(verifyExport(anExport(aChain(12).slice(0, 11)), { seal: verifyExport(whole).seal }).faults).toContainEqual({ seq: 0, what: "seal" }); });
  test("an empty file", () => { expect(verifyExport([])).toMatchObject({ ok: false, rows: 0, firstSeq: null, lastSeq: null }); });
});

describe("the line that is hashed", () => {
  test("nothing can be moved from one field to the next", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b, c) => {
      if (c === "") return;
      const one = { ...anEntry(1, noHash), actorName: a + c, unitName: b };
      const other = { ...anEntry(1, noHash), actorName: a, unitName: c + b };
      expect(lineOf(one)).not.toBe(lineOf(other));
    }));
  });
  test("a chain is checked row by row after its anchor", () => {
    const rows = aChain(4);
    const check = openCheck({ seq: 0, hash: noHash });
    for (const row of rows) check.take(lineOf(row), row.hash);
    expect(check.end()).toEqual({ ok: true, rows: 4, firstSeq: 1, lastSeq: 4, faults: [] });
  });
});

test("a fault is said with its row, a gap with its end", () => {
  expect(sayFault({ seq: 7, what: "changed" })[0]).toMatch(/^第 7 条/);
  expect(sayFault({ seq: 3, what: "missing", upto: 6 })[0]).toBe("第 3 至 6 条缺失");
  expect(sayFault({ seq: 0, what: "seal" })[1]).toBe("does not agree with its seal");
});
