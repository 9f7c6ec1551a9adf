import { describe, expect, test } from "vitest";
import { gateways, now, partsFor, smgpAccount } from "./fixtures/accounts.ts";
import { octets } from "./fixtures/octets.ts";
import { smgp } from "./smgp.ts";

const gateway = gateways.smgp;
const none = Buffer.alloc(0);
const hex = (frame: { ok: boolean; value?: unknown }): string => {
  const value = frame.value as Buffer | { bytes: Buffer };
  return (Buffer.isBuffer(value) ? value : value.bytes).toString("hex");
};
// MD5("43100001" + seven 00 + "tongsheng" + "0403140000"), worked out with md5sum.
const proof = octets("8c8aa26b99cf6c448797c65ea1055203");
// Ten octets of digits: gateway 431001, 0403 14:00, count 000020. The zeros and the 0x20 are what naive reading of text stumbles over.
const msgId = "43100104031400000020";

describe("SMGP as its text lays it out, octet by octet", () => {
  test("a part of a long message carries four tagged fields of five octets behind its end", () => {
    const [, second] = partsFor(gateway, "火".repeat(71));
    const frame = hex(gateway.submit(second!, 3, now));
    expect(frame.slice(-40)).toBe(octets("0001 0001 00  0002 0001 01  0009 0001 02  000a 0001 02").toString("hex"));
    expect(frame.slice(0, 8)).toBe("000000b5"); // 147 + 6 of header + 8 of words + 20 = 181
  });
  test("a province that takes GB18030 only gets format 15 and its octets", () => {
    const provincial = smgp({ ...smgpAccount, chinese: "gb18030" });
    const frame = Buffer.from(hex(provincial.submit(partsFor(provincial, "清明禁火")[0]!, 2, now)), "hex");
    expect(frame[39]).toBe(15);
    expect(frame.subarray(138, 147).toString("hex")).toBe("08c7e5c3f7bdfbbbf0");
  });
  test.each([["00000000", null], ["00000001", "rateLimited"], ["0000000c", "duplicate"], ["0000004b", "quota"], ["00000063", "content"]])("a submit is answered with status %s", (status, cls) => {
    expect(gateway.hear(octets(`0000001a 80000002 00000002 ${msgId} ${status}`), none)).toMatchObject({ kind: "submitted", sequence: 2, ref: msgId, failure: cls ? { class: cls } : null });
  });
  test("a report names its message by ten raw octets, whatever they are", () => {
    // 12 head + 10 + 1 + 1 + 14 + 21 + 21 + 1 + 121 + 8 = 210; the text is 3 + 10 + 8 + 10 + 23 + 21 + 13 + 8 + 5 + 20 = 121.
    const heard = gateway.hear(octets(`
      000000d2 00000003 00000004 ${msgId} 01 00 '20260403140100'
      3133383030303030303031 00*10 3130363931 00*16 79
      'id:' ${msgId} 20 'sub:001' 20 'dlvrd:001' 20 'Submit_Date:2604031400' 20 'Done_Date:2604031401' 20 'Stat:DELIVRD' 20 'Err:000' 20 'Txt:' 00*20 00*8`), none);
    expect(heard).toMatchObject({ kind: "report", report: { ref: msgId, phone: "13800000001", state: "delivered", stat: "DELIVRD", detail: "000" } });
    expect(heard.kind === "report" && heard.reply.toString("hex")).toBe(octets(`0000001a 80000003 00000004 ${msgId} 00000000`).toString("hex"));
  });
  test("a report that is none is acknowledged and told, not guessed", () => {
    const heard = gateway.hear(octets(`0000005c 00000003 00000004 ${msgId} 01 00 '20260403140100' 3133383030303030303031 00*10 3130363931 00*16 03 'id:' 00*8`), none);
    expect(heard).toMatchObject({ kind: "unreadable", refusal: { code: "sms.report-text" }, reply: expect.any(Buffer) as Buffer });
  });
  test("a message from a phone comes with its words, the header of a long one left away", () => {
    const heard = gateway.hear(octets(`00000068 00000003 00000004 ${msgId} 00 08 '20260403140100' 3133383030303030303031 00*10 3130363931 00*16 0a 050003070101 90008ba2 00*8 0002 0001 01`), none);
    expect(heard).toMatchObject({ kind: "incoming", incoming: { from: "13800000001", text: "退订" } });
  });
  test.each([
    ["active test", "0000000c 00000004 00000005", "alive", "0000000c 80000004 00000005"], ["its answer", "0000000c 80000004 00000005", "alive", null],
    ["exit", "0000000c 00000006 00000005", "leaving", "0000000c 80000006 00000005"], ["its answer", "0000000c 80000006 00000005", "leaving", null],
  ])("%s", (_, written, kind, reply) => {
    const heard = gateway.hear(octets(written), none);
    expect(heard.kind).toBe(kind);
    expect("reply" in heard ? (heard.reply?.toString("hex") ?? null) : null).toBe(reply ? octets(reply).toString("hex") : null);
  });
});

describe("the gateway proves itself too", () => {
  // MD5(four 00 + proof + "tongsheng"), worked out with md5sum.
  const right = "00000021 80000001 00000001 00000000 c0c09afb4a60c6be1dcb0fdf059a7c0e 30";
  test.each([["with the secret", right, null], ["without", right.replace("c0c0", "c1c0"), "auth"], ["a wrong proof of ours (21)", "00000021 80000001 00000001 00000015 00*16 30", "auth"], ["a wrong address of ours (20)", "00000021 80000001 00000001 00000014 00*16 30", "permission"]])(
    "%s", (_, written, cls) => { expect(gateway.hear(octets(written), proof)).toMatchObject({ kind: "bound", failure: cls ? { class: cls } : null }); });
});
