import { z } from "zod";

const Count = z.number().int().min(0).max(1e12);
const Day = z.iso.date();

/** What a unit counts of its own account over a period: posts, reads, 赞 praises, 在看 recommends, 转 shares, 评 comments and how many were answered. How many follow is not asked. */
export const Counts = z.object({ posts: Count, originalPosts: Count, reads: Count, headlineReads: Count, mostReads: Count, praises: Count, recommends: Count, shares: Count, comments: Count, answered: Count });
export type Counts = z.infer<typeof Counts>;

/** A reading: counts with their period, whole days of Beijing, both included. */
export const Reading = Counts.extend({ from: Day, to: Day });
export type Reading = z.infer<typeof Reading>;

/** Days of a period, both ends included. */
export const daysOf = ({ from, to }: { from: string; to: string }): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;

/** Why a reading cannot be, in the words of whoever entered it; null when it can. */
export function whyNotReading(r: Reading, today: string): { zh: string; en: string } | null {
  if (r.to < r.from) return { zh: "结束日早于开始日", en: "the period ends before it begins" };
  if (r.to > today) return { zh: "结束日还没到", en: "the period has not ended" };
  if (daysOf(r) > 366) return { zh: "时间段超过一年", en: "the period is longer than a year" };
  if (r.originalPosts > r.posts) return { zh: "原创数多于发布数", en: "more original posts than posts" };
  if (r.posts === 0 && (r.reads > 0 || r.praises > 0)) return { zh: "没有发布却有阅读或点赞", en: "reads or praises without a post" };
  if (r.headlineReads > r.reads) return { zh: "头条阅读多于总阅读", en: "the headline was read more than everything" };
  if (r.mostReads > r.reads) return { zh: "最高阅读多于总阅读", en: "the most read was read more than everything" };
  return r.answered > r.comments ? { zh: "答复数多于评论数", en: "more answers than comments" } : null;
}

/** The columns of the sheet of numbers, in order, with their heads. */
export const sheetColumns = [
  { key: "account", head: "账号" }, { key: "from", head: "开始日" }, { key: "to", head: "结束日" }, { key: "posts", head: "发布数" }, { key: "originalPosts", head: "其中原创" }, { key: "reads", head: "阅读数" }, { key: "headlineReads", head: "头条阅读" },
  { key: "mostReads", head: "最高阅读" }, { key: "praises", head: "点赞数" }, { key: "recommends", head: "在看数" }, { key: "shares", head: "转发数" }, { key: "comments", head: "评论数" }, { key: "answered", head: "已答复" },
] as const;
/** One of them. */
export type SheetKey = (typeof sheetColumns)[number]["key"];

/** A row of the sheet as it came: numbered as in the file, cells as text, all cells to give back. */
export type SheetRow = { number: number; cells: Record<SheetKey, string>; raw: readonly string[] };

/** What a row turns out to be. */
export type RowOutcome = { row: SheetRow; kind: "good"; accountId: string; reading: Reading } | { row: SheetRow; kind: "rejected"; reason: string };

/** Which account a name means: one that this person keeps, somebody else's, several of that name, or none. */
export type FindAccount = (name: string) => { id: string } | "others" | "several" | "unknown";

const whyNotAccount = { others: "不是您管的账号", several: "有多个同名账号，请到账号页上填", unknown: "没有这个账号" } as const;
const asDay = (cell: string): string => cell.replaceAll(/[/.年月]/g, "-").replace("日", "").replace(/^(\d{4})-(\d{1,2})-(\d{1,2})$/, (_, y: string, m: string, d: string) => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`);
const asCount = (cell: string): number => (cell === "" ? 0 : Number(cell.replaceAll(/[,，\s]/g, "")));

/** Judges every row by itself; an account and period counts once per sheet. */
export function judgeRows(rows: readonly SheetRow[], find: FindAccount, today: string): RowOutcome[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const giveBack = (reason: string): RowOutcome => ({ row, kind: "rejected", reason });
    const account = find(row.cells.account);
    if (typeof account === "string") return giveBack(whyNotAccount[account]);
    const parsed = Reading.safeParse({ ...Object.fromEntries(sheetColumns.slice(3).map(({ key }) => [key, asCount(row.cells[key])])), from: asDay(row.cells.from), to: asDay(row.cells.to) });
    if (!parsed.success) return giveBack(`${sheetColumns.find(({ key }) => key === parsed.error.issues[0]?.path[0])?.head ?? "这一行"}格式不对`);
    const why = whyNotReading(parsed.data, today);
    if (why) return giveBack(why.zh);
    const place = `${account.id} ${parsed.data.from} ${parsed.data.to}`;
    const before = seen.get(place);
    if (before !== undefined) return giveBack(`和第 ${before} 行重复`);
    seen.set(place, row.number);
    return { row, kind: "good", accountId: account.id, reading: parsed.data };
  });
}
