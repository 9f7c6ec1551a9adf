import { block, counted, optional, record, sized, text, tlvs, u32, u8 } from "./codec/spec.ts";
import { defineProtocol } from "./codec/protocol.ts";

/** The tagged fields of SMGP 3.0 that single parts and long messages need; the others are kept as they come. */
const options = tlvs({
  tpPid: { tag: 0x0001, of: u8 }, tpUdhi: { tag: 0x0002, of: u8 }, linkId: { tag: 0x0003, of: text(20) }, pkTotal: { tag: 0x0009, of: u8 }, pkNumber: { tag: 0x000a, of: u8 },
  submitMsgType: { tag: 0x000b, of: u8 }, msgSrc: { tag: 0x0010, of: text(8) },
});

const empty = record({});
const msgId = block(10);

/** The frames of SMGP 3.0.3 (中国电信). */
export const smgpPdus = defineProtocol({
  head: record({ sequence: u32 }),
  longest: 4_096,
  pdus: {
    login: { command: 0x00000001, body: record({ clientId: text(8), authenticator: block(16), loginMode: u8, timestamp: u32, version: u8 }) },
    loginResp: { command: 0x80000001, body: record({ status: u32, authenticator: block(16), version: u8 }) },
    submit: {
      command: 0x00000002,
      body: record({
        msgType: u8, needReport: u8, priority: u8, serviceId: text(10), feeType: text(2), feeCode: text(6), fixedFee: text(6), msgFormat: u8, validTime: text(17), atTime: text(17),
        srcTermId: text(21), chargeTermId: text(21), destTermIds: counted(1, text(21)), content: sized(1, 252), reserve: text(8), options,
      }),
    },
    submitResp: { command: 0x80000002, body: record({ msgId, status: u32 }) },
    deliver: {
      command: 0x00000003,
      body: record({ msgId, isReport: u8, msgFormat: u8, recvTime: text(14), srcTermId: text(21), destTermId: text(21), content: sized(1, 255), reserve: text(8), options }),
    },
    deliverResp: { command: 0x80000003, body: record({ msgId, status: u32 }) },
    activeTest: { command: 0x00000004, body: empty },
    activeTestResp: { command: 0x80000004, body: empty },
    exit: { command: 0x00000006, body: empty },
    exitResp: { command: 0x80000006, body: empty },
    query: { command: 0x00000007, body: record({ time: text(8), queryType: u8, queryCode: text(10), reserve: text(8) }) },
    // The texts differ over whether reserved octets close it.
    queryResp: {
      command: 0x80000007,
      body: record({ time: text(8), queryType: u8, queryCode: text(10), mtMessages: u32, mtUsers: u32, mtSent: u32, mtWaiting: u32, mtFailed: u32, moSent: u32, moWaiting: u32, moFailed: u32, reserve: optional(text(8)) }),
    },
  },
});
