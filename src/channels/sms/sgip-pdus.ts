import { counted, record, sized, text, u32, u8 } from "./codec/spec.ts";
import { defineProtocol } from "./codec/protocol.ts";

/** The three numbers that name a message of SGIP everywhere: the node that made it, its time MMDDHHMMSS, a count. */
const sequence = record({ node: u32, time: u32, count: u32 });

const empty = record({});
const answer = record({ result: u8, reserve: text(8) });

/** The frames of SGIP 1.2 (中国联通); its head is twenty octets. */
export const sgipPdus = defineProtocol({
  head: record({ sequence }),
  // The protocol says 2 KB; a submit to 100 phones is a little more.
  longest: 4_096,
  pdus: {
    bind: { command: 0x00000001, body: record({ loginType: u8, loginName: text(16), loginPassword: text(16), reserve: text(8) }) },
    bindResp: { command: 0x80000001, body: answer },
    unbind: { command: 0x00000002, body: empty },
    unbindResp: { command: 0x80000002, body: empty },
    submit: {
      command: 0x00000003,
      body: record({
        spNumber: text(21), chargeNumber: text(21), userNumbers: counted(1, text(21)), corpId: text(5), serviceType: text(10), feeType: u8, feeValue: text(6), givenValue: text(6),
        agentFlag: u8, moreLaterToMtFlag: u8, priority: u8, expireTime: text(16), scheduleTime: text(16), reportFlag: u8, tpPid: u8, tpUdhi: u8, messageCoding: u8, messageType: u8,
        content: sized(4, 255), reserve: text(8),
      }),
    },
    submitResp: { command: 0x80000003, body: answer },
    deliver: { command: 0x00000004, body: record({ userNumber: text(21), spNumber: text(21), tpPid: u8, tpUdhi: u8, messageCoding: u8, content: sized(4, 255), reserve: text(8) }) },
    deliverResp: { command: 0x80000004, body: answer },
    report: { command: 0x00000005, body: record({ submitSequence: sequence, reportType: u8, userNumber: text(21), state: u8, errorCode: u8, reserve: text(8) }) },
    reportResp: { command: 0x80000005, body: answer },
  },
});
