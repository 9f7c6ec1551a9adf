import { deflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "./csv.ts";
import { readExcel } from "./excel.ts";
import { encodeAs } from "./fixtures/encode.ts";
import type { Harvest } from "./refusals.ts";
import type { TableSource } from "./table.ts";

/** An archive of one part (APPNOTE 4.3). */
function aZip(name: string, content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content);
  const head = (signature: number, length: number, fields: readonly [number, number, 2 | 4][]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(length));
    view.setUint32(0, signature, true);
    for (const [at, value, size] of fields) {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
    }
    return new Uint8Array(view.buffer);
  };
  const local = [head(0x04034b50, 30, [[8, 8, 2], [18, packed.length, 4], [22, content.length, 4], [26, name.length, 2]]), new TextEncoder().encode(name), packed];
  const directory = [head(0x02014b50, 46, [[10, 8, 2], [20, packed.length, 4], [24, content.length, 4], [28, name.length, 2]]), new TextEncoder().encode(name)];
  const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);
  const end = head(0x06054b50, 22, [[8, 1, 2], [10, 1, 2], [12, sizeOf(directory), 4], [16, sizeOf(local), 4]]);
  return new Uint8Array(Buffer.concat([...local, ...directory, end]));
}

const source: TableSource = { key: "county", kind: "report", address: "" };
const seenAt = Date.UTC(2024, 4, 20, 12);
const read = (text: string, over: Partial<TableSource> = {}): Harvest => readCsv(text, { ...source, ...over }, seenAt);
const row = (harvest: Harvest): unknown[] => harvest.items.map(({ title, link, publishedAt, rank, reads, comments }) => [title, link, publishedAt === null ? null : new Date(publishedAt).toISOString().slice(0, 16), rank, reads, comments]);
const refusals = ({ refused }: Harvest): unknown[] => refused.map(({ entry, part, refusal }) => [entry, part, refusal.code]);

describe("a table is read by its head", () => {
  const expected = [["大雾", "https://a.example/1", "2024-05-20T05:05", 3, 12_000, 1_204]];
  test.each([
    ["Chinese heads", "标题,链接,发布时间,排名,阅读量（次）,评论数\n大雾,https://a.example/1,2024-05-20 13:05,3,1.2万,\"1,204\""],
    ["English heads in another order", "Rank;Comments;Title;URL;Views;Published At\n3;1204;大雾;https://a.example/1;12000;2024-05-20T05:05:00Z"],
    ["tabs, lines above the head, a mark, blank lines", "\uFEFF网络舆情周报\t\n\n 标题\t原文链接\t日期\t名次\t阅读\t讨论量\r\n大雾\thttps://a.example/1\t2024/5/20 13:05\t3\t12000\t1204\r\n\r\n"],
    ["full-width commas", "标题，链接，时间，排名，阅读量，评论数\n大雾，https://a.example/1，5月20日 13:05，3，1.2w，1204"],
  ])("%s", (_, text) => {
    const harvest = read(text);
    expect(row(harvest)).toEqual(expected);
    expect(harvest.refused).toEqual([]);
  });
  test("GBK under a wrong declaration", () => {
    expect(readCsv({ bytes: encodeAs("标题,链接\n南关区大雾,https://a.example/1\n", "gbk"), contentType: "text/csv; charset=utf-8" }, source, seenAt).items[0]?.title).toBe("南关区大雾");
  });
  test("heads of its own", () => expect(read("事由,网页\n大雾,https://a.example/1", { columns: { title: "事由", link: "网页" } }).items[0]).toMatchObject({ title: "大雾", link: "https://a.example/1" }));
  test("a column for persons cannot be asked for", () => expect(refusals(read("标题,作者\n大雾,某", { columns: { text: "作者" } }))).toEqual([[0, "document", "opinion.column-names-person"]]));
  test("no head, no table", () => expect(refusals(read("甲,乙\n丙,丁"))).toEqual([[0, "document", "opinion.column-missing"]]));
  test("missing is null, not zero", () => expect(read("标题,阅读量,评论数\n大雾,,--").items[0]).toMatchObject({ reads: null, comments: null, publishedAt: null }));
});

