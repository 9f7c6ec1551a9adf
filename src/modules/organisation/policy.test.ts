import { describe, expect, it } from "vitest";
import { theHouse, type Actor } from "#kernel/actor.ts";
import { administratorPosts, Post } from "#kernel/posts.ts";
import { mayAppoint, mayDelegate, mayKeepFacts, mayKeepPeople, mayKeepUnit, mayReadChart, mayReadPeople, mayRevoke } from "./policy.ts";

const actor = (post: Post | null, over: Partial<Actor> = {}): Actor => ({
  kind: "person", personId: "p", name: "陈立", unitId: "city", unitName: "长春市应急管理局", secondFactor: true,
  holdings: post ? [{ unitId: "city", post, delegatedFrom: null }] : [], scope: { all: false, systems: [], regions: [], unitIds: ["city"] }, ...over,
});
const below = { unitIdsAbove: ["county", "city", "province"] };
const beside = { unitIdsAbove: ["other", "province"] };
const nobody = { ...theHouse, personId: "00000000-0000-7000-8000-000000000001", scope: { all: false, systems: [], regions: [], unitIds: [] } };

describe("powers of the administrators do not overlap", () => {
  const powers = { mayKeepUnit, mayKeepPeople, mayAppoint };
  for (const post of Post.options) {
    it(`${post} has exactly its own`, () => {
      const had = Object.entries(powers).filter(([, may]) => may(actor(post), below)).map(([power]) => power);
      expect(had).toEqual(post === "system-admin" ? ["mayKeepUnit", "mayKeepPeople"] : post === "security-admin" ? ["mayAppoint"] : []);
    });
  }
  it("their reach goes down their own branch, not sideways", () => {
    expect(mayKeepUnit(actor("system-admin"), beside)).toBe(false);
    expect(mayAppoint(actor("security-admin"), beside)).toBe(false);
  });
  it("an administrator of the office that sees everything reaches everything", () => {
    const whole = actor("system-admin", { scope: { all: true, systems: [], regions: [], unitIds: [] } });
    expect(mayKeepUnit(whole, beside)).toBe(true);
    expect(mayKeepFacts(whole)).toBe(true);
    expect(mayKeepFacts(actor("system-admin"))).toBe(false);
  });
  it("without the second factor an administrator does nothing", () => {
    for (const post of administratorPosts) for (const may of Object.values(powers)) expect(may(actor(post, { secondFactor: false }), below)).toBe(false);
  });
});

describe("everyone else", () => {
  it("the house may set itself up; somebody not logged in is not the house", () => {
    expect([mayKeepFacts(theHouse), mayKeepUnit(theHouse, below), mayAppoint(theHouse, below), mayReadPeople(theHouse)]).toEqual([true, true, true, true]);
    expect([mayKeepFacts(nobody), mayKeepUnit(nobody, below), mayAppoint(nobody, below), mayReadPeople(nobody), mayReadChart(nobody), mayDelegate(nobody)]).toEqual([false, false, false, false, false, false]);
  });
  it("an audit administrator reads the audit, not the colleagues", () => {
    expect(mayReadPeople(actor("audit-admin"))).toBe(false);
    expect(mayReadPeople(actor("editor"))).toBe(true);
    expect(mayReadPeople(actor(null))).toBe(false);
  });
  it("a delegation is taken back by who gave it or by the security administrator", () => {
    expect(mayRevoke(actor("editor"), { fromPersonId: "p", ...beside })).toBe(true);
    expect(mayRevoke(actor("editor"), { fromPersonId: "q", ...below })).toBe(false);
    expect(mayRevoke(actor("security-admin"), { fromPersonId: "q", ...below })).toBe(true);
  });
  it("who holds nothing has nothing to lend", () => expect([mayDelegate(actor("signer")), mayDelegate(actor(null))]).toEqual([true, false]));
});
