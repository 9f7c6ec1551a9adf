import { isoDay, shortTime } from "#kernel/clock.ts";
import type { t as T } from "#web/t.ts";
import type { AilmentView, FindingView } from "../contract.ts";
import type { Counts } from "../rules/reading.ts";

/** A word in both languages, for `t(...word)`. */
export type Word = readonly [zh: string, en: string];
type Say = typeof T;
type Facts = FindingView["facts"];

/** Where a finding stands. */
export const stateWords: Readonly<Record<FindingView["state"], Word>> = { open: ["待整改", "To mend"], rectified: ["待复查", "To recheck"], closed: ["已销号", "Closed"] };

/** How a finding ended. */
export const outcomeWords: Readonly<Record<NonNullable<FindingView["outcome"]>, Word>> = { mended: ["复查合格", "rechecked"], gone: ["已自行恢复", "gone by itself"], accepted: ["限期接受", "accepted for a time"] };

/** How grave it is. */
export const levelWords: Readonly<Record<FindingView["level"], Word>> = { veto: ["一票否决", "Veto"], warn: ["提醒", "Warning"] };

const lacks: Readonly<Record<string, Word>> = { number: ["没有备案号", "no registration number"], certification: ["没有认证信息", "not certified"], renewal: ["认证已过期", "the certification is over"] };

const figures: Readonly<Record<string, (f: Facts) => Word>> = {
  "no-update": (f) => [`${f["days"]} 天没有更新，最多 ${f["most"]} 天`, `silent for ${f["days"]} days, ${f["most"]} at most`],
  idle: (f) => [`${f["days"]} 天没有用，列入清理名单`, `idle for ${f["days"]} days: clean-up list`],
  "no-interaction": (f) => (f["comments"] === undefined ? ["没有有效互动", "no working interaction"] : [`收到 ${f["comments"]} 条评论，一条没有答复`, `${f["comments"]} comments, none answered`]),
  "one-per-platform": (f) => [`同一平台还有 ${f["others"]}`, `also ${f["others"]} on this platform`],
  registration: (f) => { const [zh, en] = lacks[String(f["lacks"])] ?? ["", ""]; return f["until"] ? [`${zh}（${f["until"]}）`, `${en} (${f["until"]})`] : [zh, en]; },
  "closing-filed": (f) => [`${f["closedOn"]} 注销，过了 ${f["days"]} 个工作日还没有备案`, `closed on ${f["closedOn"]}, not filed for ${f["days"]} working days`],
  "owner-gone": () => ["管理人已经离开，要换人", "the owner has left; name another"],
  "no-successor": () => ["只有一个人管，离开后没人接", "kept by one person only"],
  "bought-fans": () => ["检查人记录", "written down by an inspector"],
  leak: () => ["检查人记录", "written down by an inspector"],
};

/** What was found, in its figures. */
export const sayFound = (t: Say, f: Pick<FindingView, "code" | "facts">): string => t(...(figures[f.code]?.(f.facts) ?? ["", ""]));

const events: Readonly<Record<string, Word>> = { found: ["发现", "found"], rectify: ["整改", "mended"], recheck: ["复查合格，销号", "rechecked and closed"], "send-back": ["退回重改", "sent back"], accept: ["限期接受", "accepted for a time"], gone: ["已恢复，自动销号", "gone, closed by the house"], overdue: ["超过整改时限", "overdue"] };

/** One step of a finding's course. */
export const sayStep = (t: Say, kind: string): string => t(...(events[kind] ?? [kind, kind]));

/** 14:01 today, otherwise the day. */
export const sayWhen = (instant: string, now: Date): string => (isoDay(new Date(instant)) === isoDay(now) ? shortTime(new Date(instant)).slice(-5) : shortTime(new Date(instant)).replace(/ .*/, ""));