describe("row by row, nothing is lost", () => {
  test("bad rows are refused by their number, the others come in", () => {
    const harvest = read("标题,链接,时间,阅读量\n大雾,https://a.example/1,昨日,好多\n,https://a.example/2,,\n大风,暂无,2024-05-20 13:05,5\n甲,乙,丙,丁,戊\n大雪");
    expect(harvest.items.map(({ title }) => title)).toEqual(["大雾", "大风", "大雪"]);
    expect(refusals(harvest)).toEqual([[5, "entry", "opinion.row-ragged"], [2, "reads", "opinion.count-unreadable"], [3, "entry", "opinion.title-missing"], [4, "link", "opinion.link-unusable"]]);
  });
  test("a quote that is never closed costs nothing but itself", () => {
    const harvest = read("标题,内容\n\"多\n行\",好\n\"大雾,散\n大风,停\n");
    expect(harvest.items.map(({ title, text }) => [title, text])).toEqual([["多 行", "好"], ["大雾", "散"], ["大风", "停"]]);
    expect(refusals(harvest)).toEqual([[3, "document", "opinion.row-quotes-open"]]);
  });
  test("what stands in the cells does not say how they are separated: the head does", () => {
    const harvest = read('"标题","链接","时间","作者"\n"",";",""\n";"');
    expect(harvest.items.map(({ title }) => title)).toEqual([";"]);
    expect(refusals(harvest)).toEqual([[2, "entry", "opinion.title-missing"]]);
  });
  test("whatever the cells, every row that is not empty is an item or refused", () => {
    const cell = fc.oneof(fc.constantFrom("", "大雾", "2024-05-20", "https://a.example/1", "1.2万", "张,三", "多\n行", "引\"号"), fc.string({ maxLength: 6 }));
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 20 }), (rows) => {
      const text = [["标题", "链接", "时间", "作者"], ...rows].map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join("\n");
      const { items, refused } = read(text);
      return items.length + refused.filter(({ part }) => part === "entry").length === rows.filter((cells) => cells.some((one) => one.trim() !== "")).length;
    }), { numRuns: 200 });
  });
});

describe("a workbook", () => {
  async function workbook(fill: (page: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("空");
    fill(book.addWorksheet("舆情"));
    return new Uint8Array(await book.xlsx.writeBuffer());
  }
  test("dates are wall clocks in Beijing, rich text is words, formulas are their results, links are links, rows keep their numbers", async () => {
    const bytes = await workbook((page) => {
      page.addRow(["每日舆情"]);
      page.addRow(["标题", "链接", "时间", "作者", "阅读量"]);
      page.addRow([{ richText: [{ text: "大" }, { text: "雾" }] }, { text: "原文", hyperlink: "https://a.example/1" }, new Date(Date.UTC(2024, 4, 20, 13, 5)), "某", { formula: "1+1", result: 12_000 }]);
      page.addRow([]);
      page.addRow(["", "https://a.example/2"]);
      page.addRow([{ text: "大风", hyperlink: "https://a.example/3" }, "", 45_432, "某", { error: "#N/A" }]);
    });
    const harvest = await readExcel(bytes, source, seenAt);
    expect(row(harvest)).toEqual([["大雾", "https://a.example/1", "2024-05-20T05:05", null, 12_000, null], ["大风", "https://a.example/3", null, null, null, null]]);
    expect(refusals(harvest)).toEqual([[5, "entry", "opinion.title-missing"], [6, "time", "opinion.time-unreadable"]]);
  });
  test.each([
    ["an old workbook", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "opinion.workbook-old"],
    ["a page that calls itself one", new TextEncoder().encode("<html><table><tr><td>标题</td></tr></table></html>".repeat(9)), "opinion.workbook-unreadable"],
    ["nothing", new Uint8Array(0), "opinion.workbook-unreadable"],
  ])("%s is refused", async (_, bytes, code) => expect(refusals(await readExcel(bytes, source, seenAt))).toEqual([[0, "document", code]]));
  test("a small file that unpacks to a huge one is not opened", async () => {
    const bomb = aZip("xl/sharedStrings.xml", new Uint8Array(40_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(refusals(await readExcel(bomb, source, seenAt))).toEqual([[0, "document", "opinion.workbook-too-large"]]);
  });
  test("cut or damaged anywhere, it is refused or read, and never throws", async () => {
    const bytes = await workbook((page) => { page.addRow(["标题", "链接"]); page.addRow(["大雾", "https://a.example/1"]); });
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, cut) => {
      const { items, refused } = await readExcel(cut ? bytes.subarray(0, at) : bytes.map((byte, i) => (i === at ? byte ^ change : byte)), source, seenAt);
      return items.length + refused.length > 0;
    }), { numRuns: 40 });
  }, 30_000);
});
