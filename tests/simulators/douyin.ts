import { createHash } from "node:crypto";
import { jsonOf, startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";

/** A file as the platform holds it: what its first bytes say it is, its size and SHA-256, and its bytes unless it is a film put together of parts. */
type Kept = { id: string; mime: string; size: number; sha256: string; bytes: Buffer };
/** A post: its words and files, when its audit ends and how (5 public, 2 unfit), and since when somebody hid it. */
type Post = { itemId: string; videoId: string; text: string; kind: "film" | "pictures"; files: Kept[]; at: Date; endsAt: Date; status: number; top: boolean };

/** The demo account of the simulated platform. */
export const douyinAccount = { clientKey: "awdemoclientkey01", openId: "_000demoOpenIdOfJilinYingji01", refreshToken: "rft.demo7f3a9c1b5e2d48a6bd0c" };

/** How the platform is set up: how long tokens and authorisation live, how long an audit takes and how it ends, whether this application is told a status at all, which right it lacks, how many posts a day it may make, and the sizes it takes. */
export type DouyinOptions = SimulatorOptions & {
  lifeSeconds?: number; authorisedSeconds?: number; auditSeconds?: number; ends?: () => number; tells?: boolean; lacks?: string; postsPerDay?: number;
  wholeMost?: number; partLeast?: number; filmMost?: number; pictureMost?: number;
};

/** The platform, and what only its own operators see: every token it gave, an end put to all of them, a post made by hand. */
type Douyin = Simulator<Post> & { kept: Map<string, Kept>; renewals: string[]; expireTokens: () => void; byHand: (text: string, at?: Date, change?: Partial<Post>) => Post };

type Upload = Map<number, Buffer>;
const day = 86_400_000;
const megabyte = 1024 * 1024;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const no = (error_code: number, description: string): Reply => ({ body: { data: { error_code, description }, extra: { error_code, description } } });
const wrong = (what: string): Reply => no(28001007, `参数不合法: ${what}`);
const kindOf = (bytes: Buffer): string | null =>
  bytes.subarray(4, 8).toString("latin1") === "ftyp" ? "video/mp4" : ({ "1a45dfa3": "video/webm", "89504e47": "image/png" } as Record<string, string>)[bytes.subarray(0, 4).toString("hex")] ?? (bytes.subarray(0, 3).toString("hex") === "ffd8ff" ? "image/jpeg" : null);

/** A platform that speaks open.douyin.com as its documents and its own SDK do: always 200, {data:{error_code,description},extra:{logid,sub_error_code,now}}. */
export async function startDouyin(options: DouyinOptions = {}): Promise<Douyin> {
  const { auditSeconds = 0, ends = () => 5, tells = true, lacks, postsPerDay = 75, wholeMost = 128 * megabyte, partLeast = 5 * megabyte, filmMost = 4096 * megabyte, pictureMost = 100 * megabyte } = options;
  const clock = options.clock ?? (() => new Date());
  const ledger: Post[] = [];
  const kept = new Map<string, Kept>();
  const uploads = new Map<string, Upload>();
  const tokens = openTokens(clock().getTime(), options);
  let named = 0;
  const keep = (kind: "video" | "image", bytes: Buffer, mime: string): Kept => {
    const one = { id: `${kind === "video" ? "v0200f45" : "img_"}${String((named += 1)).padStart(8, "0")}`, mime, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), bytes };
    kept.set(one.id, one);
    return one;
  };
  const make = (words: string, at: Date, change: Partial<Post> = {}): Post => {
    const number = (named += 1);
    return { itemId: `@8hxdhauTCMppanGnM4ltGM7/0mDq+${String(number).padStart(6, "0")}==`, videoId: `7${String(number).padStart(18, "0")}`, text: words, kind: "film", files: [], at, endsAt: new Date(at.getTime() + auditSeconds * 1000), status: ends(), top: false, ...change };
  };
  const view = (one: Post, at: Date) => {
    const over = at >= one.endsAt;
    return {
      item_id: one.itemId, video_id: one.videoId, title: one.text, create_time: Math.floor(one.at.getTime() / 1000), is_top: one.top, cover: "https://p3.douyinpic.com/demo.jpeg", media_type: one.kind === "film" ? 4 : 2,
      share_url: `https://www.iesdouyin.com/share/video/${one.videoId}/`, statistics: { digg_count: 0, download_count: 0, play_count: 0, share_count: 0, forward_count: 0, comment_count: 0 },
      ...(tells ? { video_status: over ? one.status : 4, is_reviewed: over } : {}),
    };
  };
  const upload = (heard: Heard, kind: "video" | "image"): Reply => {
    const file = fileIn(heard, kind);
    const mime = file && kindOf(file);
    if (!file || !mime?.startsWith(`${kind}/`)) return wrong(kind);
    if (file.length > (kind === "video" ? wholeMost : pictureMost)) return wrong("file size");
    const { id } = keep(kind, file, mime);
    return { body: { data: kind === "video" ? { video: { video_id: id, width: 720, height: 1280 } } : { image: { image_id: id, width: 720, height: 1280 } } } };
  };
  const takePart = (heard: Heard): Reply => {
    const [parts, number, file] = [uploads.get(heard.url.searchParams.get("upload_id") ?? ""), Number(heard.url.searchParams.get("part_number")), fileIn(heard, "video")];
    if (!parts || !Number.isInteger(number) || number < 1 || !file || file.length === 0 || file.length > wholeMost) return wrong("part");
    parts.set(number, file);
    return { body: { data: {} } };
  };
  const complete = ({ url }: Heard): Reply => {
    const parts = [...uploads.get(url.searchParams.get("upload_id") ?? "") ?? []].sort(([a], [b]) => a - b);
    const whole = Buffer.concat(parts.map(([, bytes]) => bytes));
    const mime = kindOf(whole);
    if (parts.length === 0 || parts.some(([number], n) => number !== n + 1) || parts.slice(0, -1).some(([, { length }]) => length < partLeast)) return wrong("parts");
    if (whole.length > filmMost || !mime?.startsWith("video/")) return wrong("video");
    uploads.delete(url.searchParams.get("upload_id") ?? "");
    return { body: { data: { video: { video_id: keep("video", whole, mime).id, width: 720, height: 1280 } } } };
  };
  const create = (given: Record<string, unknown>, kind: Post["kind"], at: Date): Reply => {
    const ids: unknown[] = kind === "film" ? [given["video_id"]] : Array.isArray(given["image_list"]) ? given["image_list"] : [];
    const files = ids.flatMap((id) => kept.get(text(id)) ?? []);
    if (ids.length === 0 || files.length !== ids.length || files.some(({ mime }) => mime.startsWith("video/") !== (kind === "film"))) return wrong(kind === "film" ? "video_id" : "image_list");
    if ([...text(given["text"])].length > 1000 || (given["text"] !== undefined && typeof given["text"] !== "string")) return wrong("text");
    if (![undefined, 0, 1, 2].includes(given["private_status"] as number | undefined)) return wrong("private_status");
    if (ledger.filter((one) => at.getTime() - one.at.getTime() < day).length >= postsPerDay) return no(28003017, "quota已用完");
    const one = make(text(given["text"]), at, { kind, files });
    return { body: { data: { item_id: one.itemId, video_id: one.videoId } }, effect: () => { ledger.push(one); } };
  };
  const list = (heard: Heard): Reply => {
    const [cursor, count] = [Number(heard.url.searchParams.get("cursor") ?? 0), Number(heard.url.searchParams.get("count"))];
    if (!Number.isInteger(count) || count < 1 || count > 20 || !Number.isInteger(cursor)) return wrong("count");
    const all = ledger.toReversed().toSorted((a, b) => Number(b.top) - Number(a.top) || b.at.getTime() - a.at.getTime());
    return { body: { data: { list: all.slice(cursor, cursor + count).map((one) => view(one, heard.at)), cursor: cursor + count, has_more: all.length > cursor + count } } };
  };
  const tell = (given: Record<string, unknown>, at: Date): Reply => {
    const ids = given["item_ids"];
    return Array.isArray(ids) && ids.length > 0 ? { body: { data: { list: ledger.filter(({ itemId }) => ids.includes(itemId)).map((one) => view(one, at)) } } } : wrong("item_ids");
  };
  const asJson = (act: (given: Record<string, unknown>, at: Date) => Reply) => (heard: Heard): Reply => { const given = jsonOf(heard.body); return given ? act(given, heard.at) : wrong("body"); };
  const routes: Record<string, { method: string; type: string; act: (heard: Heard) => Reply }> = {
    upload_video: { method: "POST", type: "multipart/form-data", act: (heard) => upload(heard, "video") }, upload_image: { method: "POST", type: "multipart/form-data", act: (heard) => upload(heard, "image") },
    init_video_part_upload: { method: "POST", type: "application/json", act: () => { const id = `up_${(named += 1)}`; uploads.set(id, new Map()); return { body: { data: { upload_id: id } } }; } },
    upload_video_part: { method: "POST", type: "multipart/form-data", act: takePart }, complete_video_part_upload: { method: "POST", type: "application/json", act: complete },
    create_video: { method: "POST", type: "application/json", act: asJson((given, at) => create(given, "film", at)) }, create_image_text: { method: "POST", type: "application/json", act: asJson((given, at) => create(given, "pictures", at)) },
    video_list: { method: "GET", type: "application/json", act: list }, video_data: { method: "POST", type: "application/json", act: asJson(tell) },
  };
  const answer = (heard: Heard): Reply => {
    if (heard.url.pathname === "/oauth/refresh_token/") return tokens.renew(heard);
    const name = /^\/api\/douyin\/v1\/video\/(\w+)\/$/.exec(heard.url.pathname)?.[1] ?? "";
    const route = routes[name];
    if (route?.method !== heard.method) return no(28001017, "未知URI");
    const refused = tokens.refuse(heard);
    if (refused) return refused;
    if (name === lacks) return no(28001018, "应用未获得该能力");
    return (heard.headers["content-type"] ?? "").startsWith(route.type) ? route.act(heard) : wrong("content-type");
  };
  const platform = await startPlatform(options, ledger, (heard) => {
    const reply = answer(heard);
    const { data = {}, extra = {}, ...rest } = reply.body as { data?: object; extra?: object };
    return { ...reply, body: { ...rest, data: { error_code: 0, description: "", ...data }, extra: { error_code: 0, description: "", sub_error_code: 0, sub_description: "", logid: "202604031400000demo", now: heard.at.getTime(), ...extra } } };
  });
  return { ...platform, kept, renewals: tokens.renewals, expireTokens: tokens.expire, byHand: (words, at = clock(), change = {}) => { const one = make(words, at, change); ledger.push(one); return one; } };
}

