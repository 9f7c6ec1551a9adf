import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { startSmsGateway, type SmsGateway } from "#tests/simulators/sms-gateway.ts";
import { knownAccounts } from "#tests/simulators/sms/known.ts";
import { now } from "./fixtures/accounts.ts";
import { octets } from "./fixtures/octets.ts";
import { exchange } from "./fixtures/raw-line.ts";
import { vectors, words } from "./fixtures/vectors.ts";
import type { Gateway } from "./gateway.ts";

// Frames made by hand, without our codec, sent over a bare socket: what the texts say is right is taken, and twenty ways
// to be wrong are not.

let sim: SmsGateway | null = null;
afterEach(async () => { await sim?.stop(); sim = null; });
const start = async (id: Gateway["id"]): Promise<SmsGateway> => (sim = await startSmsGateway({ kind: knownAccounts[id], clock: () => now, reports: "none" }));

type Change = (frame: Buffer) => Buffer;
/** Turns one bit. */
const turn = (at: number, bit = 1): Change => (frame) => { const copy = Buffer.from(frame); copy[at] = (copy[at] ?? 0) ^ bit; return copy; };
const put = (at: number, written: string): Change => (frame) => { const copy = Buffer.from(frame); octets(written).copy(copy, at); return copy; };
/** Replaces so many octets and makes the length honest. */
const replace = (at: number, many: number, written: string): Change => (frame) => {
  const copy = Buffer.concat([frame.subarray(0, at), octets(written), frame.subarray(at + many)]);
  copy.writeUInt32BE(copy.length, 0);
  return copy;
};
const end = Number.MAX_SAFE_INTEGER;
const shorter: Change = (frame) => { const copy = Buffer.from(frame.subarray(0, -1)); copy.writeUInt32BE(copy.length, 0); return copy; };
const longer = replace(end, 0, "00");
/** Lies about the length. */
const lie = (by: number): Change => (frame) => { const copy = Buffer.from(frame); copy.writeUInt32BE(frame.length + by, 0); return copy; };
/** Other claims under a proof made of them by the book: what is wrong is the claim alone. */
const proven = (id: string, zeros: number, secret: string, timestamp: number, at: { id: number; proof: number; time: number }): Change => (frame) => {
  const copy = Buffer.from(frame);
  copy.write(id, at.id);
  createHash("md5").update(id).update(Buffer.alloc(zeros)).update(secret).update(String(timestamp).padStart(10, "0")).digest().copy(copy, at.proof);
  copy.writeUInt32BE(timestamp, at.time);
  return copy;
};

/** Flaws that every protocol's bind can have: offsets of what proves the account, and of what is claimed. */
const framed: [string, Change][] = [
  ["a length one too small", lie(-1)], ["a length one too large", lie(1)], ["a length of four thousand million", put(0, "ffffffff")], ["a length of nothing", put(0, "00000000")],
  ["one octet missing at the end", shorter], ["one octet more at the end", longer], ["a command nobody knows", put(4, "00000099")], ["the command of an answer", turn(4, 0x80)],
];

const cmppAt = { id: 12, proof: 18, time: 35 };
const cmppBinds = (other: string): [string, Change][] => [
  ...framed, ["first bit of the proof", turn(18, 0x80)], ["last bit of the proof", turn(33)], ["the proof of nothing", put(18, "00*16")], ["time moved under the proof", turn(38)],
  ["the proof of six minutes ago", proven("901234", 9, "tongsheng", 403_135_359, cmppAt)], ["the proof of six minutes ahead", proven("901234", 9, "tongsheng", 403_140_601, cmppAt)], ["a time that is none", proven("901234", 9, "tongsheng", 1_303_140_000, cmppAt)],
  ["another account with the right secret", proven("901235", 9, "tongsheng", 403_140_000, cmppAt)], ["another secret", proven("901234", 9, "tongshenh", 403_140_000, cmppAt)], ["the zeros of SMGP", proven("901234", 7, "tongsheng", 403_140_000, cmppAt)],
  ["another version", put(34, other)], ["a version of the future", put(34, "40")],
];
const cmppSubmits = (at: { format: number; source: number; service: number; count: number; length: number }): [string, Change][] => [
  ...framed, ["a Msg_Id of its own", turn(19)], ["part 2 of 1", put(21, "02")], ["part 1 of 0", put(20, "00")], ["a report wish of 3", put(22, "03")], ["another service", turn(at.service)], ["another sender", turn(at.source)],
  ["another account as source", turn(at.format + 1)], ["a fee type of 09", put(at.format + 7, "3039")], ["a coding nobody knows", put(at.format, "09")], ["a header flagged and missing", put(at.format - 1, "01")],
  ["no phone", replace(at.count, 1 + (at.count === 140 ? 32 : 21), "00")], ["a phone with a letter", put(at.count + 5, "41")], ["a phone of twelve digits", put(at.count + 12, "31")],
  ["words longer than their frame", put(at.length, "ff")], ["words one octet longer than said", put(at.length, "13")], ["no words", replace(at.length, 21, "00")],
  ["141 octets", replace(at.length, 21, "8d 00*141")], ["half a character", replace(at.length, 21, "13 3010540967975e94602530116e05660e798170")],
];

