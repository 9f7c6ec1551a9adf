import { field, jsonOf, rateLimit, startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";

/** A message as its receivers hold it. */
type Sent = { msgid: string; message: Record<string, unknown>; users: string[]; parties: string[]; tags: string[]; at: Date; recalled: boolean };

/** The demo company of the simulated platform: its application, and whom that may see. */
export const wecomAppAccount = { corpId: "wwdemo0123456789ab", agentId: 1000002, corpSecret: "wecomAppDemoSecret_8Kq3vT1xR", users: ["linzhixia", "sunruoxi"], parties: ["2"], tags: ["7"] };

/** How the platform is set up: how long a token lives, whether our address is trusted, whether the application is on, and how often it may call. */
export type WecomAppOptions = SimulatorOptions & { lifeSeconds?: number; trusted?: boolean; closed?: boolean; callsPerMinute?: number };

/** The platform, and what only its own operators see: how often a token was asked for, and an end put to the one in force. */
type WecomApp = Simulator<Sent> & { asked: () => number; expireTokens: () => void };

const kinds = ["text", "markdown", "textcard", "news"];
const bytesOf = (value: unknown): number => Buffer.byteLength(typeof value === "string" ? value : "");
const no = (errcode: number, errmsg: string): Reply => ({ body: { errcode, errmsg: `${errmsg}, hint: [simulated], from ip: 203.0.113.7` } });
const named = (value: unknown): string[] => (typeof value === "string" ? value.split("|").map((one) => one.trim()).filter((one) => one !== "") : []);

/** A platform that speaks qyapi.weixin.qq.com as its documents say: always 200, {errcode, errmsg}. It is stricter in one thing: a text that the real one would cut, it refuses. How the real one answers bytes it drops as told before is not written: this one as if it had sent them. */
export async function startWecomApp(options: WecomAppOptions = {}): Promise<WecomApp> {
  const { trusted = true, closed = false, callsPerMinute = 10_000 } = options;
  const { agentId, users, parties, tags } = wecomAppAccount;
  const ledger: Sent[] = [];
  const heardBefore = new Map<string, number>();
  const within = rateLimit(callsPerMinute, 60);
  const tokens = openTokens(options.lifeSeconds ?? 7200);
  let made = 0;
  const send = ({ body, at }: Heard): Reply => {
    const given = jsonOf(body);
    if (!given) return no(40035, "invalid json");
    if (given["agentid"] !== agentId) return no(typeof given["agentid"] === "number" ? 301002 : 40056, "invalid agentid");
    const wrong = whyNotMessage(given);
    if (wrong) return wrong;
    const [toUsers, toParties, toTags] = [named(given["touser"]), named(given["toparty"]), named(given["totag"])];
    if (toUsers.length + toParties.length + toTags.length === 0) return no(82001, "touser, toparty and totag are all empty");
    const seen = { users: toUsers.filter((one) => one === "@all" || users.includes(one)), parties: toParties.filter((one) => parties.includes(one)), tags: toTags.filter((one) => tags.includes(one)) };
    if (seen.users.length + seen.parties.length + seen.tags.length === 0) return no(81013, "user & party & tag all invalid");
    const invalid = { invaliduser: toUsers.filter((one) => !seen.users.includes(one)).join("|"), invalidparty: toParties.filter((one) => !parties.includes(one)).join("|"), invalidtag: toTags.filter((one) => !tags.includes(one)).join("|") };
    const interval = Number(given["duplicate_check_interval"] ?? 1800);
    const dropped = given["enable_duplicate_check"] === 1 && at.getTime() - (heardBefore.get(body) ?? -Infinity) < interval * 1000;
    const msgid = `vcT8gGc-7dFb4bxT35ONjBDz901sLl${String((made += 1)).padStart(6, "0")}`;
    const kind = String(given["msgtype"]);
    const effect = () => { heardBefore.set(body, at.getTime()); if (!dropped) ledger.push({ msgid, message: { msgtype: kind, [kind]: given[kind] }, ...seen, at, recalled: false }); };
    return { body: { errcode: 0, errmsg: "ok", ...invalid, msgid }, effect };
  };
  const recall = ({ body, at }: Heard): Reply => {
    const one = ledger.find(({ msgid }) => msgid === jsonOf(body)?.["msgid"]);
    if (!one) return no(40035, "invalid msgid");
    return at.getTime() - one.at.getTime() > 86_400_000 ? no(40035, "msgid out of time") : { body: { errcode: 0, errmsg: "ok" }, effect: () => { one.recalled = true; } };
  };
  const agent = ({ url }: Heard): Reply => (url.searchParams.get("agentid") === String(agentId) ? { body: { errcode: 0, errmsg: "ok", agentid: agentId, name: "应急宣传", close: closed ? 1 : 0 } } : no(301002, "not allow to access agent"));
  const routes: Record<string, { method: string; act: (heard: Heard) => Reply }> = { "message/send": { method: "POST", act: send }, "message/recall": { method: "POST", act: recall }, "agent/get": { method: "GET", act: agent } };
  const platform = await startPlatform(options, ledger, (heard) => {
    const path = heard.url.pathname.replace(/^\/cgi-bin\//, "");
    if (path === "gettoken") return heard.method === "GET" ? tokens.give(heard) : no(43001, "require GET method");
    const route = routes[path];
    if (!route) return { status: 404, body: "" };
    if (route.method !== heard.method) return no(route.method === "GET" ? 43001 : 43002, `require ${route.method} method`);
    const refused = tokens.refuse(heard);
    if (refused) return refused;
    if (!trusted) return no(60020, "not allow to access from your ip");
    return within(heard.at) ? route.act(heard) : no(45009, "api freq out of limit");
  });
  return { ...platform, asked: tokens.asked, expireTokens: tokens.expire };
}

function whyNotMessage(given: Record<string, unknown>): Reply | null {
  const kind = String(given["msgtype"]);
  if (!kinds.includes(kind)) return no(40008, "invalid message type");
  const body = given[kind];
  const check = given["enable_duplicate_check"] ?? 0;
  const interval = given["duplicate_check_interval"] ?? 1800;
  if ((check !== 0 && check !== 1) || typeof interval !== "number" || interval < 1 || interval > 14_400) return no(40058, "invalid duplicate check");
  if (kind === "text" || kind === "markdown") {
    if (bytesOf(field(body, "content")) === 0) return no(44004, "text content is empty");
    return bytesOf(field(body, "content")) > 2048 ? no(45002, "content exceed max length 2048") : null;
  }
  if (kind === "news") {
    const articles = field(body, "articles");
    return !Array.isArray(articles) || articles.length === 0 || articles.length > 8 || articles.some((one) => bytesOf(field(one, "title")) === 0) ? no(45008, "articles size out of limit") : null;
  }
  const address = field(body, "url");
  if (typeof address !== "string" || !/^https?:\/\//.test(address)) return no(41048, "url missing");
  const [title, description] = [bytesOf(field(body, "title")), bytesOf(field(body, "description"))];
  return title === 0 || title > 128 || description === 0 || description > 512 ? no(40058, "textcard title or description out of limit") : null;
}

/** Tokens as the platform keeps them: the same while it lives, another when it is over. */
function openTokens(lifeSeconds: number) {
  const known = new Set<string>();
  let live = { token: "", until: 0 };
  let asked = 0;
  const give = ({ url, at }: Heard): Reply => {
    if (url.searchParams.get("corpid") !== wecomAppAccount.corpId) return no(40013, "invalid corpid");
    if (url.searchParams.get("corpsecret") !== wecomAppAccount.corpSecret) return no(40001, "invalid credential");
    asked += 1;
    const now = at.getTime();
    if (live.until <= now) live = { token: `APP_TOKEN_${known.size + 1}_${"y".repeat(100)}`, until: now + lifeSeconds * 1000 };
    known.add(live.token);
    return { body: { errcode: 0, errmsg: "ok", access_token: live.token, expires_in: Math.floor((live.until - now) / 1000) } };
  };
  const refuse = ({ url, at }: Heard): Reply | null => {
    const given = url.searchParams.get("access_token") ?? "";
    if (given === "") return no(41001, "access_token missing");
    if (!known.has(given)) return no(40014, "invalid access_token");
    return given !== live.token || live.until <= at.getTime() ? no(42001, "access_token expired") : null;
  };
  return { give, refuse, asked: () => asked, expire: () => { live = { token: "", until: 0 }; } };
}
