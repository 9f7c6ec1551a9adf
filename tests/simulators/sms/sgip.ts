import { certain } from "#channels/sms/gateway.ts";
import { sgipPdus as pdus } from "#channels/sms/sgip-pdus.ts";
import type { MessageBody } from "#channels/sms/codec/protocol.ts";
import { beijingDigits, flawOf, isFresh, type FarHeard, type FarSide } from "./far-side.ts";

/** The account that this gateway knows: nodes, words for either direction and what it may send from. */
export type SgipFar = { nodeId: number; spNode: number; login: { name: string; password: string }; knock: { name: string; password: string }; spNumber: string; corpId: string; serviceType: string };

const codes = { ok: 0, login: 1, loginType: 4, parameter: 5, phone: 6, length: 8, sequence: 9, busy: 11 } as const;
const flaws = { phone: codes.phone, format: codes.parameter, length: codes.length, header: codes.parameter } as const;
const states: Readonly<Record<string, number>> = { DELIVRD: 0, ACCEPTD: 1 };

/** A gateway of 中国联通, SGIP 1.2. */
export function sgipFar(far: SgipFar): FarSide {
  const own = (count: number, now: Date) => ({ sequence: { node: far.nodeId, time: Number(beijingDigits(now).slice(4)), count } });
  return {
    least: pdus.least, longest: pdus.longest, codes: { throttled: codes.busy, duplicate: codes.sequence },
    hear: (frame, now) => hear(far, frame, now),
    newRef: (_count, _now, submitSequence) => submitSequence,
    report: (taken, stat, sequence, now) => {
      const [node = 0, time = 0, count = 0] = taken.ref.split("-").map(Number);
      const state = states[stat] ?? 2;
      return certain(pdus.encode("report", own(sequence, now), { submitSequence: { node, time, count }, reportType: 0, userNumber: taken.phone, state, errorCode: state === 2 ? 25 : 0 }));
    },
    deliver: (from, to, text, sequence, now) => certain(pdus.encode("deliver", own(sequence, now), { userNumber: from, spNumber: to, messageCoding: 8, content: Buffer.from(text, "utf16le").swap16() })),
    knock: (sequence, now) => certain(pdus.encode("bind", own(sequence, now), { loginType: 2, loginName: far.knock.name, loginPassword: far.knock.password })),
  };
}

function hear(far: SgipFar, frame: Buffer, now: Date): FarHeard {
  const read = pdus.decode(frame);
  if (!read.ok) return { kind: "bad", answer: null };
  const { value: message } = read;
  const { head } = message;
  const { sequence } = head;
  const strange = sequence.node !== far.spNode || !isFresh(sequence.time, now);
  switch (message.name) {
    case "bind": {
      const { loginType, loginName, loginPassword } = message.body;
      const known = loginName === far.login.name && loginPassword === far.login.password;
      const code = strange ? codes.sequence : loginType !== 1 ? codes.loginType : known ? codes.ok : codes.login;
      return { kind: "bind", code, receives: false, answer: (result) => certain(pdus.encode("bindResp", head, { result })) };
    }
    case "submit": {
      const { body } = message;
      return {
        kind: "submit", code: strange ? codes.sequence : whyNot(far, body), sequence: `${sequence.node}-${sequence.time}-${sequence.count}`, phones: body.userNumbers, from: body.spNumber,
        format: body.messageCoding, header: body.tpUdhi === 1, content: Buffer.from(body.content), answer: (result) => certain(pdus.encode("submitResp", head, { result })),
      };
    }
    case "unbind": return { kind: "leave", answer: certain(pdus.encode("unbindResp", head)) };
    case "reportResp":
    case "deliverResp": return message.body.result === 0 ? { kind: "acknowledged", sequence: sequence.count } : { kind: "answer" };
    case "bindResp":
    case "unbindResp": return { kind: "answer" };
    default: return { kind: "bad", answer: null };
  }
}

function whyNot(far: SgipFar, body: MessageBody<typeof pdus, "submit">): number {
  const flaw = flawOf({ phones: body.userNumbers, phone: /^861\d{10}$/, format: body.messageCoding, formats: [0, 3, 4, 8, 15], header: body.tpUdhi, content: body.content });
  if (flaw) return flaws[flaw];
  const charged = /^(?:0{21}|861\d{10})$/.test(body.chargeNumber) && body.feeType <= 4 && /^\d{0,6}$/.test(body.feeValue);
  const right = body.spNumber.startsWith(far.spNumber) && body.corpId === far.corpId && body.serviceType === far.serviceType;
  return charged && right && body.agentFlag <= 1 && body.moreLaterToMtFlag <= 3 && body.priority <= 9 && body.reportFlag <= 3 && body.messageType === 0 ? codes.ok : codes.parameter;
}
