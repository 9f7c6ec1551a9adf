import { describe, expect, test } from "vitest";
import { packMsgId, unpackMsgId } from "./cmpp.ts";
import { cmppPdus } from "./cmpp-pdus.ts";
import { gateways, now, partsFor } from "./fixtures/accounts.ts";
import { octets } from "./fixtures/octets.ts";

const { cmpp2, cmpp3 } = gateways;
const none = Buffer.alloc(0);
const hex = (frame: { ok: boolean; value?: unknown }): string => {
  const value = frame.value as Buffer | { bytes: Buffer };
  return (Buffer.isBuffer(value) ? value : value.bytes).toString("hex");
};

const proof = octets("e7a9e520aa6351b3359a40206685855c");
// 0403 14:00:00, gateway 43101, count 1: 0100 00011 01110 000000 000000, 0000001010100001011101, 0000000000000001.
const msgId = "41b80000a85d0001";
const report = (phone: number) => `
  ${msgId} 44454c49565244           | "DELIVRD"
  32363034303331343030              | "2604031400"
  32363034303331343031              | "2604031401"
  3133383030303030303031 00*${phone - 11}
  00000007`;
const delivered3 = octets(`
  000000b4 00000005 00000009        | 12 head + 8 + 21 + 10 + 3 + 32 + 1 + 1 + 1 + 71 + 20 = 180
  ${msgId} 3130363931 00*16 00*10 00 00 00 3133383030303030303031 00*21 00
  01 47 ${report(32)} 00*20         | a report of 8 + 7 + 10 + 10 + 32 + 4 = 71 = 0x47`);
const delivered2 = octets(`
  00000091 00000005 00000009        | 12 head + 8 + 21 + 10 + 3 + 21 + 1 + 1 + 60 + 8 = 145
  ${msgId} 3130363931 00*16 00*10 00 00 00 3133383030303030303031 00*10
  01 3c ${report(21)} 00*8          | a report of 8 + 7 + 10 + 10 + 21 + 4 = 60 = 0x3c`);

describe("CMPP as its text lays it out, octet by octet", () => {
  test("the proof that it made is what the gateway's own must build upon", () => { expect(cmpp3.bind(1, now)).toMatchObject({ value: { proof } }); });
  test("a part of a long message says which it is, twice, and flags its header", () => {
    const parts = partsFor(cmpp3, "火".repeat(71), "+8613800000001");
    const frame = Buffer.from(hex(cmpp3.submit(parts[1]!, 8, now)), "hex");
    expect(frame.subarray(20, 22).toString("hex")).toBe("0202");
    expect(frame[69]).toBe(1);
    expect(frame.subarray(141, 152).toString()).toBe("13800000001");
    // 175 − 1: fourteen octets, header (reference 7, two parts, the second), then four times U+706B.
    expect(frame.subarray(174, 189).toString("hex")).toBe(octets("0e 050003 07 02 02 706b*4").toString("hex"));
  });
  test.each([
    ["3.0", cmpp3, "00000018 80000004 00000007 41b80000a85d0001 00000000", null], ["2.0", cmpp2, "00000015 80000004 00000007 41b80000a85d0001 00", null],
    ["3.0, too often", cmpp3, "00000018 80000004 00000007 00*8 00000008", "rateLimited"], ["2.0, too often", cmpp2, "00000015 80000004 00000007 00*8 08", "rateLimited"],
    ["3.0, sequence doubled", cmpp3, "00000018 80000004 00000007 00*8 00000003", "duplicate"], ["a code nobody listed", cmpp3, "00000018 80000004 00000007 00*8 000000c8", "content"],
  ] as const)("the answer to a submit: %s", (_, gateway, written, cls) => {
    expect(gateway.hear(octets(written), none)).toMatchObject({ kind: "submitted", sequence: 7, ref: cls ? "0" : "4735535011004743681", failure: cls ? { class: cls } : null });
  });
  test.each([["3.0", cmpp3, delivered3], ["2.0", cmpp2, delivered2]] as const)("a report of %s is read by its length and answered with its own Msg_Id", (version, gateway, frame) => {
    const heard = gateway.hear(frame, none);
    expect(heard).toMatchObject({ kind: "report", report: { ref: "4735535011004743681", phone: "13800000001", state: "delivered", stat: "DELIVRD" } });
    const answer = version === "3.0" ? "00000018 80000005 00000009 41b80000a85d0001 00000000" : "00000015 80000005 00000009 41b80000a85d0001 00";
    expect(heard.kind === "report" && heard.reply.toString("hex")).toBe(octets(answer).toString("hex"));
  });
  test("a 2.0 report on a 3.0 line is read all the same: its length tells", () => {
    const frame = cmppPdus("3.0").encode("deliver", { sequence: 9 }, { msgId: 1n, registeredDelivery: 1, content: octets(report(21)) });
    expect(frame.ok && cmpp3.hear(frame.value, none)).toMatchObject({ kind: "report", report: { ref: "4735535011004743681" } });
  });
  test.each([0, 59, 61, 70, 72, 255])("a report of %i octets is refused as one of wrong length (4), and nothing is guessed", (length) => {
    const frame = cmppPdus("3.0").encode("deliver", { sequence: 9 }, { msgId: 1n, registeredDelivery: 1, content: Buffer.alloc(length, 0x31) });
    const heard = frame.ok ? cmpp3.hear(frame.value, none) : null;
    expect(heard).toMatchObject({ kind: "unreadable", refusal: { code: "sms.report-length", facts: { octets: length } } });
    expect(heard?.kind === "unreadable" && heard.reply?.toString("hex")).toBe(octets("00000018 80000005 00000009 0000000000000001 00000004").toString("hex"));
  });
  test("a message from a phone comes with its words and its number as people write it", () => {
    const frame = cmppPdus("2.0").encode("deliver", { sequence: 3 }, { msgId: 1n, destId: "10691", srcTerminalId: "8613800000001", msgFmt: 15, content: octets("cdcbb6a9") });
    expect(frame.ok && cmpp2.hear(frame.value, none)).toMatchObject({ kind: "incoming", incoming: { from: "13800000001", to: "10691", text: "退订" } });
  });
  test.each([
    ["active test", "0000000c 00000008 00000005", { kind: "alive" }, "0000000d 80000008 00000005 00"], ["its answer", "0000000d 80000008 00000005 00", { kind: "alive", reply: null }, null],
    ["its answer without the reserved octet", "0000000c 80000008 00000005", { kind: "alive", reply: null }, null], ["goodbye", "0000000c 00000002 00000005", { kind: "leaving" }, "0000000c 80000002 00000005"],
    ["a cancel that was done", "00000010 80000007 00000005 00000000", { kind: "cancelled", sequence: 5, done: true }, null], ["a cancel that came too late", "00000010 80000007 00000005 00000001", { kind: "cancelled", done: false }, null],
    ["a command nobody knows", "0000000c 00000099 00000005", { kind: "unreadable", refusal: { code: "sms.unknown-command" } }, null], ["a submit, which only we send", "0000000c 00000004 00000005", { kind: "unreadable" }, null],
    ["octets behind the end", "0000000d 80000002 00000005 00", { kind: "unreadable", refusal: { code: "sms.trailing-octets" } }, null],
  ])("%s", (_, written, heard, reply) => {
    const news = cmpp3.hear(octets(written), none);
    expect(news).toMatchObject(heard);
    if (reply) expect("reply" in news && news.reply?.toString("hex")).toBe(octets(reply).toString("hex"));
  });
  test("a cancel names the Msg_Id, a goodbye and an active test are bare heads", () => {
    expect(hex(cmpp3.cancel!({ ref: "4735535011004743681", phone: "" }, 6))).toBe(octets("00000014 00000007 00000006 41b80000a85d0001").toString("hex"));
    expect(cmpp3.cancel!({ ref: "sdk-1", phone: "" }, 6)).toEqual({ ok: false, refusal: { code: "sms.no-such-ref", facts: { ref: "sdk-1" } } });
    expect(hex(cmpp3.heartbeat!(6))).toBe(octets("0000000c 00000008 00000006").toString("hex"));
    expect(hex(cmpp3.unbind(6, now))).toBe(octets("0000000c 00000002 00000006").toString("hex"));
  });
});

