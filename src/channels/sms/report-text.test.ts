import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReportText, stateOf } from "./report-text.ts";

describe("the words of a gateway for the fate of a message", () => {
  test.each([["DELIVRD", "delivered"], ["EXPIRED", "undelivered"], ["DELETED", "undelivered"], ["UNDELIV", "undelivered"], ["REJECTD", "undelivered"], ["UNKNOWN", "unclear"], ["ACCEPTD", "underway"], ["MK:0001", "undelivered"], ["", "undelivered"]])(
    "%s is %s", (stat, state) => { expect(stateOf(stat)).toBe(state); });
});

describe("a report written as text", () => {
  test.each([
    ["SMPP's own form", "id:0123456789 sub:001 dlvrd:001 submit date:2604031400 done date:2604031401 stat:DELIVRD err:000 text:Hello", { id: "0123456789", stat: "DELIVRD", err: "000" }],
    ["other cases and underlines", "Id:a1 Sub:001 Dlvrd:001 Submit_Date:2604031400 Done_Date:2604031401 Stat:undeliv Err:05A Txt:", { id: "a1", stat: "UNDELIV", err: "05A" }],
    ["without an error", "id:7 stat:EXPIRED", { id: "7", stat: "EXPIRED", err: "" }],
    ["words of the message that look like a report come too late", "id:7 sub:001 stat:EXPIRED err:001 text:stat:DELIVRD", { id: "7", stat: "EXPIRED", err: "001" }],
  ])("%s", (_, text, { id, stat, err }) => { expect(readReportText(Buffer.from(text))).toEqual({ id: Buffer.from(id), stat, err }); });
  test.each([["", undefined], ["hello", undefined], ["id:", undefined], ["id: stat:DELIVRD", undefined], ["id:7 stat:", undefined], ["id:12345", 10], ["id:1234567890", 10]])("%j is none", (text, octets) => { expect(readReportText(Buffer.from(text), octets)).toBeNull(); });
  test("an id of raw octets may look like anything, also like the words behind it", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (id) => {
      const text = Buffer.concat([Buffer.from("id:"), id, Buffer.from(" sub:001 dlvrd:001 Submit_Date:2604031400 Done_Date:2604031401 Stat:DELIVRD Err:000 Txt:")]);
      expect(readReportText(text, 10)).toEqual({ id: Buffer.from(id), stat: "DELIVRD", err: "000" });
    }));
    expect(readReportText(Buffer.from("id: stat:EXP  stat:DELIVRD err:000"), 10)).toMatchObject({ stat: "DELIVRD" });
  });
  test("any octets give a report or none", () => { fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(fc.nat(20), { nil: undefined }), (bytes, octets) => { readReportText(bytes, octets); })); });
});
