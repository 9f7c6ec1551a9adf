import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReviewView, WaitingForMe } from "../contract.ts";
import * as contract from "../contract.ts";
import { refusals } from "./refusals.ts";
import { sayBall, sayTime, sayUnits, sayWaiting } from "./words.ts";

const zh = <T>(chinese: T, _: T): T => chinese;
const en = <T>(_: T, english: T): T => english;
const now = new Date("2026-04-03T08:00:00Z");
const signer = (over: Partial<ReviewView["signers"][number]>): ReviewView["signers"][number] => ({
  unitId: "u", name: "吉林省森林消防总队", shortName: "省森林消防总队", seal: "森", role: "co", state: "turn", personName: null, post: null, reason: null, at: null, whyNotMe: null, people: ["罗青禾"], ...over,
});
const ball = (withWhom: NonNullable<ReviewView["ball"]>["with"], names: string[]) => ({ with: withWhom, names, waitingMinutes: 120 });

test.each<[string, Record<string, string | number>, string]>([
  ["a title too long", { finding: "channels.over-limit", field: "title", have: 36, max: 32 }, "标题有 36，它最多收 32"], ["a summary too long", { finding: "channels.over-limit", field: "digest", have: 140, max: 128 }, "概要有 140"],
  ["a text too long", { finding: "channels.over-limit", field: "content", have: 20_500, max: 19_999 }, "文字有 20500"], ["too many pictures", { finding: "channels.too-many-images", have: 21, max: 20 }, "图有 21 张"],
  ["no cover", { finding: "channels.no-cover" }, "要有封面"], ["a picture too large", { finding: "channels.picture-too-large", have: 3_500_000, max: 1_048_575 }, "3.34 MB"], ["a picture of another kind", { finding: "channels.picture-kind", mime: "image/webp" }, "image/webp"], ["a #topic#", { finding: "channels.topic-mark" }, "不收带 #话题# 的文字"],
  ["neither film nor picture", { finding: "channels.no-film-or-picture" }, "它只发视频或图"], ["two films", { finding: "channels.one-film", have: 2 }, "有 2 段视频"], ["a film too large", { finding: "channels.film-too-large", have: 5_000_000_000, max: 4_294_967_296 }, "4768.37 MB"], ["a film of another kind", { finding: "channels.film-kind", mime: "video/quicktime" }, "video/quicktime"],
  ["an SMS of too many parts", { finding: "channels.over-limit", field: "message", have: 5, max: 4 }, "短信条数（连签名和模板）有 5，它最多收 4"], ["signs that an SMS does not take", { finding: "channels.unfit-signs", signs: "★ www.example.org" }, "★ www.example.org"],
  ["what nobody has words for", { finding: "channels.missing-fact" }, "缺了它必有的内容"],
])("an account that cannot carry an edition says why: %s", (_title, facts, words) => {
  const said = refusals["review.rendition-blocked"]?.({ account: "公众号", ...facts }) ?? ["", ""];
  expect(said[0]).toContain(words);
  expect(said.every((sentence) => sentence.includes("公众号") && !sentence.includes("undefined"))).toBe(true);
});