describe("the gateway proves itself too", () => {
  // MD5(status + proof + "tongsheng"), status one octet in 2.0 and four in 3.0, worked out with md5sum.
  const in2 = "0000001e 80000001 00000001 00 463c99ad6484617cc48861b0c32bfee2 20";
  const in3 = "00000021 80000001 00000001 00000000 b8a13c6292996dd835f53bdd869000d3 30";
  test.each([["2.0", cmpp2, in2], ["3.0", cmpp3, in3]] as const)("%s: with the secret it is believed, with another octet it is not", (_, gateway, written) => {
    expect(gateway.hear(octets(written), proof)).toEqual({ kind: "bound", sequence: 1, failure: null });
    const forged = octets(written);
    forged[20] = (forged[20] ?? 0) ^ 1;
    expect(gateway.hear(forged, proof)).toMatchObject({ kind: "bound", failure: { class: "auth", rawCode: "authenticator" } });
  });
  test.each([["2.0", cmpp2, "0000001e 80000001 00000001 03 00*16 20", "auth"], ["3.0", cmpp3, "00000021 80000001 00000001 00000003 00*16 30", "auth"], ["3.0", cmpp3, "00000021 80000001 00000001 00000004 00*16 30", "permission"]] as const)(
    "%s: its refusal needs no proof", (_, gateway, written, cls) => { expect(gateway.hear(octets(written), proof)).toMatchObject({ kind: "bound", failure: { class: cls } }); });
});

test("a Msg_Id packs month, day, hour, minute, second, gateway and count into 64 bits", () => {
  const id = { month: 4, day: 3, hour: 14, minute: 0, second: 0, gateway: 43_101, count: 1 };
  expect(packMsgId(id).toString(16)).toBe(msgId);
  expect(unpackMsgId(0x41b8_0000_a85d_0001n)).toEqual(id);
  expect(packMsgId({ month: 15, day: 31, hour: 31, minute: 63, second: 63, gateway: 0x3f_ffff, count: 0xffff })).toBe((1n << 64n) - 1n);
});
