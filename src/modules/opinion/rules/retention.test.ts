import { expect, it } from "vitest";
import { deletedBefore, usualDays } from "./retention.ts";

it("what was last seen as many days ago as the setting says goes, to the minute", () => {
  expect(deletedBefore(new Date("2026-06-30T03:20:00Z"), 30)).toEqual(new Date("2026-05-31T03:20:00Z"));
  expect(usualDays).toBe(180);
});
