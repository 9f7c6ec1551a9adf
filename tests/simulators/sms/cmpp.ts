import { createHash } from "node:crypto";
import { packMsgId } from "#channels/sms/cmpp.ts";
import { cmppPdus, cmppReports, type CmppVersion } from "#channels/sms/cmpp-pdus.ts";
import { certain } from "#channels/sms/gateway.ts";
import { beijingDigits, flawOf, isFresh, type FarHeard, type FarSide } from "./far-side.ts";

/** The account that this gateway knows: SP id, secret and what it may send from. */
export type CmppFar = { version: CmppVersion; spId: string; secret: string; accessNumber: string; serviceId: string };

const md5 = (...parts: (string | Uint8Array)[]) => createHash("md5").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const connectCodes = { ok: 0, source: 2, auth: 3, version: 4 } as const;
const submitCodes = { ok: 0, structure: 1, duplicate: 3, length: 4, fee: 5, service: 7, flow: 8, source: 10, msgSrc: 11, phone: 13 } as const;
const flaws = { phone: submitCodes.phone, format: submitCodes.structure, length: submitCodes.length, header: submitCodes.structure } as const;

/** A gateway of 中国移动, CMPP 2.0 or 3.0. */
export function cmppFar(far: CmppFar): FarSide {
  const pdus = cmppPdus(far.version);
  const octet = far.version === "2.0" ? 0x20 : 0x30;
  const receipt = cmppReports[far.version];
  return {
    least: pdus.least, longest: pdus.longest, codes: { throttled: submitCodes.flow, duplicate: submitCodes.duplicate },
    hear: (frame, now) => hear(far, pdus, octet, frame, now),
    newRef: (count, now) => {
      const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = beijingDigits(now).slice(4).match(/\d\d/g)?.map(Number) ?? [];
      return String(packMsgId({ month, day, hour, minute, second, gateway: 43_101 + Math.floor(count / 65_536), count: count % 65_536 }));
    },
    report: (taken, stat, sequence, now) => {
      const time = beijingDigits(now).slice(2, 12);
      const value = { msgId: BigInt(taken.ref), stat, submitTime: time, doneTime: time, destTerminalId: taken.phone, smscSequence: sequence };
      const content = Buffer.alloc(receipt.least);
      receipt.write(content, 0, value);
      return certain(pdus.encode("deliver", { sequence }, { msgId: BigInt(taken.ref), destId: taken.from, srcTerminalId: taken.phone, registeredDelivery: 1, content }));
    },
    deliver: (from, to, text, sequence, now) =>
      certain(pdus.encode("deliver", { sequence }, { msgId: BigInt(now.getTime()), destId: to, srcTerminalId: from, msgFmt: 8, content: Buffer.from(text, "utf16le").swap16() })),
  };
}

function hear(far: CmppFar, pdus: ReturnType<typeof cmppPdus>, octet: number, frame: Buffer, now: Date): FarHeard {
  const read = pdus.decode(frame);
  if (!read.ok) return { kind: "bad", answer: null };
  const { value: message } = read;
  const { head } = message;
  switch (message.name) {
    case "connect": {
      const { sourceAddr, authenticator, version, timestamp } = message.body;
      const right = md5(far.spId, new Uint8Array(9), far.secret, String(timestamp).padStart(10, "0")).equals(authenticator);
      const code = version !== octet ? connectCodes.version : sourceAddr !== far.spId ? connectCodes.source : right && isFresh(timestamp, now) ? connectCodes.ok : connectCodes.auth;
      return {
        kind: "bind", code, receives: true,
        answer: (status) => {
          const width = Buffer.alloc(far.version === "2.0" ? 1 : 4);
          width.writeUIntBE(status, 0, width.length);
          return certain(pdus.encode("connectResp", head, { status, authenticator: status === 0 ? md5(width, authenticator, far.secret) : new Uint8Array(16), version: octet }));
        },
      };
    }
    case "submit": {
      const { body } = message;
      const content = Buffer.from(body.content);
      return {
        kind: "submit", code: whyNot(far, body, content), sequence: String(head.sequence), phones: body.destTerminalIds, from: body.srcId, format: body.msgFmt, header: body.tpUdhi === 1, content,
        answer: (result, ref) => certain(pdus.encode("submitResp", head, { msgId: ref === "" ? 0n : BigInt(ref), result })),
      };
    }
    case "cancel": return { kind: "cancel", ref: String(message.body.msgId), answer: (done) => certain(pdus.encode("cancelResp", head, { successId: done ? 0 : 1 })) };
    case "activeTest": return { kind: "ask", answer: certain(pdus.encode("activeTestResp", head, { reserved: 0 })) };
    case "terminate": return { kind: "leave", answer: certain(pdus.encode("terminateResp", head)) };
    case "deliverResp": return message.body.result === 0 ? { kind: "acknowledged", sequence: head.sequence } : { kind: "answer" };
    case "activeTestResp":
    case "terminateResp": return { kind: "answer" };
    default: return { kind: "bad", answer: null };
  }
}

type Submit = Extract<Extract<ReturnType<ReturnType<typeof cmppPdus>["decode"]>, { ok: true }>["value"], { name: "submit" }>["body"];

function whyNot(far: CmppFar, body: Submit, content: Buffer): number {
  const counted = body.pkNumber >= 1 && body.pkNumber <= body.pkTotal && (body.tpUdhi === 0 || (content[4] === body.pkTotal && content[5] === body.pkNumber));
  const flaw = flawOf({ phones: body.destTerminalIds, phone: /^(?:86)?1\d{10}$/, format: body.msgFmt, formats: [0, 3, 4, 8, 15], header: body.tpUdhi, content });
  if (body.msgId !== 0n || !counted || body.registeredDelivery > 1 || body.msgLevel > 9 || body.feeUserType > 3) return submitCodes.structure;
  if (flaw) return flaws[flaw];
  if (!/^0[1-5]$/.test(body.feeType) || !/^\d{0,6}$/.test(body.feeCode)) return submitCodes.fee;
  if (body.serviceId !== far.serviceId) return submitCodes.service;
  if (!body.srcId.startsWith(far.accessNumber)) return submitCodes.source;
  return body.msgSrc === far.spId ? submitCodes.ok : submitCodes.msgSrc;
}

