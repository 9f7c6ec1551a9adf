import { describe, expect, test } from "vitest";
import type { ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import { aCorrection, anEdition, picture } from "#tests/conformance/edition.ts";
import { finishEvent, plainCallback, sealedCallback, type Called } from "#tests/simulators/wechat-callback.ts";
import { wechatAccount } from "#tests/simulators/wechat.ts";
import { wechat } from "./connector.ts";
import { dressed } from "./dress.ts";
import { results, tokenCodes } from "./results.ts";

const now = new Date("2026-04-03T06:00:00Z");
const { appId, ...secrets } = wechatAccount;
const config = { appId };
let hosts = 0;

/** A platform that answers each path as said; each test has its own address, so that none meets another's token. */
function against(answers: Record<string, unknown>, at = now) {
  const asked: { path: string; json: Record<string, unknown> }[] = [];
  const call: Outbound = (request) => {
    const { pathname } = new URL(request.url);
    const path = pathname.replace("/cgi-bin/", "");
    asked.push({ path, json: typeof request.body === "string" ? JSON.parse(request.body) as Record<string, unknown> : {} });
    const said = path in answers ? answers[path] : path === "stable_token" ? { access_token: "t", expires_in: 7200 } : { errcode: -1 };
    const next: unknown = Array.isArray(said) ? said.length > 1 ? said.shift() : said[0] : said;
    return Promise.resolve(typeof next === "number" ? { ok: true, status: next, headers: {}, body: "" } : { ok: true, status: 200, headers: {}, body: JSON.stringify(next) });
  };
  const ctx: ConnectorContext = { accountId: "a", config: { ...config, baseUrl: `https://w${hosts += 1}.example` }, secrets, now: () => at, call, openMaterial: () => Promise.resolve(Buffer.from("ffd8ff", "hex")), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) };
  return { ctx, asked, paths: () => asked.map(({ path }) => path) };
}

const signed = wechat.render(anEdition(), config).payload;
const order = (over: Partial<Order> = {}): Order => ({ key: "k", action: "publish", pieceId: "p", edition: 1, payload: signed, ref: null, previousRef: null, recall: null, attempt: 0, ...over });
const draft = JSON.stringify({ media_id: "DRAFT" });
const { article } = JSON.parse(signed) as { article: { content: string } };
const shown = { ...article, url: "http://mp.weixin.qq.com/s/x", is_deleted: false };
const task = (publish_status: number) => ({ publish_id: "100", publish_status, ...(publish_status === 0 ? { article_id: "ART", article_detail: { count: 1, item: [{ idx: 1, article_url: "http://mp.weixin.qq.com/s/y" }] } } : {}) });
const listed = (...items: object[]) => ({ total_count: items.length, item: items.map((item, n) => ({ article_id: `ART${n}`, content: { news_item: [item] } })) });

