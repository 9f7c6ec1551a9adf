import { expect, test } from "vitest";
import { segment } from "#platform/text/segment.ts";
import { firstPoints, plainText } from "./text.ts";

test("the words of an article come out one block per line, entities read", () => {
  expect(plainText("<h2>一、情况</h2><p>受伤 <b>5 人</b> &lt;均已送医&gt;<br>无死亡</p><table><tr><td>户</td><td>312</td></tr></table>")).toBe("一、情况\n受伤 5 人 <均已送医>\n无死亡\n户 312");
});
test("what people should do is the first list, at most four lines", () => {
  expect(firstPoints("<p>x</p><ul><li>不带火种</li><li>打 <b>12119</b></li></ul><ul><li>别的</li></ul>")).toEqual(["不带火种", "打 12119"]);
  expect(firstPoints("<p>没有</p>")).toEqual([]);
});
test("words are found whole and in parts, numbers and Latin too, each once", () => {
  expect(segment("森林防火，森林防火 12119 Fire")).toEqual(expect.arrayContaining(["森林", "防火", "12119", "fire"]));
  expect(new Set(segment("森林防火，森林防火")).size).toBe(segment("森林防火，森林防火").length);
});
