import { describe, expect, test } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";
import { mayRelease } from "./policy.ts";

const person = (post: Post, over: Partial<Actor> = {}): Actor => ({
  ...theHouse, kind: "person", personId: "00000000-0000-7000-8000-0000000000aa", secondFactor: true, holdings: [{ unitId: "00000000-0000-7000-8000-0000000000bb", post, delegatedFrom: null }], ...over,
});

describe("the way out is opened", () => {
  test.each([
    ["by the system administrator of the whole house", person("system-admin"), true],
    ["by the command line", theHouse, true],
    ["not without a second factor", person("system-admin", { secondFactor: false }), false],
    ["not by a city's administrator", person("system-admin", { scope: { all: false, systems: [], regions: ["2201"], unitIds: [] } }), false],
    ["not by another administrator", person("security-admin"), false],
    ["not by a signer", person("signer"), false],
    ["not by somebody who is not logged in", { ...theHouse, personId: "00000000-0000-7000-8000-000000000001" }, false],
  ] as const)("%s", (_, actor, allowed) => { expect(mayRelease(actor)).toBe(allowed); });
});