describe("what people sign", () => {
  const render = (change: Parameters<typeof anEdition>[0], settings: object = {}) => wechat.render(anEdition(change), { ...config, ...settings });
  const codes = (change: Parameters<typeof anEdition>[0], settings: object = {}) => render(change, settings).findings.filter(({ level }) => level === "blocking").map(({ code, facts }) => [code, facts["field"] ?? null]);
  const para = (text: string) => ({ blocks: [{ type: "paragraph" as const, content: [{ type: "text" as const, text }] }] });
  const room = 19_999 - [...(JSON.parse(render({ doc: para("") }).payload) as { article: { content: string } }).article.content].length;

  test.each([
    ["a title of 32 passes", { title: "火".repeat(32) }, {}, []], ["one of 33 blocks", { title: "火".repeat(33) }, {}, [["channels.over-limit", "title"]]], ["characters are counted, not halves of them", { title: "🔥".repeat(32) }, {}, []],
    ["a digest of 129 blocks", { summary: "火".repeat(129) }, {}, [["channels.over-limit", "digest"]]], ["a text of 19,999 with its markup passes", { doc: para("火".repeat(room)) }, {}, []], ["one of 20,000 blocks", { doc: para("火".repeat(room + 1)) }, {}, [["channels.over-limit", "content"]]],
    ["an author of 17 blocks", { signature: { units: [{ unitId: anEdition().pieceId, name: "厅".repeat(17), shortName: "厅".repeat(17), seal: "厅" }] } }, {}, [["channels.over-limit", "author"]]],
    ["a picture of 1 MB blocks", { materials: [{ ...picture, bytes: 1024 * 1024 }] }, {}, [["channels.picture-too-large", "picture"]]], ["one byte less passes", { materials: [{ ...picture, bytes: 1024 * 1024 - 1 }] }, {}, []], ["a picture that is no JPEG or PNG blocks", { materials: [{ ...picture, mime: "image/webp" }] }, {}, [["channels.picture-kind", null]]],
    ["an article without a picture needs the account's cover", { doc: para("一"), materials: [] }, {}, [["channels.no-cover", null]]], ["and has it by name", { doc: para("一"), materials: [] }, { coverName: "封面.jpg" }, []],
  ])("%s", (_title, change, settings, expected) => { expect(codes(change, settings)).toEqual(expected); });
  test("a correction says so in its title, and its mark counts", () => {
    expect(JSON.parse(wechat.render(aCorrection(), config).payload)).toMatchObject({ article: { title: "【更正】清明期间森林防火提示" } });
    expect(wechat.render({ ...aCorrection(), title: "火".repeat(29) }, config).findings).toContainEqual(expect.objectContaining({ code: "channels.over-limit", facts: expect.objectContaining({ field: "title", have: 33 }) as unknown }));
  });
  test("the original is the very edition on our site", () => {
    expect(JSON.parse(render({}, { siteUrl: "https://example.org" }).payload)).toMatchObject({ article: { content_source_url: `https://example.org/a/${anEdition().pieceId}/v/1` } });
  });
  test("a link has its address behind its words, a number it names itself has none, and nothing of our markup's own is left", () => {
    expect(dressed('<p class="x">见<a href="https://a.cn/b?c=1&amp;d=2">通知</a>，拨打<a href="tel:119">119</a></p>')).toBe('<p style="margin:0 0 16px;line-height:1.75">见通知（https://a.cn/b?c=1&amp;d=2），拨打119</p>');
    expect(dressed('<data value="5">5人</data>&lt;b&gt;')).toBe("5人&lt;b&gt;");
  });
});

describe("laying an article ready", () => {
  const answers = { "media/uploadimg": { url: "http://mmbiz.qpic.cn/1?a=1&b=2" }, "material/add_material": { media_id: "COVER" }, "draft/add": { media_id: "DRAFT" } };
  test("each picture's hash gives way to its address, and nothing else changes", async () => {
    const { ctx, asked, paths } = against(answers);
    expect(await wechat.prepare?.(ctx, signed)).toEqual({ ok: true, payload: draft });
    expect(paths()).toEqual(["stable_token", "media/uploadimg", "material/add_material", "draft/add"]);
    const [sent] = (asked.at(-1)?.json as { articles: { content: string }[] }).articles;
    expect(sent).toMatchObject({ ...article, content: article.content.replace(`/m/${picture.sha256}`, "http://mmbiz.qpic.cn/1?a=1&amp;b=2"), thumb_media_id: "COVER" });
  });
  test.each([
    ["an address that is none", { "media/uploadimg": { url: "javascript:x" } }, "transient"], ["an upload without an answer", { "media/uploadimg": {} }, "transient"], ["a picture the platform does not take", { "media/uploadimg": { errcode: 40005 } }, "content"],
    ["a draft that may have been made may be made again", { "draft/add": 502 }, "transient"], ["a title it does not take", { "draft/add": { errcode: 45003 } }, "content"],
  ])("%s", async (_title, change, cls) => { expect(await wechat.prepare?.(against({ ...answers, ...change }).ctx, signed)).toMatchObject({ ok: false, class: cls }); });
  test("the account's own cover is found by its name, page by page, or missed in words", async () => {
    const named = wechat.render(anEdition({ doc: { blocks: [{ type: "paragraph", content: [{ type: "text", text: "一" }] }] }, materials: [], facts: [] }), { ...config, coverName: "封面.jpg" }).payload;
    const page = (name: string) => ({ total_count: 40, item: Array.from({ length: 20 }, (_, n) => ({ media_id: `M${n}`, name: n === 19 ? name : "x" })) });
    const found = against({ ...answers, "material/batchget_material": [page("y"), page("封面.jpg")] });
    expect(await wechat.prepare?.(found.ctx, named)).toMatchObject({ ok: true });
    expect((found.asked.at(-1)?.json as { articles: object[] }).articles[0]).toMatchObject({ thumb_media_id: "M19" });
    expect(await wechat.prepare?.(against({ ...answers, "material/batchget_material": page("y") }).ctx, named)).toMatchObject({ ok: false, class: "content", rawCode: "cover-missing", rawBody: expect.stringContaining("封面.jpg") as unknown });
  });
});

