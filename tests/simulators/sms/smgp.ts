import { createHash } from "node:crypto";
import { certain } from "#channels/sms/gateway.ts";
import { smgpPdus as pdus } from "#channels/sms/smgp-pdus.ts";
import type { MessageBody } from "#channels/sms/codec/protocol.ts";
import { beijingDigits, flawOf, isFresh, type FarHeard, type FarSide } from "./far-side.ts";

/** The account that this gateway knows: client id, secret and what it may send from. */
export type SmgpFar = { clientId: string; secret: string; accessNumber: string; serviceId: string };

const md5 = (...parts: (string | Uint8Array)[]) => createHash("md5").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const codes = { ok: 0, busy: 1, structure: 10, duplicate: 12, auth: 21, version: 22, msgType: 30, fee: 32, format: 34, length: 36, service: 43, source: 46, phone: 47 } as const;
const flaws = { phone: codes.phone, format: codes.format, length: codes.length, header: codes.structure } as const;

/** A gateway of 中国电信, SMGP 3.0.3. Its message ids are ten octets of digits: gateway, MMDDHHMM, count. */
export function smgpFar(far: SmgpFar): FarSide {
  return {
    least: pdus.least, longest: pdus.longest, codes: { throttled: codes.busy, duplicate: codes.duplicate },
    hear: (frame, now) => hear(far, frame, now),
    newRef: (count, now) => `431001${beijingDigits(now).slice(4, 12)}${String(count % 1_000_000).padStart(6, "0")}`,
    report: (taken, stat, sequence, now) => {
      const msgId = Buffer.from(taken.ref, "hex");
      const time = beijingDigits(now).slice(2, 12);
      const words = ` sub:001 dlvrd:${stat === "DELIVRD" ? "001" : "000"} Submit_Date:${time} Done_Date:${time} Stat:${stat} Err:000 Txt:`;
      const content = Buffer.concat([Buffer.from("id:"), msgId, Buffer.from(words), Buffer.alloc(20)]);
      return certain(pdus.encode("deliver", { sequence }, { msgId, isReport: 1, recvTime: beijingDigits(now), srcTermId: taken.phone, destTermId: taken.from, content }));
    },
    deliver: (from, to, text, sequence, now) =>
      certain(pdus.encode("deliver", { sequence }, { msgId: Buffer.alloc(10, 1), msgFormat: 8, recvTime: beijingDigits(now), srcTermId: from, destTermId: to, content: Buffer.from(text, "utf16le").swap16() })),
  };
}

function hear(far: SmgpFar, frame: Buffer, now: Date): FarHeard {
  const read = pdus.decode(frame);
  if (!read.ok) return { kind: "bad", answer: null };
  const { value: message } = read;
  const { head } = message;
  switch (message.name) {
    case "login": {
      const { clientId, authenticator, loginMode, timestamp, version } = message.body;
      const right = clientId === far.clientId && md5(far.clientId, new Uint8Array(7), far.secret, String(timestamp).padStart(10, "0")).equals(authenticator);
      const code = version !== 0x30 ? codes.version : loginMode > 2 ? codes.structure : right && isFresh(timestamp, now) ? codes.ok : codes.auth;
      return {
        kind: "bind", code, receives: loginMode > 0,
        answer: (status) => {
          const width = Buffer.alloc(4);
          width.writeUInt32BE(status);
          return certain(pdus.encode("loginResp", head, { status, authenticator: status === 0 ? md5(width, authenticator, far.secret) : new Uint8Array(16), version: 0x30 }));
        },
      };
    }
    case "submit": {
      const { body } = message;
      return {
        kind: "submit", code: whyNot(far, body), sequence: String(head.sequence), phones: body.destTermIds, from: body.srcTermId, format: body.msgFormat, header: body.options.tpUdhi === 1,
        content: Buffer.from(body.content), answer: (status, ref) => certain(pdus.encode("submitResp", head, { msgId: ref === "" ? new Uint8Array(10) : Buffer.from(ref, "hex"), status })),
      };
    }
    case "activeTest": return { kind: "ask", answer: certain(pdus.encode("activeTestResp", head)) };
    case "exit": return { kind: "leave", answer: certain(pdus.encode("exitResp", head)) };
    case "deliverResp": return message.body.status === 0 ? { kind: "acknowledged", sequence: head.sequence } : { kind: "answer" };
    case "activeTestResp":
    case "exitResp": return { kind: "answer" };
    default: return { kind: "bad", answer: null };
  }
}

function whyNot(far: SmgpFar, body: MessageBody<typeof pdus, "submit">): number {
  const { options } = body;
  const flaw = flawOf({ phones: body.destTermIds, phone: /^(?:86)?1\d{10}$/, format: body.msgFormat, formats: [0, 3, 4, 8, 15], header: options.tpUdhi ?? 0, content: body.content });
  if (flaw) return flaws[flaw];
  const counted = options.tpUdhi !== 1 || (body.content[4] === options.pkTotal && body.content[5] === options.pkNumber);
  if (!counted || options.others || body.needReport > 1 || body.priority > 3) return codes.structure;
  if (body.msgType !== 6) return codes.msgType;
  if (!/^0[0-3]$/.test(body.feeType) || !/^\d{0,6}$/.test(body.feeCode) || !/^\d{0,6}$/.test(body.fixedFee)) return codes.fee;
  if (body.serviceId !== far.serviceId) return codes.service;
  return body.srcTermId.startsWith(far.accessNumber) ? codes.ok : codes.source;
}
