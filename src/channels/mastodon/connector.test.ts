import { describe, expect, test } from "vitest";
import type { ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import { htmlWords } from "../html-words.ts";
import { mastodon } from "./connector.ts";

const now = new Date("2026-04-03T06:00:00Z");
type Answers = Record<string, { status?: number; body?: unknown; headers?: Record<string, string> }>;

function against(answers: Answers): { ctx: ConnectorContext; asked: string[] } {
  const asked: string[] = [];
  const call: Outbound = (request) => {
    const ask = `${request.method} ${new URL(request.url).pathname.replace("/api/v1", "")}`;
    asked.push(ask);
    const { status = 200, body = {}, headers = {} } = answers[ask] ?? { status: 404 };
    return Promise.resolve({ ok: true, status, headers, body: JSON.stringify(body) });
  };
  return { asked, ctx: { accountId: "a", config: { baseUrl: "https://social.example/" }, secrets: { accessToken: "t" }, now: () => now, call, openMaterial: () => Promise.reject(new Error("none")), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) } };
}
const order = (over: Partial<Order> = {}): Order => ({ key: "k", action: "publish", pieceId: "p", edition: 1, payload: JSON.stringify({ status: "清明禁火" }), ref: null, previousRef: null, recall: null, attempt: 0, ...over });
const post = (id: string, content: string) => ({ id, url: `https://social.example/@jlyj/${id}`, content });

describe("what is asked of the server", () => {
  test("a correction replaces the post it corrects, in its place", async () => {
    const { ctx, asked } = against({ "PUT /statuses/7": { body: post("7", "<p>一</p>") } });
    expect(await mastodon.submit(ctx, order({ action: "correct", previousRef: "7" }))).toMatchObject({ ok: true, ref: "7", rung: "published", url: "https://social.example/@jlyj/7" });
    expect(asked).toEqual(["PUT /statuses/7"]);
  });
  test("a name of a post cannot leave its place in the address", async () => {
    const { ctx, asked } = against({});
    await mastodon.submit(ctx, order({ action: "recall", previousRef: "../accounts/1" }));
    expect(asked).toEqual(["DELETE /statuses/..%2Faccounts%2F1"]);
  });
  test("what is gone already is withdrawn; what never had a number goes to a person", async () => {
    expect(await mastodon.submit(against({}).ctx, order({ action: "recall", previousRef: "7" }))).toMatchObject({ ok: true });
    expect(await mastodon.submit(against({}).ctx, order({ action: "recall" }))).toMatchObject({ ok: false, class: "recipient" });
  });
  test("too often waits until the server's own hour", async () => {
    const { ctx } = against({ "POST /statuses": { status: 429, headers: { "x-ratelimit-reset": "2026-04-03T06:05:00.000Z" } } });
    expect(await mastodon.submit(ctx, order())).toMatchObject({ ok: false, class: "rateLimited", retryAfterSeconds: 300 });
  });
  test("an answer that cannot be read leaves it unknown", async () => {
    expect(await mastodon.submit(against({ "POST /statuses": { body: { fine: true } } }).ctx, order())).toMatchObject({ ok: false, class: "unknownOutcome" });
  });
});

describe("what a look says", () => {
  const mine = { "GET /accounts/verify_credentials": { body: { id: "1" } } };
  test.each<[string, Answers, Partial<Order>, object]>([
    ["our words among the newest posts: there", { ...mine, "GET /accounts/1/statuses": { body: [post("9", "<p>别的</p>"), post("8", "<p>清明<br />禁火</p>")] }, "GET /statuses/8/source": { body: { id: "8", text: "清明禁火" } } }, {}, { state: "present", rung: "verified", ref: "8", matches: true }],
    ["not among them: not there", { ...mine, "GET /accounts/1/statuses": { body: [post("9", "<p>别的</p>")] } }, {}, { state: "absent" }],
    ["a server that does not say who we are: unclear", { "GET /accounts/verify_credentials": { status: 503 } }, {}, { state: "unclear" }],
    ["a list that cannot be read: unclear", { ...mine, "GET /accounts/1/statuses": { body: { error: "x" } } }, {}, { state: "unclear" }],
    ["other words under our number: seen, not verified", { "GET /statuses/8/source": { body: { id: "8", text: "清明" } } }, { ref: "8" }, { state: "present", rung: "published", matches: false }],
    ["the old words under the number that was to be replaced: the correction is not there", { "GET /statuses/8/source": { body: { id: "8", text: "清明" } } }, { action: "correct", previousRef: "8" }, { state: "absent" }],
    ["a recalled post that is gone: done", {}, { action: "recall", previousRef: "8" }, { state: "present" }],
    ["a recalled post that stands: not done", { "GET /statuses/8": { body: post("8", "<p>一</p>") } }, { action: "recall", previousRef: "8" }, { state: "absent" }],
  ])("%s", async (_title, answers, over, expected) => {
    expect(await mastodon.check?.(against(answers).ctx, order(over))).toMatchObject(expected);
  });
});

test.each([
  ["<p>一 &amp; 二<br>三</p><p>四</p>", "一 & 二\n三\n四"], ["<p><a href=\"x\"><span class=\"invisible\">https://</span><span>a.cn/b</span></a></p>", "https://a.cn/b"],
  ["<style>p{}</style><p>一<script>二</script></p>", "一"], ["<p>没有关上", "没有关上"], ["", ""],
])("the words of %s", (html, words) => { expect(htmlWords(html)).toBe(words); });
