import { refuse } from "#kernel/decision.ts";
import { accountProof, gatewayProof, monthToSecond } from "./authenticator.ts";
import type { MessageBody } from "./codec/protocol.ts";
import { cmppPdus, readCmppReport, type CmppVersion } from "./cmpp-pdus.ts";
import { failure } from "../failures.ts";
import { barePhone, certain, unexpected, type Gateway, type Heard, type Part } from "./gateway.ts";
import { formats, textOf } from "./message-format.ts";
import { stateOf } from "./report-text.ts";
import { failureOf, results } from "./results.ts";

/** An account at a gateway of 中国移动. `srcId` is the access number with its extension, `serviceId` the 业务代码. */
export type CmppAccount = { version: CmppVersion; spId: string; secret: string; srcId: string; serviceId: string };

const versionOctet: Readonly<Record<CmppVersion, number>> = { "2.0": 0x20, "3.0": 0x30 };
/** Zeros between SP id and secret in the proof of the account. */
const proofZeros = 9;
/** Nobody is charged: FeeType 01 is free, Fee_UserType 2 bills the sender. */
const free = { feeUserType: 2, feeType: "01", feeCode: "0" };
/** What a DELIVER_RESP says to a report that is neither 60 nor 71 octets long: 消息长度错. */
const wrongLength = 4;

/** A Msg_Id taken apart. */
type MsgId = { month: number; day: number; hour: number; minute: number; second: number; gateway: number; count: number };

const msgIdBits = [["month", 4], ["day", 5], ["hour", 5], ["minute", 6], ["second", 6], ["gateway", 22], ["count", 16]] as const satisfies readonly (readonly [keyof MsgId, number])[];

/** Puts a Msg_Id together: 4 bits month, 5 day, 5 hour, 6 minute, 6 second, 22 gateway, 16 count; every number is cut to its bits. */
export const packMsgId = (id: MsgId): bigint => msgIdBits.reduce((sum, [name, bits]) => (sum << BigInt(bits)) | BigInt.asUintN(bits, BigInt(id[name])), 0n);

/** Takes a Msg_Id apart. */
export function unpackMsgId(packed: bigint): MsgId {
  const id: MsgId = { month: 0, day: 0, hour: 0, minute: 0, second: 0, gateway: 0, count: 0 };
  let left = packed;
  for (const [name, bits] of msgIdBits.toReversed()) {
    id[name] = Number(BigInt.asUintN(bits, left));
    left >>= BigInt(bits);
  }
  return id;
}

type Pdus = ReturnType<typeof cmppPdus>;
type Body<N extends string> = MessageBody<Pdus, N>;

/** CMPP 2.0 or 3.0 as the account's version says. */
export function cmpp(account: CmppAccount): Gateway {
  const { version, spId, secret } = account;
  const pdus = cmppPdus(version);
  return {
    id: version === "2.0" ? "cmpp2" : "cmpp3", least: pdus.least, longest: pdus.longest, codings: ["ascii", "ucs2", "gb18030"],
    bind: (sequence, now) => {
      const timestamp = monthToSecond(now);
      const proof = accountProof(spId, proofZeros, secret, timestamp);
      const frame = pdus.encode("connect", { sequence }, { sourceAddr: spId, authenticator: proof, version: versionOctet[version], timestamp });
      return frame.ok ? { ok: true, value: { bytes: frame.value, proof } } : frame;
    },
    submit: (part, sequence) => {
      const frame = pdus.encode("submit", { sequence }, submitBody(account, part));
      return frame.ok ? { ok: true, value: { bytes: frame.value, ref: null } } : frame;
    },
    cancel: ({ ref }, sequence) => (/^\d{1,20}$/.test(ref) ? pdus.encode("cancel", { sequence }, { msgId: BigInt(ref) }) : refuse("sms.no-such-ref", { ref })),
    heartbeat: (sequence) => pdus.encode("activeTest", { sequence }),
    unbind: (sequence) => pdus.encode("terminate", { sequence }),
    hear: (frame, proof) => hear(pdus, account, frame, proof),
  };
}

const submitBody = ({ spId, srcId, serviceId }: CmppAccount, part: Part): Partial<Body<"submit">> => ({
  ...free, pkTotal: part.total, pkNumber: part.number, registeredDelivery: 1, serviceId, tpUdhi: part.header ? 1 : 0, msgFmt: formats[part.coding], msgSrc: spId, srcId,
  destTerminalIds: [barePhone(part.phone)], content: part.content,
});

function hear(pdus: Pdus, { version, secret }: CmppAccount, frame: Buffer, proof: Buffer): Heard {
  const read = pdus.decode(frame);
  if (!read.ok) return { kind: "unreadable", refusal: read.refusal, reply: null };
  const { value: message } = read;
  const { head } = message;
  switch (message.name) {
    case "connectResp": {
      const { status, authenticator } = message.body;
      const refused = failureOf(results.cmppConnect, status, frame);
      const proven = gatewayProof(status, version === "2.0" ? 1 : 4, proof, secret).equals(authenticator);
      return { kind: "bound", sequence: head.sequence, failure: refused ?? (proven ? null : failure("auth", "authenticator", frame.toString("hex"))) };
    }
    case "submitResp": return { kind: "submitted", sequence: head.sequence, ref: String(message.body.msgId), failure: failureOf(results.cmppSubmit, message.body.result, frame) };
    case "cancelResp": return { kind: "cancelled", sequence: head.sequence, done: message.body.successId === 0 };
    case "deliver": return delivered(pdus, head.sequence, message.body);
    case "activeTest": return { kind: "alive", reply: certain(pdus.encode("activeTestResp", head, { reserved: 0 })) };
    case "activeTestResp": return { kind: "alive", reply: null };
    case "terminate": return { kind: "leaving", reply: certain(pdus.encode("terminateResp", head)) };
    case "terminateResp": return { kind: "leaving", reply: null };
    default: return unexpected(message.name);
  }
}

/** A message from a phone, or a report where Registered_Delivery says so, told by its length. */
function delivered(pdus: Pdus, sequence: number, body: Body<"deliver">): Heard {
  const { msgId, content } = body;
  const raw = Buffer.from(content).toString("hex");
  const reply = (result: number) => certain(pdus.encode("deliverResp", { sequence }, { msgId, result }));
  if (body.registeredDelivery === 0) {
    return { kind: "incoming", incoming: { from: barePhone(body.srcTerminalId), to: body.destId, text: textOf(body.msgFmt, body.tpUdhi !== 0, content), raw }, reply: reply(0) };
  }
  const report = readCmppReport(content);
  if (report === null) return { kind: "unreadable", refusal: { code: "sms.report-length", facts: { octets: content.length } }, reply: reply(wrongLength) };
  const { stat } = report;
  return { kind: "report", report: { ref: String(report.msgId), phone: barePhone(report.destTerminalId), state: stateOf(stat), stat, detail: "", raw }, reply: reply(0) };
}
