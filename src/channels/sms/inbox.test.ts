import { describe, expect, test } from "vitest";
import { gateways, now, sgipAccount } from "./fixtures/accounts.ts";
import { inboxStep, openInbox } from "./inbox.ts";
import { sgipPdus } from "./sgip-pdus.ts";

const head = { sequence: { node: 431_001, time: 403_140_000, count: 1 } };
const frame = (decision: ReturnType<typeof sgipPdus.encode>): Buffer => { if (!decision.ok) throw new Error(decision.refusal.code); return decision.value; };
const knock = (password = sgipAccount.knock.password) => frame(sgipPdus.encode("bind", head, { loginType: 2, loginName: sgipAccount.knock.name, loginPassword: password }));
const report = frame(sgipPdus.encode("report", head, { submitSequence: { node: 1, time: 2, count: 3 }, userNumber: "8613800000001", state: 0 }));
const deliver = frame(sgipPdus.encode("deliver", head, { userNumber: "8613800000001", spNumber: "10691", messageCoding: 0, content: Buffer.from("TD") }));
const kinds = (chunks: Buffer[]): string[][] => { const inbox = openInbox(gateways.sgip); return chunks.map((chunk) => inboxStep(inbox, chunk).map(({ kind }) => kind)); };

describe("a line that the gateway opens", () => {
  test("knocks first, then brings reports and messages", () => { expect(kinds([knock(), report, deliver])).toEqual([["write"], ["report"], ["incoming"]]); });
  test("brings several in one chunk and one in several", () => { expect(kinds([Buffer.concat([knock(), report.subarray(0, 9)]), Buffer.concat([report.subarray(9), deliver])])).toEqual([["write"], ["report", "incoming"]]); });
  test.each([["with a wrong word", [knock("wrong")], [["write", "hangUp"]]], ["without a word", [report], [["hangUp"]]], ["with its word too late", [Buffer.concat([report, knock()])], [["hangUp"]]]])("%s is closed and not heard", (_, chunks, effects) => { expect(kinds(chunks)).toEqual(effects); });
  test("is closed by a length that cannot be, and by its own goodbye", () => {
    expect(kinds([knock(), Buffer.from("ffffffff", "hex")])).toEqual([["write"], ["unreadable", "hangUp"]]);
    expect(kinds([knock(), Buffer.concat([frame(sgipPdus.encode("unbind", head)), report])])).toEqual([["write"], ["write", "hangUp"]]);
  });
  test("is told of what it may not bring", () => {
    const submit = gateways.sgip.unbind(1, now);
    expect(kinds([knock(), frame(sgipPdus.encode("submitResp", head, { result: 0 })), submit.ok ? submit.value : Buffer.alloc(0)])).toEqual([["write"], ["unreadable"], ["write", "hangUp"]]);
  });
});