describe("the one call the public can see", () => {
  const submit = (answer: unknown) => wechat.submit(against({ "freepublish/submit": answer }).ctx, order({ payload: draft }));
  test("its answer is acceptance and no more", async () => { expect(await submit({ errcode: 0, publish_id: 100 })).toMatchObject({ ok: true, ref: "100", rung: "accepted" }); });
  test("an answer that is lost, broken or without a task leaves the draft's name and the hour", async () => {
    for (const answer of [502, {}, 500]) expect(await submit(answer)).toMatchObject({ ok: false, class: "unknownOutcome", ref: "draft/DRAFT/1775196000" });
  });
  test("signed bytes that nobody prepared do not leave", async () => { expect(await wechat.submit(against({}).ctx, order())).toMatchObject({ ok: false, class: "content", rawCode: "not-prepared" }); });
  test.each(Object.entries(results).filter(([code]) => !tokenCodes.includes(code)))("%s is what the table says, in words", async (code, meaning) => {
    const result = await submit({ errcode: Number(code), errmsg: "x" });
    expect(result).toMatchObject({ ok: false, class: meaning.class, rawCode: code });
    expect(result.rawBody.startsWith(meaning.zh)).toBe(true);
  });
  test("a code nobody listed is final", async () => { expect(await submit({ errcode: 99_999 })).toMatchObject({ ok: false, class: "content" }); });
  test("a page that is no answer of the platform blames no secret", async () => { expect(await submit(401)).toMatchObject({ ok: false, class: "permission" }); });
  test.each(tokenCodes)("%s renews the token and asks once more; refused again it is the secret's fault", async (code) => {
    const good = against({ stable_token: [{ access_token: "t", expires_in: 7200 }, { access_token: "u", expires_in: 7200 }], "freepublish/submit": [{ errcode: Number(code) }, { errcode: 0, publish_id: "1" }] });
    expect(await wechat.submit(good.ctx, order({ payload: draft }))).toMatchObject({ ok: true });
    const bad = against({ stable_token: [{ access_token: "t", expires_in: 7200 }, { access_token: "u", expires_in: 7200 }], "freepublish/submit": { errcode: Number(code) } });
    expect(await wechat.submit(bad.ctx, order({ payload: draft }))).toMatchObject({ ok: false, class: "auth", rawCode: code });
    expect(bad.paths().filter((path) => path === "freepublish/submit")).toHaveLength(2);
  });
});

