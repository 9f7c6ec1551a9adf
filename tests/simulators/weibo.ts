import { startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";

/** A post as the platform holds it: the words as they were handed in, the picture's bytes, from whose address, and since when it is shown. */
type Weibo = { id: string; status: string; pic: { mime: string; bytes: Buffer } | null; rip: string; at: Date; shownAt: Date; byApp: boolean; deleted: boolean };

/** The demo account of the simulated platform. */
export const weiboAccount = { uid: "7000000001", accessToken: "2.00WeiboDemoToken7fA3bC9dE1" };

/** How the platform is set up: the bound domain, how long the token lives, how often it may be called, when a post is shown, and whether it is slow (20032) or asks for a captcha (20031). */
export type WeiboOptions = SimulatorOptions & { domain?: string; lifeSeconds?: number; postsPerHour?: number; callsPerDay?: number; slowSeconds?: number; captcha?: boolean; shortens?: boolean };

/** The platform, and what only its own operators see: somebody posts by hand, the platform changes or hides a post. */
type WeiboPlatform = Simulator<Weibo> & { byHand: (status: string, at?: Date) => Weibo; tokenAsked: () => number };

type Form = Readonly<Record<string, string>>;
type File = { name: string; bytes: Buffer };

const hour = 3_600_000;
/** No more than this many posts of its own are shown to an application (user_timeline). */
const newest = 5;
const repeatHours = 24;

const link = /https?:\/\/[!-~]+/g;
const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const shortLink = (url: string): string => `http://t.cn/A6${[...url].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 0x7fffffff, 7).toString(36)}`;
const date = (at: Date): string => new Date(at.getTime() + 8 * hour).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, "$1 $3 $2 $5 +0800 $4");

/** Halves of a Chinese character: an address is twenty and what it has beyond 140 signs, an ASCII sign one, anything else two for each of its UTF-16 units. */
function halves(text: string): number {
  const rest = text.replace(link, "");
  const addresses = (text.match(link) ?? []).map((url) => 20 + Math.max(0, url.length - 140));
  return addresses.reduce((a, b) => a + b, 0) + rest.length + rest.replace(/[\u0000-\u007f]/g, "").length;
}

/** A platform that speaks api.weibo.com as its documents say: forms in, JSON out, errors as {error, error_code, request}. */
export async function startWeibo(options: WeiboOptions = {}): Promise<WeiboPlatform> {
  const { domain = "example.org", lifeSeconds = 30 * 86_400, postsPerHour = 30, callsPerDay = Infinity, slowSeconds = 0, captcha = false, shortens = true } = options;
  const born = (options.clock ?? (() => new Date()))().getTime();
  const ledger: Weibo[] = [];
  const calls: number[] = [];
  let asked = 0;
  const make = (status: string, at: Date, rest: Partial<Weibo> = {}): Weibo =>
    ({ id: String(5_290_000_000_000_000n + BigInt(ledger.length) * 7_654_321n), status, pic: null, rip: "", at, shownAt: at, byApp: true, deleted: false, ...rest });
  const text = (status: string): string => `${escaped(shortens ? status.replace(link, shortLink) : status)} \u200b`;
  const view = (one: Weibo) => ({
    created_at: date(one.at), id: Number(one.id), mid: one.id, idstr: one.id, text: text(one.status), source: '<a href="https://example.org" rel="nofollow">吉林应急</a>', favorited: false, truncated: false, isLongText: false,
    ...(one.pic ? { original_pic: `http://ww1.sinaimg.cn/large/${one.id}.jpg` } : {}), pic_urls: one.pic ? [{ thumbnail_pic: `http://ww1.sinaimg.cn/thumbnail/${one.id}.jpg` }] : [],
    user: { id: Number(weiboAccount.uid), idstr: weiboAccount.uid, screen_name: "吉林应急", verified: true },
  });
  const shown = (at: Date) => ledger.filter((one) => !one.deleted && one.shownAt <= at);
  const named = (form: Form, at: Date) => shown(at).find(({ id }) => id === form["id"]);

  const share = (form: Form, file: File | null, parts: boolean, at: Date): Reply => {
    const { status = "", rip = "" } = form;
    const wrong = whyNotWords(status, domain) ?? (rip === "" ? no(10016, "Miss required parameter (rip)") : /^\d{1,3}(\.\d{1,3}){3}$/.test(rip) ? null : no(10017, "Parameter (rip)'s value invalid")) ?? (parts ? whyNotPicture(file) : null);
    if (wrong) return wrong;
    if (captcha) return no(20031, "Test and verify");
    if (ledger.some((one) => !one.deleted && one.status === status && at.getTime() - one.at.getTime() < repeatHours * hour)) return no(20019, "Repeat content");
    if (ledger.filter((one) => one.byApp && at.getTime() - one.at.getTime() < hour).length >= postsPerHour) return no(10024, "User requests for (/statuses/share) out of rate limit!", 403);
    const one = make(status, at, { rip, pic: file ? { mime: kindOf(file.bytes) ?? "", bytes: file.bytes } : null, shownAt: new Date(at.getTime() + slowSeconds * 1000) });
    const effect = () => { ledger.push(one); };
    return slowSeconds > 0 ? { ...no(20032, "Update success, while server slow now, please wait 1-2 minutes"), effect } : { body: view(one), effect };
  };
  const destroy = (form: Form, at: Date): Reply => {
    const one = named(form, at);
    return one ? { body: view(one), effect: () => { one.deleted = true; } } : no(20101, "Target weibo does not exist!");
  };
  const timeline = (form: Form, at: Date): Reply => {
    if (form["uid"] !== undefined && form["uid"] !== weiboAccount.uid) return no(21335, "Request uid's value must be the current user", 403);
    const all = shown(at).filter(({ byApp }) => byApp || form["base_app"] !== "1").toSorted((a, b) => b.at.getTime() - a.at.getTime());
    return { body: { statuses: all.slice(0, Math.min(newest, Number(form["count"] ?? 20))).map(view), previous_cursor: 0, next_cursor: 0, total_number: all.length } };
  };
  const tokenInfo = (at: Date): Reply => {
    asked += 1;
    return { body: { uid: Number(weiboAccount.uid), appkey: "3000000001", scope: null, create_at: String(Math.floor(born / 1000)), expire_in: String(lifeSeconds - Math.floor((at.getTime() - born) / 1000)) } };
  };
  const routes: Record<string, { method: string; act: (form: Form, heard: Heard, file: File | null, parts: boolean) => Reply }> = {
    "/2/statuses/share.json": { method: "POST", act: (form, { at }, file, parts) => share(form, file, parts, at) },
    "/2/statuses/destroy.json": { method: "POST", act: (form, { at }) => destroy(form, at) },
    "/2/statuses/show.json": { method: "GET", act: (form, { at }) => { const one = named(form, at); return one ? { body: view(one) } : no(20101, "Target weibo does not exist!"); } },
    "/2/statuses/user_timeline.json": { method: "GET", act: (form, { at }) => timeline(form, at) },
    "/oauth2/get_token_info": { method: "POST", act: (_, { at }) => tokenInfo(at) },
  };
  const answer = (heard: Heard): Reply => {
    const { method, url, at } = heard;
    const route = routes[url.pathname];
    if (!route) return no(10020, "Request api not found", 404);
    if (route.method !== method) return no(10021, "HTTP method is not suported for this request", 405);
    const given = formOf(heard);
    if (!given) return no(10007, "Unsupport mediatype");
    const token = given.fields["access_token"] ?? "";
    if (token === "") return no(10006, "Source paramter (appkey) is missing", 403);
    if (token !== weiboAccount.accessToken) return no(21332, "invalid_access_token", 403);
    if (at.getTime() - born >= lifeSeconds * 1000) return no(21327, "expired_token", 403);
    if (calls.filter((then) => at.getTime() - then < 24 * hour).length >= callsPerDay) return no(10023, "User requests out of rate limit!", 403);
    calls.push(at.getTime());
    return route.act(given.fields, heard, given.file, given.parts);
  };
  const sim = await startPlatform(options, ledger, (heard) => {
    const reply = answer(heard);
    const said = reply.body as Record<string, unknown>;
    return "error_code" in said ? { ...reply, body: { ...said, request: heard.url.pathname } } : reply;
  });
  return { ...sim, tokenAsked: () => asked, byHand: (status, at = (options.clock ?? (() => new Date()))()) => { const one = make(status, at, { byApp: false }); ledger.push(one); return one; } };
}

