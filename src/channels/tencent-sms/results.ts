import { seen, sure, type Meaning } from "../sms/codes.ts";

const often = (retryAfterSeconds: number): Meaning => sure("rateLimited", "同一号码发得太频繁", { scope: "recipient", retryAfterSeconds });

/** Codes of sms 2021-01-11: `sure` were read in cloud.tencent.com/document/api/382/59177 and 38780 or in the error list of the platform's own SDK. */
export const results: Readonly<Record<string, Meaning>> = {
  AuthFailure: sure("auth", "密钥不对或签名错误"), "AuthFailure.UnauthorizedOperation": sure("permission", "CAM 没有授权"), "AuthFailure.SignatureExpire": sure("permission", "本机时钟和平台差 5 分钟以上"), "AuthFailure.MFAFailure": sure("permission", "密钥要求多因素验证"),
  UnauthorizedOperation: sure("permission", "没有权限"), "UnauthorizedOperation.RequestIpNotInWhitelist": sure("permission", "本系统出口 IP 不在白名单"), IpNotInWhitelist: sure("permission", "本系统出口 IP 不在白名单"), IpInBlacklist: sure("permission", "本系统出口 IP 在黑名单"),
  "UnauthorizedOperation.SerivceSuspendDueToArrears": seen("quota", "欠费停服"), "FailedOperation.InsufficientBalanceInSmsPackage": sure("quota", "套餐包余量不足"),
  "FailedOperation.SignatureIncorrectOrUnapproved": sure("permission", "签名没有审核通过，或格式不对"), "FailedOperation.TemplateIncorrectOrUnapproved": sure("permission", "模板没有审核通过，或内容对不上"), "FailedOperation.TemplateUnapprovedOrNotExist": sure("permission", "模板没有审核通过，或不存在"),
  "InvalidParameterValue.SdkAppIdNotExist": sure("permission", "SdkAppId 不存在"), "InvalidParameter.AppidAndBizId": sure("permission", "账号和应用对不上"), "FailedOperation.MarketingSendTimeConstraint": sure("permission", "营销短信 22 点到 8 点不能发：模板应为通知类"),
  "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": sure("content", "变量个数和模板对不上"), "FailedOperation.ContainSensitiveWord": sure("content", "内容含敏感词"), "InvalidParameterValue.ContentLengthLimit": sure("content", "短信太长"),
  "InvalidParameterValue.TemplateParameterLengthLimit": sure("content", "变量太长"), "InvalidParameterValue.TemplateParameterFormatError": sure("content", "变量内容不合规"), "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter": sure("content", "变量里不能有网址"),
  "FailedOperation.PhoneNumberInBlacklist": sure("recipient", "号码在免打扰名单", { scope: "recipient" }), "InvalidParameterValue.IncorrectPhoneNumber": sure("recipient", "号码不对", { scope: "recipient" }), "FailedOperation.PhoneNumberParseFail": sure("recipient", "号码不对", { scope: "recipient" }),
  "LimitExceeded.PhoneNumberCountLimit": seen("recipient", "号码太多"), "LimitExceeded.DeliveryFrequencyLimit": { ...often(60), scope: "recipient" }, "LimitExceeded.PhoneNumberThirtySecondLimit": often(30), "LimitExceeded.PhoneNumberOneHourLimit": often(3600),
  "LimitExceeded.PhoneNumberDailyLimit": sure("quota", "这个号码当日条数到顶", { scope: "recipient" }), "LimitExceeded.PhoneNumberSameContentDailyLimit": sure("quota", "这个号码当日同样内容到顶", { scope: "recipient" }), "LimitExceeded.AppDailyLimit": seen("quota", "应用日发送上限"), LimitExceeded: sure("quota", "超过配额"),
  RequestLimitExceeded: sure("rateLimited", "调用太频繁", { retryAfterSeconds: 5 }), InternalError: sure("unknownOutcome", "平台出错或超时，发没发不知道"), FailedOperation: sure("content", "平台说操作失败"),
};
