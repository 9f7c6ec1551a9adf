import { describe, expect, test } from "vitest";
import type { ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { weibo } from "./connector.ts";
import { addressOf } from "./posts.ts";
import { refOfWords } from "./refs.ts";

const now = new Date("2026-04-03T06:00:00Z");
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
const config = { baseUrl: "https://weibo.example/", uid: "7000000001", siteUrl: "https://example.org", operatorIp: "203.0.113.7" };
const status = "清明禁火 https://example.org/a/p/v/1";
type Answers = Record<string, { status?: number; body?: unknown }>;

let tokens = 0;
function against(answers: Answers, at = now): { ctx: ConnectorContext; asked: { ask: string; body: string }[] } {
  const asked: { ask: string; body: string }[] = [];
  const call: Outbound = ({ method, url, body }) => {
    const ask = `${method} ${new URL(url).pathname.replace(/^\/2\/statuses|\.json$/g, "")}`;
    asked.push({ ask, body: typeof body === "string" ? body : Buffer.from(body ?? "").toString("latin1") });
    const answer = answers[ask] ?? { status: 404, body: { error: "Request api not found", error_code: 10020 } };
    return Promise.resolve({ ok: true, status: answer.status ?? 200, headers: {}, body: JSON.stringify(answer.body) });
  };
  return { asked, ctx: { accountId: "a", config, secrets: { accessToken: `t${(tokens += 1)}` }, now: () => at, call, openMaterial: () => Promise.reject(new Error("none")), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) } };
}
const order = (over: Partial<Order> = {}): Order => ({ key: "k", action: "publish", pieceId: "p", edition: 1, payload: JSON.stringify({ pic: null, status }), ref: null, previousRef: null, recall: null, attempt: 0, ...over });
const post = (text: string, at: Date, over: object = {}) => ({ idstr: "5290000000000001", mid: "5290000000000001", created_at: at.toUTCString(), text, ...over });
const list = (...statuses: object[]): Answers => ({ "GET /user_timeline": { body: { statuses, total_number: 900 } } });
const gone = { status: 400, body: { error: "Target weibo does not exist!", error_code: 20101 } };
const shown = "清明禁火 http://t.cn/A6abc \u200b";
const lost = (at: Date) => refOfWords("lost", status, at);

describe("what people sign", () => {
  const edition = (short: string, over: Partial<SealedEdition> = {}): SealedEdition => ({
    pieceId: "019b0000-0000-7000-8000-00000000c001", number: 2, doc: { blocks: [] }, facts: [], materials: [], correction: null, signature: { units: [{ unitId: "u", name: "省应急管理厅", shortName: "省应急厅", seal: "应" }] },
    variants: { short: { text: short, tuned: true } }, ...over,
  } as unknown as SealedEdition);
  const signed = (short: string, over: Partial<SealedEdition> = {}) => { const { payload, findings } = weibo.render(edition(short, over), config); return { ...JSON.parse(payload) as { status: string; pic: unknown }, codes: findings.map(({ code }) => code), findings }; };
  const image = (mime: string, bytes: number): Partial<SealedEdition> => ({ doc: { blocks: [{ type: "image", materialId: "m", alt: "" }] }, materials: [{ id: "m", kind: "image", name: "a", mime, bytes, sha256: "a".repeat(64) }] } as unknown as Partial<SealedEdition>);

  test("the edition's own page on our site is added, with its unit", () => {
    expect(signed("清明禁火")).toMatchObject({ status: "清明禁火\n省应急管理厅 https://example.org/a/019b0000-0000-7000-8000-00000000c001/v/2", pic: null, codes: [] });
  });
  test.each<[string, string, boolean]>([["our site", "禁火（省应急厅） https://example.org/a/1", false], ["another's", "禁火（省应急厅） https://example.com/a/1", true], ["a name like ours", "禁火（省应急厅） https://example.org.example.com/", true]])("nothing is added to words that lead to %s already: %s", (_title, words, added) => {
    expect(signed(words).status === words).toBe(!added);
  });
  test.each<[string, string, Partial<SealedEdition>, string[]]>([
    ["140 characters", `${"火".repeat(125)}省应急厅a`, {}, []], ["141 characters", `${"火".repeat(126)}省应急厅a`, {}, ["channels.over-limit"]], ["a #topic#", "#清明# 禁火", {}, ["channels.topic-mark"]], ["a lone #", "禁火 #1", {}, []],
    ["a picture it takes", "禁火", image("image/gif", 5_242_879), []], ["a picture of 5 MB", "禁火", image("image/png", 5_242_880), ["channels.picture-too-large"]], ["a picture of a kind it does not take", "禁火", image("image/webp", 9), ["channels.picture-kind"]], ["no words", " ", {}, ["channels.empty-text"]],
  ])("%s", (_title, words, over, codes) => { expect(signed(words, over).codes).toEqual(codes); });
  test("what does not fit says by how much, and nothing is cut", () => {
    const long = signed(`${"火".repeat(300)}省应急厅`);
    expect(long.findings[0]?.facts).toMatchObject({ have: 315, max: 140 });
    expect(long.status.match(/火/g)).toHaveLength(300);
  });
});