describe("what a look says", () => {
  const later = new Date(now.getTime() + 600_000);
  const inDraft = "draft/DRAFT/1775196000";
  test.each<[string, Record<string, unknown>, Partial<Order>, object, Date?]>([
    ["a task under way", { "freepublish/get": task(1) }, { ref: "100" }, { state: "pending" }],
    ["a task done and the article as signed", { "freepublish/get": task(0), "freepublish/getarticle": { news_item: [shown] } }, { ref: "100" }, { state: "present", rung: "verified", ref: "100", matches: true, url: "http://mp.weixin.qq.com/s/x" }],
    ["a task done and other words", { "freepublish/get": task(0), "freepublish/getarticle": { news_item: [{ ...shown, title: "别的" }] } }, { ref: "100" }, { state: "present", rung: "published", matches: false }],
    ["a task done and a picture missing", { "freepublish/get": task(0), "freepublish/getarticle": { news_item: [{ ...shown, content: article.content.replace(/<img[^>]*>/, "") }] } }, { ref: "100" }, { state: "present", rung: "published", matches: false }],
    ["a task done and an article that cannot be read just now", { "freepublish/get": task(0), "freepublish/getarticle": 503 }, { ref: "100" }, { state: "present", rung: "published", url: "http://mp.weixin.qq.com/s/y" }],
    ["a task done and deleted since", { "freepublish/get": task(0), "freepublish/getarticle": { news_item: [{ ...shown, is_deleted: true }] } }, { ref: "100" }, { state: "refused", failure: { class: "recipient" } }],
    ...[2, 3, 4, 6].map((status): [string, Record<string, unknown>, Partial<Order>, object] => [`a task that ended with ${status}`, { "freepublish/get": task(status) }, { ref: "100" }, { state: "refused", failure: { class: "content", rawCode: `publish_status ${status}` } }]),
    ["a platform that does not answer", { "freepublish/get": 503 }, { ref: "100" }, { state: "unclear" }],
    ["no task: among the newest, by every word", { "freepublish/batchget": listed({ ...shown, title: "别的" }, { ...shown, content: undefined }), "freepublish/getarticle": { news_item: [shown] } }, {}, { state: "present", rung: "verified", ref: "article/ART1" }],
    ["no task: alike in its head only", { "freepublish/batchget": listed(shown), "freepublish/getarticle": { news_item: [{ ...shown, content: "<p>别的</p>" }] } }, {}, { state: "unclear" }],
    ["no task: deleted ones do not count", { "freepublish/batchget": listed({ ...shown, is_deleted: true }) }, {}, { state: "unclear" }],
    ["the draft still there, minutes later: nothing was published", { "freepublish/batchget": listed(), "draft/get": { news_item: [] } }, { ref: inDraft }, { state: "absent" }, later],
    ["the draft still there a moment later proves nothing", { "freepublish/batchget": listed(), "draft/get": { news_item: [] } }, { ref: inDraft }, { state: "pending" }],
    ["the draft gone a moment later: it may be coming", { "freepublish/batchget": listed(), "draft/get": { errcode: 40007 } }, { ref: inDraft }, { state: "pending" }],
    ["the draft gone and no article: a person looks", { "freepublish/batchget": listed(), "draft/get": { errcode: 40007 } }, { ref: inDraft }, { state: "unclear" }, later],
    ["the draft cannot be asked for", { "freepublish/batchget": listed(), "draft/get": 503 }, { ref: inDraft }, { state: "unclear" }, later],
    ["a list that cannot be read", { "freepublish/batchget": { item: "x" } }, { ref: inDraft }, { state: "unclear" }, later],
    ["a recalled article that stands", { "freepublish/getarticle": { news_item: [shown] } }, { action: "recall", previousRef: "article/ART" }, { state: "absent" }],
    ["a recalled article that is gone", { "freepublish/get": task(0), "freepublish/getarticle": { errcode: 53600 } }, { action: "recall", previousRef: "100" }, { state: "present", rung: "published", ref: "100" }],
    ["a recalled task that never came out", { "freepublish/get": task(4) }, { action: "recall", previousRef: "100" }, { state: "present" }],
    ["a recalled draft still a draft, minutes later: nothing came of it", { "draft/get": { news_item: [] } }, { action: "recall", previousRef: inDraft }, { state: "present" }, later],
    ["a recalled draft that is gone: a person looks", { "draft/get": { errcode: 40007 } }, { action: "recall", previousRef: inDraft }, { state: "unclear" }, later],
    ["a recall without a name: a person looks", {}, { action: "recall" }, { state: "unclear" }],
  ])("%s", async (_title, answers, over, expected, at = now) => { expect(await wechat.check?.(against(answers, at).ctx, order(over))).toMatchObject(expected); });
});

