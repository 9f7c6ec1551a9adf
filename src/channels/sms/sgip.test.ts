import { describe, expect, test } from "vitest";
import { gateways, now, partsFor, sgipAccount } from "./fixtures/accounts.ts";
import { octets } from "./fixtures/octets.ts";
import { sgip } from "./sgip.ts";

const gateway = gateways.sgip;
const none = Buffer.alloc(0);
const hex = (frame: { ok: boolean; value?: unknown }): string => {
  const value = frame.value as Buffer | { bytes: Buffer };
  return (Buffer.isBuffer(value) ? value : value.bytes).toString("hex");
};
// Node 3043112345 (3, area 0431, corp 12345) is 0xb5623599; 403140000 is 0x18076da0.
const head = (length: string, command: string, count: string) => `${length} ${command} b5623599 18076da0 ${count}`;
// A head of the gateway's own: node 431001 is 0x00069399.
const theirs = (length: string, command: string) => `${length} ${command} 00069399 18076da0 00000005`;

describe("SGIP as its text lays it out, octet by octet", () => {
  test("a submit has its name before it is answered", () => { expect(gateway.submit(partsFor(gateway, "a")[0]!, 2, now)).toMatchObject({ value: { ref: "3043112345-403140000-2" } }); });
  test.each([["13800000001"], ["8613800000001"], ["+8613800000001"], ["008613800000001"]])("%s goes out with 86 once", (phone) => {
    const frame = Buffer.from(hex(gateway.submit(partsFor(gateway, "a", phone)[0]!, 2, now)), "hex");
    expect(frame.subarray(63, 76).toString()).toBe("8613800000001");
  });
  test.each([[0, "delivered"], [1, "underway"], [2, "undelivered"], [9, "unclear"]] as const)("a REPORT of state %i is %s, by the three numbers of the submit", (state, said) => {
    const heard = gateway.hear(octets(`
      ${theirs("00000040", "00000005")}            | 20 head + 12 + 1 + 21 + 1 + 1 + 8 = 64
      b5623599 18076da0 00000002 00                | the submit's node, time, count; about a submit
      38363133383030303030303031 00*8 0${state} 19 00*8`), none);
    expect(heard).toMatchObject({ kind: "report", report: { ref: "3043112345-403140000-2", phone: "13800000001", state: said, detail: "25" } });
    expect(heard.kind === "report" && heard.reply.toString("hex")).toBe(octets(`${theirs("0000001d", "80000005")} 00 00*8`).toString("hex"));
  });
  test.each([["00", null], ["0b", "rateLimited"], ["06", "recipient"], ["09", "duplicate"]])("a submit is answered with result %s", (result, cls) => {
    expect(gateway.hear(octets(`${head("0000001d", "80000003", "00000002")} ${result} 00*8`), none)).toMatchObject({ kind: "submitted", sequence: 2, ref: "3043112345-403140000-2", failure: cls ? { class: cls } : null });
  });
  test.each([["00", null], ["01", "auth"], ["04", "permission"]])("a bind is answered with result %s", (result, cls) => {
    expect(gateway.hear(octets(`${head("0000001d", "80000001", "00000001")} ${result} 00*8`), none)).toMatchObject({ kind: "bound", sequence: 1, failure: cls ? { class: cls } : null });
  });
  test("a message from a phone is answered under its own numbers", () => {
    const heard = gateway.hear(octets(`
      ${theirs("00000051", "00000004")}            | 20 head + 21 + 21 + 3 + 4 + 4 + 8 = 81
      38363133383030303030303031 00*8 3130363931 00*16 00 00 08 00000004 90008ba2 00*8`), none);
    expect(heard).toMatchObject({ kind: "incoming", incoming: { from: "13800000001", to: "10691", text: "退订" } });
    expect(heard.kind === "incoming" && heard.reply.toString("hex")).toBe(octets(`${theirs("0000001d", "80000004")} 00 00*8`).toString("hex"));
  });
  test("an unbind is three numbers more than a bare head", () => {
    expect(hex(gateway.unbind(9, now))).toBe(octets(head("00000014", "00000002", "00000009")).toString("hex"));
    expect(gateway.hear(octets(theirs("00000014", "00000002")), none)).toMatchObject({ kind: "leaving" });
  });
  test("the protocol has no heartbeat and takes nothing back", () => { expect([gateway.heartbeat, gateway.cancel]).toEqual([null, null]); });
});

describe("the gateway that dials in must know its word", () => {
  const knock = (type: string, name: string, password: string) => octets(`${theirs("0000003d", "00000001")} ${type} ${name} ${password} 00*8`);
  const smg = "736d67 00*13";
  const back = "6261636b 00*12";
  test.each([["the right word", knock("02", smg, back), true, "00"], ["another password", knock("02", smg, "6261636c 00*12"), false, "01"], ["another name", knock("02", "736d68 00*13", back), false, "01"], ["our own word", knock("02", "7370 00*14", "7077 00*14"), false, "01"], ["as if it were a sender", knock("01", smg, back), false, "04"]])(
    "%s", (_, frame, admitted, result) => {
      const heard = gateway.hear(frame, none);
      expect(heard).toMatchObject({ kind: "knock", admitted });
      expect(heard.kind === "knock" && heard.reply.toString("hex")).toBe(octets(`${theirs("0000001d", "80000001")} ${result} 00*8`).toString("hex"));
    });
  test("an account that waits for nobody lets nobody in", () => { expect(sgip({ ...sgipAccount, knock: null }).hear(knock("02", smg, back), none)).toMatchObject({ admitted: false }); });
});
