import { describe, expect, it } from "vitest";
import { judgeRows, type SheetKey, type SheetRow, type SheetWorld } from "./people-rows.ts";

const row = (number: number, cells: Partial<Record<SheetKey, string>> = {}): SheetRow => ({
  number, raw: [], cells: { username: "chen.li", name: "陈立", title: "科员", unitCode: "yj-220100", phone: "", email: "", ...cells },
});
const world: SheetWorld = {
  unitByCodeOrName: (words) => (words === "yj-220100" || words === "长春市应急管理局" ? { code: "yj-220100", mayKeep: true } : words === "xfj" ? { code: "xfj", mayKeep: false } : words === "朝阳" ? "ambiguous" : "unknown"),
  personByUsername: (username) => ({
    old: { username: "old", name: "王同", title: "科员", unitCode: "yj-220100", phone: null, email: null, left: false, mayKeep: true },
    gone: { username: "gone", name: "赵去", title: "", unitCode: "yj-220100", phone: null, email: null, left: true, mayKeep: true },
    theirs: { username: "theirs", name: "钱他", title: "", unitCode: "xfj", phone: null, email: null, left: false, mayKeep: false },
  })[username],
};
const judge = (cells: Partial<Record<SheetKey, string>>) => { const outcome = judgeRows([row(2, cells)], world)[0]; return outcome?.kind === "rejected" ? outcome.reason : outcome?.kind; };

describe("every row of a people's sheet is judged by itself", () => {
  it.each([
    ["a new person", {}, "new"], ["the unit may be named in full", { unitCode: "长春市应急管理局" }, "new"], ["capital letters of a username are made small", { username: "Chen.Li" }, "new"],
    ["nothing new", { username: "old", name: "王同" }, "same"], ["a new title", { username: "old", name: "王同", title: "科长" }, "changed"],
    ["no name", { name: " " }, "缺少姓名"], ["no username", { username: "" }, "缺少用户名"], ["a username with blanks", { username: "chen li" }, "用户名格式不对"],
    ["an address that is none", { email: "nobody" }, "邮箱格式不对"], ["a telephone that is none", { phone: "打我" }, "电话格式不对"],
    ["an unknown unit", { unitCode: "nowhere" }, "没有这个单位"], ["a name that several units bear", { unitCode: "朝阳" }, "有多个单位同名，请填单位代码"],
    ["somebody else's unit", { unitCode: "xfj" }, "该单位不归您管理"], ["somebody else's person", { username: "theirs" }, "该用户名已属于另一单位的人员"], ["one who left", { username: "gone" }, "该用户名的人员已离任"],
  ])("%s", (_, cells, expected) => expect(judge(cells)).toBe(expected));

  it("a username counts once, a bad row stops nobody, and no row is lost", () => {
    const outcomes = judgeRows([row(2), row(3, { name: "" }), row(4, { username: "li.zhuo", name: "李卓" }), row(5)], world);
    expect(outcomes.map((o) => (o.kind === "rejected" ? o.reason : o.kind))).toEqual(["new", "缺少姓名", "new", "用户名与第 2 行重复"]);
  });
});
