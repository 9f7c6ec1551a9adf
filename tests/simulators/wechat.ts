import { createHash } from "node:crypto";
import { jsonOf, startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";
import { openMass, type MassOptions, type MassSend } from "./wechat-mass.ts";

/** A picture as the platform holds it. */
type Kept = { id: string; name: string; mime: string; bytes: Buffer; sha256: string; url: string; permanent: boolean };
/** An article as it was handed in. */
export type News = { article_type: string; title: string; author: string; digest: string; content: string; content_source_url: string; thumb_media_id: string };
/** A publication: what became of one draft. `status` is the end it comes to at `endsAt`. */
type Publication = { publishId: string; articleId: string; mediaId: string; news: News; status: number; endsAt: Date; deleted: boolean };

/** The demo account of the simulated platform. */
export const wechatAccount = { appId: "wx0123456789abcdef", appSecret: "wechat-demo-secret", callbackToken: "wechatdemotoken", encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" };

/** How the platform is set up: a certified account, publication at once, good ends, a cover in the library. */
export type WechatOptions = SimulatorOptions & MassOptions & { certified?: boolean; publishSeconds?: number; ends?: () => number; library?: readonly { name: string; bytes: Buffer }[] };

/** The platform, and what only its own operators see. */
export type Wechat = Simulator<Publication> & { pictures: Kept[]; masses: MassSend<News>[]; drafts: Map<string, { news: News; at: Date }>; /** How tokens were asked for. */ renewals: { forced: boolean; fresh: boolean }[]; /** Every token is void at once. */ voidTokens: () => void; /** The token in force is over. */ expireTokens: () => void };

const overlapSeconds = 300;
const no = (errcode: number, errmsg: string): Reply => ({ body: { errcode, errmsg: `${errmsg} rid: 00000000-demo` } });
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const characters = (value: string): number => [...value].length;
const unescape = (html: string): string => html.replaceAll("&amp;", "&");

/** A platform that speaks api.weixin.qq.com as its documents say. It is stricter in one thing: words written as \uXXXX, which the real one would print as they are, it refuses. */
export async function startWechat(options: WechatOptions = {}): Promise<Wechat> {
  const { certified = true, publishSeconds = 0, ends = () => 0, library = [] } = options;
  const ledger: Publication[] = [];
  const failed: Publication[] = [];
  const pictures: Kept[] = [];
  const drafts: Wechat["drafts"] = new Map();
  const mass = openMass(options, drafts);
  const { renewals, tokens, ...tokenDoor } = openTokens();
  let named = 0;
  const keep = (name: string, mime: string, bytes: Buffer, permanent: boolean): Kept => {
    const id = `MEDIA_${(named += 1)}`;
    const kept = { id, name, mime, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), permanent, url: `http://mmbiz.qpic.cn/mmbiz_${mime === "image/png" ? "png" : "jpg"}/${id}/0?wx_fmt=${mime === "image/png" ? "png" : "jpeg"}&from=appmsg` };
    pictures.push(kept);
    return kept;
  };
  for (const { name, bytes } of library) keep(name, "image/jpeg", bytes, true);
  const all = (at: Date) => [...ledger, ...failed].map((one) => ({ one, over: at >= one.endsAt }));
  const settle = (at: Date) => { for (const { one, over } of all(at)) if (over && one.status === 0) drafts.delete(one.mediaId); };
  const shown = (one: Publication) => ({ ...one.news, url: `http://mp.weixin.qq.com/s/${one.articleId}`, thumb_url: "", need_open_comment: 0, only_fans_can_comment: 0, is_deleted: one.deleted });
  const upload = (heard: Heard, permanent: boolean): Reply => {
    const file = fileIn(heard);
    if (!file) return no(41005, "media data missing");
    const mime = file.bytes.subarray(0, 3).toString("hex") === "ffd8ff" ? "image/jpeg" : file.bytes.subarray(0, 4).toString("hex") === "89504e47" ? "image/png" : null;
    if (!mime || !/\.(jpe?g|png)$/i.test(file.name)) return no(40005, "invalid file type");
    if (file.bytes.length >= 1024 * 1024) return no(40009, "invalid image size");
    const kept = keep(file.name, mime, file.bytes, permanent);
    return { body: permanent ? { media_id: kept.id, url: kept.url } : { url: kept.url } };
  };
  const addDraft = (articles: unknown, at: Date): Reply => {
    if (!Array.isArray(articles) || articles.length === 0 || articles.length > 8) return no(47001, "data format error");
    const news = articles.map((one) => newsOf(one as Record<string, unknown>));
    const wrong = news.map((one) => whyNotNews(one, pictures)).find((reply) => reply !== null);
    if (wrong) return wrong;
    const id = `DRAFT_${(named += 1)}`;
    const [first] = news;
    if (first) drafts.set(id, { news: { ...first, content: filtered(first.content, pictures) }, at });
    return { body: { media_id: id, item: [] } };
  };
  const publish = (mediaId: string, at: Date): Reply => {
    const draft = drafts.get(mediaId);
    if (!draft) return no(40007, "invalid media_id");
    const number = 2_247_500_000 + (named += 1);
    const one: Publication = { publishId: String(number), articleId: `ARTICLE_${number}`, mediaId, news: draft.news, status: ends(), endsAt: new Date(at.getTime() + publishSeconds * 1000), deleted: false };
    return { body: { errcode: 0, errmsg: "ok", publish_id: one.publishId, msg_data_id: number }, effect: () => { (one.status === 0 ? ledger : failed).push(one); } };
  };
  const task = (publishId: string, at: Date): Reply => {
    const found = all(at).find(({ one }) => one.publishId === publishId);
    if (!found) return no(40007, "invalid publish_id");
    const { one, over } = found;
    const status = !over ? 1 : one.deleted ? 5 : one.status;
    const good = { article_id: one.articleId, article_detail: { count: 1, item: [{ idx: 1, article_url: `http://mp.weixin.qq.com/s/${one.articleId}` }] } };
    return { body: { publish_id: publishId, publish_status: status, ...(status === 0 ? good : {}), fail_idx: status === 2 || status === 4 ? [1] : [] } };
  };
  const article = (id: string, at: Date) => all(at).find(({ one, over }) => over && one.status === 0 && one.articleId === id)?.one;
  const routes: Record<string, (ask: Record<string, unknown>, heard: Heard) => Reply> = {
    ...mass.routes,
    "material/batchget_material": ({ type, offset, count }) => {
      const listed = pictures.filter((one) => one.permanent).toReversed();
      const page = listed.slice(Number(offset), Number(offset) + Number(count)).map(({ id, name, url }) => ({ media_id: id, name, update_time: 0, url }));
      return type === "image" ? { body: { total_count: listed.length, item_count: page.length, item: page } } : no(40004, "invalid media type");
    },
    "draft/add": ({ articles }, { at }) => addDraft(articles, at),
    "draft/get": ({ media_id }) => { const draft = drafts.get(text(media_id)); return draft ? { body: { news_item: [draft.news] } } : no(40007, "invalid media_id"); },
    "draft/delete": ({ media_id }) => (drafts.delete(text(media_id)) ? no(0, "ok") : no(40007, "invalid media_id")),
    "freepublish/submit": ({ media_id }, { at }) => publish(text(media_id), at),
    "freepublish/get": ({ publish_id }, { at }) => task(text(publish_id), at),
    "freepublish/getarticle": ({ article_id }, { at }) => { const one = article(text(article_id), at); return one ? { body: { news_item: [shown(one)] } } : no(53600, "Article ID invalid"); },
    "freepublish/batchget": ({ offset, count, no_content }, { at }) => {
      const listed = all(at).filter(({ one, over }) => over && one.status === 0).map(({ one }) => one).toReversed();
      const item = listed.slice(Number(offset), Number(offset) + Number(count)).map((one) => ({ article_id: one.articleId, update_time: Math.floor(one.endsAt.getTime() / 1000), content: { news_item: [no_content === 1 ? { ...shown(one), content: undefined } : shown(one)] } }));
      return Number(count) >= 1 && Number(count) <= 20 ? { body: { total_count: listed.length, item_count: item.length, item } } : no(40097, "invalid args");
    },
    "freepublish/delete": ({ article_id }, { at }) => {
      const one = article(text(article_id), at);
      return one && !one.deleted ? { ...no(0, "ok"), effect: () => { one.deleted = true; } } : no(53600, "Article ID invalid");
    },
  };
  const platform = await startPlatform(options, ledger, (heard): Reply => {
    const { method, url, body, at } = heard;
    const path = url.pathname.replace(/^\/cgi-bin\//, "");
    if (path === "stable_token") return method === "POST" ? tokens(jsonOf(body), at) : no(43002, "require POST method");
    const refused = tokenDoor.refuse(url.searchParams.get("access_token"), at);
    if (refused) return refused;
    settle(at);
    if (path === "draft/count" && method === "GET") return { body: { total_count: drafts.size } };
    const route = routes[path];
    const uploading = path === "media/uploadimg" || path === "material/add_material";
    if (!route && !uploading) return { status: 404, body: "not found" };
    if (method !== "POST") return no(43002, "require POST method");
    if (path === "material/add_material" && url.searchParams.get("type") !== "image") return no(40004, "invalid media type");
    if (uploading) return upload(heard, path === "material/add_material");
    if (/^(freepublish|message\/mass)\//.test(path) && !certified) return no(48001, "api unauthorized");
    const ask = jsonOf(body);
    return !ask || /\\u[0-9a-f]{4}/i.test(body) || !route ? no(47001, "data format error") : route(ask, heard);
  });
  return { ...platform, masses: mass.masses, pictures, drafts, renewals, voidTokens: tokenDoor.void, expireTokens: tokenDoor.expire };
}

/** The stable token: the same while it lives, another five minutes before its end with both good, another at once by force, twenty times a day and half a minute apart. */
function openTokens() {
  const renewals: Wechat["renewals"] = [];
  let live: { token: string; until: number }[] = [];
  const over = new Set<string>();
  let forcedAt: number[] = [];
  let made = 0;
  const make = (now: number): void => { live = [{ token: `TOKEN_${(made += 1)}_${"x".repeat(120)}`, until: now + 7_200_000 }, ...live.slice(0, 1)]; };
  const tokens = (ask: Record<string, unknown> | undefined, at: Date): Reply => {
    if (!ask) return no(47001, "data format error");
    if (ask["grant_type"] !== "client_credential") return no(40002, "invalid grant_type");
    if (ask["appid"] !== wechatAccount.appId) return no(40013, "invalid appid");
    if (ask["secret"] !== wechatAccount.appSecret) return no(40125, "invalid appsecret");
    const now = at.getTime();
    const before = live[0]?.token;
    const forced = ask["force_refresh"] === true;
    if (forced && now - (forcedAt.at(-1) ?? 0) >= 30_000) {
      forcedAt = forcedAt.filter((then) => now - then < 86_400_000);
      if (forcedAt.length >= 20) return no(45009, "reach max api daily quota limit");
      forcedAt.push(now);
      live = [];
      make(now);
    } else if (!live[0] || live[0].until - now <= overlapSeconds * 1000) make(now);
    renewals.push({ forced, fresh: live[0]?.token !== before });
    return { body: { access_token: live[0]?.token, expires_in: Math.floor(((live[0]?.until ?? now) - now) / 1000) } };
  };
  const refuse = (given: string | null, at: Date): Reply | null => {
    if (!given) return no(41001, "access_token missing");
    const known = live.find(({ token }) => token === given);
    if (over.has(given) || (known && known.until <= at.getTime())) return no(42001, "access_token expired");
    return known ? null : no(40001, "invalid credential, access_token is invalid or not latest");
  };
  const expire = (): void => { for (const { token } of live) over.add(token); live = []; };
  return { renewals, tokens, refuse, void: () => { live = []; }, expire };
}

/** The one file of a form, or null where there is none under the name the platform looks for. */
function fileIn({ headers, bytes }: Heard): { name: string; bytes: Buffer } | null {
  const boundary = /boundary="?([^";]{1,70})"?$/.exec(headers["content-type"] ?? "")?.[1];
  if (!boundary) return null;
  const [, part = "", ...rest] = bytes.toString("latin1").split(`--${boundary}`);
  const [head = "", ...body] = part.split("\r\n\r\n");
  const name = /name="media"; ?filename="([^"]+)"/i.exec(head)?.[1];
  if (!name || !rest.some((end) => end.startsWith("--"))) return null;
  return { name, bytes: Buffer.from(body.join("\r\n\r\n").replace(/\r\n$/, ""), "latin1") };
}

