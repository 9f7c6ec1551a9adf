import { expect, test } from "vitest";
import { markOf, sayPosts, sayScope } from "./words.ts";

const t = <T>(zh: T, _en: T): T => zh;

test.each([["林知夏", "知夏"], ["周安", "周安"], ["欧阳明月", "明月"], ["Ada Lovelace", "AL"], ["阿依古丽·买买提", "买提"]])("%s is marked %s", (name, mark) => { expect(markOf(name)).toBe(mark); });

test("posts are said unit by unit, a lent one as lent, each once", () => {
  const post = (unitName: string, held: "editor" | "signer", delegatedFrom: string | null = null) => ({ unitId: unitName, unitName, post: held, delegatedFrom });
  expect(sayPosts(t, [post("厅", "editor"), post("总队", "editor"), post("厅", "signer", "p2"), post("厅", "signer", "p3")]))
    .toEqual([{ unitName: "厅", posts: "编辑、终审（签发）（代）" }, { unitName: "总队", posts: "编辑" }]);
});

test.each([
  [{ all: true, systems: [], regions: [], units: ["厅"] }, "看得到全部单位的工作。"],
  [{ all: false, systems: ["fire" as const], regions: [], units: ["省消防救援总队"] }, "看得到省消防救援总队、消防救援系统的工作，以及一起参与的工作。"],
  [{ all: false, systems: [], regions: ["吉林市"], units: ["吉林市应急管理局"] }, "看得到吉林市应急管理局、吉林市全境的工作，以及一起参与的工作。"],
  [{ all: false, systems: [], regions: [], units: [] }, "现在没有岗位，只看得到自己的登录。"],
])("a scope is one sentence", (scope, sentence) => { expect(sayScope(t, scope)).toBe(sentence); });
