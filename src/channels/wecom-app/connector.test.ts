import { describe, expect, test } from "vitest";
import type { ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import { aNotice } from "#tests/conformance/edition.ts";
import { Config } from "./account.ts";
import { wecomApp } from "./connector.ts";
import { renderAlert, renderText } from "./message.ts";

const now = new Date("2026-04-03T06:00:00Z");
const seconds = (ago: number): number => now.getTime() / 1000 - ago;
const config = { baseUrl: "https://wecom.example/", corpId: "wwdemo0123456789ab", agentId: 1000002, users: ["linzhixia", "sunruoxi"], tags: ["7"] };
type Answer = number | object | string;
type Answers = Record<string, Answer | Answer[]>;

let accounts = 0;
/** A platform that answers each path as said: an HTTP status, a body, or words that are none; each account is another, so that none meets another's token. */
function against(answers: Answers, more: object = {}) {
  const asked: { path: string; query: Record<string, string>; json: unknown }[] = [];
  const left: Answers = structuredClone({ gettoken: { errcode: 0, access_token: "t1", expires_in: 7200 }, ...answers });
  const call: Outbound = ({ url, body }) => {
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace("/cgi-bin/", "");
    asked.push({ path, query: Object.fromEntries(searchParams), json: typeof body === "string" ? JSON.parse(body) : undefined });
    const all: Answer | Answer[] = left[path] ?? 404;
    const said = Array.isArray(all) ? (all.length > 1 ? all.shift() : all[0]) ?? 404 : all;
    return Promise.resolve({ ok: true, status: typeof said === "number" ? said : 200, headers: {}, body: typeof said === "object" ? JSON.stringify(said) : typeof said === "string" ? said : "" });
  };
  return { asked, ctx: { accountId: "a", config: { ...config, ...more }, secrets: { corpSecret: `s${(accounts += 1)}` }, now: () => now, call, openMaterial: () => Promise.reject(new Error("none")), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) } satisfies ConnectorContext };
}
const { payload } = renderText("清明禁火");
const order = (over: Partial<Order> = {}): Order => ({ key: "k", action: "publish", pieceId: "p", edition: 1, payload, ref: null, previousRef: null, recall: null, attempt: 0, ...over });
const sent: Answers = { "message/send": { errcode: 0, msgid: "vcT8-1", invaliduser: "gone" } };

describe("whom an account writes to", () => {
  test.each<[string, object, boolean]>([["members", { users: ["zhang.san-1"] }, true], ["everybody", { users: ["@all"] }, true], ["a department", { users: [], parties: ["2"] }, true], ["a tag", { users: [], tags: ["7"] }, true], ["nobody", { users: [], tags: [] }, false], ["several in one, by the platform's own sign", { users: ["a|b"] }, false], ["a department by name", { parties: ["宣传处"] }, false], ["another company's number", { corpId: "1234" }, false]])("%s", (_title, change, good) => {
    expect(Config.safeParse({ ...config, ...change }).success).toBe(good);
  });
});

describe("what goes out", () => {
  test("the signed message, its receivers, and the net against the same bytes twice", async () => {
    const { ctx, asked } = against(sent);
    expect(await wecomApp.submit(ctx, order())).toMatchObject({ ok: true, rung: "accepted", ref: `${seconds(0)}/vcT8-1`, rawBody: expect.stringContaining("gone") as unknown });
    expect(asked[0]).toMatchObject({ path: "gettoken", query: { corpid: config.corpId, corpsecret: ctx.secrets.corpSecret } });
    expect(asked[1]).toEqual({ path: "message/send", query: { access_token: "t1" }, json: { touser: "linzhixia|sunruoxi", toparty: "", totag: "7", agentid: 1000002, msgtype: "text", text: { content: "清明禁火" }, enable_duplicate_check: 1, duplicate_check_interval: 14_400 } });
  });
  test("an alert is a card that opens the place where to act, without the net: said again, it is meant to be heard again", async () => {
    const { ctx, asked } = against(sent);
    await wecomApp.submit(ctx, order({ payload: renderAlert({ title: "请林知夏处理", text: "火情", link: "https://desk.test/1" }) }));
    expect(asked[1]?.json).toEqual({ touser: "linzhixia|sunruoxi", toparty: "", totag: "7", agentid: 1000002, msgtype: "textcard", textcard: { title: "请林知夏处理", description: "火情", url: "https://desk.test/1", btntxt: "去处理" } });
  });
  test.each([["火", 300], ["🔥", 300], ["a", 600], ["<div class=\"gray\">", 60]])("an alert of %s, %i times, fits its bytes, is cut at no half sign and holds no markup", (sign, times) => {
    const { textcard } = JSON.parse(renderAlert({ title: sign.repeat(times), text: sign.repeat(times), link: "https://desk.test/1" })) as { textcard: { title: string; description: string } };
    for (const [words, most] of [[textcard.title, 128], [textcard.description, 512]] as const) {
      expect(Buffer.byteLength(words)).toBeLessThanOrEqual(most);
      expect(Buffer.byteLength(words)).toBeGreaterThan(most - 8);
      expect([words.isWellFormed(), words.endsWith("…"), words.includes("<")]).toEqual([true, true, false]);
    }
  });
  test("bytes nobody signed as a message go nowhere", async () => {
    const { ctx, asked } = against(sent);
    expect(await wecomApp.submit(ctx, order({ payload: "{\"msgtype\":\"file\"}" }))).toMatchObject({ ok: false, rawCode: "not-a-message" });
    expect(asked).toEqual([]);
  });
});

