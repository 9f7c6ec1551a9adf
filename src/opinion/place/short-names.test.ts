import { expect, test } from "vitest";
import { shortNames } from "./short-names.ts";

test.each([
  ["长春市", ["长春"]], ["吉林省", ["吉林"]], ["农安县", ["农安"]], ["大兴安岭地区", ["大兴安岭"]], ["神农架林区", ["神农架"]], ["浦东新区", ["浦东"]],
  ["延边朝鲜族自治州", ["延边"]], ["内蒙古自治区", ["内蒙古"]], ["新疆维吾尔自治区", ["新疆"]], ["博尔塔拉蒙古自治州", ["博尔塔拉", "博尔"]],
  ["长白朝鲜族自治县", ["长白", "长白县"]], ["前郭尔罗斯蒙古族自治县", ["前郭尔罗斯", "前郭", "前郭尔罗斯县", "前郭县"]],
  ["双江拉祜族佤族布朗族傣族自治县", ["双江", "双江县"]], ["喀喇沁左翼蒙古族自治县", ["喀喇沁左翼", "喀喇沁左翼县"]],
])("%s is also called %j", (name, short) => expect(shortNames(name)).toEqual(short));

test("one character is no name, and a name without a last word has no shorter form", () => expect([shortNames("东区"), shortNames("西沙群岛")]).toEqual([[], []]));
