import type { Failure, FailureClass } from "#kernel/connector.ts";
import { failure } from "../failures.ts";

/** What a code means for a delivery; `verified: false` = from clients and hearsay, to be read in the platform's own pages before it is relied on. */
type Meaning = { class: FailureClass; zh: string; verified: boolean; retryAfterSeconds?: number };

const sure = (cls: FailureClass, zh: string, retryAfterSeconds?: number): Meaning => ({ class: cls, zh, verified: true, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
const seen = (cls: FailureClass, zh: string, retryAfterSeconds?: number): Meaning => ({ ...sure(cls, zh, retryAfterSeconds), verified: false });

/** Codes of qyapi.weixin.qq.com (the platform's pages "global codes" and "sending application messages"). */
const results: Readonly<Record<number, Meaning>> = {
  [-1]: sure("transient", "系统繁忙，请稍候重试", 5), 6000: sure("transient", "数据版本冲突，请稍后重试", 5),
  40001: sure("auth", "应用的 Secret 不对"), 40013: sure("auth", "企业 ID（corpid）不对"), 40014: sure("auth", "access_token 不合法"), 40091: seen("auth", "Secret 不合法"), 41001: seen("auth", "没有 access_token"), 41002: seen("auth", "没有企业 ID"), 41004: seen("auth", "没有 Secret"), 42001: seen("auth", "access_token 已过期"),
  40056: seen("permission", "AgentId 不对"), 48002: seen("permission", "没有这个接口的权限"), 50001: seen("permission", "域名未授权"), 60011: seen("permission", "没有对这些成员、部门或标签的权限"), 60020: seen("permission", "本系统出口 IP 不在应用的可信 IP 里"), 301002: seen("permission", "没有操作这个应用的权限"),
  40003: sure("recipient", "成员 ID 无效"), 40031: sure("recipient", "成员 ID 列表不合法"), 40032: sure("recipient", "成员 ID 太多"), 81013: sure("recipient", "收信人全部无效，或都不在应用的可见范围"), 82001: seen("recipient", "没有收信人"),
  40008: sure("content", "消息类型不对"), 40033: sure("content", "有平台不收的字符"), 40035: sure("content", "参数不合法"), 40058: seen("content", "参数不合法"), 41048: seen("content", "没有链接"), 44004: seen("content", "消息没有文字"), 45002: seen("content", "消息太长"), 45008: seen("content", "图文太多"),
  45009: seen("rateLimited", "调用太频繁", 60), 45033: seen("rateLimited", "同时调用太多", 10), 45029: seen("quota", "当日发送人次用完"),
};

/** Codes that say a token is no longer good: they alone renew it (channels.md, contract 5). */
export const tokenCodes: readonly string[] = ["40014", "42001"];

/** A code of the platform as a failure, its words before its own; a code nobody listed is final. */
export function failureOf(code: number, raw: string, saidRetryAfter?: number): Failure {
  const { class: cls = "content", zh = "未知代码", retryAfterSeconds } = results[code] ?? {};
  return failure(cls, String(code), `${zh} ${raw}`, { retryAfterSeconds: saidRetryAfter ?? retryAfterSeconds });
}
