import { expect, test } from "vitest";
import { Language } from "./language.ts";

test("a sign is as common as the part of the texts that use it, however often each does", () => {
  const language = new Language();
  for (const text of ["水水水", "水火", "风", "土"]) language.hear([...text]);
  expect(["水", "风", "无"].map((sign) => language.share(sign))).toEqual([0.5, 0.25, 0]);
});

test("before anything was heard no sign is common", () => { expect(new Language().share("水")).toBe(0); });

test("old language fades: what is said no more becomes rare, and what was said once is forgotten", () => {
  const language = new Language();
  language.hear(["孤"]);
  for (let i = 1; i < 200_000; i += 1) language.hear(["旧"]);
  expect(language.share("孤")).toBe(0);
  for (let i = 0; i < 300_000; i += 1) language.hear(["新"]);
  expect(language.share("旧")).toBeLessThan(language.share("新") / 2);
});
