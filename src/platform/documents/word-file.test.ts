import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { sectionNumber, spans, type Paper } from "./paper.ts";
import { wordFile } from "./word-file.ts";

const paper: Paper = {
  mark: "舆情专报", number: "第3期", issuer: "省消防救援总队", title: "舆情专报：某商场火情的公众关注", at: new Date("2026-11-26T16:30:00Z"),
  sections: [
    { title: "概述", figures: [{ label: "收录信息", value: "12", refs: [0, 1] }], sentences: [{ text: "火情已扑灭，<无人>伤亡 & 无人被困。", refs: [0], thin: false }] },
    { title: "媒体观点", figures: [], sentences: [{ text: "媒体观点：数据不足。", refs: [], thin: true }] },
  ],
  evidence: [{ kind: "公开信息", words: "某商场冒烟", id: "item-1" }, { kind: "定级", words: "定为Ⅲ级", id: "grading-1" }],
};

const partsOf = async (one: Paper) => {
  const files = unzipSync(await wordFile(one));
  const read = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
  return { text: read("word/document.xml"), names: Object.keys(files), settings: read("word/settings.xml") };
};
const wordsOf = (xml: string): string => [...xml.matchAll(/<w:t[ >][^<]*<\/w:t>|<w:t xml:space="preserve">([^<]*)<\/w:t>/g)].map((m) => m[0].replace(/<[^>]+>/g, "")).join("");

describe("a paper as a Word file", () => {
  test("says head, number, issuer, the day in Beijing, and sections in Chinese numerals", async () => {
    const words = wordsOf((await partsOf(paper)).text);
    for (const part of ["舆情专报", "第3期", "省消防救援总队", "2026年11月27日", "一、概述", "二、媒体观点", "媒体观点：数据不足。"]) expect(words).toContain(part);
  });
  test("every sentence and figure leads to what it rests on", async () => {
    const { text } = await partsOf(paper);
    expect(wordsOf(text)).toContain("[1、2]");
    expect([...text.matchAll(/w:anchor="(evidence-\d+)"/g)].map((m) => m[1])).toEqual(["evidence-1", "evidence-1"]);
    expect([...text.matchAll(/w:name="(evidence-\d+)"/g)].map((m) => m[1])).toEqual(["evidence-1", "evidence-2"]);
    for (const id of ["item-1", "grading-1"]) expect(text).toContain(id);
  });
  test("what somebody wrote cannot break the file", async () => {
    const { text } = await partsOf({ ...paper, title: "]]><w:t>\u0000\u0008坏" });
    expect(text).toContain("&lt;无人&gt;伤亡 &amp; 无人被困");
    expect(text).not.toMatch(/[\u0000-\u0008]/);
  });
  test("lies on A4 in the block of the standard, numbers odd pages right and even ones left", async () => {
    const { text, settings, names } = await partsOf(paper);
    expect(text).toMatch(/<w:pgSz w:w="1190[56]" w:h="1683[78]"/);
    expect(text).toMatch(/w:top="2097" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(settings).toContain("evenAndOddHeaders");
    expect(names.filter((name) => /footer\d\.xml$/.test(name))).toHaveLength(2);
  });
  test.each([[[0], "1"], [[0, 1], "1、2"], [[2, 0, 1, 6], "1–3、7"], [[4, 4], "5"], [[], ""]] as const)("numbers %j are written %s", (refs, words) => { expect(spans(refs)).toBe(words); });
  test.each([[1, "一"], [9, "九"], [10, "十"], [11, "十一"], [20, "二十"], [42, "四十二"]] as const)("section %i is %s", (n, words) => { expect(sectionNumber(n)).toBe(words); });
});