describe("what an answer means", () => {
  test.each<[string, Answer, object]>([
    ["nobody of them can be reached", { errcode: 81013 }, { class: "recipient" }], ["too often", { errcode: 45009 }, { class: "rateLimited", retryAfterSeconds: 60 }], ["busy", { errcode: -1 }, { class: "transient" }], ["an address that is not trusted", { errcode: 60020 }, { class: "permission" }], ["an application that is not ours", { errcode: 301002 }, { class: "permission" }],
    ["a code nobody knows", { errcode: 99999 }, { class: "content" }], ["no number", { errcode: 0 }, { class: "unknownOutcome", rawCode: "no-msgid" }], ["a page that is none of the platform's", "<html>", { class: "unknownOutcome" }], ["502", 502, { class: "unknownOutcome" }], ["a proxy that says 401 blames no secret", 401, { class: "permission" }],
  ])("%s", async (_title, answer, expected) => {
    expect(await wecomApp.submit(against({ "message/send": answer }).ctx, order())).toMatchObject({ ok: false, ...expected });
  });
  test.each([40014, 42001])("a token refused by %i is renewed once, and the message sent once more", async (errcode) => {
    const { ctx, asked } = against({ gettoken: [{ errcode: 0, access_token: "t1", expires_in: 7200 }, { errcode: 0, access_token: "t2", expires_in: 7200 }], "message/send": [{ errcode }, { errcode: 0, msgid: "m" }] });
    expect(await wecomApp.submit(ctx, order())).toMatchObject({ ok: true });
    expect(asked.map(({ path, query }) => [path, query["access_token"]])).toEqual([["gettoken", undefined], ["message/send", "t1"], ["gettoken", undefined], ["message/send", "t2"]]);
  });
  test("what came instead of a token is nobody's evidence", async () => {
    expect(await wecomApp.submit(against({ gettoken: { errcode: 0, access_token: "secret" } }).ctx, order())).toMatchObject({ ok: false, class: "transient", rawCode: "no-token", rawBody: "" });
  });
});

describe("a recall", () => {
  const notice = wecomApp.renderRecall?.(aNotice(), config).payload ?? "";
  const recall = (previousRef: string | null, words = notice) => order({ action: "recall", payload: words, previousRef, recall: aNotice() });
  const both: Answers = { ...sent, "message/recall": { errcode: 0 } };
  test.each<[string, Order, string[], object]>([
    ["within a day takes the message back", recall(`${seconds(86_400)}/vcT8-1`), ["message/recall"], { ok: true, ref: `${seconds(86_400)}/vcT8-1` }], ["after a day says so in a further message", recall(`${seconds(86_401)}/vcT8-1`), ["message/send"], { ok: true }],
    ["of a message whose number nobody knows says so too", recall(null), ["message/send"], { ok: true }], ["of nobody knows what, without words, goes to a person", recall(null, ""), [], { ok: false, class: "unknownOutcome" }],
  ])("%s", async (_title, asks, paths, expected) => {
    const { ctx, asked } = against(both);
    expect(await wecomApp.submit(ctx, asks)).toMatchObject(expected);
    expect(asked.map(({ path }) => path).filter((path) => path !== "gettoken")).toEqual(paths);
    if (paths.includes("message/send")) expect(JSON.stringify(asked.at(-1)?.json)).toContain(aNotice().reason);
  });
  test("whose answer was lost may be asked again", async () => {
    expect(await wecomApp.submit(against({ "message/recall": 502 }).ctx, recall(`${seconds(5)}/m`))).toMatchObject({ ok: false, class: "transient" });
  });
});

test.each<[string, Answer, boolean, string]>([["good", { errcode: 0, name: "应急宣传", close: 0 }, true, "应急宣传"], ["switched off", { errcode: 0, name: "应急宣传", close: 1 }, false, "被停用"], ["from an address that is not trusted", { errcode: 60020 }, false, "permission 60020"]])("an application that is %s is found so without a word to anybody", async (_title, answer, ok, words) => {
  const { ctx, asked } = against({ "agent/get": answer });
  const said = await wecomApp.health?.(ctx);
  expect([said?.ok, said?.detail.includes(words), asked.at(-1)?.query["agentid"]]).toEqual([ok, true, "1000002"]);
});
