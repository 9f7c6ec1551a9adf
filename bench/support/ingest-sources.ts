import { readFileSync } from "node:fs";
import type { Draw } from "./draw.ts";
import { formats, nobody } from "./feed-formats.ts";
import { encodeAs } from "#opinion/sources/fixtures/encode.ts";
import { snapshotTitles } from "./opinion-data.ts";

/** What a source of the benchmark is: how it is written, or how it fails. */
export type Manner = "rss" | "rss-gb18030" | "atom" | "list" | "json" | "refused" | "hang" | "broken" | "garbage" | "drip" | "gone";
export const failing: readonly Manner[] = ["refused", "hang", "broken", "garbage", "drip", "gone"];
const healthy: readonly Manner[] = ["rss", "rss-gb18030", "rss", "atom", "rss", "list", "json"];

/** Sources in a fixed order, three of ten failing in every way there is. */
export const mannersOf = (count: number): Manner[] => Array.from({ length: count }, (_, i) => {
  const round = Math.floor(i / 10);
  return i % 10 < 3 ? (failing[(round * 3 + (i % 10)) % failing.length] ?? "gone") : (healthy[i % 10 - 3] ?? "rss");
});

/** Something said in public: since when, in milliseconds. */
export type Said = { title: string; at: number };

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const linkOf = (source: number, title: string): string => `https://gazette.example/${source}/${encodeURIComponent(title)}`;

/** The document a source answers with: newest first, as its manner writes it. */
export function documentOf(manner: Manner, source: number, said: readonly Said[]): { body: string | Uint8Array; type: string } {
  if (manner === "list") return { body: JSON.stringify([new Date().toISOString(), said.map(({ title }, i) => [title, "", 1_000_000 - i, 0, null, null])]), type: "application/json" };
  if (manner === "json") return { body: JSON.stringify({ data: said.map(({ title, at }) => ({ words: title, url: linkOf(source, title), at: new Date(at).toISOString(), user: { name: nobody } })) }), type: "application/json" };
  const stories = said.map(({ title, at }) => ({ title: escaped(title), text: `${escaped(title)}。`, link: linkOf(source, title), at: new Date(at), person: nobody }));
  const encoding = manner === "rss-gb18030" ? "gb18030" : "utf-8";
  const write = formats[manner === "atom" ? "atom 1.0" : "rss 2.0"];
  if (!write) throw new Error("no format to write in");
  return { body: encodeAs(write(stories, encoding), encoding), type: "text/xml" };
}

type Region = { code: string; name: string; parents: { code: string }[] };
const houses = [
  "粮库", "冷库", "酒厂", "木材市场", "印刷厂", "养鸡场", "幼儿园", "商场", "旅馆", "码头", "变电站", "制药厂", "水泥厂", "纸箱厂", "面粉厂", "饭店", "网吧", "洗浴中心", "学生宿舍", "敬老院", "电影院", "地下车库", "汽修厂", "加气站", "屠宰场", "豆腐坊", "锯木厂", "玻璃厂", "服装厂", "批发超市", "寺庙",
];
const matters = ["凌晨起火", "突然爆炸", "屋顶坍塌", "氨气泄漏", "被洪水围困", "遭山体滑坡掩埋", "燃气爆燃"];
const outcomes = ["致2死", "3人失联", "1人遇难", "5人送医", "有人被困", "已疏散百人"];

/** Invented emergencies of the province: the counties one after another, so that none happens twice where one has just happened; no two of the same thing in the same house. */
export function inventEmergencies(draw: Draw): string[] {
  const { regions } = JSON.parse(readFileSync(new URL("../../presets/jilin/regions.json", import.meta.url), "utf8")) as { regions: Region[] };
  const names = new Map(regions.map(({ code, name }) => [code, name]));
  const counties = regions.filter(({ code, parents }) => /^\d{4}(?!00)\d{2}$/.test(code) && parents.length > 0);
  return Array.from({ length: 6 }, (_, round) => counties.map(({ name, parents }, i) => {
    const where = name.endsWith("区") ? `${names.get(parents.at(-1)?.code ?? "") ?? ""}${name}` : name;
    const nth = round * counties.length + i;
    return `${where}${houses[nth % houses.length] ?? ""}${matters[(nth + round * 3) % matters.length] ?? ""} ${draw.pick(outcomes)}`;
  })).flat();
}

/** So many titles that really stood on the list of hot searches, each once: what the public talks of. */
export function publicTalk(count: number): string[] {
  const titles: string[] = [];
  for (const { title } of snapshotTitles("2025-01-01")) { titles.push(title); if (titles.length >= count) break; }
  return titles;
}
