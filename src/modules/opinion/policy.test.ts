import { expect, it } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";
import { keptUnitIds, mayKeepWatch, mayReadTopics, maySetRetention, mayTriage, watchesFor } from "./policy.ts";

const somebody = (unitId: string, posts: readonly (Post | [unit: string, post: Post])[], all = false): Actor => ({
  kind: "person", personId: "p", name: "某人", unitId, unitName: unitId, holdings: posts.map((held) => (typeof held === "string" ? { unitId, post: held, delegatedFrom: null } : { unitId: held[0], post: held[1], delegatedFrom: null })),
  scope: { all, systems: [], regions: [], unitIds: [unitId] }, secondFactor: true,
});

it.each<[string, Actor, { read: boolean; triage: boolean; keep: boolean; retention: boolean }]>([
  ["an editor", somebody("yjt", ["editor"], true), { read: true, triage: true, keep: false, retention: false }],
  ["a liaison of the office that sees all", somebody("yjt", ["liaison"], true), { read: true, triage: true, keep: true, retention: true }],
  ["a liaison elsewhere", somebody("yjt", ["liaison"]), { read: true, triage: true, keep: true, retention: false }],
  ["a duty officer, who is there at night", somebody("yjt", ["duty-officer"]), { read: true, triage: true, keep: true, retention: false }],
  ["a leader", somebody("yjt", ["leading-group"]), { read: true, triage: false, keep: false, retention: false }],
  ["a reviewer", somebody("yjt", ["first-reviewer"]), { read: false, triage: false, keep: false, retention: false }],
  ["a system administrator", somebody("yjt", ["system-admin"], true), { read: false, triage: false, keep: false, retention: false }],
  ["an audit administrator", somebody("yjt", ["audit-admin"], true), { read: false, triage: false, keep: false, retention: false }],
  ["an officer of another unit", somebody("xfj", ["liaison"]), { read: true, triage: false, keep: false, retention: false }],
  ["nobody", somebody("yjt", []), { read: false, triage: false, keep: false, retention: false }],
])("%s at the radar of the department", (_, actor, may) => {
  expect({ read: mayReadTopics(actor), triage: mayTriage(actor, "yjt"), keep: mayKeepWatch(actor, "yjt"), retention: maySetRetention(actor) }).toEqual(may);
});
it("a person looks for the unit in which they watch, their own first", () => {
  expect([watchesFor(somebody("yjt", ["editor"])), watchesFor(somebody("yjt", ["signer", ["xfj", "duty-officer"]])), watchesFor(somebody("yjt", []))]).toEqual(["yjt", "xfj", "yjt"]);
  expect(keptUnitIds(somebody("yjt", ["editor", "liaison", ["xfj", "duty-officer"], ["xfj", "liaison"]]))).toEqual(["yjt", "xfj"]);
});
it("the house itself reads and keeps, and decides about nothing", () => { expect([mayReadTopics(theHouse), mayKeepWatch(theHouse, "yjt"), mayTriage(theHouse, "yjt")]).toEqual([true, true, false]); });
