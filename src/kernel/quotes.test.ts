import { expect, test } from "vitest";
import { quoted } from "./quotes.ts";

test.each([
  ["松花江发布", "“松花江发布”"],
  ["“松花江消防”抖音号", "“松花江消防”抖音号"],
  [undefined, "“”"],
])("%s is told as %s", (name, told) => expect(quoted(name)).toBe(told));