describe("one sentence says who has the ball", () => {
  test.each<[string, Pick<ReviewView, "stage" | "ball" | "signers">, string, boolean]>([
    ["nobody submitted it yet", { stage: null, ball: null, signers: [] }, "还没有交审", false],
    ["a reviewer", { stage: "second", ball: ball("reviewer", ["程以宁"]), signers: [] }, "等待 程以宁 复审 · 已等 2 小时", false],
    ["no reviewer at all: it lies on the ground", { stage: "first", ball: ball("reviewer", []), signers: [] }, "本单位没有别人能做初审。请系统管理员任命，或请联络员改派。", true],
    ["a unit that signs", { stage: "cosign", ball: ball("signers", []), signers: [signer({})] }, "等待省森林消防总队 罗青禾 会签 · 已等 2 小时", false],
    ["two units at once", { stage: "cosign", ball: ball("signers", []), signers: [signer({}), signer({ shortName: "省消防救援总队", people: ["许牧川", "王岚"] }), signer({ state: "signed" })] }, "等待省森林消防总队 罗青禾，省消防救援总队 许牧川、王岚 会签 · 已等 2 小时", false],
    ["a unit where nobody can sign", { stage: "cosign", ball: ball("signers", []), signers: [signer({ people: [] })] }, "省森林消防总队没有在岗的签发人或联络员，签不了。请这家单位指定一位。", true],
    ["the writers after a return", { stage: "returned", ball: ball("writers", ["林知夏"]), signers: [] }, "退回 林知夏 修改 · 已等 2 小时", false],
    ["dispatch", { stage: "cleared", ball: ball("senders", []), signers: [] }, "各家都签了，已交投放", false],
  ])("%s", (_, review, text, fault) => {
    expect(sayBall(zh, review)).toMatchObject({ text, fault });
    expect(sayBall(en, review).text).not.toMatch(/[\u4e00-\u9fff]{4}已等/);
  });
});

test("times are Beijing's and as short as the day allows", () => {
  expect(sayTime(zh, new Date("2026-04-03T08:04:00Z"), now)).toBe("16:04");
  expect(sayTime(zh, new Date("2026-04-04T01:00:00Z"), now)).toBe("明天 09:00");
  expect(sayTime(zh, new Date("2026-04-06T12:00:00Z"), now)).toBe("4月6日 20:00");
  expect(sayTime(zh, new Date("2025-12-31T16:30:00Z"), now)).toBe("1月1日 00:30");
  expect(sayTime(zh, new Date("2025-12-31T15:30:00Z"), now)).toBe("2025年12月31日 23:30");
});

test("units are counted as the notice counts them", () => expect([1, 2, 3, 12].map(sayUnits)).toEqual(["一家", "两家", "三家", "十二家"]));

test("a line of my list says what is asked of me and who signed before", () => {
  const item: WaitingForMe = { kind: "sign", pieceId: "p", manifestId: "m", title: "", urgency: "routine", stage: "cosign", editionNumber: 4, unitName: "省森林消防总队", since: now.toISOString(), dueAt: null, doneUnits: ["省消防救援总队"], reason: null };
  expect(sayWaiting(zh, item)).toBe("省消防救援总队已签，等您会签省森林消防总队牵头的第 4 版。");
  expect(sayWaiting(zh, { ...item, stage: "final", doneUnits: [] })).toBe("省森林消防总队第 4 版，初审、复审已过，等您终审。");
  expect(sayWaiting(zh, { ...item, kind: "returned", reason: "数字未核实" })).toBe("第 4 版退回给您：数字未核实");
});

describe("every refusal has words", () => {
  const folder = join(import.meta.dirname, "..");
  const source = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("web")).map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const said = [...source.matchAll(/(?:code: |refuse\(|unless\([^"\n]*?|allow\([^"\n]*?|found\([^"\n]*?)"(review\.[a-z-]+)"/g)].map((match) => match[1] ?? "");
  const listed = Object.values(contract).flatMap((entry) => (typeof entry === "object" && entry !== null && "refusals" in entry ? [...entry.refusals] : [])).filter((code) => code.startsWith("review."));
  const codes = [...new Set([...said, ...listed])].sort();

  test("and the search for them finds what is there", () => expect(codes.length).toBeGreaterThan(35));
  test.each(codes)("%s", (code) => {
    const [chinese, english] = refusals[code]?.({ gate: "law", stage: "final", post: "signer", count: 2 }) ?? ["", ""];
    expect(chinese).toMatch(/[\u4e00-\u9fff].*。/);
    expect(english).toMatch(/[A-Za-z].*\./);
    expect(english).not.toMatch(/[\u4e00-\u9fff]/);
  });
  test("and no words are kept for what is never said", () => expect(Object.keys(refusals).filter((code) => !codes.includes(code))).toEqual([]));
});
