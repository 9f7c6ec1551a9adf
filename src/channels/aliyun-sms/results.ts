import type { Failure } from "#kernel/connector.ts";
import { beijing } from "#kernel/clock.ts";
import { failureOf, meaningOf, seen, sure, type Meaning } from "../sms/codes.ts";

/** Codes of dysmsapi 2017-05-25: `sure` were read in help.aliyun.com/document_detail/101346, the codes of the gateway before it are `seen`. */
const results: Readonly<Record<string, Meaning>> = {
  "isv.BUSINESS_LIMIT_CONTROL": sure("rateLimited", "同一号码发得太频繁，触发流控", { scope: "recipient", retryAfterSeconds: 3600 }),
  "isv.DAY_LIMIT_CONTROL": sure("quota", "到了控制台设的日发送限额"), "isv.MONTH_LIMIT_CONTROL": sure("quota", "到了控制台设的月发送限额"), "isv.OUT_OF_SERVICE": sure("quota", "余额不足，业务停机"), "isv.AMOUNT_NOT_ENOUGH": seen("quota", "余额不足"),
  "isv.SMS_SIGNATURE_ILLEGAL": seen("permission", "签名没有审核通过，或不是本账号的"), "isv.SMS_SIGN_ILLEGAL": sure("permission", "签名禁止使用"), "isv.SIGN_STATE_ILLEGAL": sure("permission", "签名状态不可用"), "isv.SMS_SIGNATURE_SCENE_ILLEGAL": sure("permission", "签名和模板类型不一致"),
  "isv.SMS_TEMPLATE_ILLEGAL": seen("permission", "模板没有审核通过，或不是本账号的"), "isv.EXTEND_CODE_ERROR": sure("permission", "扩展码用错"), "isv.SMS_TEST_NUMBER_LIMIT": sure("permission", "测试签名或模板只能发给绑定的测试号码"),
  "isp.RAM_PERMISSION_DENY": sure("permission", "RAM 用户没有权限"), "isv.PRODUCT_UN_SUBSCRIPT": sure("permission", "没有开通短信服务"), "isv.PRODUCT_UNSUBSCRIBE": sure("permission", "没有开通短信服务"), "isv.DENY_IP_RANGE": sure("permission", "源 IP 不在中国内地"),
  "isv.ACCOUNT_NOT_EXISTS": sure("permission", "账户不存在"), "isv.ACCOUNT_ABNORMAL": sure("permission", "账户异常"),
  "isv.SMS_CONTENT_ILLEGAL": sure("content", "内容含禁止发送的词"), "isv.PARAM_NOT_SUPPORT_URL": sure("content", "变量里不能有网址或限制发送的内容"), "isv.PARAM_LENGTH_LIMIT": seen("content", "变量太长"), "isv.BLACK_KEY_CONTROL_LIMIT": seen("content", "变量里有黑名单词"),
  "isv.TEMPLATE_MISSING_PARAMETERS": seen("content", "模板变量和所传的对不上"), "isv.TEMPLATE_PARAMS_ILLEGAL": seen("content", "变量内容不合规"), "isv.INVALID_JSON_PARAM": seen("content", "变量格式不对"), "isv.INVALID_PARAMETERS": seen("content", "参数不对"),
  "isv.MOBILE_NUMBER_ILLEGAL": seen("recipient", "有号码不对", { scope: "recipient" }), "isv.MOBILE_COUNT_OVER_LIMIT": seen("recipient", "号码太多"), "isv.DOMESTIC_NUMBER_NOT_SUPPORTED": sure("recipient", "国际模板不能发内地号码"),
  "isp.SYSTEM_ERROR": seen("unknownOutcome", "平台出错，发没发不知道"),
  SignatureDoesNotMatch: seen("auth", "AccessKey Secret 不对"), InvalidAccessKeyId: seen("auth", "AccessKey ID 不对或已停用"), IncompleteSignature: seen("auth", "签名不完整"),
  InvalidTimeStamp: seen("permission", "本机时钟和平台差 15 分钟以上"), SignatureNonceUsed: seen("unknownOutcome", "同一请求到了两次，前一次的结果不知道"),
  Forbidden: seen("permission", "没有权限"), NoPermission: seen("permission", "RAM 用户没有权限"), Throttling: seen("rateLimited", "调用太频繁", { retryAfterSeconds: 60 }), ServiceUnavailable: seen("transient", "平台暂不可用"),
};

/** Seconds until a flow control lets the number through again; the platform names its span only in words: 分钟级, 小时级, 天级 (a natural day). */
function restOf(code: string, words: string, now: Date): number | undefined {
  if (code !== "isv.BUSINESS_LIMIT_CONTROL") return undefined;
  if (words.includes("分钟")) return 60;
  const { hour, minute, second } = beijing(now);
  return words.includes("天级") ? 86_400 - hour * 3600 - minute * 60 - second : undefined;
}

/** A refusal of the platform by its code and words, or null where nobody listed the code. */
export function refusalOf(code: string, words: string, raw: string, now: Date): Failure | null {
  const meaning = meaningOf(results, code);
  return meaning ? failureOf(meaning, code, raw, restOf(code, words, now) ?? meaning.retryAfterSeconds) : null;
}
