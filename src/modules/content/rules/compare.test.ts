import { describe, expect, test } from "vitest";
import { aFact, deaths, doc, injured, para, sweepDoc, sweepFacts, threeUnits, uuid } from "./fixtures/piece.ts";
import { type Comparable, compareEditions } from "./compare.ts";

const edition = (more: Partial<Comparable> = {}): Comparable => ({ title: "清明节提示", summary: "", doc: sweepDoc, facts: sweepFacts, ...more });
const compare = (a: Partial<Comparable>, b: Partial<Comparable>) => compareEditions(edition(a), edition(b));

test("an edition equals itself", () => {
  const c = compare({}, {});
  expect(c).toMatchObject({ places: 0, facts: [], variants: [], signatureChanged: false });
  expect(c.blocks.every((b) => b.kind === "same")).toBe(true);
});

test("改 2 处，事实没有变", () => {
  const before = doc(para("祭扫时提倡鲜花、植树等方式，尽量少烧纸。"), para("城乡居民请远离窗帘。电动自行车不要进楼充电。"));
  const after = doc(para("祭扫时提倡鲜花、植树等方式，严禁烧纸。"), para("城乡居民请远离窗帘。"));
  expect(compare({ doc: before }, { doc: after })).toMatchObject({ places: 2, facts: [] });
});

test("a corrected fact is a changed fact, not a rewritten text", () => {
  const text = doc(para("火灾造成", injured, "受伤，均已送医。"));
  const c = compare({ doc: text, facts: [{ ...injured, text: "3人", number: 3 }] }, { doc: text, facts: [{ ...injured, version: 2 }] });
  expect(c.facts).toEqual([{ factId: injured.id, label: "受伤人数", before: "3人", after: "5人" }]);
  expect(c.places).toBe(0);
  expect(c.blocks[0]).toMatchObject({ kind: "changed", changes: [{ kind: "same", text: "火灾造成" }, { kind: "removed", text: "3人" }, { kind: "added", text: "5人" }, { kind: "same", text: "受伤，均已送医。" }] });
});
test("facts that are new or gone are named", () => {
  expect(compare({ facts: [injured] }, { facts: [deaths] }).facts).toEqual([
    { factId: injured.id, label: "受伤人数", before: "5人", after: "" }, { factId: deaths.id, label: "死亡人数", before: "", after: "2人" },
  ]);
});
test("one fact put in another's place is a rewriting", () => {
  const two = aFact(41, "injured", "5人");
  expect(compare({ doc: doc(para("共", injured, "受伤")), facts: [injured, two] }, { doc: doc(para("共", two, "受伤")), facts: [injured, two] })).toMatchObject({ places: 1, facts: [] });
});

describe("blocks are laid beside their counterparts", () => {
  const [a, b, c] = [para("进山入林请勿携带火种。"), para("发现火情请拨打火警电话。"), para("电动自行车不要进楼充电。")];
  const kinds = (x: Partial<Comparable>, y: Partial<Comparable>) => compare(x, y).blocks.map((k) => [k.kind, k.before, k.after]);
  test("one put in", () => expect(kinds({ doc: doc(a, c) }, { doc: doc(a, b, c) })).toEqual([["same", 0, 0], ["added", null, 1], ["same", 1, 2]]));
  test("one taken out", () => expect(kinds({ doc: doc(a, b, c) }, { doc: doc(a, c) })).toEqual([["same", 0, 0], ["removed", 1, null], ["same", 2, 1]]));
  test("one rewritten", () => expect(kinds({ doc: doc(a, b) }, { doc: doc(a, para("发现山火请马上拨打火警电话。")) })).toEqual([["same", 0, 0], ["changed", 1, 1]]));
  test("strangers are not forced together", () => expect(kinds({ doc: doc(a) }, { doc: doc(para("省气象台发布大风预报")) })).toEqual([["removed", 0, null], ["added", null, 0]]));
  test("a link that leads elsewhere under the same words does not pass unseen", () => {
    const link = (href: string) => doc({ type: "paragraph", content: [{ type: "text", text: "详见公告", href }] });
    expect(compare({ doc: link("https://a.example.cn/") }, { doc: link("https://b.example.cn/") })).toMatchObject({ places: 1, blocks: [{ kind: "altered" }] });
  });
  test("nor does another picture", () => {
    const image = (n: number) => doc({ type: "image", materialId: uuid(n), alt: "巡山" });
    expect(compare({ doc: image(60) }, { doc: image(61) })).toMatchObject({ places: 1, blocks: [{ kind: "altered" }] });
  });
});

test("title, forms and signature are compared too", () => {
  const variants = (text: string) => ({ short: { text, tuned: false }, sms: { text: "同", tuned: false } });
  const c = compare({ variants: variants("旧"), signature: threeUnits }, { title: "清明提示", variants: variants("新"), signature: { units: threeUnits.units.slice(0, 2) } });
  expect(c).toMatchObject({ variants: ["short"], signatureChanged: true, places: 1, title: [{ kind: "same", text: "清明" }, { kind: "removed", text: "节" }, { kind: "same", text: "提示" }] });
});
