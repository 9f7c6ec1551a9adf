import { expect, it } from "vitest";
import { tellingReasons } from "./telling.ts";

it("a row says the three signs that weigh most, with the words that set them off; place and what weighs against it stand elsewhere", () => {
  const why = [
    { rule: "place.at", words: ["长春市", "220100"], figure: 1 }, { rule: "emergency.base", words: [], figure: -4 }, { rule: "emergency.hearsay", words: ["网传"], figure: -0.7 }, { rule: "emergency.happening", words: ["发生"], figure: 1 },
    { rule: "emergency.sure:fire", words: ["火灾"], figure: 3.8 }, { rule: "check.told", words: ["网传"], figure: 2.9 }, { rule: "emergency.dead", words: ["死亡"], figure: 0.6 }, { rule: "concern.question", words: ["吗"] },
  ];
  expect(tellingReasons(why).map((one) => one.rule)).toEqual(["emergency.sure:fire", "check.told", "emergency.happening"]);
  expect(tellingReasons([])).toEqual([]);
});
