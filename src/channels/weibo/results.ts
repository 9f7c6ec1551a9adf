import type { Failure, FailureClass } from "#kernel/connector.ts";
import { failure } from "../failures.ts";

/** What a code means for a delivery; `verified: false` = the class is our own judgement, and no page of the platform says what to do. */
type Meaning = { class: FailureClass; zh: string; verified: boolean; retryAfterSeconds?: number; scope?: Failure["scope"] };

const sure = (cls: FailureClass, zh: string, more: Pick<Meaning, "retryAfterSeconds" | "scope"> = {}): Meaning => ({ class: cls, zh, verified: true, ...more });
const guess = (cls: FailureClass, zh: string, more: Pick<Meaning, "retryAfterSeconds" | "scope"> = {}): Meaning => ({ class: cls, zh, verified: false, ...more });

/** The code for a post that went out although it is not shown yet. */
export const publishedLater = "20032";

/** The code for a post that is not there. */
export const gone = "20101";

/** Codes of api.weibo.com (the platform's own table Error_code; design/channels.md, Weibo). A fault inside the platform after it had a post may have published it. */
const results: Readonly<Record<number, Meaning>> = {
  10001: guess("unknownOutcome", "系统错误"), 10003: guess("unknownOutcome", "远程服务错误"), 10010: guess("unknownOutcome", "任务超时"), 10011: guess("unknownOutcome", "RPC 错误"),
  10002: guess("transient", "服务暂停", { scope: "app" }), 10009: guess("transient", "任务过多，系统繁忙", { scope: "app" }), 20014: sure("transient", "安全检查参数有误，请再调用一次"),
  10022: sure("rateLimited", "本系统出口 IP 的请求太多", { retryAfterSeconds: 900, scope: "app" }), 10023: sure("rateLimited", "这个账号的请求太多（每小时或每天）", { retryAfterSeconds: 900 }),
  10024: sure("rateLimited", "这个账号发得太多（每小时）", { retryAfterSeconds: 900 }), 20016: sure("rateLimited", "发布内容过于频繁", { retryAfterSeconds: 600 }),
  10006: sure("auth", "没有令牌"), 21301: sure("auth", "认证失败"), 21314: sure("auth", "令牌已经被使用"), 21315: sure("auth", "令牌已过期"), 21316: sure("auth", "令牌不合法"), 21317: sure("auth", "令牌不合法"),
  21319: sure("auth", "授权关系已被解除"), 21327: sure("auth", "令牌已过期"), 21332: guess("auth", "令牌无效"),
  10004: sure("permission", "本系统出口 IP 被限制"), 10005: sure("permission", "应用没有这项权限"), 10013: sure("permission", "不是合法的微博用户"), 10014: sure("permission", "应用的接口权限受限"), 10020: sure("permission", "接口不存在"),
  10021: sure("permission", "请求方式不对"), 10032: guess("permission", "账号没有授予这项权限"), 20003: sure("permission", "用户不存在"), 20015: sure("permission", "账号、IP 或应用非法"), 20022: sure("permission", "本系统出口 IP 行为异常"),
  20031: sure("permission", "平台要验证码，须由人登录微博处理"), 20102: sure("permission", "不是本账号发的微博"), 21321: sure("permission", "应用未审核，使用人数超限"), 21335: sure("permission", "令牌属于另一个账号"),
  10007: sure("content", "数据格式不收"), 10008: sure("content", "参数不对"), 10012: sure("content", "请求不合法"), 10016: sure("content", "缺参数"), 10017: sure("content", "参数不合要求：没有绑定域名下的网址、有 #话题#，或 IP 不对"),
  10018: sure("content", "请求太长"), 20005: sure("content", "图片类型不收"), 20006: sure("content", "图片太大"), 20007: sure("content", "没有图片"), 20008: sure("content", "没有文字"), 20012: sure("content", "文字太长"), 20013: sure("content", "文字太长"),
  20018: sure("content", "有平台认为非法的网址"), 20020: sure("content", "平台认为是广告"), 20021: sure("content", "平台认为内容非法"), 20104: sure("content", "微博不合法"), 21602: sure("content", "含有敏感词"),
  20017: sure("duplicate", "和发过的相似"), 20019: sure("duplicate", "和发过的相同"), 20111: sure("duplicate", "和发过的相同"),
  20032: sure("unknownOutcome", "已发布，一两分钟后可见"), 20101: sure("recipient", "没有这条微博"),
};

/** A code of the platform as a failure, its words before its own; a code nobody listed is final. */
export function failureOf(code: number, raw: string, saidRetryAfter?: number): Failure {
  const { class: cls = "content", zh = "未知代码", retryAfterSeconds, scope } = results[code] ?? {};
  return failure(cls, String(code), `${zh} ${raw}`, { retryAfterSeconds: saidRetryAfter ?? retryAfterSeconds, ...(scope ? { scope } : {}) });
}