/** Tokens as the platform keeps them: a good one is told again and lives on, another takes the place of one that is over; the authorisation lives on unchanged and then ends. */
function openTokens(born: number, { lifeSeconds = 15 * 86_400, authorisedSeconds = 30 * 86_400 }: DouyinOptions) {
  const renewals: string[] = [];
  let live = { token: "", until: 0 };
  const renew = ({ method, headers, body, at }: Heard): Reply => {
    const given = new URLSearchParams(body);
    if (method !== "POST" || !(headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) return no(10005, "缺少参数");
    if (given.get("client_key") !== douyinAccount.clientKey) return no(10003, "client_key 不合法");
    if (given.get("grant_type") !== "refresh_token") return no(10005, "缺少参数");
    if (given.get("refresh_token") !== douyinAccount.refreshToken || at.getTime() - born >= authorisedSeconds * 1000) return no(10010, "refresh_token 过期");
    const now = at.getTime();
    live = { token: live.until > now ? live.token : `act.demo${renewals.length + 1}${"f".repeat(60)}`, until: now + lifeSeconds * 1000 };
    renewals.push(live.token);
    return { body: { data: { access_token: live.token, expires_in: String(lifeSeconds), open_id: douyinAccount.openId, refresh_expires_in: String(authorisedSeconds - Math.floor((now - born) / 1000)), refresh_token: douyinAccount.refreshToken, scope: "video.create.bind,video.list.bind,video.data.bind" }, message: "success" } };
  };
  const refuse = ({ headers, url, at }: Heard): Reply | null => {
    const given = headers["access-token"] ?? "";
    if (given === "" || !renewals.includes(given)) return no(28001003, "access_token无效");
    if (given !== live.token || live.until <= at.getTime()) return no(28001008, "access_token过期,请刷新或重新授权");
    return url.searchParams.get("open_id") === douyinAccount.openId ? null : no(28001015, "请求参数access_token openId不匹配");
  };
  return { renewals, renew, refuse, expire: () => { live = { token: "", until: 0 }; } };
}

/** The one file of a form under the name the platform looks for; null where there is none, or the form does not end. */
function fileIn({ headers, bytes }: Heard, field: string): Buffer | null {
  const boundary = /^multipart\/form-data; ?boundary="?([^";]{1,70})"?$/.exec(headers["content-type"] ?? "")?.[1];
  const start = boundary === undefined ? -1 : bytes.indexOf("\r\n\r\n");
  if (boundary === undefined || start < 0 || !bytes.subarray(0, start).toString("utf8").includes(`name="${field}"; filename="`)) return null;
  const end = bytes.indexOf(`\r\n--${boundary}--`, start);
  return end < 0 ? null : bytes.subarray(start + 4, end);
}
