import { describe, expect, test } from "vitest";
import { gateways, now, partsFor } from "./fixtures/accounts.ts";
import { octets } from "./fixtures/octets.ts";
import { sdk } from "./fixtures/smpp-sdk.ts";
import { results } from "./results.ts";
import { smppPdus } from "./smpp-pdus.ts";

const gateway = gateways.smpp;
const none = Buffer.alloc(0);
const hex = (frame: { ok: boolean; value?: unknown }): string => {
  const value = frame.value as Buffer | { bytes: Buffer };
  return (Buffer.isBuffer(value) ? value : value.bytes).toString("hex");
};

describe("SMPP as its text lays it out, octet by octet", () => {
  test("a part of a long message flags its header in esm_class (0x40)", () => {
    const frame = Buffer.from(hex(gateway.submit(partsFor(gateway, "火".repeat(71))[1]!, 3, now)), "hex");
    expect(frame[41]).toBe(0x40);
    expect(frame.subarray(50, 57).toString("hex")).toBe("0e050003070202");
  });
  test("a submit is answered with the message's name, or bare with the reason", () => {
    expect(gateway.hear(octets("00000019 80000004 00000000 00000002 '00000001' 00"), none)).toEqual({ kind: "submitted", sequence: 2, ref: "00000001", failure: null });
    expect(gateway.hear(octets("00000010 80000004 00000058 00000002"), none)).toMatchObject({ kind: "submitted", sequence: 2, ref: "", failure: { class: "rateLimited", rawCode: "88" } });
    expect(gateway.hear(octets("00000011 80000004 0000000b 00000002 00"), none)).toMatchObject({ failure: { class: "recipient", scope: "recipient" } });
  });
  const text = "'id:00000001' 20 'sub:001' 20 'dlvrd:001' 20 'submit' 20 'date:2604031400' 20 'done' 20 'date:2604031401' 20 'stat:DELIVRD' 20 'err:000' 20 'text:'";
  const deliver = (esm: string, content: string, options: string) => {
    const body = octets(`00 01 01 '8613800000001' 00 00 00 '10691' 00 ${esm} 00 00 00 00 00 00 00 00`);
    const words = octets(content);
    const frame = Buffer.concat([octets("00000000 00000005 00000000 00000007"), body, Buffer.from([words.length]), words, octets(options)]);
    frame.writeUInt32BE(frame.length, 0);
    return frame;
  };
  test.each([
    ["in its text", deliver("04", text, ""), "00000001", "delivered"], ["in its tagged fields", deliver("04", "", "001e 0009 '00000002' 00 0427 0001 05"), "00000002", "undelivered"],
    ["in both: the tagged fields count", deliver("04", text, "001e 0008 '00000002' 0427 0001 03"), "00000002", "undelivered"], ["news on the way", deliver("20", text.replace("DELIVRD", "ENROUTE"), ""), "00000001", "underway"],
    ["in a payload", deliver("04", "", `0424 0064 ${text}`), "00000001", "delivered"],
  ])("a report says what became of a message: %s", (_, frame, ref, state) => {
    const heard = gateway.hear(frame, none);
    expect(heard).toMatchObject({ kind: "report", report: { ref, phone: "13800000001", state } });
    expect(heard.kind === "report" && heard.reply.toString("hex")).toBe(octets("00000011 80000005 00000000 00000007 00").toString("hex"));
  });
  test("a report without a name is acknowledged and told, not guessed", () => {
    expect(gateway.hear(deliver("04", "'hello'", ""), none)).toMatchObject({ kind: "unreadable", refusal: { code: "sms.report-text" }, reply: expect.any(Buffer) as Buffer });
  });
  test.each([
    ["enquire_link", "00000010 00000015 00000000 00000005", "alive", "00000010 80000015 00000000 00000005"], ["unbind", "00000010 00000006 00000000 00000005", "leaving", "00000010 80000006 00000000 00000005"],
    ["a command nobody knows", "00000010 00000103 00000000 00000005", "unreadable", "00000010 80000000 00000003 00000005"], ["a body that ends early", "00000011 00000005 00000000 00000005 00", "unreadable", "00000010 80000000 00000002 00000005"],
    ["an answer nobody knows", "00000010 80000103 00000000 00000005", "unreadable", null],
  ])("%s", (_, written, kind, reply) => {
    const heard = gateway.hear(octets(written), none);
    expect(heard.kind).toBe(kind);
    expect("reply" in heard ? (heard.reply?.toString("hex") ?? null) : null).toBe(reply ? octets(reply).toString("hex") : null);
  });
  test("a generic_nack refuses the request of its sequence", () => { expect(gateway.hear(octets("00000010 80000000 00000003 00000002"), none)).toMatchObject({ kind: "refusedFrame", sequence: 2, failure: { class: "content" } }); });
  test("a cancel names the message and both addresses", () => {
    expect(hex(gateway.cancel!({ ref: "00000001", phone: "13800000001" }, 4))).toBe(octets(`
      00000032 00000008 00000000 00000004 | 16 head + 1 + 9 + 8 + 16 = 50
      00 '00000001' 00 00 00 '10691' 00 01 01 '8613800000001' 00`).toString("hex"));
  });
});

describe("beside an unrelated SDK", () => {
  test("every status that we give a meaning to is one it names", () => {
    const named = new Set(Object.values(sdk.errors));
    expect(Object.keys(results.smpp).map(Number).filter((code) => !named.has(code))).toEqual([]);
    expect([sdk.errors["ESME_RTHROTTLED"], sdk.errors["ESME_RINVPASWD"], sdk.errors["ESME_RINVSYSID"]]).toEqual([0x58, 0x0e, 0x0f]);
  });
  test.each([["submit", "submit_sm"], ["submitResp", "submit_sm_resp"], ["deliver", "deliver_sm"], ["bindTransceiver", "bind_transceiver"], ["cancel", "cancel_sm"], ["query", "query_sm"], ["enquireLink", "enquire_link"], ["unbind", "unbind"], ["genericNack", "generic_nack"]] as const)(
    "%s has the command that it gives %s", (ours, its) => { expect(smppPdus.pdus[ours].command).toBe(sdk.commands[its]?.id); });
  test.each([["receiptedMessageId", "receipted_message_id"], ["messageState", "message_state"], ["messagePayload", "message_payload"], ["scInterfaceVersion", "sc_interface_version"], ["networkErrorCode", "network_error_code"], ["sarReference", "sar_msg_ref_num"], ["sarTotal", "sar_total_segments"], ["sarNumber", "sar_segment_seqnum"]] as const)(
    "%s has the tag that it gives %s", (ours, its) => { expect(smppPdus.pdus.submit.body.fields.options.tags[ours].tag).toBe(sdk.tlvs[its]?.id); });
});
