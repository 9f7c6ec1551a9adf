import type { Failure, FailureClass } from "#kernel/connector.ts";
import { failure } from "../failures.ts";

/** What a code means for a delivery; `verified: false` = from knowledge and hearsay only, to be read in the platform's own pages before it is relied on. */
type Meaning = { class: FailureClass; zh: string; verified: boolean; retryAfterSeconds?: number };

const sure = (cls: FailureClass, zh: string): Meaning => ({ class: cls, zh, verified: true });
const seen = (cls: FailureClass, zh: string, retryAfterSeconds?: number): Meaning => ({ class: cls, zh, verified: false, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });

/** Codes of api.weixin.qq.com (design/channels.md, WeChat Official Account). */
export const results: Readonly<Record<number, Meaning>> = {
  [-1]: seen("transient", "系统繁忙"),
  40001: seen("auth", "access_token 无效，或 AppSecret 不对"), 40013: seen("auth", "AppID 不对"), 40014: seen("auth", "access_token 不合法"), 40125: seen("auth", "AppSecret 不对"), 42001: seen("auth", "access_token 过期"),
  40164: seen("permission", "本系统出口 IP 不在白名单"), 48001: sure("permission", "没有这项接口权限，账号须完成认证"), 50002: seen("permission", "账号被平台限制"), 89503: seen("permission", "调用须管理员在手机上确认"),
  40007: seen("content", "素材或草稿不存在"), 40005: seen("content", "文件类型不收"), 40006: seen("content", "文件太大"), 40009: seen("content", "图片太大"), 45002: seen("content", "正文太长"), 45003: sure("content", "标题太长"),
  45004: seen("content", "摘要太长"), 45166: seen("content", "正文里有平台不收的内容"), 47001: seen("content", "数据格式不对"),
  53503: sure("content", "草稿没有通过发布检查"), 53504: sure("content", "须到公众平台官网使用这份草稿"), 53505: sure("content", "须在公众平台手动保存这份草稿后再发"), 53600: seen("recipient", "没有这篇文章"),
  45009: seen("quota", "当日接口额度用完"), 45011: seen("rateLimited", "调用太频繁", 60),
  45028: seen("quota", "群发次数用完"), 45065: seen("duplicate", "同一个 clientmsgid 群发过"), 45066: seen("rateLimited", "同一个 clientmsgid 重试太快", 60), 48003: seen("permission", "还没有在公众平台同意群发协议"),
};

/** Codes that say a token is no longer good: they alone renew it, and they alone blame the secret (channels.md, contract 5). */
export const tokenCodes: readonly string[] = ["40001", "40014", "42001"];

/** A code of the platform as a failure, its words before its own; a code nobody listed is final. */
export function failureOf(code: number, raw: string): Failure {
  const meaning = results[code];
  return failure(meaning?.class ?? "content", String(code), `${meaning?.zh ?? "未知代码"} ${raw}`, meaning?.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: meaning.retryAfterSeconds });
}

/** How the publication of a draft ended (freepublish/get, PUBLISHJOBFINISH); 0 is published, 1 under way. */
const refusals: Readonly<Record<number, Meaning>> = {
  2: sure("content", "原创审核没有通过"), 3: sure("content", "发布失败，平台没有说明原因"), 4: sure("content", "平台审核没有通过"), 5: sure("recipient", "发布后被人在公众平台删除"), 6: sure("content", "发布后被平台封禁"),
};

/** A publication that did not last, or null while it stands or is under way. */
export function refusalOf(status: number, raw: string): Failure | null {
  const meaning = refusals[status];
  return status === 0 || status === 1 ? null : failure(meaning?.class ?? "content", `publish_status ${status}`, `${meaning?.zh ?? "未知状态"} ${raw}`);
}