const sgipBinds: [string, Change][] = [
  ...framed, ["one bit of the name", turn(21)], ["one bit of the password", turn(37)], ["no name", put(21, "00*16")], ["no password", put(37, "00*16")], ["name and password changed places", put(21, "7077 00*14 7370 00*14")],
  ["a password one letter longer", put(39, "77")], ["the gateway's own name", put(21, "736d67 00*13 6261636b 00*12")], ["as a gateway", put(20, "02")], ["as nobody", put(20, "00")], ["another node", turn(11)],
  ["a node of nothing", put(8, "00000000")], ["six minutes old", put(12, "18076c1f")], ["a time that is none", put(12, "4dadf5e0")],
];
const sgipSubmits: [string, Change][] = [
  ...framed, ["another node", turn(11)], ["a day old", put(12, "18054fb0")], ["another sender", turn(20)], ["a charge number that is no phone", put(41, "39")], ["a phone without 86", put(63, "3133383030303030303030310000")], ["a phone of another country", put(63, "3835")], ["a phone with a letter", put(66, "41")],
  ["no phone", replace(62, 22, "00")], ["another corporation", turn(84)], ["another service", turn(89)], ["a fee type of 9", put(99, "09")], ["a fee that is no number", put(100, "41")], ["a priority of 10", put(114, "0a")], ["a report wish of 4", put(147, "04")],
  ["a coding nobody knows", put(150, "09")], ["a header flagged and missing", put(149, "01")], ["words longer than their frame", put(152, "000000ff")], ["a length of words of four thousand million", put(152, "ffffffff")], ["141 octets", replace(152, 24, "0000008d 00*141")], ["half a character", replace(152, 24, "00000001 30")],
];

const smgpAt = { id: 12, proof: 20, time: 37 };
const smgpBinds: [string, Change][] = [
  ...framed, ["first bit of the proof", turn(20, 0x80)], ["last bit of the proof", turn(35)], ["the proof of nothing", put(20, "00*16")], ["time moved under the proof", turn(40)], ["the proof of six minutes ago", proven("43100001", 7, "tongsheng", 403_135_359, smgpAt)],
  ["the proof of six minutes ahead", proven("43100001", 7, "tongsheng", 403_140_601, smgpAt)], ["a time that is none", proven("43100001", 7, "tongsheng", 403_146_100, smgpAt)], ["another account with the right secret", proven("43100002", 7, "tongsheng", 403_140_000, smgpAt)],
  ["another secret", proven("43100001", 7, "tongshenh", 403_140_000, smgpAt)], ["the zeros of CMPP", proven("43100001", 9, "tongsheng", 403_140_000, smgpAt)], ["a mode of 3", put(36, "03")], ["another version", put(41, "20")],
];
const smgpSubmits: [string, Change][] = [
  ["a length one too small", lie(-1)], ["a length one too large", lie(1)], ["a length of four thousand million", put(0, "ffffffff")], ["one octet missing at the end", shorter], ["one octet more at the end", longer], ["a command nobody knows", put(4, "00000099")], ["the command of an answer", turn(4, 0x80)],
  ["to nobody", put(12, "07")], ["a report wish of 2", put(13, "02")], ["a priority of 4", put(14, "04")], ["another service", turn(15)], ["a fee type of 99", put(25, "3939")], ["a fee that is no number", put(27, "41")], ["a coding nobody knows", put(39, "09")], ["another sender", turn(74)],
  ["no phone", replace(116, 22, "00")], ["a phone with a letter", put(120, "41")], ["words longer than their frame", put(138, "ff")], ["141 octets", replace(138, 21, "8d 00*141")], ["half a character", replace(138, 21, "01 30")],
  ["a tag that nobody knows", replace(end, 0, "0099 0001 01")], ["half a tag", replace(end, 0, "0002 00")], ["a tag beyond the frame", replace(end, 0, "0002 00ff 01")], ["a header flagged and missing", replace(end, 0, "0002 0001 01 0009 0001 01 000a 0001 01")],
];

