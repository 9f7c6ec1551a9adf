import type { Failure, FailureClass } from "#kernel/connector.ts";
import { failure } from "../failures.ts";

/** What a code means for a delivery. `verified: false` = read in implementations of the 2018 profile only; the text of GY/T 384–385 was not seen. */
type Meaning = { zh: string; verified: boolean; class: FailureClass | null };

const hearsay = (zh: string, cls: Meaning["class"]): Meaning => ({ zh, verified: false, class: cls });

/** EBDResponse/ResultCode: 0 and 1 are taken; from 2 on the platform does nothing further with the package. */
const results: Readonly<Record<string, Meaning>> = {
  0: hearsay("收到数据未处理", null), 1: hearsay("接收解析及数据校验成功", null), 2: hearsay("接收解析失败", "content"), 3: hearsay("数据内容缺失", "content"),
  4: hearsay("签名验证失败", "auth"), 5: hearsay("其他错误", "transient"),
};

/** The code by which a platform asked about a message says that it has none such. */
export const unknownMessage = "3";

/** BrdStateCode of a message and of each system that plays it. */
export const states = { untouched: "0", waiting: "1", playing: "2", played: "3", failed: "4", cancelled: "5" } as const;

const stateWords: Readonly<Record<string, Meaning>> = {
  0: hearsay("未处理", null), 1: hearsay("等待播发", null), 2: hearsay("播发中", null), 3: hearsay("播发成功", null), 4: hearsay("播发失败", "recipient"), 5: hearsay("播发取消", "recipient"),
};

/** Is this a state the profile knows? */
export const isState = (code: string | null): code is string => code !== null && Object.hasOwn(stateWords, code);

/** A state in the profile's words. */
export const sayState = (code: string): string => stateWords[code]?.zh ?? code;

/** What the platform refused, as a failure; null where it took the package. A code nobody listed is nothing anybody knows. */
export function refusalOf(code: string, said: string): Failure | null {
  const meaning = Object.hasOwn(results, code) ? results[code] : undefined;
  if (meaning?.class === null) return null;
  return failure(meaning?.class ?? "unknownOutcome", code, `${meaning?.zh ?? "未知代码"} ${said}`);
}

/** A broadcast that came to nothing, as a failure. */
export const unplayed = (code: string, rawBody: string): Failure => failure("recipient", `state-${code}`, rawBody);