describe("what an answer means", () => {
  test.each<[string, number, object]>([
    ["published, shown later", 20032, { ok: true, rung: "published", ref: lost(now) }], ["the same words", 20019, { ok: false, class: "duplicate", ref: refOfWords("same", status, now) }], ["too often", 10023, { ok: false, class: "rateLimited", retryAfterSeconds: 900 }],
    ["the token is over", 21327, { ok: false, class: "auth" }], ["a captcha", 20031, { ok: false, class: "permission" }], ["too long", 20012, { ok: false, class: "content" }], ["a fault inside", 10001, { ok: false, class: "unknownOutcome", ref: lost(now) }], ["a code nobody knows", 29999, { ok: false, class: "content" }],
  ])("%s: %i", async (_title, error_code, expected) => {
    const { ctx } = against({ "POST /share": { status: 400, body: { error: "x", error_code: String(error_code), request: "/2/statuses/share.json" } } });
    expect(await weibo.submit(ctx, order())).toMatchObject(expected);
  });
  test("an answer without a number leaves it unknown", async () => {
    expect(await weibo.submit(against({ "POST /share": { body: { fine: true } } }).ctx, order())).toMatchObject({ ok: false, class: "unknownOutcome", ref: lost(now) });
  });
  test("a proxy that says 401 blames no token", async () => {
    expect(await weibo.submit(against({ "POST /share": { status: 401, body: "" } }).ctx, order())).toMatchObject({ ok: false, class: "permission" });
  });
  test("a number, an address people can open, and whose address posted", async () => {
    const { ctx, asked } = against({ "POST /share": { body: post(shown, now) } });
    expect(await weibo.submit(ctx, order())).toMatchObject({ ok: true, rung: "published", ref: `post/5290000000000001/${now.getTime() / 1000}`, url: expect.stringContaining("https://weibo.com/7000000001/") as unknown });
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({ access_token: ctx.secrets["accessToken"], status, rip: "203.0.113.7" });
  });
  test("a picture that cannot be opened stops everything before it leaves the house", async () => {
    const { ctx, asked } = against({});
    expect(await weibo.submit(ctx, order({ payload: JSON.stringify({ status, pic: { sha256: "a".repeat(64), mime: "image/png", bytes: 9 } }) }))).toMatchObject({ ok: false, class: "transient", rawCode: "picture-not-opened" });
    expect(asked).toEqual([]);
  });
  test.each([["3591268992667779", "zCik3bc0H"], ["201110410216293360", "wr4mOFqpbO"], ["12", "c"]])("the number %s is read at %s", (idstr, name) => {
    expect(addressOf("1", { idstr, mid: undefined })).toBe(`https://weibo.com/1/${name}`);
  });
});

