import { describe, expect, it } from "vitest";
import { z } from "zod";
import { operation } from "#kernel/contract.ts";
import { addressOf } from "./call.ts";

const list = operation({ method: "GET", path: "/api/units/:unitId/pieces", summary: "Pieces of a unit", params: z.object({ unitId: z.string() }), query: z.object({ q: z.string().optional(), stage: z.array(z.string()).optional() }), result: z.object({}) });

describe("the address of an operation", () => {
  it.each([
    { says: "params are escaped", input: { params: { unitId: "a/b" } }, address: "/api/units/a%2Fb/pieces" },
    { says: "empty questions are left out", input: { params: { unitId: "1" }, query: { q: "", stage: undefined } }, address: "/api/units/1/pieces" },
    { says: "a list repeats its name", input: { params: { unitId: "1" }, query: { stage: ["second", "final"] } }, address: "/api/units/1/pieces?stage=second&stage=final" },
    { says: "Chinese words survive", input: { params: { unitId: "1" }, query: { q: "清明" } }, address: "/api/units/1/pieces?q=%E6%B8%85%E6%98%8E" },
    { says: "instants go as ISO", input: { params: { unitId: "1" }, query: { q: new Date(0) } }, address: "/api/units/1/pieces?q=1970-01-01T00%3A00%3A00.000Z" },
  ])("$says", ({ input, address }) => {
    expect(addressOf(list, input)).toBe(address);
  });
});
