import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sealsFor } from "./seals.ts";

const marks = { emergency: ["应", "急"], fire: ["消", "防"] };
const seals = (...places: string[]) => [...sealsFor(places.map((place) => ({ key: place, system: "emergency" as const, place })), marks, new Set()).values()];

describe("seals that never collide", () => {
  it("the first free character of the place, then the mark of its line", () => expect(seals("长春", "长白山", "白山")).toEqual(["长应", "白应", "山应"]));
  it("the second mark when every character is taken", () => expect(seals("双阳", "辽源", "双辽")).toEqual(["双应", "辽应", "双急"]));
  it("a seal in use is passed over", () => expect(sealsFor([{ key: "a", system: "fire", place: "吉林" }], marks, new Set(["吉消"])).get("a")).toBe("林消"));
  it("two units never bear one seal, and none is longer than two characters", () => fc.assert(fc.property(
    fc.uniqueArray(fc.stringMatching(/^[长春白山通化辽源]{2,4}$/), { maxLength: 20 }), (places) => {
      const made = seals(...places);
      expect(new Set(made).size).toBe(made.length);
      for (const seal of made) expect([...seal].length).toBe(2);
    })));
});