const smppBinds: [string, Change][] = [
  ["a length one too large", lie(1)], ["a length of four thousand million", put(0, "ffffffff")], ["a length of nothing", put(0, "00000000")], ["one octet missing at the end", shorter], ["half a tag at the end", longer], ["a command nobody knows", put(4, "00000099")], ["the command of an answer", turn(4, 0x80)],
  ["one bit of the name", turn(16)], ["one bit of the password", turn(21)], ["no name", replace(16, 5, "00")], ["no password", replace(21, 5, "00")], ["name and password changed places", put(16, "7061737300 6465736b00")], ["a password one letter longer", replace(21, 5, "706173737300")],
  ["a name that never ends", replace(16, 5, "64*17 00")], ["a password that never ends", replace(21, 5, "70*9 00")], ["a request with a status", put(11, "01")], ["a name one letter shorter", replace(16, 5, "646573 00")], ["no body", (frame) => { const copy = Buffer.from(frame.subarray(0, 16)); copy.writeUInt32BE(16, 0); return copy; }],
  ["an address range of 41 letters", replace(30, 1, "31*41 00")], ["a system type of 13 letters", replace(26, 1, "31*13 00")],
];
const smppSubmits: [string, Change][] = [
  ["a length one too small", lie(-1)], ["a length one too large", lie(1)], ["a length of four thousand million", put(0, "ffffffff")], ["one octet missing at the end", shorter], ["half a tag at the end", longer], ["a command nobody knows", put(4, "00000099")], ["a request with a status", put(11, "01")],
  ["a phone with a letter", put(29, "41")], ["no phone", replace(27, 14, "00")], ["a phone that never ends", replace(27, 14, "31*21 00")], ["a mode and kind that a submit has not", put(41, "3c")], ["a header flagged and missing", put(41, "40")], ["a priority of 4", put(43, "04")],
  ["a time that is none", replace(44, 1, "'tomorrow' 00")], ["a validity that is none", replace(45, 1, "'260403140000' 00")], ["a report wish of 3", put(46, "03")], ["a coding nobody knows", put(48, "f5")], ["words longer than their frame", put(50, "ff")], ["half a character", replace(50, 21, "01 30")], ["141 octets", replace(50, 21, "8d 00*141")],
  ["a tag beyond the frame", replace(end, 0, "0427 00ff 01")],
];

const mutations: Record<Gateway["id"], { bind: [string, Change][]; submit: [string, Change][] }> = {
  cmpp2: { bind: cmppBinds("30"), submit: cmppSubmits({ service: 24, format: 58, source: 107, count: 128, length: 150 }) },
  cmpp3: { bind: cmppBinds("20"), submit: cmppSubmits({ service: 24, format: 70, source: 119, count: 140, length: 174 }) },
  sgip: { bind: sgipBinds, submit: sgipSubmits }, smgp: { bind: smgpBinds, submit: smgpSubmits }, smpp: { bind: smppBinds, submit: smppSubmits },
};

describe.each(Object.entries(vectors).map(([id, vector]) => [id as Gateway["id"], vector] as const))("the %s gateway believes its text", { timeout: 30_000 }, (id, { bind, submit }) => {
  test("a bind and a submit laid out by hand are taken, octet for octet", async () => {
    const gateway = await start(id);
    const { answers, closed } = await exchange(gateway.port, [bind, submit]);
    expect([answers.length, closed]).toEqual([2, false]);
    expect(gateway.ledger).toMatchObject([{ from: "10691", format: 8, header: false, content: Buffer.from(words.ucs2, "hex") }]);
  });
  test("half a frame at a time as well", async () => {
    const gateway = await start(id);
    await exchange(gateway.port, [bind.subarray(0, 3), bind.subarray(3), submit.subarray(0, 50), submit.subarray(50)]);
    expect(gateway.ledger).toHaveLength(1);
  });
  test("nobody submits before being let in", async () => {
    const gateway = await start(id);
    expect((await exchange(gateway.port, [submit])).closed).toBe(true);
    expect(gateway.ledger).toEqual([]);
  });
  test("nobody is let in twice on one line", async () => {
    const gateway = await start(id);
    expect((await exchange(gateway.port, [bind, bind, submit])).closed).toBe(true);
    expect([gateway.counts.bound, gateway.ledger.length]).toEqual([1, 0]);
  });
  test("a submit replayed under its sequence is taken once", async () => {
    const gateway = await start(id);
    const { answers } = await exchange(gateway.port, [bind, submit, submit]);
    expect(answers).toHaveLength(3);
    expect(answers[2]?.equals(answers[1] ?? Buffer.alloc(0))).toBe(false);
    expect(gateway.ledger).toHaveLength(1);
  });
  test("at least twenty ways to be wrong are known of each", () => { expect(Math.min(mutations[id].bind.length, mutations[id].submit.length)).toBeGreaterThanOrEqual(20); });
  test.each(mutations[id].bind)("no bind with %s", async (_, change) => {
    const gateway = await start(id);
    expect(change(bind).equals(bind)).toBe(false);
    await exchange(gateway.port, [change(bind), submit]);
    expect([gateway.counts.bound, gateway.ledger.length]).toEqual([0, 0]);
  });
  test.each(mutations[id].submit)("no submit with %s", async (_, change) => {
    const gateway = await start(id);
    expect(change(submit).equals(submit)).toBe(false);
    await exchange(gateway.port, [bind, change(submit)]);
    expect([gateway.counts.bound, gateway.ledger.length]).toEqual([1, 0]);
  });
});
