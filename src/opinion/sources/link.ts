import { namesPerson } from "./person-words.ts";

/** A link as it may be kept: without anybody's name, or not at all, and why. */
type Link = { link: string; problem: "opinion.link-unusable" | "opinion.link-names-person" | null };

const longest = 2_000;
// Words that stand where a link should, and addresses that came damaged; a whole address has its scheme.
const unlikely = /^(?!https?:).*[^\x21-\x7e]|[<>"\uFFFD]/is;
const emailLike = /[^\s@/?&=]{1,64}@[^\s@/?&=]{1,80}\.[a-z]{2,}/i;
const numberLike = /(?<!\d)(?:(?:\+?86)?1[3-9]\d{9}|\d{17}[\dx])(?!\d)/i;
const idKey = /(?:^|[_-])(?:id|aid|nid|tid|pid|mid|sn|docid|newsid|articleid|key|token|sign|t|ts|time|timestamp)$/i;

// Addresses of posts that carry the account in the path, and the address of the same post without it.
const rewritten: readonly { host: RegExp; path: RegExp; to: string }[] = [
  { host: /(^|\.)weibo\.(com|cn)$/, path: /^\/(?:u\/)?\d{5,12}\/([A-Za-z0-9]{6,20})\/?$/, to: "https://m.weibo.cn/status/$1" },
  { host: /(^|\.)(twitter|x)\.com$/, path: /^\/\w{1,20}\/status\/(\d{5,25}).*$/, to: "https://x.com/i/status/$1" },
  { host: /(^|\.)xiaohongshu\.com$/, path: /^\/user\/profile\/\w+\/(\w{10,40})$/, to: "https://www.xiaohongshu.com/explore/$1" },
];

// A path with one of these steps leads to somebody's page, or lies on it.
const personSteps = new Set(["u", "user", "users", "uid", "userid", "space-uid", "profile", "profiles", "member", "members", "author", "authors", "account", "accounts", "personal", "userhome", "usercenter"]);
const personPlaces: readonly { host: RegExp; path: RegExp }[] = [
  { host: /^(?:www\.|m\.)?weibo\.(?:com|cn)$/, path: /^\/(?:p\/1005\d+|n\/.+|[\w-]{3,30})(?:\/(?:home|info|fans|follow|profile))?\/?$/ },
  { host: /^space\.bilibili\.com$/, path: /^\/\d+/ },
  { host: /(^|\.)zhihu\.com$/, path: /^\/(?:people|org)\// },
  { host: /(^|\.)douban\.com$/, path: /^\/people\// },
  { host: /^tieba\.baidu\.com$/, path: /^\/home/ },
  { host: /(^|\.)(twitter|x|instagram|threads)\.(com|net)$/, path: /^\/@?\w{1,30}\/?$/ },
  { host: /(^|\.)(facebook)\.com$/, path: /^\/(?:profile\.php|people\/|[\w.]{3,60}\/?$)/ },
];

function parse(raw: string, base: string): URL | null {
  const trimmed = raw.trim();
  if (trimmed === "" || trimmed.length > longest || unlikely.test(trimmed)) return null;
  for (const from of [base, undefined]) {
    try {
      const url = new URL(trimmed, from === "" ? undefined : from);
      return url.protocol === "http:" || url.protocol === "https:" ? url : null;
    } catch {
      // Not absolute, and no address to complete it by; or the base itself is none.
    }
  }
  return null;
}

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const onPersonPage = (url: URL): boolean =>
  url.pathname.split("/").some((step, i, steps) => /^(?:@|%40|~).+/i.test(step) || (personSteps.has(step.toLowerCase()) && i < steps.length - 1 && steps[i + 1] !== ""))
  || personPlaces.some(({ host, path }) => host.test(url.hostname) && path.test(url.pathname));

/** Does this address lead to the page of an account or a person? Also without its `http:`. */
export function isPersonPage(address: string): boolean {
  const url = parse(address.startsWith("//") ? `https:${address}` : address, "https://relative.invalid/");
  return url !== null && (onPersonPage(url) || [...url.searchParams.keys()].some((key) => /^(?:space)?_?(?:uid|user_?id|un|user(?:name)?)$/i.test(key)));
}

function dropPersonal(url: URL): void {
  for (const [key, value] of [...url.searchParams]) {
    const said = unescaped(value);
    const personal = namesPerson(key) || /^(?:u|un)$/i.test(key) || emailLike.test(said) || said.startsWith("@") || (numberLike.test(said) && !idKey.test(key)) || /uid=|user=/i.test(said);
    if (personal) url.searchParams.delete(key);
  }
}

/**
 * A link as evidence: http or https, completed by the address of its source, without log-in, without parameters that name
 * an account or a person; a post whose address carries its account is addressed without it, or loses its link.
 */
export function cleanLink(raw: string, base: string): Link {
  const url = parse(raw, base);
  if (!url) return { link: "", problem: "opinion.link-unusable" };
  for (const { host, path, to } of rewritten) {
    if (host.test(url.hostname) && path.test(url.pathname)) return { link: url.pathname.replace(path, to), problem: null };
  }
  if (onPersonPage(url) || emailLike.test(unescaped(url.pathname))) return { link: "", problem: "opinion.link-names-person" };
  if (url.username !== "" || url.password !== "") [url.username, url.password] = ["", ""];
  if (url.hash !== "" && !/^#!?\/[\w/-]+$/.test(url.hash) || url.hash.split(/[/-]/).some((step) => personSteps.has(step))) url.hash = "";
  if (url.search !== "") dropPersonal(url);
  return { link: url.href, problem: null };
}
