import { describe, expect, test } from "vitest";
import type { Gateway } from "./gateway.ts";
import { gateways, now, partsFor } from "./fixtures/accounts.ts";
import { vectors, words } from "./fixtures/vectors.ts";

/** Octets around the words of a submit to one phone, as the protocols' texts add up. */
const around: Record<Gateway["id"], number> = { cmpp2: 159, cmpp3: 195, sgip: 164, smgp: 147, smpp: 51 };
const sequences: Record<Gateway["id"], number> = { cmpp2: 7, cmpp3: 7, sgip: 2, smgp: 2, smpp: 2 };

describe.each(Object.values(gateways).map((gateway) => [gateway.id, gateway] as const))("%s, laid out by hand from its text", (id, gateway) => {
  test("the account says who it is", () => {
    const bind = gateway.bind(1, now);
    expect(bind.ok && bind.value.bytes.toString("hex")).toBe(vectors[id].bind.toString("hex"));
  });
  test("a submit", () => {
    const submission = gateway.submit(partsFor(gateway, words.text)[0]!, sequences[id], now);
    expect(submission.ok && submission.value.bytes.toString("hex")).toBe(vectors[id].submit.toString("hex"));
    expect(vectors[id].submit).toHaveLength(around[id] + words.ucs2.length / 2);
  });
});
