import type { ReportState } from "#kernel/connector.ts";
import { monthToSecond } from "./authenticator.ts";
import { barePhone, certain, unexpected, type Gateway, type Heard, type Part } from "./gateway.ts";
import { formats, textOf } from "./message-format.ts";
import { failureOf, results } from "./results.ts";
import { sgipPdus as pdus } from "./sgip-pdus.ts";

/** An account at a gateway of 中国联通. `knock` is what the gateway shows when it dials in with reports; without it nobody is let in. */
export type SgipAccount = {
  /** 3, area code of four digits, corp id of five. */
  nodeId: number;
  login: { name: string; password: string };
  knock: { name: string; password: string } | null;
  spNumber: string; corpId: string; serviceType: string;
};

/** Who opens the line: the sender, or the gateway that brings reports. */
const loginTypes = { sender: 1, gateway: 2 } as const;
/** Nobody is charged: charge number of zeros bills the sender, fee type 1 is free. */
const free = { chargeNumber: "0".repeat(21), feeType: 1, feeValue: "0", givenValue: "0" };
/** Not caused by a message from the phone. */
const unasked = 2;
/** Always a report, also of success. */
const alwaysReport = 1;
/** What the answers of this side say: nothing wrong, 非法登录, 登录类型错. */
const said = { ok: 0, badLogin: 1, badLoginType: 4 } as const;
const states: Readonly<Record<number, ReportState>> = { 0: "delivered", 1: "underway", 2: "undelivered" };

type Sequence = { node: number; time: number; count: number };

/** The name of a message everywhere in SGIP, as its reports bring it back. */
const refOf = ({ node, time, count }: Sequence): string => `${node}-${time}-${count}`;

/** Every phone of SGIP is written with 86 in front. */
const with86 = (phone: string): string => barePhone(phone).replace(/^(?=1\d{10}$)/, "86");

/** SGIP 1.2. The protocol has no heartbeat and no cancel; a message is named by its own sequence, so even an unanswered one is known by its report. */
export function sgip(account: SgipAccount): Gateway {
  const head = (count: number, now: Date) => ({ sequence: { node: account.nodeId, time: monthToSecond(now), count } });
  return {
    id: "sgip", least: pdus.least, longest: pdus.longest, codings: ["ascii", "ucs2", "gb18030"],
    bind: (count, now) => {
      const frame = pdus.encode("bind", head(count, now), { loginType: loginTypes.sender, loginName: account.login.name, loginPassword: account.login.password });
      return frame.ok ? { ok: true, value: { bytes: frame.value, proof: Buffer.alloc(0) } } : frame;
    },
    submit: (part, count, now) => {
      const ahead = head(count, now);
      const frame = pdus.encode("submit", ahead, submitBody(account, part));
      return frame.ok ? { ok: true, value: { bytes: frame.value, ref: refOf(ahead.sequence) } } : frame;
    },
    cancel: null, heartbeat: null,
    unbind: (count, now) => pdus.encode("unbind", head(count, now)),
    hear: (frame) => hear(account, frame),
  };
}

const submitBody = ({ spNumber, corpId, serviceType }: SgipAccount, part: Part) => ({
  ...free, spNumber, userNumbers: [with86(part.phone)], corpId, serviceType, moreLaterToMtFlag: unasked, reportFlag: alwaysReport, tpUdhi: part.header ? 1 : 0,
  messageCoding: formats[part.coding], content: part.content,
});

function hear(account: SgipAccount, frame: Buffer): Heard {
  const read = pdus.decode(frame);
  if (!read.ok) return { kind: "unreadable", refusal: read.refusal, reply: null };
  const { value: message } = read;
  const { head } = message;
  const { sequence } = head;
  switch (message.name) {
    case "bindResp": return { kind: "bound", sequence: sequence.count, failure: failureOf(results.sgip, message.body.result, frame) };
    case "submitResp": return { kind: "submitted", sequence: sequence.count, ref: refOf(sequence), failure: failureOf(results.sgip, message.body.result, frame) };
    case "bind": {
      const { loginType, loginName, loginPassword } = message.body;
      const known = account.knock !== null && loginName === account.knock.name && loginPassword === account.knock.password;
      const result = loginType !== loginTypes.gateway ? said.badLoginType : known ? said.ok : said.badLogin;
      return { kind: "knock", admitted: result === said.ok, reply: certain(pdus.encode("bindResp", head, { result })) };
    }
    case "report": {
      const { submitSequence, userNumber, state, errorCode } = message.body;
      const reply = certain(pdus.encode("reportResp", head, { result: said.ok }));
      return { kind: "report", report: { ref: refOf(submitSequence), phone: barePhone(userNumber), state: states[state] ?? "unclear", stat: String(state), detail: String(errorCode), raw: frame.toString("hex") }, reply };
    }
    case "deliver": {
      const { userNumber, spNumber, messageCoding, tpUdhi, content } = message.body;
      const incoming = { from: barePhone(userNumber), to: spNumber, text: textOf(messageCoding, tpUdhi !== 0, content), raw: Buffer.from(content).toString("hex") };
      return { kind: "incoming", incoming, reply: certain(pdus.encode("deliverResp", head, { result: said.ok })) };
    }
    case "unbind": return { kind: "leaving", reply: certain(pdus.encode("unbindResp", head)) };
    case "unbindResp": return { kind: "leaving", reply: null };
    default: return unexpected(message.name);
  }
}
