import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { siteSettingsOf, type SitePreset } from "./settings.ts";

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../presets/jilin/${file}`, import.meta.url), "utf8")) as Record<string, unknown>;
const words = { zh: "某省应急之声", en: "A Voice" };

test("a preset's columns, shown numbers and places become the site's; nobody is listed twice or under nothing", () => {
  const { columns, hotlines } = read("site.json") as Pick<SitePreset, "columns" | "hotlines">;
  const { regions } = read("regions.json") as Pick<SitePreset, "regions">;
  const settings = siteSettingsOf({ name: words, tagline: words, imprint: [], columns, hotlines, regions }, "https://site.test");
  expect(settings.columns[0]?.slug).toBe("urgent");
  expect(settings.hotlines.map((h) => h.number)).not.toContain("96119");
  const tops = settings.regions.filter((r) => r.parent === null).map((r) => r.code);
  expect(tops).toEqual(expect.arrayContaining(["220100", "220200", "222400"]));
  expect(settings.regions.every((r) => r.parent === null || tops.includes(r.parent))).toBe(true);
  expect(new Set(settings.regions.map((r) => r.code)).size).toBe(settings.regions.length);
});