describe("what a look says", () => {
  const byNumber = (at: Date) => `post/5290000000000001/${at.getTime() / 1000}`;
  const before = post("早些时候的", ago(4000), { idstr: "1" });
  test.each<[string, Answers, Partial<Order>, object]>([
    ["our words under our number: verified", { "GET /show": { body: post(shown, ago(9)) } }, { ref: byNumber(ago(9)) }, { state: "present", rung: "verified", matches: true }],
    ["other words: seen, not verified", { "GET /show": { body: post("清明不禁火 http://t.cn/a", ago(9)) } }, { ref: byNumber(ago(9)) }, { state: "present", rung: "published", matches: false }],
    ["a part of our words: seen, and no more is claimed", { "GET /show": { body: post("清明", ago(9), { isLongText: true }) } }, { ref: byNumber(ago(9)) }, { state: "present", rung: "published" }],
    ["a picture we did not send: not verified", { "GET /show": { body: post(shown, ago(9), { pic_urls: [{}] }) } }, { ref: byNumber(ago(9)) }, { state: "present", rung: "published", matches: false }],
    ["not there within five minutes: perhaps not shown yet", { "GET /show": gone }, { ref: byNumber(ago(299)) }, { state: "pending" }], ["not there after that: somebody took it away", { "GET /show": gone }, { ref: byNumber(ago(301)) }, { state: "refused", failure: { class: "recipient" } }],
    ["marked deleted: the same", { "GET /show": { body: post("此微博已被作者删除", ago(900), { deleted: "1" }) } }, { ref: byNumber(ago(900)) }, { state: "refused" }], ["a platform that does not answer: unclear", { "GET /show": { status: 503, body: "" } }, { ref: byNumber(ago(9)) }, { state: "unclear" }],
    ["lost, and our words are among the newest: found", list(post(shown, ago(590)), before), { ref: lost(ago(600)) }, { state: "present", rung: "verified", ref: `post/5290000000000001/${ago(590).getTime() / 1000}` }],
    ["lost, and nothing is there from that time: absent", list(before), { ref: lost(ago(600)) }, { state: "absent" }], ["lost, too early: pending", list(before), { ref: lost(ago(200)) }, { state: "pending" }],
    ["lost, and the whole list is shown and empty: absent", { "GET /user_timeline": { body: { statuses: [], total_number: 0 } } }, { ref: lost(ago(600)) }, { state: "absent" }],
    ["lost, and the list does not reach back so far: unclear", list(post("之后的", ago(100)), post("之后的", ago(200))), { ref: lost(ago(600)) }, { state: "unclear" }],
    ["lost, and a post from that time says other words, perhaps ours changed: unclear", list(post("清明不禁火 http://t.cn/a", ago(590)), before), { ref: lost(ago(600)) }, { state: "unclear" }],
    ["our very words of last week are not this post", list(post(shown, ago(700_000))), { ref: lost(ago(600)) }, { state: "absent" }],
    ["the platform says it has them, and they are there: found", list(post(shown, ago(5000)), before), { ref: refOfWords("same", status, ago(600)) }, { state: "present", rung: "verified" }],
    ["the platform says it has them, and they are not there: never absent", list(before), { ref: refOfWords("same", status, ago(600)) }, { state: "unclear" }], ["nobody knows when it was handed in: never absent", list(before), {}, { state: "unclear" }],
    ["a list that cannot be read: unclear", { "GET /user_timeline": { body: { error: "x" } } }, { ref: lost(ago(600)) }, { state: "unclear" }], ["a token that is over: unclear", { "GET /user_timeline": { status: 403, body: { error: "expired_token", error_code: 21327 } } }, { ref: lost(ago(600)) }, { state: "unclear" }],
    ["a recalled post that is gone: done", { "GET /show": gone }, { action: "recall", previousRef: byNumber(ago(9)) }, { state: "present" }], ["a recalled post that stands: not done", { "GET /show": { body: post(shown, ago(9)) } }, { action: "recall", previousRef: byNumber(ago(9)) }, { state: "absent" }],
    ["a recall of words without a number that stand: not done", list(post(shown, ago(590)), before), { action: "recall", previousRef: lost(ago(600)) }, { state: "absent" }], ["a recall of words that never came out: done", list(before), { action: "recall", previousRef: lost(ago(600)) }, { state: "present" }],
    ["a recall of nobody knows what: unclear", {}, { action: "recall" }, { state: "unclear" }],
  ])("%s", async (_title, answers, over, expected) => { expect(await weibo.check?.(against(answers).ctx, order(over))).toMatchObject(expected); });
});

