import { certain } from "#channels/sms/gateway.ts";
import { smppPdus as pdus } from "#channels/sms/smpp-pdus.ts";
import type { MessageBody } from "#channels/sms/codec/protocol.ts";
import { beijingDigits, flawOf, type FarHeard, type FarSide } from "./far-side.ts";

/** The account that this centre knows. */
export type SmppFar = { systemId: string; password: string; /** where given, only these senders */ source?: string };

/** command_status, SMPP 3.4, 5.1.3. */
const codes = { ok: 0, length: 0x01, commandId: 0x03, priority: 0x06, registered: 0x07, source: 0x0a, destination: 0x0b, password: 0x0e, systemId: 0x0f, esmClass: 0x43, submit: 0x45, throttled: 0x58, schedule: 0x61, expiry: 0x62, system: 0x08 } as const;
const flaws = { phone: codes.destination, format: codes.system, length: codes.length, header: codes.esmClass } as const;
const states: Readonly<Record<string, number>> = { ENROUTE: 1, DELIVRD: 2, EXPIRED: 3, DELETED: 4, UNDELIV: 5, ACCEPTD: 6, UNKNOWN: 7, REJECTD: 8 };

/** A centre of SMPP 3.4; its message ids are hexadecimal. */
export function smppFar(far: SmppFar): FarSide {
  const head = (sequence: number) => ({ status: 0, sequence });
  return {
    least: pdus.least, longest: pdus.longest, codes: { throttled: codes.throttled, duplicate: codes.submit },
    hear: (frame) => hear(far, frame),
    newRef: (count) => count.toString(16).padStart(8, "0"),
    report: (taken, stat, sequence, now) => {
      const time = beijingDigits(now).slice(2, 12);
      const content = Buffer.from(`id:${taken.ref} sub:001 dlvrd:${stat === "DELIVRD" ? "001" : "000"} submit date:${time} done date:${time} stat:${stat} err:000 text:`);
      const options = { receiptedMessageId: taken.ref, messageState: states[stat] ?? 7 };
      return certain(pdus.encode("deliver", head(sequence), { sourceTon: 1, sourceNpi: 1, source: taken.phone, destination: taken.from, esmClass: 0x04, content, options }));
    },
    deliver: (from, to, text, sequence) => certain(pdus.encode("deliver", head(sequence), { sourceTon: 1, sourceNpi: 1, source: from, destination: to, dataCoding: 8, content: Buffer.from(text, "utf16le").swap16() })),
  };
}

const answers = { bindReceiver: "bindReceiverResp", bindTransmitter: "bindTransmitterResp", bindTransceiver: "bindTransceiverResp" } as const;

function hear(far: SmppFar, frame: Buffer): FarHeard {
  const read = pdus.decode(frame);
  if (!read.ok) return { kind: "bad", answer: frame.length >= pdus.least ? certain(pdus.encode("genericNack", { status: codes.commandId, sequence: frame.readUInt32BE(12) })) : null };
  const { value: message } = read;
  const { sequence } = message.head;
  const head = (status: number) => ({ status, sequence });
  switch (message.name) {
    case "bindReceiver":
    case "bindTransmitter":
    case "bindTransceiver": {
      const { systemId, password } = message.body;
      const code = message.head.status !== 0 ? codes.system : systemId !== far.systemId ? codes.systemId : password !== far.password ? codes.password : codes.ok;
      const name = answers[message.name];
      return { kind: "bind", code, receives: message.name !== "bindTransmitter", answer: (status) => certain(pdus.encode(name, head(status), status === 0 ? { systemId: "centre", options: { scInterfaceVersion: 0x34 } } : null)) };
    }
    case "submit": {
      const { body } = message;
      return {
        kind: "submit", code: message.head.status !== 0 ? codes.system : whyNot(far, body), sequence: String(sequence), phones: [body.destination], from: body.source, format: body.dataCoding,
        header: (body.esmClass & 0x40) !== 0, content: Buffer.from(body.content), answer: (status, ref) => certain(pdus.encode("submitResp", head(status), status === 0 ? { messageId: ref } : null)),
      };
    }
    case "cancel": return { kind: "cancel", ref: message.body.messageId, answer: (done) => certain(pdus.encode("cancelResp", head(done ? 0 : 0x11))) };
    case "query": {
      const { messageId } = message.body;
      return { kind: "query", ref: messageId, answer: (state) => certain(pdus.encode("queryResp", head(state === "" ? 0x67 : 0), state === "" ? null : { messageId, messageState: states[state] ?? 7 })) };
    }
    case "enquireLink": return { kind: "ask", answer: certain(pdus.encode("enquireLinkResp", head(0))) };
    case "unbind": return { kind: "leave", answer: certain(pdus.encode("unbindResp", head(0))) };
    case "deliverResp": return message.head.status === 0 ? { kind: "acknowledged", sequence } : { kind: "answer" };
    case "enquireLinkResp":
    case "unbindResp":
    case "genericNack": return { kind: "answer" };
    default: return { kind: "bad", answer: certain(pdus.encode("genericNack", head(codes.commandId))) };
  }
}

const time = /^(?:\d{12}\d\d\d[+\-R])?$/;

function whyNot(far: SmppFar, body: MessageBody<typeof pdus, "submit">): number {
  const flaw = flawOf({ phones: [body.destination], phone: /^\d{5,20}$/, format: body.dataCoding, formats: [0, 1, 3, 4, 8], header: (body.esmClass & 0x40) >> 6, content: body.content });
  if (flaw) return flaws[flaw];
  if ((body.esmClass & 0x3c) !== 0) return codes.esmClass;
  if (body.priority > 3) return codes.priority;
  if ((body.registeredDelivery & 0xe0) !== 0 || (body.registeredDelivery & 3) === 3) return codes.registered;
  if (!time.test(body.scheduleTime)) return codes.schedule;
  if (!time.test(body.validityPeriod)) return codes.expiry;
  return far.source !== undefined && body.source !== far.source ? codes.source : codes.ok;
}
