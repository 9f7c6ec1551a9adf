import { expect, test } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";
import { mayReadAll, mayReadOwn } from "./policy.ts";

const actor = (post: Post, secondFactor = true): Actor => ({ ...theHouse, kind: "person", secondFactor, holdings: [{ unitId: "u", post, delegatedFrom: null }] });

test.each([
  ["an audit administrator with the second factor", actor("audit-admin"), true],
  ["an audit administrator without it", actor("audit-admin", false), false],
  ["a system administrator", actor("system-admin"), false],
  ["a security administrator", actor("security-admin"), false],
  ["the leading group", actor("leading-group"), false],
])("%s reads the whole record: %s", (_, who, may) => { expect(mayReadAll(who)).toBe(may); });

test("everybody reads what they did themselves; a process does not ask", () => {
  expect(mayReadOwn(actor("editor"))).toBe(true);
  expect(mayReadOwn(theHouse)).toBe(false);
});
