import type { MessageBody } from "./codec/protocol.ts";
import { barePhone, certain, unexpected, type Gateway, type Heard, type Part } from "./gateway.ts";
import { formats, textOf } from "./message-format.ts";
import { readReportText, stateOf } from "./report-text.ts";
import { failureOf, results } from "./results.ts";
import { smppPdus as pdus } from "./smpp-pdus.ts";

/** An account at an SMPP 3.4 centre. `source` is the sender that phones show; `prefix` stands before every mainland number (86 or nothing). */
export type SmppAccount = {
  systemId: string; password: string; systemType: string;
  source: { ton: number; npi: number; address: string };
  destination: { ton: number; npi: number; prefix: string };
};

const version = 0x34;
/** esm_class: a concatenation header stands before the words; what kind of message a DELIVER is; a receipt, or news on the way (5.2.12). */
const esm = { header: 0x40, kindMask: 0x3c, receipt: 0x04, underway: 0x20 } as const;
/** Words for message_state (5.2.28). */
const stateWords = ["", "ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD"];
/** command_status of a generic_nack: the command's length is wrong, or its id. */
const nack = { length: 0x02, command: 0x03 } as const;
const isAnswer = 0x8000_0000;

/** SMPP 3.4 as transceiver. */
export function smpp(account: SmppAccount): Gateway {
  const { systemId, password, systemType } = account;
  const head = (sequence: number) => ({ status: 0, sequence });
  const addresses = (phone: string) => {
    const { source, destination } = account;
    const bare = barePhone(phone);
    return {
      sourceTon: source.ton, sourceNpi: source.npi, source: source.address,
      destinationTon: destination.ton, destinationNpi: destination.npi, destination: bare.replace(/^(?=1\d{10}$)/, destination.prefix),
    };
  };
  return {
    id: "smpp", least: pdus.least, longest: pdus.longest, codings: ["ascii", "ucs2"],
    bind: (sequence) => {
      const frame = pdus.encode("bindTransceiver", head(sequence), { systemId, password, systemType, interfaceVersion: version });
      return frame.ok ? { ok: true, value: { bytes: frame.value, proof: Buffer.alloc(0) } } : frame;
    },
    submit: (part, sequence) => {
      const frame = pdus.encode("submit", head(sequence), { ...addresses(part.phone), ...message(part) });
      return frame.ok ? { ok: true, value: { bytes: frame.value, ref: null } } : frame;
    },
    cancel: ({ ref, phone }, sequence) => pdus.encode("cancel", head(sequence), { messageId: ref, ...addresses(phone) }),
    heartbeat: (sequence) => pdus.encode("enquireLink", head(sequence)),
    unbind: (sequence) => pdus.encode("unbind", head(sequence)),
    hear,
  };
}

const message = (part: Part) => ({ esmClass: part.header ? esm.header : 0, registeredDelivery: 1, dataCoding: formats[part.coding], content: part.content });

function hear(frame: Buffer): Heard {
  const read = pdus.decode(frame);
  if (!read.ok) return { kind: "unreadable", refusal: read.refusal, reply: nackFor(frame, read.refusal.code) };
  const { value: message } = read;
  const { sequence, status } = message.head;
  const head = { status: 0, sequence };
  switch (message.name) {
    case "bindTransceiverResp": return { kind: "bound", sequence, failure: failureOf(results.smpp, status, frame) };
    case "submitResp": return { kind: "submitted", sequence, ref: message.body.messageId, failure: failureOf(results.smpp, status, frame) };
    case "cancelResp": return { kind: "cancelled", sequence, done: status === 0 };
    case "deliver": return delivered(message.body, frame, certain(pdus.encode("deliverResp", head)));
    case "enquireLink": return { kind: "alive", reply: certain(pdus.encode("enquireLinkResp", head)) };
    case "enquireLinkResp": return { kind: "alive", reply: null };
    case "unbind": return { kind: "leaving", reply: certain(pdus.encode("unbindResp", head)) };
    case "unbindResp": return { kind: "leaving", reply: null };
    case "genericNack": {
      const failure = failureOf(results.smpp, status, frame);
      return failure ? { kind: "refusedFrame", sequence, failure } : unexpected(message.name);
    }
    default: return unexpected(message.name);
  }
}

/** A report where esm_class says so and an id is found, in its tagged field or in its text; otherwise a message from a phone. */
function delivered(body: MessageBody<typeof pdus, "deliver">, frame: Buffer, reply: Buffer): Heard {
  const { esmClass, options, dataCoding } = body;
  const content = body.content.length > 0 ? body.content : (options.messagePayload ?? body.content);
  const raw = frame.toString("hex");
  const kind = esmClass & esm.kindMask;
  if (kind !== esm.receipt && kind !== esm.underway) {
    return { kind: "incoming", incoming: { from: barePhone(body.source), to: body.destination, text: textOf(dataCoding, (esmClass & esm.header) !== 0, content), raw }, reply };
  }
  const text = readReportText(content);
  const ref = options.receiptedMessageId ?? text?.id.toString("latin1");
  const stat = stateWords[options.messageState ?? 0] || text?.stat;
  if (!ref || !stat) return { kind: "unreadable", refusal: { code: "sms.report-text", facts: { octets: content.length } }, reply };
  return { kind: "report", report: { ref, phone: barePhone(body.source), state: stateOf(stat), stat, detail: text?.err ?? "", raw }, reply };
}

/** The answer to a request that could not be read; an answer that could not be read gets none. */
function nackFor(frame: Buffer, code: string): Buffer | null {
  if (frame.length < pdus.least || frame.readUInt32BE(4) >= isAnswer) return null;
  return certain(pdus.encode("genericNack", { status: code === "sms.unknown-command" ? nack.command : nack.length, sequence: frame.readUInt32BE(12) }));
}
