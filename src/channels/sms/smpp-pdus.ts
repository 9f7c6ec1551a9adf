import { ctext, record, rest, restText, sized, tlvs, u32, u8, uint } from "./codec/spec.ts";
import { defineProtocol } from "./codec/protocol.ts";

const u16 = uint(2);

/** The tagged fields of SMPP 3.4 (section 5.3.2) that submits and reports need; the others are kept as they come. */
const options = tlvs({
  receiptedMessageId: { tag: 0x001e, of: restText }, scInterfaceVersion: { tag: 0x0210, of: u8 }, sarReference: { tag: 0x020c, of: u16 }, sarTotal: { tag: 0x020e, of: u8 }, sarNumber: { tag: 0x020f, of: u8 },
  networkErrorCode: { tag: 0x0423, of: rest }, messagePayload: { tag: 0x0424, of: rest }, messageState: { tag: 0x0427, of: u8 },
});

const empty = record({});
const source = { sourceTon: u8, sourceNpi: u8, source: ctext(21) };
const destination = { destinationTon: u8, destinationNpi: u8, destination: ctext(21) };
const bind = record({ systemId: ctext(16), password: ctext(9), systemType: ctext(13), interfaceVersion: u8, addressTon: u8, addressNpi: u8, addressRange: ctext(41) });
const bindResp = record({ systemId: ctext(16), options });
const message = record({
  serviceType: ctext(6), ...source, ...destination, esmClass: u8, protocolId: u8, priority: u8, scheduleTime: ctext(17), validityPeriod: ctext(17), registeredDelivery: u8,
  replaceIfPresent: u8, dataCoding: u8, defaultMessageId: u8, content: sized(1, 254), options,
});
const messageId = record({ messageId: ctext(65), options });

/** The frames of SMPP 3.4, section 4. The body of a refused answer may be missing. */
export const smppPdus = defineProtocol({
  head: record({ status: u32, sequence: u32 }),
  // A message_payload of 64 KB and what stands before it.
  longest: 66_560,
  pdus: {
    genericNack: { command: 0x80000000, body: empty },
    bindReceiver: { command: 0x00000001, body: bind },
    bindReceiverResp: { command: 0x80000001, body: bindResp, bare: true },
    bindTransmitter: { command: 0x00000002, body: bind },
    bindTransmitterResp: { command: 0x80000002, body: bindResp, bare: true },
    query: { command: 0x00000003, body: record({ messageId: ctext(65), ...source }) },
    queryResp: { command: 0x80000003, body: record({ messageId: ctext(65), finalDate: ctext(17), messageState: u8, errorCode: u8 }), bare: true },
    submit: { command: 0x00000004, body: message },
    submitResp: { command: 0x80000004, body: messageId, bare: true },
    deliver: { command: 0x00000005, body: message },
    deliverResp: { command: 0x80000005, body: messageId, bare: true },
    unbind: { command: 0x00000006, body: empty },
    unbindResp: { command: 0x80000006, body: empty },
    cancel: { command: 0x00000008, body: record({ serviceType: ctext(6), messageId: ctext(65), ...source, ...destination }) },
    cancelResp: { command: 0x80000008, body: empty },
    bindTransceiver: { command: 0x00000009, body: bind },
    bindTransceiverResp: { command: 0x80000009, body: bindResp, bare: true },
    enquireLink: { command: 0x00000015, body: empty },
    enquireLinkResp: { command: 0x80000015, body: empty },
  },
});
