import { letIn, type Found } from "./door.ts";
import { mappedParts, type MappedPart } from "./json-mapping.ts";
import { namesPerson } from "./person-words.ts";
import { limits, turnAway, type Harvest, type Refused, type Source } from "./refusals.ts";

/** A table as a source: heads of its own may be named for the parts, besides the usual ones. */
export type TableSource = Source & { columns?: Partial<Record<MappedPart, string>> };

/** A cell as an importer read it: its words, and the address it links to. */
export type Cell = { words: string; href?: string };
/** A row with its number as a person sees it. */
export type Row = { number: number; cells: readonly Cell[] };

// Heads as people and programs write them, in small letters without blanks, lines and notes in brackets.
const heads: Readonly<Record<MappedPart, readonly string[]>> = {
  title: ["标题", "题目", "主题", "新闻标题", "文章标题", "话题", "热搜", "热搜词", "事件", "title", "headline", "topic", "subject"],
  text: ["内容", "正文", "全文", "摘要", "简介", "导语", "文章内容", "内容摘要", "text", "content", "body", "summary", "description", "abstract"],
  link: ["链接", "网址", "原文链接", "文章链接", "原文", "原文地址", "链接地址", "网页地址", "link", "url", "href", "sourceurl", "permalink"],
  time: ["时间", "日期", "发布时间", "发布日期", "发表时间", "发文时间", "采集时间", "time", "date", "datetime", "published", "publishedat", "publishdate", "publishtime", "pubdate", "pubtime", "createdat", "createtime"],
  rank: ["排名", "名次", "位次", "排行", "rank", "ranking"],
  reads: ["阅读", "阅读量", "阅读数", "浏览", "浏览量", "浏览数", "点击", "点击量", "点击数", "播放量", "播放数", "reads", "readcount", "views", "viewcount", "hits", "clicks"],
  comments: ["评论", "评论量", "评论数", "讨论", "讨论量", "讨论数", "回复", "回复数", "跟帖数", "comments", "commentcount", "discusscount", "replies", "replycount"],
};

const furthestHead = 10;
const longestHead = 60;

const plainHead = (words: string): string => words.slice(0, longestHead).normalize("NFKC").toLowerCase().replace(/\(.*?\)|\[.*?\]|【.*?】|[\s_*:\p{Cf}-]/gu, "");

type Columns = { at: Partial<Record<MappedPart, number>>; persons: readonly number[]; width: number };

function columnsOf(cells: readonly Cell[], own: TableSource["columns"]): Columns {
  const names = cells.map(({ words }) => plainHead(words));
  const at: Columns["at"] = {};
  for (const part of mappedParts) {
    const mine = own?.[part];
    const wanted = mine === undefined ? heads[part] : [plainHead(mine)];
    const found = wanted.map((head) => names.indexOf(head)).find((index) => index >= 0);
    if (found !== undefined) at[part] = found;
  }
  const taken = new Set(Object.values(at));
  const persons = cells.flatMap(({ words }, i) => (!taken.has(i) && namesPerson(words) ? [i] : []));
  return { at, persons, width: names.findLastIndex((name) => name !== "") + 1 };
}

/** The head is the first row with a title in it; reports have a line or two above. */
function findHead(rows: readonly Row[], own: TableSource["columns"]): { at: number; columns: Columns } | null {
  for (const [at, row] of rows.slice(0, furthestHead).entries()) {
    const columns = columnsOf(row.cells, own);
    if (columns.at.title !== undefined || columns.at.text !== undefined) return { at, columns };
  }
  return null;
}

/** How many columns the head of a table names, as rows were cut so far; 0 where there is no head yet. */
export const headNames = (rows: readonly Row[], source: TableSource): number => Object.keys(findHead(rows, source.columns)?.columns.at ?? {}).length;

function findIn(row: Row, { at, persons }: Columns): Found {
  const cell = (part: MappedPart): Cell | undefined => row.cells[at[part] ?? -1];
  const words = (part: MappedPart): string => cell(part)?.words ?? "";
  return {
    entry: row.number, title: words("title"), text: words("text"),
    links: [cell("link")?.href ?? "", words("link"), cell("title")?.href ?? ""].filter((link) => link.trim() !== ""),
    time: words("time"), rank: words("rank"), reads: words("reads"), comments: words("comments"),
    persons: persons.map((i) => row.cells[i]?.words.trim() ?? "").filter((name) => name !== "" && name.length <= 60),
  };
}

/**
 * The rows of a table as items, each let in or refused by its number. A row with more cells than the head is refused: its
 * cells have moved, and a name could stand where the title should. Columns nobody asked for are not read.
 */
export function readTable(rows: readonly Row[], source: TableSource, seenAt: number, refused: Refused[]): Harvest {
  const personal = mappedParts.find((part) => namesPerson(source.columns?.[part] ?? ""));
  if (personal !== undefined) {
    turnAway(refused, 0, "document", "opinion.column-names-person", { part: personal });
    return { items: [], refused };
  }
  const head = findHead(rows, source.columns);
  if (!head) {
    turnAway(refused, 0, "document", rows.length === 0 ? "opinion.document-empty" : "opinion.column-missing", { column: source.columns?.title ?? "标题" });
    return { items: [], refused };
  }
  const body = rows.slice(head.at + 1).filter(({ cells }) => cells.some(({ words }) => words.trim() !== ""));
  if (body.length > limits.entries) turnAway(refused, 0, "document", "opinion.entries-over-limit", { entries: body.length, most: limits.entries });
  const found: Found[] = [];
  for (const row of body.slice(0, limits.entries)) {
    const width = row.cells.findLastIndex(({ words }) => words.trim() !== "") + 1;
    if (width > head.columns.width) turnAway(refused, row.number, "entry", "opinion.row-ragged", { cells: width, columns: head.columns.width });
    else found.push(findIn(row, head.columns));
  }
  return letIn(found, source, seenAt, refused);
}
