import { expect, test } from "vitest";
import { cutOnce, wordsOf } from "./tokens.ts";

test("a text is cut once while it is fresh, and anew when much came between, the same each time", () => {
  let cuts = 0;
  const cut = cutOnce((text) => { cuts += 1; return [...text]; });
  expect([cut("山洪"), cut("起火"), cut("山洪")]).toEqual([["山", "洪"], ["起", "火"], ["山", "洪"]]);
  expect(cuts).toBe(2);
  for (let i = 0; i < 1000; i += 1) cut(`标题${i}`);
  expect(cut("山洪")).toEqual(["山", "洪"]);
  expect(cuts).toBe(1003);
});

test("every word knows its place, and the end has one more", () =>
  expect(wordsOf("敦化暴雪", () => ["敦化", "暴雪"])).toEqual({ text: "敦化暴雪", letters: [...("敦化暴雪")].map((one) => one.charCodeAt(0)), words: ["敦化", "暴雪"], at: [0, -1, 1, -1, 2] }));