const no = (error_code: number, error: string, status = 400): Reply => ({ status, body: { error, error_code } });

function whyNotWords(status: string, domain: string): Reply | null {
  if (status.trim() === "") return no(20008, "Content is null");
  if (Math.ceil(halves(status) / 2) > 140) return no(20012, "Text too long, please input text less than 140 characters!");
  if (/#[^#]+#/.test(status)) return no(10017, "Parameter (status)'s value invalid, expect (no topic)");
  const hosts = (status.match(link) ?? []).flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname] : []));
  return hosts.some((host) => host === domain || host.endsWith(`.${domain}`)) ? null : no(10017, "Parameter (status)'s value invalid, expect (url of the bound domain)");
}

function kindOf(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 4).toString("hex");
  return head.startsWith("ffd8ff") ? "image/jpeg" : head === "89504e47" ? "image/png" : head === "47494638" ? "image/gif" : null;
}

function whyNotPicture(file: File | null): Reply | null {
  if (!file) return no(20007, "Does multipart has image?");
  if (!kindOf(file.bytes)) return no(20005, "Unsupported image type, only suport JPG, GIF, PNG!");
  return file.bytes.length >= 5 * 1024 * 1024 ? no(20006, "Image size too large!") : null;
}

/** What came in the address or as a form; null where it is neither kind of form. Words in parts may be percent-encoded or not, as clients of both kinds exist. */
function formOf({ method, url, headers, body, bytes }: Heard): { fields: Form; file: File | null; parts: boolean } | null {
  const fromAddress = Object.fromEntries(url.searchParams);
  if (method === "GET") return { fields: fromAddress, file: null, parts: false };
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return { fields: { ...fromAddress, ...Object.fromEntries(new URLSearchParams(body)) }, file: null, parts: false };
  const boundary = /^multipart\/form-data; ?boundary="?([^";]{1,70})"?$/.exec(type)?.[1];
  if (!boundary) return null;
  const sections = bytes.toString("latin1").split(`--${boundary}`);
  if (!sections.at(-1)?.startsWith("--")) return null;
  const fields: Record<string, string> = { ...fromAddress };
  let file: File | null = null;
  for (const section of sections.slice(1, -1)) {
    const cut = section.indexOf("\r\n\r\n");
    const name = /name="([^"]+)"/.exec(section.slice(0, cut))?.[1] ?? "";
    const content = Buffer.from(section.slice(cut + 4).replace(/\r\n$/, ""), "latin1");
    const filename = /filename="([^"]+)"/.exec(section.slice(0, cut))?.[1];
    if (filename === undefined) fields[name] = decoded(content.toString("utf8"));
    else if (name === "pic") file = { name: filename, bytes: content };
  }
  return { fields, file, parts: true };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