test("a post that six hours did not verify is not read again, because every call is counted", async () => {
  const { ctx, asked } = against({});
  expect(await weibo.check?.(ctx, order({ ref: `post/529/${ago(6 * 3600 + 1).getTime() / 1000}` }))).toMatchObject({ state: "unclear" });
  expect(asked).toEqual([]);
});

describe("a recall", () => {
  const recall = (previousRef: string | null): Order => order({ action: "recall", payload: "", previousRef });
  const deletes = { "POST /destroy": { body: post(shown, now) } };
  test.each<[string, Answers, string | null, object, string[]]>([
    ["deletes by number", deletes, "post/529/1", { ok: true }, ["POST /destroy"]], ["of what is gone is done", { "POST /destroy": gone }, "post/529/1", { ok: true }, ["POST /destroy"]],
    ["without a number finds the post by its words", { ...list(post(shown, ago(590))), ...deletes }, lost(ago(600)), { ok: true }, ["GET /user_timeline", "POST /destroy"]],
    ["of words that never came out is done", list(post("别的", ago(4000))), lost(ago(600)), { ok: true }, ["GET /user_timeline"]], ["of words that may still come out waits", list(post("别的", ago(4000))), lost(ago(60)), { ok: false, class: "transient", retryAfterSeconds: 60 }, ["GET /user_timeline"]],
    ["of words nobody finds goes to a person", list(post("别的", ago(590))), lost(ago(600)), { ok: false, class: "unknownOutcome" }, ["GET /user_timeline"]], ["of nobody knows what goes to a person", {}, null, { ok: false, class: "unknownOutcome" }, []], ["whose answer was lost may be asked again", { "POST /destroy": { status: 502, body: "" } }, "post/529/1", { ok: false, class: "transient" }, ["POST /destroy"]],
  ])("%s", async (_title, answers, previousRef, expected, calls) => {
    const { ctx, asked } = against(answers);
    expect(await weibo.submit(ctx, recall(previousRef))).toMatchObject(expected);
    expect(asked.map(({ ask }) => ask)).toEqual(calls);
  });
});

describe("the token", () => {
  const told = (body: object) => against({ "POST /oauth2/get_token_info": { body } });
  test.each<[string, object, boolean, string]>([
    ["lives a month", { uid: 7000000001, expire_in: "2592000" }, true, "30 天"], ["as an older platform writes it", { uid: "7000000001", expires_in: 400_000 }, true, "4 天"], ["lives two days more: it works, and its owner is told", { uid: "7000000001", expire_in: 172_800 }, false, "只剩 2 天"], ["lives hours", { uid: "7000000001", expire_in: 7300 }, false, "只剩 2 小时"],
    ["is over", { uid: "7000000001", expire_in: -5 }, false, "已过期"], ["is another account's", { uid: "7000000002", expire_in: 2_592_000 }, false, "另一个账号"], ["cannot be read", { hello: 1 }, false, "读不懂"],
  ])("that %s", async (_title, body, ok, words) => {
    const said = await weibo.health?.(told(body).ctx);
    expect([said?.ok, said?.detail.includes(words)]).toEqual([ok, true]);
  });
  test("is asked about once an hour, because every call is counted; a refusal is not believed any longer than it takes to ask", async () => {
    const { ctx, asked } = told({ uid: "7000000001", expire_in: 2_592_000 });
    for (const minutes of [0, 10, 50, 60, 70]) await weibo.health?.({ ...ctx, now: () => new Date(now.getTime() + minutes * 60_000) });
    expect(asked).toHaveLength(2);
    const bad = against({ "POST /oauth2/get_token_info": { status: 403, body: { error: "invalid_access_token", error_code: 21332 } } });
    for (let n = 0; n < 2; n += 1) expect(await weibo.health?.(bad.ctx)).toMatchObject({ ok: false, detail: expect.stringContaining("auth 21332") as unknown });
    expect(bad.asked).toHaveLength(2);
  });
});
