import { expect, test } from "vitest";
import { sayAlerts, sayMatter } from "./words.ts";

const failed = (n: number) => ({ kind: "dispatch.failed", facts: { title: `通报${n}`, account: "吉林应急" }, link: `/desk/boards/${n}`, unitName: "省应急管理厅" });

test("one matter leads to where it is mended", () => {
  expect(sayAlerts("林知夏", 0, [failed(1)], "https://desk.test")).toEqual({ title: "请林知夏处理", text: "省应急管理厅：《通报1》没有发到“吉林应急”，等您处理", link: "https://desk.test/desk/boards/1" });
});

test("an escalated one says that nobody answered", () => {
  expect(sayAlerts("许牧川", 1, [failed(1)], "").title).toBe("请值班员许牧川处理，无人确认，转到您这里");
});

test("many come as one message that says how many and leads to the list", () => {
  const { title, text, link } = sayAlerts("林知夏", 0, Array.from({ length: 10 }, (_, i) => failed(i + 1)), "https://desk.test");
  expect([title, link]).toEqual(["请林知夏处理 10 件", "https://desk.test/desk/alerts"]);
  expect(text.split("\n")).toHaveLength(10);
  expect(text).toContain("9. 另有 2 件");
});

test("a kind nobody gave words for still says what it is about", () => {
  expect(sayMatter("events.new", { title: "火情" })[0]).toBe("火情，等您处理");
  expect(sayMatter("events.new", {})[0]).toBe("有一件事等您处理（events.new）");
});
