import { z } from "zod";

/** How a person logs in: lower case, 2 to 32 characters. */
export const Username = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._-]{1,31}$/);

/** What is written down about a person who works here. Nobody else's data is ever kept (product.md, refusals 2 and 8). */
export const PersonFields = z.object({
  username: Username,
  name: z.string().trim().min(1).max(40),
  title: z.string().trim().max(60).default(""),
  unitCode: z.string().trim().min(1),
  phone: z.string().trim().regex(/^[0-9+][0-9 -]{4,19}$/).nullable().default(null),
  email: z.email().max(200).nullable().default(null),
});
export type PersonFields = z.infer<typeof PersonFields>;

/** The columns of the people's Excel sheet, in order, with their heads. */
export const sheetColumns = [
  { key: "username", head: "用户名", needed: true }, { key: "name", head: "姓名", needed: true }, { key: "title", head: "职务" },
  { key: "unitCode", head: "单位代码", needed: true }, { key: "phone", head: "电话" }, { key: "email", head: "邮箱" },
] as const;
export type SheetKey = (typeof sheetColumns)[number]["key"];

/** One row as it came: cells as text under the heads that were understood, plus all cells to give back. */
export type SheetRow = { number: number; cells: Record<SheetKey, string>; raw: readonly string[] };

/** What a row turns out to be: somebody new, a change, nothing new, or a row given back with its reason. */
export type RowOutcome =
  | { row: SheetRow; kind: "new" | "changed" | "same"; person: PersonFields }
  | { row: SheetRow; kind: "rejected"; reason: string };

/** What the house knows that rows are judged against. */
export type SheetWorld = {
  unitByCodeOrName: (words: string) => { code: string; mayKeep: boolean } | "unknown" | "ambiguous";
  personByUsername: (username: string) => (PersonFields & { left: boolean; mayKeep: boolean }) | undefined;
};

/** Judges every row by itself; one bad row never stops its neighbours. A username counts once per sheet. */
export function judgeRows(rows: readonly SheetRow[], world: SheetWorld): RowOutcome[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const outcome = judgeRow(row, world);
    if (outcome.kind === "rejected") return outcome;
    const before = seen.get(outcome.person.username);
    if (before !== undefined) return { row, kind: "rejected", reason: `用户名与第 ${before} 行重复` };
    seen.set(outcome.person.username, row.number);
    return outcome;
  });
}

function judgeRow(row: SheetRow, world: SheetWorld): RowOutcome {
  const { cells } = row;
  const giveBack = (reason: string): RowOutcome => ({ row, kind: "rejected", reason });
  const parsed = PersonFields.safeParse({ ...cells, phone: cells.phone || null, email: cells.email || null });
  if (!parsed.success) {
    const column = sheetColumns.find((c) => c.key === parsed.error.issues[0]?.path[0]) ?? sheetColumns[0];
    return giveBack(cells[column.key].trim() ? `${column.head}格式不对` : `缺少${column.head}`);
  }
  const unit = world.unitByCodeOrName(parsed.data.unitCode);
  if (unit === "unknown") return giveBack("没有这个单位");
  if (unit === "ambiguous") return giveBack("有多个单位同名，请填单位代码");
  if (!unit.mayKeep) return giveBack("该单位不归您管理");
  const person = { ...parsed.data, unitCode: unit.code };
  const known = world.personByUsername(person.username);
  if (!known) return { row, kind: "new", person };
  if (known.left) return giveBack("该用户名的人员已离任");
  if (!known.mayKeep) return giveBack("该用户名已属于另一单位的人员");
  return { row, kind: sheetColumns.every(({ key }) => person[key] === known[key]) ? "same" : "changed", person };
}
