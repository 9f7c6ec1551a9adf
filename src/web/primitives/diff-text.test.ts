import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffText } from "./diff-text.ts";

const text = fc.array(fc.constantFrom("受伤", "3", "5", "人", "，", "均已送医", "。", "明火", "已", "扑灭"), { maxLength: 30 }).map((w) => w.join(""));
const kept = (parts: ReturnType<typeof diffText>, kind: "del" | "ins") => parts.filter((p) => p.kind === "same" || p.kind === kind).map((p) => p.text).join("");

describe("a comparison of two wordings", () => {
  it("gives back both wordings whatever they are", () => {
    fc.assert(fc.property(text, text, (before, after) => {
      const parts = diffText(before, after);
      expect([kept(parts, "del"), kept(parts, "ins")]).toEqual([before, after]);
    }));
  });
  it("marks nothing when nothing changed", () => {
    expect(diffText("受伤 3 人。", "受伤 3 人。").map((p) => p.kind)).toEqual(["same"]);
  });
  it("marks only the figure that was corrected", () => {
    expect(diffText("造成 3 人受伤", "造成 5 人受伤")).toEqual([{ kind: "same", text: "造成 " }, { kind: "del", text: "3" }, { kind: "ins", text: "5" }, { kind: "same", text: " 人受伤" }]);
  });
  it("stays quick on texts that share nothing", () => {
    const parts = diffText("火".repeat(9000), "水".repeat(9000));
    expect([kept(parts, "del").length, kept(parts, "ins").length]).toEqual([9000, 9000]);
  });
});
