import { describe, expect, test } from "vitest";
import { failureOf, results } from "./results.ts";

describe("what a gateway's code means", () => {
  test("0 is yes", () => { for (const table of Object.values(results)) expect(failureOf(table, 0, Buffer.alloc(0))).toBeNull(); });
  test("a code nobody listed is final and says so in words, with the frame as evidence", () => {
    expect(failureOf(results.cmppSubmit, 200, Buffer.from("0c", "hex"))).toEqual({ ok: false, class: "content", scope: "account", rawCode: "200", rawBody: "未知代码 0c" });
  });
  test("a bad number concerns one phone, not the account", () => { expect(failureOf(results.cmppSubmit, 13, Buffer.alloc(0))).toMatchObject({ class: "recipient", scope: "recipient", rawBody: expect.stringContaining("目的号码错") as string }); });
  test("what the channel facts name is marked verified, what was seen in mirrors only is not", () => {
    const verified = (table: Readonly<Record<number, { verified: boolean }>>) => Object.entries(table).flatMap(([code, meaning]) => (meaning.verified ? Number(code) : []));
    expect([verified(results.cmppConnect), verified(results.cmppSubmit), verified(results.smgp), verified(results.sgip)]).toEqual([[3, 4], [3, 8], [1, 12, 20, 21, 75], []]);
  });
});
