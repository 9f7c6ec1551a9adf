import { describe, expect, test } from "vitest";
import { plain } from "../words.ts";
import { readFigures } from "./figures.ts";

const said = (title: string) => { const f = readFigures(plain(title), true); return [f.deaths, f.injured, f.missing, f.magnitude]; };

describe("figures are read as the words give them", () => {
  test.each([
    ["仓库起火致3死5伤", [3, 5, null, null]], ["仓库起火已致3人遇难", [3, null, null, null]], ["山洪致一死二伤", [1, 2, null, null]], ["山洪造成2人死亡4人失联", [2, null, 4, null]], ["客车侧翻13人送医", [null, 13, null, null]],
    ["两名消防员牺牲", [2, null, null, null]], ["3名失联村干部确认牺牲", [3, null, null, null]], ["一男子落水身亡", [1, null, null, null]], ["遇难人数升至34人", [34, null, null, null]], ["受伤人数增至一百二十", [null, 120, null, null]],
    ["某地发生4.3级地震", [null, null, null, 4.3]], ["某地发生5级左右地震", [null, null, null, 5]],
  ])("%s", (title, figures) => expect(said(title)).toEqual(figures));
});

describe("what is about is at least so many", () => {
  test.each([["超过20人遇难", 20], ["至少3人死亡", 3], ["30余人遇难", 30], ["3至5人死亡", 3], ["近百人遇难", 100]])("%s", (title, deaths) => expect(said(title)[0]).toBe(deaths));
});

test("nobody hurt is nought, not silence", () => expect([said("火灾无人员伤亡"), said("房屋倒塌未造成人员伤亡"), said("仓库起火无人受伤")]).toEqual([[0, 0, null, null], [0, 0, null, null], [null, 0, null, null]]));
test.each(["多人受伤", "12岁女孩失踪", "失踪87天", "27个失联乡镇恢复通信", "第3名遇难者", "风力8级", "一小区多人受伤"])("%s gives no figure", (title) => expect(said(title)).toEqual([null, null, null, null]));
