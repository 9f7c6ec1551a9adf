import { z } from "zod";
import type { ConnectorContext, Failure } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { ask } from "../wechat/api.ts";
import type { Ear, End } from "../wechat/callback.ts";

/** What became of a mass send: on its way, out, deleted since, or come to nothing. */
export type Fate = { state: "sending" | "out" | "deleted"; rawBody: string } | { state: "failed"; failure: Failure; rawBody: string };

// From knowledge only (verified: false): the platform's own words for `err(number)`, to be read in its pages before they are relied on.
const reasons: Readonly<Record<string, string>> = {
  10001: "涉嫌广告", 20001: "涉嫌政治", 20002: "涉嫌色情", 20004: "涉嫌社会", 20006: "涉嫌违法犯罪", 20008: "涉嫌欺诈", 20013: "涉嫌版权", 21000: "涉嫌其他", 22000: "涉嫌互推",
  30001: "原创校验出错", 30002: "原创校验不许群发", 30003: "原创校验判为转载，不群发", 40001: "公众号管理员没有同意", 40002: "公众号管理员 30 分钟内没有确认",
};

const states: Readonly<Record<string, "sending" | "out" | "deleted">> = { sending: "sending", sendsuccess: "out", delete: "deleted" };

/** A fate by the platform's word for it, which it writes in several ways: `SEND_SUCCESS` when asked, `sendsuccess`, `send fail` or `err(20001)` by itself; null for a word nobody knows. */
export function fateOf(word: string, rawBody: string): Fate | null {
  const plain = word.toLowerCase().replace(/[\s_]/g, "");
  const state = states[plain];
  if (state) return { state, rawBody };
  const code = /^err\((\d+)\)$/.exec(plain)?.[1];
  if (code === undefined && plain !== "sendfail") return null;
  return { state: "failed", failure: failure("content", plain, `${code === undefined ? "群发失败，平台没有说明原因" : reasons[code] ?? "未知原因"} ${rawBody}`), rawBody };
}

const Status = z.object({ msg_status: z.string() });

/** Asks what became of a mass send, by its number; changes nothing. */
export async function readFate(ctx: ConnectorContext, number: string): Promise<({ ok: true } & Fate) | Failure> {
  const answer = await ask(ctx, { path: "message/mass/get", json: { msg_id: number } });
  if (!answer.ok) return answer;
  const fate = fateOf(Status.safeParse(answer.said).data?.msg_status ?? "", answer.rawBody);
  return fate ? { ok: true, ...fate } : failure("transient", "unreadable", answer.rawBody);
}

/** Why a mass send that was deleted does not stand. */
export const deletedThere = (rawBody: string): Failure => failure("recipient", "DELETE", `群发后被人在公众平台删除 ${rawBody}`);

function endOf(fate: Fate | null): End | null {
  if (fate === null || fate.state === "sending") return null;
  return { state: fate.state, failure: fate.state === "failed" ? fate.failure : fate.state === "deleted" ? deletedThere(fate.rawBody) : null, rawBody: fate.rawBody };
}

/** MASSSENDJOBFINISH: it is out, with how many followers it was meant for, reached and missed in the evidence; or it came to nothing. */
export const sendingEnds: Ear = {
  event: "MASSSENDJOBFINISH",
  number: "MsgID",
  said: (event, raw) => endOf(fateOf(event.get("Status") ?? "", raw)),
  async asked(ctx, number) {
    const fate = await readFate(ctx, number);
    return fate.ok ? endOf(fate) : null;
  },
};
