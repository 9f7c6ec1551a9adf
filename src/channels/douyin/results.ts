import type { Failure, FailureClass } from "#kernel/connector.ts";
import { failure } from "../failures.ts";

/** What a code means for a delivery; `verified: false` = from other clients and hearsay, or the class is our own judgement. */
type Meaning = { class: FailureClass; zh: string; verified: boolean; retryAfterSeconds?: number; scope?: Failure["scope"] };

type More = Pick<Meaning, "retryAfterSeconds" | "scope">;
const sure = (cls: FailureClass, zh: string, more: More = {}): Meaning => ({ class: cls, zh, verified: true, ...more });
const guess = (cls: FailureClass, zh: string, more: More = {}): Meaning => ({ class: cls, zh, verified: false, ...more });

/**
 * Codes of open.douyin.com (the platform's pages on status codes, new and old, and on tokens). "Busy" and "network, try again" may be said by a gateway
 * behind which the post came out: for a call that the public sees they leave the outcome unknown, and a look decides whether it is tried again.
 */
const results: Readonly<Record<number, Meaning>> = {
  28001005: sure("unknownOutcome", "系统繁忙，请稍后再试", { scope: "app" }), 28001006: sure("unknownOutcome", "网络调用错误，请重试", { scope: "app" }), 2100004: sure("unknownOutcome", "系统繁忙，请稍后再试", { scope: "app" }),
  28001003: sure("auth", "access_token 无效"), 28001008: sure("auth", "access_token 过期，请重新授权"), 2190002: guess("auth", "access_token 无效"), 2190008: sure("auth", "access_token 过期"), 10008: sure("auth", "access_token 过期"),
  10010: sure("auth", "授权（refresh_token）已过期，请重新授权"), 10003: guess("auth", "应用的 client_key 不对"), 10014: guess("auth", "应用的 client_key 与授权不符"), 10020: sure("auth", "授权不能再续，请重新授权"),
  28001012: sure("permission", "账号没有授予这项权限，请重新授权并勾选"), 28001014: sure("permission", "应用没有任何能力"), 28001015: sure("permission", "授权属于另一个账号（open_id 不符）"), 28001016: sure("permission", "应用被封禁或下线"),
  28001017: sure("permission", "平台没有这个接口"), 28001018: sure("permission", "应用没有获得这项能力"), 28001019: sure("permission", "这项能力被封禁或下线"), 28001020: sure("permission", "账号没有绑定测试应用"), 28001021: sure("permission", "测试应用已过期"),
  28001045: sure("permission", "账号已注销"), 28001046: sure("permission", "账号被封禁"), 28001047: sure("permission", "账号是私密账号"), 28001056: sure("permission", "平台下线了这个接口"), 2100007: sure("permission", "无权限操作"), 2100009: sure("permission", "账号被禁止这项操作"),
  2190003: guess("permission", "账号没有授予这项权限"), 2190004: guess("permission", "应用没有获得这项能力"), 2190015: guess("permission", "授权属于另一个账号（open_id 不符）"), 10004: sure("permission", "应用没有这项权限"),
  28001052: sure("rateLimited", "平台认为有异常风险，请降低频率", { retryAfterSeconds: 900 }), 28003018: sure("rateLimited", "请求太频繁", { retryAfterSeconds: 60 }), 28003017: sure("quota", "当日额度用完"), 2190001: sure("quota", "额度用完"),
  28001007: sure("content", "参数不合法"), 2100005: sure("content", "参数不合法"), 10005: sure("content", "缺少参数"),
};

/** Codes that say an access token is no longer good: they alone renew it (channels.md, contract 5). */
export const tokenCodes: readonly string[] = ["28001003", "28001008", "2190002", "2190008", "10008"];

/** A code of the platform as a failure, its words before its own; a code nobody listed is final. */
export function failureOf(code: number, raw: string, saidRetryAfter?: number): Failure {
  const { class: cls = "content", zh = "未知代码", retryAfterSeconds, scope } = results[code] ?? {};
  return failure(cls, String(code), `${zh} ${raw}`, { retryAfterSeconds: saidRetryAfter ?? retryAfterSeconds, ...(scope ? { scope } : {}) });
}