type AilmentFacts = AilmentView["facts"];
const told = (f: AilmentFacts): string => String(f["detail"] ?? "").split(" / ")[0]?.slice(0, 160) ?? "";
const ailments: Readonly<Record<string, (f: AilmentFacts) => readonly [what: Word, how: Word]>> = {
  "no-connector": () => [["系统里没有这个平台的连接程序", "This house has no connector for the platform"], ["请系统管理员升级或换一个平台", "Ask the system administrator"]],
  suspended: (f) => [["账号停用中", "The account is suspended"], [`原因：${f["reason"] || "没有写"}。恢复后才会发`, `Because: ${f["reason"] || "not said"}. Nothing leaves until it is resumed`]],
  "outbound-off": () => [["系统的对外发布已关闭", "Nothing leaves this house"], ["从备份恢复以后，系统管理员核对过渠道再放行", "After a restore the system administrator looks at the channels and lets it go on"]],
  "secret-missing": (f) => [[`缺少密钥：${f["secret"]}`, `A secret is missing: ${f["secret"]}`], ["到平台后台取来填上，填完就能测", "Fetch it from the platform and set it"]],
  "settings-wrong": (f) => [[`设置不对：${f["field"]}`, `Settings are wrong: ${f["field"]}`], ["改好设置再测一次", "Put it right and test again"]],
  "host-forbidden": (f) => [["平台地址不在允许外连的名单里", "The platform's address is not on the list"], [`请系统管理员把地址加入 TONGSHENG_OUTBOUND_ALLOW 后重启。${told(f)}`, `Ask the system administrator to allow it. ${told(f)}`]],
  auth: (f) => [["平台不认密钥", "The platform refuses the secret"], [`密钥被重置、填错或过期。重取一份换上。平台说：${told(f)}`, `Reset, mistyped or expired: set a new one. It says: ${told(f)}`]],
  permission: (f) => [["平台不让做这件事", "The platform does not permit it"], [`多半是没有开通接口权限，或本机 IP 不在平台的白名单。在平台后台办好再测。平台说：${told(f)}`, `Usually a right that was not granted or an IP list. It says: ${told(f)}`]],
  quota: (f) => [["平台的额度用完了", "The platform's quota is spent"], [`等额度恢复。平台说：${told(f)}`, `Wait for it to come back. It says: ${told(f)}`]],
  content: (f) => [["平台不认设置里的内容", "The platform refuses what the settings say"], [`核对设置。平台说：${told(f)}`, `Check the settings. It says: ${told(f)}`]],
  unreachable: (f) => [["连不上平台", "The platform cannot be reached"], [`可能是网络或平台故障，会自动再试；也可以现在测。${told(f)}`, `Network or platform; it is tried again by itself. ${told(f)}`]],
  ill: (f) => [["测试不通", "The test failed"], [told(f) || "再测一次看看", told(f) || "Test it again"]],
  resting: (f) => [["平台嫌太频繁，账号在歇", "The platform said too often; the account rests"], [`到 ${f["until"] ? shortTime(new Date(String(f["until"]))) : ""} 自动接着发，不用管。${f["reason"] ?? ""}`, `It goes on by itself at ${f["until"] ? shortTime(new Date(String(f["until"]))) : ""}. ${f["reason"] ?? ""}`]],
  "unknown-outcome": (f) => [[`${f["count"]} 路发没发出去说不准`, `${f["count"]} in doubt`], ["请人到平台上看一眼，回来说是发了还是没发", "Somebody looks at the platform and says which"]],
  "failed-legs": (f) => [[`${f["count"]} 路没有发出`, `${f["count"]} failed`], ["看原因，改好后重发", "See why, then send again"]],
  "hand-late": (f) => [[`${f["count"]} 篇人工代发超时`, `${f["count"]} posts by hand are late`], ["催一下代发的人，或换人发", "Chase whoever posts, or let another"]],
  "owner-gone": () => [["管理人已经离开", "The owner has left"], ["换一个管理人，并换掉他知道的密钥", "Name another, and change the secrets they knew"]],
  "no-successor": () => [["没有接替人", "No successor"], ["补一个接替人，管理人不在时有人管", "Name one, so that somebody takes over"]],
  "never-tested": () => [["还没有测试过", "Not tested yet"], ["测一下，不会对外发布", "Test it; nothing is published"]],
};

/** An ailment in words: what it is, and how it is mended. */
export function sayAilment(t: Say, a: AilmentView): { what: string; how: string } {
  const [what, how] = ailments[a.code]?.(a.facts) ?? [[a.code, a.code], ["", ""]];
  return { what: t(...what), how: t(...how) };
}

/** How much an ailment costs. */
export const weightWords: Readonly<Record<AilmentView["weight"], Word>> = { stops: ["发不出去", "Nothing leaves"], harms: ["有损失或存疑", "In doubt"], note: ["提醒", "Note"] };

/** The counts of a reading as people call them, in order. */
export const countWords: readonly (readonly [key: keyof Counts, word: Word])[] = [
  ["posts", ["发布", "Posts"]], ["originalPosts", ["其中原创", "Original"]], ["reads", ["阅读", "Reads"]], ["headlineReads", ["头条阅读", "Headline reads"]], ["mostReads", ["最高阅读", "Most read"]], ["praises", ["点赞", "Praises"]], ["recommends", ["在看", "Recommends"]], ["shares", ["转发", "Shares"]], ["comments", ["评论", "Comments"]], ["answered", ["已答复", "Answered"]],
];
