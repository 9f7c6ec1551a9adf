import { compile, readWhole } from "./codec/compile.ts";
import { block, counted, optional, record, sized, text, u32, u64, u8, uint } from "./codec/spec.ts";
import { defineProtocol } from "./codec/protocol.ts";

/** Octets in which the versions differ: result codes, phones, the kinds of number and the last field (Reserve, then LinkID). */
const widths = {
  "2.0": { result: 1, phone: 21, kind: 0, tail: 8 },
  "3.0": { result: 4, phone: 32, kind: 1, tail: 20 },
} as const;

/** The versions in use; 2.0 is spoken by older gateways and most resellers. */
export type CmppVersion = keyof typeof widths;

const statistics = { mtMessages: u32, mtUsers: u32, mtSent: u32, mtWaiting: u32, mtFailed: u32, moSent: u32, moWaiting: u32, moFailed: u32 };
const empty = record({});

const pdusOf = ({ result, phone, kind, tail }: (typeof widths)[CmppVersion]) => ({
  connect: { command: 0x00000001, body: record({ sourceAddr: text(6), authenticator: block(16), version: u8, timestamp: u32 }) },
  connectResp: { command: 0x80000001, body: record({ status: uint(result), authenticator: block(16), version: u8 }) },
  terminate: { command: 0x00000002, body: empty },
  terminateResp: { command: 0x80000002, body: empty },
  submit: {
    command: 0x00000004,
    body: record({
      msgId: u64, pkTotal: u8, pkNumber: u8, registeredDelivery: u8, msgLevel: u8, serviceId: text(10), feeUserType: u8, feeTerminalId: text(phone), feeTerminalType: uint(kind),
      tpPid: u8, tpUdhi: u8, msgFmt: u8, msgSrc: text(6), feeType: text(2), feeCode: text(6), validTime: text(17), atTime: text(17), srcId: text(21),
      destTerminalIds: counted(1, text(phone)), destTerminalType: uint(kind), content: sized(1, 255), tail: text(tail),
    }),
  },
  submitResp: { command: 0x80000004, body: record({ msgId: u64, result: uint(result) }) },
  deliver: {
    command: 0x00000005,
    body: record({
      msgId: u64, destId: text(21), serviceId: text(10), tpPid: u8, tpUdhi: u8, msgFmt: u8, srcTerminalId: text(phone), srcTerminalType: uint(kind),
      registeredDelivery: u8, content: sized(1, 255), tail: text(tail),
    }),
  },
  deliverResp: { command: 0x80000005, body: record({ msgId: u64, result: uint(result) }) },
  query: { command: 0x00000006, body: record({ time: text(8), queryType: u8, queryCode: text(10), reserve: text(8) }) },
  queryResp: { command: 0x80000006, body: record({ time: text(8), queryType: u8, queryCode: text(10), ...statistics }) },
  cancel: { command: 0x00000007, body: record({ msgId: u64 }) },
  cancelResp: { command: 0x80000007, body: record({ successId: uint(result) }) },
  activeTest: { command: 0x00000008, body: empty },
  // Some gateways leave the reserved octet out.
  activeTestResp: { command: 0x80000008, body: record({ reserved: optional(u8) }) },
});

/** Most octets of a CMPP frame that is still believed: a submit to 100 phones takes 3.5 thousand. */
const longest = 4_096;

/** The frames of CMPP 2.0 and 3.0 (中国移动 CMPP): one table, two sets of widths. */
export const cmppPdus = (version: CmppVersion) => defineProtocol({ head: record({ sequence: u32 }), pdus: pdusOf(widths[version]), longest });

const reportOf = (phone: number) => compile(record({ msgId: u64, stat: text(7), submitTime: text(10), doneTime: text(10), destTerminalId: text(phone), smscSequence: u32 }));

/** The status report inside a DELIVER: 60 octets with a phone of 21, 71 with one of 32. */
export const cmppReports = { "2.0": reportOf(widths["2.0"].phone), "3.0": reportOf(widths["3.0"].phone) } as const satisfies Record<CmppVersion, unknown>;

/** Reads a status report by its length alone, whichever version the line speaks; null for any other length. */
export function readCmppReport(content: Uint8Array) {
  const codec = Object.values(cmppReports).find(({ least }) => least === content.length);
  return codec ? readWhole(codec, content) : null;
}
