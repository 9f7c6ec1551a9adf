import { expect, test } from "vitest";
import type { Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";
import { mayAdministerAccess } from "./policy.ts";

const actor = (post: Post, over: Partial<Actor> = {}): Actor => ({
  kind: "person", personId: "p1", name: "周", unitId: "u1", unitName: "总队", holdings: [{ unitId: "u1", post, delegatedFrom: null }],
  scope: { all: false, systems: [], regions: [], unitIds: ["u1"] }, secondFactor: true, ...over,
});
const below = { personId: "p2", unitIdsAbove: ["u2", "u1"] };

test.each([
  ["the security administrator of a branch looks after its log-ins", actor("security-admin"), below, true],
  ["not without a second factor", actor("security-admin", { secondFactor: false }), below, false],
  ["not their own", actor("security-admin"), { ...below, personId: "p1" }, false],
  ["not those of another branch", actor("security-admin"), { personId: "p2", unitIdsAbove: ["u3"] }, false],
  ["the system administrator does not", actor("system-admin"), below, false],
  ["the audit administrator does not", actor("audit-admin"), below, false],
  ["who sees the whole house looks after it all", actor("security-admin", { scope: { all: true, systems: [], regions: [], unitIds: [] } }), { personId: "p2", unitIdsAbove: ["u3"] }, true],
] as const)("%s", (_, who, holder, may) => { expect(mayAdministerAccess(who, holder)).toBe(may); });
