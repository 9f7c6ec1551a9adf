import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ByteSpan, ConnectorContext, Order, Outbound } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { douyin } from "./connector.ts";
import { partsOf } from "./upload.ts";

const now = new Date("2026-04-03T06:00:00Z");
const seconds = (ago: number): number => now.getTime() / 1000 - ago;
const megabyte = 1024 * 1024;
const openId = "_000demoOpenIdOfJilinYingji01";
const text = "清明禁火\n吉林省应急管理厅";
type Answer = { status?: number; error_code?: number; data?: object; body?: unknown };
type Answers = Record<string, Answer | Answer[]>;
const granted = (change: object = {}): Answer => ({ data: { access_token: "act.1", expires_in: "1296000", open_id: openId, refresh_expires_in: "2592000", ...change } });

let accounts = 0;
/** A platform that answers each path as said; each account is another, so that none meets another's token. */
function against(answers: Answers, { at = now, openMaterial = () => Promise.reject(new Error("none")) }: { at?: Date; openMaterial?: ConnectorContext["openMaterial"] } = {}) {
  const asked: { path: string; token: string | undefined; query: Record<string, string>; body: string; bytes: number }[] = [];
  const left: Answers = structuredClone({ "/oauth/refresh_token": granted(), ...answers });
  const call: Outbound = ({ url, headers, body }) => {
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace("/api/douyin/v1/video/", "").replace(/\/$/, "");
    asked.push({ path, token: headers?.["access-token"], query: Object.fromEntries(searchParams), body: typeof body === "string" ? body : Buffer.from(body ?? "").subarray(0, 400).toString("latin1"), bytes: body?.length ?? 0 });
    const said = left[path];
    const { status = 200, error_code = 0, data = {}, body: whole } = (Array.isArray(said) ? said.length > 1 ? said.shift() : said[0] : said) ?? { error_code: 28001017 };
    return Promise.resolve({ ok: true, status, headers: {}, body: typeof whole === "string" ? whole : JSON.stringify(whole ?? { data: { error_code, description: "x", ...data }, extra: { logid: "l", sub_error_code: 0, now: 1 } }) });
  };
  const config = { baseUrl: "https://douyin.example/", clientKey: "awdemoclientkey01", openId };
  return { asked, ctx: { accountId: "a", config, secrets: { refreshToken: `rft.${(accounts += 1)}` }, now: () => at, call, openMaterial, doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")) } satisfies ConnectorContext };
}
const film = (bytes: number, change: object = {}) => ({ sha256: "a".repeat(64), mime: "video/mp4", bytes, ...change });
const signed = (change: object = {}) => JSON.stringify({ text, film: null, pictures: [], ...change });
const order = (over: Partial<Order> = {}): Order => ({ key: "k", action: "publish", pieceId: "p", edition: 1, payload: JSON.stringify({ text, video_id: "v1" }), ref: null, previousRef: null, recall: null, attempt: 0, ...over });

describe("what people sign", () => {
  const material = (id: string, kind: "image" | "video", change: object = {}) => ({ id, kind, name: `${id}.x`, mime: kind === "video" ? "video/mp4" : "image/jpeg", bytes: 9, sha256: id.repeat(64), credit: "", width: null, height: null, ...change });
  const edition = (materials: { id: string; kind: string }[], short = "清明禁火"): SealedEdition => ({
    pieceId: "p", number: 1, doc: { blocks: materials.map(({ id, kind }) => ({ type: kind, materialId: id, alt: "" })) }, facts: [], materials, correction: null, variants: { short: { text: short, tuned: true } },
    signature: { units: [{ unitId: "u", name: "吉林省应急管理厅", shortName: "省应急厅", seal: "应" }] },
  } as unknown as SealedEdition);
  const render = (...materials: object[]) => douyin.render(edition(materials as { id: string; kind: string }[]), { clientKey: "awdemoclientkey01", openId });
  const codes = (...materials: object[]) => render(...materials).findings.map(({ code, level }) => (level === "blocking" ? code : level));

  test("the film, where there is one, and no picture beside it", () => {
    expect(JSON.parse(render(material("b", "image"), material("a", "video")).payload)).toEqual({ text, film: { sha256: "a".repeat(64), mime: "video/mp4", bytes: 9 }, pictures: [] });
    expect(render(material("a", "video")).preview.text).toBe(`${text}\n〔视频：a.x〕`);
  });
  test("or the pictures in the order of the text, each once", () => {
    const shown = edition([material("b", "image"), material("a", "image")]);
    shown.doc.blocks.push({ type: "image", materialId: "b", alt: "" });
    expect(JSON.parse(douyin.render(shown, { clientKey: "awdemoclientkey01", openId }).payload)).toMatchObject({ film: null, pictures: [{ sha256: "b".repeat(64) }, { sha256: "a".repeat(64) }] });
  });
  test.each<[string, object[], string[]]>([
    ["words alone", [], ["channels.no-film-or-picture"]], ["a film of 4 GB", [material("a", "video", { bytes: 4096 * megabyte })], []], ["a film of more", [material("a", "video", { bytes: 4096 * megabyte + 1 })], ["channels.film-too-large"]], ["a film of another kind", [material("a", "video", { mime: "video/quicktime" })], ["channels.film-kind"]],
    ["two films, of which one would be left out unsaid", [material("a", "video"), material("b", "video")], ["channels.one-film"]], ["a picture of 100 MB", [material("a", "image", { bytes: 100 * megabyte })], []], ["a picture of more", [material("a", "image", { bytes: 100 * megabyte + 1 })], ["channels.picture-too-large"]],
    ["a picture of another kind", [material("a", "image", { mime: "image/gif" })], ["channels.picture-kind"]], ["thirty pictures", Array.from({ length: 30 }, (_, n) => material(String.fromCharCode(97 + n), "image")), []], ["thirty-one", Array.from({ length: 31 }, (_, n) => material(String.fromCharCode(97 + n), "image")), ["channels.too-many-images"]],
  ])("%s", (_title, materials, expected) => { expect(codes(...materials)).toEqual(expected); });
  test("a film the edition does not carry is not made up for by pictures", () => {
    const lost = edition([material("b", "image")]);
    lost.doc.blocks.push({ type: "video", materialId: "gone" });
    expect(douyin.render(lost, { clientKey: "awdemoclientkey01", openId }).findings.map(({ code }) => code)).toEqual(["channels.missing-material"]);
  });
});

describe("uploading", () => {
  const whole = Buffer.concat([Buffer.from("film"), Buffer.alloc(62 * megabyte, 7)]);
  const sha256 = createHash("sha256").update(whole).digest("hex");
  const spans: (ByteSpan | undefined)[] = [];
  const openMaterial: ConnectorContext["openMaterial"] = (_, span) => { spans.push(span); return Promise.resolve(span ? whole.subarray(span.start, span.end + 1) : whole.subarray(0, 9)); };
  const parts: Answers = { init_video_part_upload: { data: { upload_id: "up" } }, upload_video_part: {}, complete_video_part_upload: { data: { video: { video_id: "v9" } } } };

  test.each([[1, [1]], [20 * megabyte, [20 * megabyte]], [62 * megabyte, [20 * megabyte, 20 * megabyte, 22 * megabyte]], [65 * megabyte, [20 * megabyte, 20 * megabyte, 20 * megabyte, 5 * megabyte]], [65 * megabyte - 1, [20 * megabyte, 20 * megabyte, 25 * megabyte - 1]]])("a film of %i bytes goes in parts of %j, none before the last below 5 MB", (bytes, sizes) => {
    const all = partsOf(bytes);
    expect(all.map(({ start, end }) => end - start + 1)).toEqual(sizes);
    expect(all.every(({ start }, n) => start === (all[n - 1]?.end ?? -1) + 1)).toBe(true);
  });
  test("a film of 4 GB needs 205 parts and no more memory than one of them", () => {
    const all = partsOf(4096 * megabyte);
    expect([all.length, Math.max(...all.map(({ start, end }) => end - start + 1)) < 25 * megabyte]).toEqual([205, true]);
  });
  test("a film of up to 50 MB goes whole", async () => {
    const { ctx, asked } = against({ upload_video: { data: { video: { video_id: "v1" } } } }, { openMaterial });
    expect(await douyin.prepare?.(ctx, signed({ film: film(50 * megabyte) }))).toEqual({ ok: true, payload: JSON.stringify({ text, video_id: "v1" }) });
    expect(asked.map(({ path, query, token }) => [path, query, token])).toEqual([["/oauth/refresh_token", {}, undefined], ["upload_video", { open_id: openId }, "act.1"]]);
    expect(asked[1]?.body).toContain(`name="video"; filename="${"a".repeat(32)}.mp4"`);
  });
  test("a bigger one is read and sent part by part, and its sum is that of the signed bytes", async () => {
    spans.length = 0;
    const { ctx, asked } = against(parts, { openMaterial });
    expect(await douyin.prepare?.(ctx, signed({ film: film(whole.length, { sha256 }) }))).toEqual({ ok: true, payload: JSON.stringify({ text, video_id: "v9" }) });
    expect(asked.slice(1).map(({ path, query }) => [path, query["upload_id"], query["part_number"]])).toEqual([["init_video_part_upload", undefined, undefined], ...["1", "2", "3"].map((n) => ["upload_video_part", "up", n]), ["complete_video_part_upload", "up", undefined]]);
    expect(spans).toEqual(partsOf(whole.length));
  });
  test("bytes that are not those signed never become a film", async () => {
    const { ctx, asked } = against(parts, { openMaterial });
    expect(await douyin.prepare?.(ctx, signed({ film: film(whole.length) }))).toMatchObject({ ok: false, class: "content", rawCode: "not-as-signed" });
    expect(asked.map(({ path }) => path)).not.toContain("complete_video_part_upload");
  });
  test.each<[string, Answer[], object, number]>([
    ["is sent again, three times at most", [{ status: 503, body: "" }, { error_code: 28001006 }, {}], { ok: true }, 5], ["three times lost stops the upload", [{ status: 503, body: "" }], { ok: false, class: "transient" }, 3], ["that the platform does not take is not sent again", [{ error_code: 28001007 }], { ok: false, class: "content" }, 1],
  ])("a part that was lost %s", async (_title, upload_video_part, expected, sent) => {
    const { ctx, asked } = against({ ...parts, upload_video_part }, { openMaterial });
    expect(await douyin.prepare?.(ctx, signed({ film: film(whole.length, { sha256 }) }))).toMatchObject(expected);
    expect(asked.filter(({ path }) => path === "upload_video_part")).toHaveLength(sent);
  });
  test("pictures go one by one, in their order", async () => {
    const { ctx } = against({ upload_image: [{ data: { image: { image_id: "i1" } } }, { data: { image: { image_id: "i2" } } }] }, { openMaterial });
    const pictures = [film(9, { mime: "image/png" }), film(9, { mime: "image/jpeg" })];
    expect(await douyin.prepare?.(ctx, signed({ pictures }))).toEqual({ ok: true, payload: JSON.stringify({ text, image_list: ["i1", "i2"] }) });
  });
  test.each<[string, Answers, object]>([
    ["an upload that is told no number", { upload_video: {} }, { class: "transient", rawCode: "no-video-id" }], ["a right the application lacks", { upload_video: { error_code: 28001018 } }, { class: "permission" }], ["a page that is no answer of the platform", { upload_video: { body: "<html>" } }, { class: "transient", rawCode: "unreadable" }],
    ["a platform that is busy", { upload_video: { error_code: 28001005 } }, { class: "transient" }], ["a code in the rest of the envelope alone", { upload_video: { body: { extra: { error_code: 28001018 } } } }, { class: "permission" }],
  ])("%s", async (_title, answers, expected) => {
    expect(await douyin.prepare?.(against(answers, { openMaterial }).ctx, signed({ film: film(9) }))).toMatchObject({ ok: false, ...expected });
  });
});

describe("what an answer means", () => {
  test.each<[string, Answer, object]>([
    ["a number: taken, and no more", { data: { item_id: "@8h/x+==" } }, { ok: true, rung: "accepted", ref: `item/${seconds(0)}/@8h/x+==` }], ["no number", {}, { ok: false, class: "unknownOutcome", ref: `lost/${seconds(0)}` }], ["busy", { error_code: 28001005 }, { ok: false, class: "unknownOutcome", ref: `lost/${seconds(0)}` }],
    ["a network fault behind the gate", { error_code: 28001006 }, { ok: false, class: "unknownOutcome" }], ["the old word for busy", { error_code: 2100004 }, { ok: false, class: "unknownOutcome" }], ["a right the application lacks", { error_code: 28001018 }, { ok: false, class: "permission" }], ["a risk", { error_code: 28001052 }, { ok: false, class: "rateLimited", retryAfterSeconds: 900 }],
    ["too often", { error_code: 28003018 }, { ok: false, class: "rateLimited", retryAfterSeconds: 60 }], ["the last of a day", { error_code: 28003017 }, { ok: false, class: "quota" }], ["an account that is barred", { error_code: 28001046 }, { ok: false, class: "permission" }], ["a code nobody knows", { error_code: 99 }, { ok: false, class: "content" }],
    ["a proxy that says 401 blames no token", { status: 401, body: "" }, { ok: false, class: "permission" }], ["502", { status: 502, body: "" }, { ok: false, class: "unknownOutcome" }],
  ])("%s", async (_title, create_video, expected) => {
    expect(await douyin.submit(against({ create_video }).ctx, order())).toMatchObject(expected);
  });
  test("the words go out as signed, for everybody to see, and pictures through their own door", async () => {
    const { ctx, asked } = against({ create_image_text: { data: { item_id: "@1" } } });
    await douyin.submit(ctx, order({ payload: JSON.stringify({ text, image_list: ["i1"] }) }));
    expect(JSON.parse(asked[1]?.body ?? "")).toEqual({ text, image_list: ["i1"], private_status: 0 });
  });
  test("what was not prepared, and a recall, are refused before anything leaves the house", async () => {
    const { ctx, asked } = against({});
    expect(await douyin.submit(ctx, order({ payload: signed() }))).toMatchObject({ ok: false, rawCode: "not-prepared" });
    expect(await douyin.submit(ctx, order({ action: "recall", previousRef: "item/1/@1" }))).toMatchObject({ ok: false, class: "permission", rawCode: "no-recall" });
    expect(asked).toEqual([]);
  });
});

describe("what a look says", () => {
  const ref = (ago: number) => `item/${seconds(ago)}/@1`;
  const lost = (ago: number) => `lost/${seconds(ago)}`;
  const item = (over: object = {}) => ({ item_id: "@1", title: text, create_time: seconds(1000), share_url: "https://www.iesdouyin.com/share/video/1/", media_type: 4, video_status: 5, is_reviewed: true, is_top: false, ...over });
  const data = (...list: object[]): Answers => ({ video_data: { data: { list } } });
  const newest = (has_more: boolean, ...list: object[]): Answers => ({ video_list: { data: { list, has_more } } });
  const before = item({ item_id: "@0", title: "早些时候的", create_time: seconds(9000) });
  const payload = signed({ film: film(9) });
  test.each<[string, Answers, string | null, object]>([
    ["public, with its address", data(item()), ref(9), { state: "present", rung: "published", url: "https://www.iesdouyin.com/share/video/1/" }], ["the older word for it", data(item({ video_status: 1 })), ref(9), { state: "present", rung: "published" }], ["under audit", data(item({ video_status: 4, is_reviewed: false })), ref(9), { state: "pending" }],
    ["unfit: refused", data(item({ video_status: 2 })), ref(9), { state: "refused", failure: { class: "content", rawCode: "video_status 2" } }], ["made private: somebody did", data(item({ video_status: 7 })), ref(9), { state: "refused", failure: { class: "recipient" } }], ["shown to friends only", data(item({ video_status: 6 })), ref(9), { state: "refused" }],
    ["no status told: it is there, and nothing above that is claimed", data(item({ video_status: undefined, is_reviewed: undefined })), ref(9), { state: "present", rung: "accepted" }], ["only that the audit goes on", data(item({ video_status: undefined, is_reviewed: false })), ref(9), { state: "pending" }], ["only that the audit is over, which is no yes", data(item({ video_status: undefined })), ref(9), { state: "present", rung: "accepted" }],
    ["other words: seen, and said", data(item({ title: "清明不禁火" })), ref(9), { state: "present", rung: "published", matches: false }], ["pictures where a film was signed", data(item({ media_type: 2 })), ref(9), { state: "present", matches: false }], ["not told of yet", data(), ref(899), { state: "pending" }], ["not told of later: a person looks", data(), ref(901), { state: "unclear" }],
    ["a platform that does not answer", { video_data: { status: 503, body: "" } }, ref(9), { state: "unclear" }], ["after two days nobody is asked any more", {}, ref(2 * 86_400 + 1), { state: "unclear", rawBody: "not read back any longer" }],
    ["lost, and our words are among the newest: found", newest(true, item(), before), lost(1000), { state: "present", rung: "published", ref: `item/${seconds(1000)}/@1` }], ["lost, and under audit: it came out all the same", newest(true, item({ video_status: 4 }), before), lost(1000), { state: "pending" }], ["lost, and nothing is there from that time: absent", newest(true, before), lost(1000), { state: "absent" }],
    ["lost, too early", newest(true, before), lost(800), { state: "pending" }], ["lost, and the whole list is shown and empty: absent", newest(false), lost(1000), { state: "absent" }], ["lost, and the list does not reach back: unclear", newest(true, item({ title: "之后的", create_time: seconds(10) })), lost(1000), { state: "unclear" }],
    ["lost, and only a pinned post is older: unclear", newest(true, item({ title: "置顶", create_time: seconds(99_999), is_top: true }), item({ title: "之后的", create_time: seconds(10) })), lost(1000), { state: "unclear" }], ["lost, and a post from that time says other words, perhaps ours changed: unclear", newest(true, item({ title: "清明不禁火" }), before), lost(1000), { state: "unclear" }],
    ["our very words of last week are not this post", newest(true, item({ create_time: seconds(700_000) })), lost(1000), { state: "absent" }], ["nobody knows when it was handed in: unclear", newest(false), null, { state: "unclear" }], ["a list that cannot be read", { video_list: { data: { list: [{}] } } }, lost(1000), { state: "unclear" }],
  ])("%s", async (_title, answers, given, expected) => {
    const found = await douyin.check?.(against(answers).ctx, order({ payload, ref: given }));
    expect(found).toMatchObject(expected);
    if (!("matches" in expected)) expect(found).not.toHaveProperty("matches");
  });
});

describe("the authorisation", () => {
  const listing: Answers = { video_list: { data: { list: [] } } };
  test.each<[string, Answers, boolean, string]>([
    ["lives a month", {}, true, "还剩 30 天"], ["lives two days more: it works, and its owner is told", { "/oauth/refresh_token": granted({ refresh_expires_in: 2 * 86_400 + 5 }) }, false, "只剩 2 天"], ["whose end is not told", { "/oauth/refresh_token": granted({ refresh_expires_in: undefined }) }, true, "授权有效，"], ["is over", { "/oauth/refresh_token": { error_code: 10010 } }, false, "auth 10010"],
    ["is another account's", { "/oauth/refresh_token": granted({ open_id: "another" }) }, false, "另一个账号"], ["cannot be read", { "/oauth/refresh_token": { data: { access_token: "act.secret" } } }, false, "no-token"], ["may not list", { video_list: { error_code: 28001012 } }, false, "permission 28001012"],
  ])("that %s", async (_title, answers, ok, words) => {
    const said = await douyin.health?.(against({ ...listing, ...answers }).ctx);
    expect([said?.ok, said?.detail.includes(words)]).toEqual([ok, true]);
    expect(said?.detail).not.toContain("act.");
  });
  test("is asked with once, by form, without any secret of the application; a token refused by its code is renewed once", async () => {
    const { ctx, asked } = against({ "/oauth/refresh_token": [granted(), granted({ access_token: "act.2" })], video_list: [{ error_code: 28001008 }, { data: { list: [] } }] });
    expect(await douyin.health?.(ctx)).toMatchObject({ ok: true });
    expect(await douyin.health?.(ctx)).toMatchObject({ ok: true });
    expect(asked.map(({ path, token }) => [path, token])).toEqual([["/oauth/refresh_token", undefined], ["video_list", "act.1"], ["/oauth/refresh_token", undefined], ["video_list", "act.2"], ["video_list", "act.2"]]);
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({ client_key: "awdemoclientkey01", grant_type: "refresh_token", refresh_token: ctx.secrets.refreshToken });
  });
});
