import { expect, it } from "vitest";
import { pictureOf, type Told } from "./picture.ts";

const told = (title: string, over: Partial<Omit<Told, "title">> = {}): Told =>
  ({ title, region: "in", placed: 1, emergency: 0.9, category: "accident", hazard: "fire", needsCheck: 0.1, concern: null, figures: { deaths: null, injured: null, missing: null, magnitude: null }, ...over });
const figures = (over: Partial<Told["figures"]>): Told["figures"] => ({ deaths: null, injured: null, missing: null, magnitude: null, ...over });

it("a topic is called by the title that tells most", () => {
  expect(pictureOf([told("起火了？", { placed: 0, emergency: 0.4 }), told("长春一仓库起火 2人受伤", { figures: figures({ injured: 2 }) }), told("长春一仓库起火")]).title).toBe("长春一仓库起火 2人受伤");
  expect(pictureOf([told("甲"), told("乙")]).title, "of equals the one said first").toBe("甲");
});
it("the newest figure counts, and one that nobody says any more stays", () => {
  expect(pictureOf([told("一", { figures: figures({ injured: 3, deaths: 1 }) }), told("二", { figures: figures({ injured: 5 }) }), told("三")])).toMatchObject({ injured: 5, deaths: 1, missing: null });
});
it.each([
  ["in, where at least as many titles lie here as elsewhere", ["in", "out"], "in"], ["out, where more lie elsewhere", ["in", "out", "out"], "out"], ["unsure, where no title says", ["unsure", "unsure"], "unsure"], ["in, where one says and the rest do not", ["unsure", "in", "unsure"], "in"],
] as const)("a topic lies %s", (_, regions, about) => expect(pictureOf(regions.map((region) => told("x", { region }))).about).toBe(about));
it("kind and hazard are those most titles say; the likelihood is that of the title that says it plainest", () => {
  expect(pictureOf([told("a", { hazard: "gas", emergency: 0.3 }), told("b", { hazard: null, emergency: 0.8 }), told("c", { hazard: "fire" }), told("d", { hazard: "fire", needsCheck: 0.7 })])).toMatchObject({ hazard: "fire", emergency: 0.9, needsCheck: 0.7 });
});
it("nothing said is an empty picture", () => { expect(pictureOf([])).toMatchObject({ title: "", about: "unsure", emergency: 0, hazard: null }); });
