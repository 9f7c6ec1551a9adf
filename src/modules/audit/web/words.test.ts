import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EntryLine } from "../contract.ts";
import { actionWords, sayAction, sayEntry, sayFacts, saySubject, type Say } from "./words.ts";

const zh: Say = (chinese) => chinese;
const en: Say = (_, english) => english;

const entry = (over: Partial<EntryLine> = {}): EntryLine => ({
  seq: 7, at: "2026-04-03T06:18:00.000Z", actorId: "a", actorName: "林知夏", unitId: "u", unitName: "省应急管理厅", action: "review.sign", outcome: "done", subjectType: "piece",
  subjectId: "01900000-0000-7000-8000-0000000000aa", subjectLabel: "清明防火提示", subjectLink: null, facts: "{}", requestId: "r", prevHash: "", hash: "", ...over,
});

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|(^|\/)fixtures\//.test(file) && !/(^|\/)web\//.test(file)).map((file) => readFileSync(join("src", file), "utf8"));

test("every action that the source writes down has its words", () => {
  const written = new Set(sources.flatMap((source) => [...source.matchAll(/\baction: "([a-z-]+\.[a-zA-Z-]+)"/g)].map((m) => m[1] ?? "")));
  expect(written.size).toBeGreaterThan(60);
  expect([...written].filter((action) => !(action in actionWords)).sort()).toEqual([]);
});

test("an action put together in the source is one of those with words", () => {
  const parts = sources.flatMap((source) => [...source.matchAll(/\baction: `([a-z-]+)\.\$\{\{([^}]*)\}\[\w+\]\}([a-z-]*)`/g)].flatMap((m) => [...(m[2] ?? "").matchAll(/: "([a-zA-Z-]+)"/g)].map((word) => `${m[1] ?? ""}.${word[1] ?? ""}${m[3] ?? ""}`)));
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter((action) => !(action in actionWords))).toEqual([]);
});

test.each([
  [entry(), "签了《清明防火提示》"],
  [entry({ action: "access.log-in", outcome: "refused", subjectType: "person" }), "登录，被拒"],
  [entry({ action: "dispatch.retry", subjectType: "delivery", subjectLabel: "清明防火提示 → 微博" }), "重试一路：“清明防火提示 → 微博”"],
  [entry({ action: "review.sign", subjectLabel: null }), "签了稿件 01900000…"],
  [entry({ action: "future.thing", subjectType: "thing", subjectId: "9", subjectLabel: null }), "future.thing thing 9"],
  [entry({ subjectLabel: "$& $1 {s}" }), "签了《$& $1 {s}》"],
])("a row is a sentence", (row, sentence) => { expect(sayEntry(zh, row)).toBe(sentence); });

test("a filter names the action without its thing, in both languages", () => {
  expect(sayAction(zh, "review.sign")).toBe("签了");
  for (const action of Object.keys(actionWords)) for (const say of [zh, en]) expect(sayAction(say, action)).not.toMatch(/\{s\}|^$/);
});

test("a thing without a name is said by its kind and a short number", () => { expect(saySubject(en, { subjectType: "piece", subjectId: "01900000-0000-7000-8000-0000000000aa", subjectLabel: null })).toBe("piece 01900000…"); });

test("what was written down is named in words and shown whole", () => {
  expect(sayFacts(zh, `{"reason":"误发","seen":true,"left":[1,2],"odd":null}`)).toEqual([{ name: "理由", value: "误发" }, { name: "看到了", value: "是" }, { name: "left", value: "[\n 1,\n 2\n]" }, { name: "odd", value: "null" }]);
});

test("every refusal of the module has its words", () => {
  const own = readdirSync("src/modules/audit", { encoding: "utf8" }).filter((f) => f.endsWith(".ts") && !f.endsWith(".test.ts")).map((f) => readFileSync(join("src/modules/audit", f), "utf8"));
  const codes = new Set(own.flatMap((s) => [...s.matchAll(/(?:code: |allow\([^;]*?, |found\([^;]*?, )"(audit\.[a-z-]+)"(?!,)/g)].map((m) => m[1] ?? "")));
  const worded = readFileSync("src/modules/audit/web/refusals.ts", "utf8");
  expect(codes.size).toBeGreaterThan(4);
  expect([...codes].filter((code) => !worded.includes(`"${code}"`))).toEqual([]);
});