describe("taking back", () => {
  test.each<[string, Record<string, unknown>, string | null, object, string[]]>([
    ["a task's article is deleted", { "freepublish/get": task(0), "freepublish/delete": { errcode: 0 } }, "100", { ok: true, ref: "100", rung: "published" }, ["freepublish/get", "freepublish/delete"]],
    ["one that is gone already is withdrawn", { "freepublish/delete": { errcode: 53600 } }, "article/ART", { ok: true }, ["freepublish/delete"]],
    ["what never came out needs no deleting", { "freepublish/get": task(2) }, "100", { ok: true }, ["freepublish/get"]],
    ["what is coming out right now waits", { "freepublish/get": task(1) }, "100", { ok: false, class: "transient", retryAfterSeconds: 30 }, ["freepublish/get"]],
    ["an answer that was lost may be asked for again", { "freepublish/delete": 502 }, "article/ART", { ok: false, class: "transient" }, ["freepublish/delete"]],
    ["what has no name goes to a person", {}, null, { ok: false, class: "unknownOutcome", rawCode: "no-post" }, []],
    ["a draft handed in just now waits", { "draft/get": { news_item: [] } }, "draft/DRAFT/1775196000", { ok: false, class: "transient" }, ["draft/get"]],
    ["a draft that stayed one needs no deleting", { "draft/get": { news_item: [] } }, "draft/DRAFT/1775190000", { ok: true }, ["draft/get"]],
    ["a draft that is gone goes to a person", { "draft/get": { errcode: 40007 } }, "draft/DRAFT/1775190000", { ok: false, class: "unknownOutcome" }, ["draft/get"]],
  ])("%s", async (_title, answers, previousRef, expected, calls) => {
    const { ctx, paths } = against(answers);
    expect(await wechat.submit(ctx, order({ action: "recall", previousRef, payload: "" }))).toMatchObject(expected);
    expect(paths().filter((path) => path !== "stable_token")).toEqual(calls);
  });
});

test.each([["without a name", null], ["that left as a draft", "draft/DRAFT/1775190000"]])("an article %s is found by the original it leads to, deleted and looked for", async (_title, previousRef) => {
  const original = { ...shown, content_source_url: "https://example.org/a/p/v/1" };
  const { ctx, asked } = against({ "freepublish/batchget": listed({ ...shown, content_source_url: "https://example.org/a/p/v/2" }, original), "freepublish/delete": { errcode: 0 }, "freepublish/getarticle": { news_item: [{ ...original, is_deleted: true }] } });
  const known = { ...ctx, config: { ...ctx.config as object, siteUrl: "https://example.org" } };
  const recall = order({ action: "recall", previousRef, payload: "" });
  expect(await wechat.submit(known, recall)).toMatchObject({ ok: true });
  expect(asked.at(-1)).toEqual({ path: "freepublish/delete", json: { article_id: "ART1" } });
  expect(await wechat.check?.(known, recall)).toMatchObject({ state: "present", rung: "published" });
});

