import { expect, test } from "vitest";
import { gazetteer } from "./gazetteer.ts";

const places = [
  { code: "220000", name: "吉林省", parent: null }, { code: "220100", name: "长春市", parent: "220000" }, { code: "220104", name: "朝阳区", parent: "220100" }, { code: "220106", name: "绿园区", parent: "220100" },
];
const alike = [["长春市朝阳区", "辽宁省朝阳市", "北京市朝阳区"], ["吉林市", "吉林省"]];

test("a name that exists elsewhere names the others, never its own place", () => {
  const byName = new Map(gazetteer(places, alike).map((place) => [place.name, place.alsoIn]));
  expect(byName.get("朝阳区")).toEqual(["辽宁省朝阳市", "北京市"]);
  expect(byName.get("绿园区")).toBeUndefined();
  expect(byName.get("吉林省")).toBeUndefined();
});
