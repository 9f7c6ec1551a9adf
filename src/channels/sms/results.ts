import type { Failure, FailureClass } from "#kernel/connector.ts";
import { failure } from "../failures.ts";

/** What a gateway's code means for a delivery; `verified: false` = seen in public mirrors only, to be read in the carrier's own text before it is relied on. */
type Meaning = { class: FailureClass; scope?: Failure["scope"]; zh: string; verified: boolean };
type Results = Readonly<Record<number, Meaning>>;

const sure = (cls: FailureClass, zh: string, scope?: Failure["scope"]): Meaning => ({ class: cls, zh, verified: true, ...(scope ? { scope } : {}) });
const seen = (cls: FailureClass, zh: string, scope?: Failure["scope"]): Meaning => ({ ...sure(cls, zh, scope), verified: false });

/** Codes by protocol and message (design/channels.md, SMS gateways). */
export const results = {
  cmppConnect: { 1: seen("permission", "消息结构错"), 2: seen("auth", "非法源地址"), 3: sure("auth", "认证错"), 4: sure("permission", "版本太高"), 5: seen("transient", "其他错误") },
  cmppSubmit: {
    1: seen("content", "消息结构错"), 2: seen("content", "命令字错"), 3: sure("duplicate", "消息序号重复"), 4: seen("content", "消息长度错"), 5: seen("permission", "资费代码错"),
    6: seen("content", "超过最大信息长"), 7: seen("permission", "业务代码错"), 8: sure("rateLimited", "流量控制错"), 9: seen("recipient", "本网关不负责此号码", "recipient"),
    10: seen("permission", "Src_Id 错"), 11: seen("permission", "Msg_src 错"), 12: seen("permission", "计费号码错"), 13: seen("recipient", "目的号码错", "recipient"),
  },
  sgip: {
    1: seen("auth", "非法登录"), 2: seen("transient", "重复登录"), 3: seen("transient", "连接过多"), 4: seen("permission", "登录类型错"), 5: seen("content", "参数格式错"),
    6: seen("recipient", "非法手机号码", "recipient"), 7: seen("content", "消息 ID 错"), 8: seen("content", "信息长度错"), 9: seen("duplicate", "非法序列号"), 10: seen("permission", "非法操作 GNS"), 11: seen("rateLimited", "节点忙"),
  },
  smgp: {
    1: sure("rateLimited", "系统忙"), 2: seen("transient", "超过最大连接数"), 10: seen("content", "消息结构错"), 11: seen("content", "命令字错"), 12: sure("duplicate", "序列号重复"),
    20: sure("permission", "IP 地址错"), 21: sure("auth", "认证错"), 22: seen("permission", "版本太高"), 34: seen("content", "消息格式错"), 36: seen("content", "消息长度错"),
    46: seen("permission", "源号码错"), 47: seen("recipient", "目的号码错", "recipient"), 75: sure("quota", "超过日限量"),
  },
  smpp: {
    0x01: sure("content", "消息长度错"), 0x02: sure("content", "命令长度错"), 0x03: sure("content", "命令字错"), 0x04: sure("transient", "绑定状态不符"), 0x05: sure("transient", "已绑定"),
    0x08: sure("transient", "系统错误"), 0x0a: sure("permission", "源地址错"), 0x0b: sure("recipient", "目的地址错", "recipient"), 0x0d: sure("auth", "绑定失败"), 0x0e: sure("auth", "口令错"), 0x0f: sure("auth", "系统标识错"),
    0x14: sure("rateLimited", "消息队列满"), 0x45: sure("transient", "提交失败"), 0x58: sure("rateLimited", "超过限速"), 0x61: sure("content", "定时时间错"), 0x62: sure("content", "有效期错"),
  },
} as const satisfies Record<string, Results>;

/** Why the gateway said no, with its code in words and the frame that said it; null for 0, which is yes. A code nobody listed is final. */
export function failureOf(table: Results, code: number, frame: Uint8Array): Failure | null {
  if (code === 0) return null;
  const meaning = table[code];
  return failure(meaning?.class ?? "content", String(code), `${meaning?.zh ?? "未知代码"} ${Buffer.from(frame).toString("hex")}`, meaning?.scope ? { scope: meaning.scope } : {});
}