describe("what the platform sends by itself", () => {
  const event = finishEvent({ publishId: "100", at: now });
  const hear = (called: Called, answers: Record<string, unknown> = {}, at = now) => wechat.parseCallback?.(against(answers, at).ctx, { headers: {}, query: called.query, body: Buffer.from(called.body) });
  const flip = (text: string, n: number) => `${text.slice(0, n)}${text[n] === "a" ? "b" : "a"}${text.slice(n + 1)}`;
  const sealed = () => sealedCallback(event, now);

  test("a sealed success and a sealed refusal are believed; the same one twice is one event", async () => {
    expect(await hear(sealed())).toEqual([{ ref: "100", rung: "published", eventId: "PUBLISHJOBFINISH/100/0", at: now, rawBody: event }]);
    expect((await hear(sealedCallback(event, now, { nonce: "2" })))?.[0]?.eventId).toBe("PUBLISHJOBFINISH/100/0");
    expect(await hear(sealedCallback(finishEvent({ publishId: "100", status: 4, at: now }), now))).toMatchObject([{ ref: "100", failure: { class: "content", rawCode: "publish_status 4" }, eventId: "PUBLISHJOBFINISH/100/4" }]);
  });
  test("a plain one only makes us ask: what the platform then says counts, whatever the body claims", async () => {
    expect(await hear(plainCallback(event, now), { "freepublish/get": task(0) })).toMatchObject([{ ref: "100", rung: "published" }]);
    expect(await hear(plainCallback(event, now), { "freepublish/get": task(4) })).toMatchObject([{ failure: { rawCode: "publish_status 4" } }]);
    expect(await hear(plainCallback(event, now), { "freepublish/get": task(1) })).toEqual([]);
    expect(await hear(plainCallback(event, now), { "freepublish/get": { errcode: 40007 } })).toEqual([]);
  });
  test.each([
    ["a message of the public", "<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[<Event>PUBLISHJOBFINISH</Event><publish_id>100</publish_id>]]></Content></xml>"],
    ["one that breaks out of its text", "<xml><MsgType><![CDATA[text]]></MsgType><Content>x</Content><Event>PUBLISHJOBFINISH</Event><publish_id>100</publish_id><publish_status>0</publish_status></xml>"],
    ["a mass message's end", event.replace("PUBLISHJOBFINISH", "MASSSENDJOBFINISH")], ["a task without a number", event.replace("<publish_id>100", "<publish_id>../1")], ["a state that is none", event.replace("<publish_status>0", "<publish_status>x")], ["no XML", "{}"], ["nothing", ""],
  ])("is heard and not read any further: %s", async (_title, body) => { expect(await hear(sealedCallback(body, now))).toEqual([]); });
  test.each<[string, () => Called]>([
    ["first bit of the signature", () => { const { query, body } = sealed(); return { body, query: { ...query, msg_signature: flip(query["msg_signature"] ?? "", 0) } }; }],
    ["last bit of the signature", () => { const { query, body } = sealed(); return { body, query: { ...query, msg_signature: flip(query["msg_signature"] ?? "", 39) } }; }],
    ["no signature", () => { const { query, body } = sealed(); return { body, query: { ...query, msg_signature: "" } }; }],
    ["the plain signature for a sealed body", () => { const { query, body } = sealed(); return { body, query: { ...query, msg_signature: query["signature"] ?? "" } }; }],
    ["one character of the sealed words", () => { const { query, body } = sealed(); return { query, body: flip(body, body.indexOf("<Encrypt>") + 40) }; }],
    ["a time moved under the signature", () => { const { query, body } = sealed(); return { body, query: { ...query, timestamp: String(Number(query["timestamp"]) + 1) } }; }],
    ["a nonce moved under the signature", () => { const { query, body } = sealed(); return { body, query: { ...query, nonce: "2" } }; }],
    ["five minutes old", () => sealedCallback(event, new Date(now.getTime() - 301_000))], ["five minutes ahead", () => sealedCallback(event, new Date(now.getTime() + 301_000))],
    ["a time in milliseconds", () => { const { query, body } = sealed(); return { body, query: { ...query, timestamp: `${query["timestamp"]}000` } }; }], ["no time", () => ({ body: event, query: { signature: "" } })],
    ["another token", () => sealedCallback(event, now, { token: "guess" })], ["another account's message", () => sealedCallback(event, now, { appId: "wxffffffffffffffff" })], ["another key", () => sealedCallback(event, now, { aesKey: "Z".repeat(43) })],
    ["a plain one with another token", () => plainCallback(event, now, { token: "guess" })], ["a plain one, first bit", () => { const { query, body } = plainCallback(event, now); return { body, query: { ...query, signature: flip(query["signature"] ?? "", 0) } }; }],
    ["a plain one of yesterday", () => plainCallback(event, new Date(now.getTime() - 86_400_000))],
  ])("is not believed: %s", async (_title, called) => { await expect(hear(called(), { "freepublish/get": task(0) })).rejects.toThrow("channels.callback-not-trusted"); });
  test("an account without its token believes nobody, not even whoever signs with none", async () => {
    const { ctx } = against({});
    const { query, body } = plainCallback(event, now, { token: "" });
    await expect(wechat.parseCallback?.({ ...ctx, secrets: { appSecret: "x" } }, { headers: {}, query, body: Buffer.from(body) })).rejects.toThrow();
  });
  test("the platform's first question is echoed if it is signed", () => {
    const { query } = plainCallback("", now);
    expect(wechat.answerChallenge?.(against({}).ctx, { ...query, echostr: "5838479218127813673" })).toBe("5838479218127813673");
    expect(() => wechat.answerChallenge?.(against({}).ctx, { ...query, signature: flip(query["signature"] ?? "", 3), echostr: "x" })).toThrow("channels.callback-not-trusted");
  });
});