const newsOf = (one: Record<string, unknown>): News => ({
  article_type: text(one["article_type"]) || "news", title: text(one["title"]), author: text(one["author"]), digest: text(one["digest"]), content: text(one["content"]),
  content_source_url: text(one["content_source_url"]), thumb_media_id: text(one["thumb_media_id"]),
});

function whyNotNews(one: News, pictures: readonly Kept[]): Reply | null {
  if (!["news", "newspic"].includes(one.article_type)) return no(47001, "invalid article_type");
  if (one.title === "") return no(47001, "missing title");
  if (characters(one.title) > 32) return no(45003, "title size out of limit");
  if (characters(one.author) > 16) return no(45110, "author size out of limit");
  if (characters(one.digest) > 128) return no(45004, "description size out of limit");
  if (one.content === "") return no(44003, "empty news data");
  if (characters(one.content) >= 20_000 || Buffer.byteLength(one.content) >= 1024 * 1024) return no(45002, "content size out of limit");
  if (Buffer.byteLength(one.content_source_url) > 1024) return no(40066, "invalid url");
  if (/<a\s[^>]*href="https?:(?!\/\/mp\.weixin\.qq\.com\/)/i.test(one.content)) return no(45166, "invalid content");
  return pictures.some(({ id, permanent }) => permanent && id === one.thumb_media_id) ? null : no(40007, "invalid media_id");
}

/** Scripts go, and pictures that are not the platform's own. */
const filtered = (content: string, pictures: readonly Kept[]): string =>
  content.replace(/<script[\s\S]*?<\/script>/gi, "").replace(/<img[^>]*>/gi, (img) => (pictures.some(({ url }) => unescape(img).includes(`"${url}"`)) ? img : ""));
