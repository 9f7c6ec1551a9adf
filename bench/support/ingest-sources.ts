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
const matters = [
  "一化工厂储罐爆炸", "木材市场凌晨起火", "老旧居民楼燃气爆燃", "在建厂房脚手架坍塌", "客车与货车相撞", "突发山洪冲毁村道", "国道边坡发生滑坡", "煤矿透水 井下人员被困", "库区游船侧翻", "养殖大棚一氧化碳中毒", "加油站油罐闪燃", "铁路道口三车追尾",
  "粮库烘干塔突发大火", "冷库氨气泄漏", "学校食堂集体食物中毒", "林场发现山火", "隧道施工冒顶", "水库堤坝出现管涌", "暴雪压塌集贸市场顶棚", "烟花仓库发生燃爆", "酒厂酒精罐车侧翻泄漏", "鞭炮作坊爆炸", "河道清淤船沉没", "龙卷风掀翻民房",
  "锅炉房蒸汽管道爆裂", "矿区尾矿库溃坝", "高层住宅电梯坠落", "旅游索道突然停运 多人滞留", "雷击引燃草垛", "泥石流掩埋工棚",
];
const outcomes = ["已致2人受伤", "3人失联", "已致1人死亡", "5人送医", "造成2人遇难", "4人受伤"];

/** Invented emergencies of the province: the counties one after another, so that none happens twice where one has just happened, each of another matter. */
export function inventEmergencies(draw: Draw): string[] {
  const { regions } = JSON.parse(readFileSync(new URL("../../presets/jilin/regions.json", import.meta.url), "utf8")) as { regions: Region[] };
  const names = new Map(regions.map(({ code, name }) => [code, name]));
  const counties = regions.filter(({ code, parents }) => /^\d{4}(?!00)\d{2}$/.test(code) && parents.length > 0);
  return Array.from({ length: 6 }, (_, round) => counties.map(({ name, parents }, i) => {
    const where = name.endsWith("区") ? `${names.get(parents.at(-1)?.code ?? "") ?? ""}${name}` : name;
    return `${where}${matters[(i + round * 7) % matters.length] ?? ""} ${draw.pick(outcomes)}`;
  })).flat();
}

/** So many titles that really stood on the list of hot searches, each once: what the public talks of. */
export function publicTalk(count: number): string[] {
  const titles: string[] = [];
  for (const { title } of snapshotTitles("2025-01-01")) { titles.push(title); if (titles.length >= count) break; }
  return titles;
}
