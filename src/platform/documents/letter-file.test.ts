import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { letterFile, type OfficialLetter } from "./letter-file.ts";

const letter: OfficialLetter = {
  mark: "省应急管理厅", number: "短2026-0012", title: "关于商请发布短信的函", to: "示例移动公司", opening: ["商请贵公司发布短信。"], items: [{ label: "短信内容", text: "第一行\n<第二行> & 止" }], closing: ["特此函商。"], units: ["省应急管理厅", "省消防救援总队"],
  at: new Date("2026-04-02T16:30:00Z"),
};
const read = async (one: OfficialLetter): Promise<string> => strFromU8(unzipSync(await letterFile(one))["word/document.xml"] ?? new Uint8Array());

test("a letter says who writes, its number, to whom, what, who signs, and the day in Beijing, in that order", async () => {
  const words = (await read(letter)).replace(/<[^>]+>/g, "|");
  const places = ["省应急管理厅", "短2026-0012", "关于商请发布短信的函", "示例移动公司：", "商请贵公司发布短信。", "短信内容", "第一行", "特此函商。", "省消防救援总队", "2026年4月3日"].map((part) => words.indexOf(part));
  expect(places.every((place, i) => place > (places[i - 1] ?? -1))).toBe(true);
});
test("lies on A4 in the block of the standard, under a red double line; the date stands right, four characters in", async () => {
  const xml = await read(letter);
  expect(xml).toMatch(/<w:pgSz w:w="1190[56]" w:h="1683[78]"/);
  expect(xml).toContain('w:val="thickThinSmallGap"');
  expect(xml).toMatch(/<w:ind w:right="1280"\/?>/);
});
test("what somebody wrote cannot break the file, and keeps its lines", async () => {
  const xml = await read(letter);
  expect(xml).toContain("&lt;第二行&gt; &amp; 止");
  expect(xml).toMatch(/第一行<\/w:t><\/w:r><w:r>.*?<w:br\/>/);
});
