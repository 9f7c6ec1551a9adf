import { expect, test } from "vitest";
import { fromField, toField } from "./instant.ts";

test("a field for times shows Beijing, and what is no whole time is none", () => {
  expect(toField("2026-04-03T16:30:00.000Z")).toBe("2026-04-04T00:30");
  expect(fromField("2026-04-04T00:30")).toBe("2026-04-03T16:30:00.000Z");
  expect(fromField("2026-04-04")).toBeNull();
  expect(fromField(toField("2026-04-03T06:00:00.000Z"))).toBe("2026-04-03T06:00:00.000Z");
});
