import { RegionCount } from "#kernel/carrier.ts";
import { planCounts, type Countable, type Returned, type Totals } from "./counts.ts";

/** The columns of the sheet of counts, in order, with their heads: one row is one region of one request. */
export const countColumns = [
  { key: "number", head: "函号", needed: true }, { key: "region", head: "区域代码", needed: true }, { key: "name", head: "区域" }, { key: "submitted", head: "提交数", needed: true }, { key: "sent", head: "成功数", needed: true },
  { key: "failed", head: "失败数", needed: true }, { key: "takenBy", head: "受理席位", needed: true }, { key: "takenAt", head: "受理时间", needed: true },
] as const;
/** One of them. */
export type CountKey = (typeof countColumns)[number]["key"];

/** A row of the sheet as it came: numbered as in the file, cells as text, all cells to give back. */
export type CountRow = { number: number; cells: Record<CountKey, string>; raw: readonly string[] };

/** Which request a number means: one that this person may count, somebody else's, or none. */
type FindRequest<R extends Countable> = (number: string) => R | "others" | "unknown";

/** Requests whose rows are all right, with their figures; and rows to give back. */
type JudgedCounts<R extends Countable> = { good: { request: R; returned: Returned }[]; rejected: { row: CountRow; reason: string }[] };

const whyNotRequest = { others: "回数由发函单位或账号负责人来填", unknown: "没有这件函，或不在您的范围内" } as const;

const refused: Readonly<Record<string, (facts: Readonly<Record<string, string | number>>) => string>> = {
  "carriers.not-there": () => "这件函没送到运营商，没有回数可填", "carriers.no-numbers": () => "受理席位里不写电话号码", "carriers.in-the-future": () => "受理时间还没到", "carriers.before-the-request": () => "受理时间早于发函时间",
  "carriers.region-missing": ({ region }) => `这件函还缺${region}的回数；没发的填 0`,
};

const figures = ["submitted", "sent", "failed"] as const;
const asCount = (cell: string): number => (cell === "" ? NaN : Number(cell.replaceAll(/[,，\s]/g, "")));

/** A time of Beijing as people write it, to the minute; null where it is none. */
function asTime(cell: string): Date | null {
  const [, y, m, d, hour, minute] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?$/.exec(cell) ?? [];
  const two = (part = ""): string => part.padStart(2, "0");
  const at = Date.parse(`${y}-${two(m)}-${two(d)}T${two(hour)}:${two(minute)}:00+08:00`);
  return Number.isNaN(at) ? null : new Date(at);
}

type Region = { row: CountRow; count: RegionCount } | { row: CountRow; reason: string };

/** What one row says of its region; the code decides, and where it is left out the name. */
function regionOf(row: CountRow, { places }: Countable): Region {
  const { region, name } = row.cells;
  const place = places.find(({ code }) => code === region) ?? (region === "" ? places.find((one) => one.name === name) : undefined);
  if (!place) return { row, reason: `${region || name || "空的区域"} 不在这件函的区域里` };
  const said: Totals = { submitted: asCount(row.cells.submitted), sent: asCount(row.cells.sent), failed: asCount(row.cells.failed) };
  const wrong = figures.find((figure) => !RegionCount.shape[figure].safeParse(said[figure]).success);
  if (wrong) return { row, reason: `${countColumns.find(({ key }) => key === wrong)?.head ?? ""}要填整数，没有的填 0` };
  return said.sent + said.failed > said.submitted ? { row, reason: "成功数加失败数多于提交数" } : { row, count: { region: place.code, ...said } };
}

/** What the rows of one request come to. It is taken whole or not at all: where one row is wrong the others come back with it. */
function judgeRequest<R extends Countable>(rows: readonly CountRow[], request: R, now: Date): { good: Returned } | { rejected: { row: CountRow; reason: string }[] } {
  const all = (reason: string) => ({ rejected: rows.map((row) => ({ row, reason })) });
  const once = (key: CountKey): string => rows.find(({ cells }) => cells[key] !== "")?.cells[key] ?? "";
  const [takenBy, takenAt] = [once("takenBy"), once("takenAt")];
  const regions = rows.map((row): Region => {
    const differs = (["takenBy", "takenAt"] as const).find((key) => row.cells[key] !== "" && row.cells[key] !== once(key));
    return differs ? { row, reason: `${differs === "takenBy" ? "受理席位" : "受理时间"}和同一件函的前几行不同` } : regionOf(row, request);
  }).map((one, i, before): Region => {
    const twice = "count" in one ? before.slice(0, i).find((other) => "count" in other && other.count.region === one.count.region) : undefined;
    return twice ? { row: one.row, reason: `和第 ${twice.row.number} 行重复` } : one;
  });
  const wrong = regions.find((one) => "reason" in one);
  if (wrong) return { rejected: regions.map((one) => ({ row: one.row, reason: "reason" in one ? one.reason : `同一件函的第 ${wrong.row.number} 行有误，整件退回` })) };
  const at = asTime(takenAt);
  if (takenBy === "" || takenBy.length > 60) return all("受理席位要填，不超过 60 字");
  if (!at) return all("受理时间要写到几点几分，如 2026-04-03 14:05");
  const returned: Returned = { counts: regions.flatMap((one) => ("count" in one ? [one.count] : [])), total: null, takenBy, takenAt: at };
  const plan = planCounts(request, returned, now);
  return plan.ok ? { good: returned } : all(refused[plan.refusal.code]?.(plan.refusal.facts ?? {}) ?? plan.refusal.code);
}

/** Judges a sheet of counts, request by request; no row is lost, and none counts that is not whole. */
export function judgeCounts<R extends Countable>(rows: readonly CountRow[], find: FindRequest<R>, now: Date): JudgedCounts<R> {
  const judged: JudgedCounts<R> = { good: [], rejected: [] };
  for (const [number, group] of Map.groupBy(rows, ({ cells }) => cells.number)) {
    const request = find(number);
    if (typeof request === "string") { judged.rejected.push(...group.map((row) => ({ row, reason: whyNotRequest[request] }))); continue; }
    const outcome = judgeRequest(group, request, now);
    if ("good" in outcome) judged.good.push({ request, returned: outcome.good });
    else judged.rejected.push(...outcome.rejected);
  }
  return { ...judged, rejected: judged.rejected.toSorted((a, b) => a.row.number - b.row.number) };
}
