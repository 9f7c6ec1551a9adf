import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smsFindings, smsParts, smsRoom } from "./sms.ts";

const han = (n: number) => "火".repeat(n);

describe("a short message holds 70 alone and 67 in each part of a long one", () => {
  test.each([[0, 1], [70, 1], [71, 2], [134, 2], [135, 3], [201, 3], [202, 4]])("%i units take %i parts", (chars, parts) => {
    expect(smsParts(han(chars))).toMatchObject({ chars, max: chars <= 70 ? smsRoom.single : smsRoom.part });
    expect(smsParts(han(chars)).parts).toHaveLength(parts);
  });
  test("an emoji counts two units and is never split", () => {
    const { parts, chars } = smsParts(`${han(66)}🚒${han(10)}`);
    expect(chars).toBe(78);
    expect(parts[0]).toBe(han(66));
  });
  test("a hotline moves to the next part as a whole", () => {
    expect(smsParts(`${han(64)}12119${han(10)}`).parts).toEqual([han(64), `12119${han(10)}`]);
  });
  test("a hotline is broken only where keeping it whole would cost another part, and that is said", () => {
    const text = `${han(65)}12119${han(64)}`;
    expect(smsParts(text)).toMatchObject({ broken: ["12119"] });
    expect(smsParts(text).parts).toHaveLength(2);
    expect(smsFindings(text)).toEqual([{ code: "content.sms-number-broken", level: "suggestion", at: "sms", facts: { number: "12119" }, quote: "12119" }]);
  });
  test("a landline with its area code is one number", () => expect(smsParts(`${han(60)}0431-12350${han(5)}`).parts[1]).toBe(`0431-12350${han(5)}`));
});

test("parts put together are the message, each within its room, no character in halves", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("火", "1", "1211", "🚒", "a", "-", "，"), { maxLength: 300 }), (words) => {
    const text = words.join("");
    const { parts, max } = smsParts(text);
    expect(parts.join("")).toBe(text);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(max);
      expect(part.isWellFormed()).toBe(true);
    }
  }));
});
