import { describe, expect, it } from "vitest";
import { administratorPosts, Post } from "#kernel/posts.ts";
import { planAppointment, planDelegation, planLeaving, type PostHolder, type Term } from "./posts.ts";

const now = new Date("2026-04-03T08:00:00Z");
const days = (n: number) => new Date(now.getTime() + n * 86_400_000);
const term = (post: Post, over: Partial<Term> = {}): Term => ({ unitId: "unit", post, from: days(-10), to: null, delegatedFrom: null, ...over });
const holder = (over: Partial<PostHolder> = {}): PostHolder => ({ id: "a", name: "陈立", unitId: "unit", leftAt: null, terms: [], ...over });
const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);

describe("who may be given a post", () => {
  const wanted = { unitId: "unit", post: "editor" as Post, from: now, to: null, unitOpen: true };
  it.each([
    ["somebody without posts", holder(), wanted, "permitted"],
    ["an editor may also review first", holder({ terms: [term("editor")] }), { ...wanted, post: "first-reviewer" as Post }, "permitted"],
    ["an editor may also sign: never the same piece, says review", holder({ terms: [term("editor")] }), { ...wanted, post: "signer" as Post }, "permitted"],
    ["a system administrator writes nothing", holder({ terms: [term("system-admin")] }), wanted, "organisation.posts-exclude-each-other"],
    ["an editor administers nothing", holder({ terms: [term("editor")] }), { ...wanted, post: "security-admin" as Post }, "organisation.posts-exclude-each-other"],
    ["nor in another unit", holder({ terms: [term("editor", { unitId: "elsewhere" })] }), { ...wanted, post: "audit-admin" as Post }, "organisation.posts-exclude-each-other"],
    ["nor while a post is lent to them", holder({ terms: [term("signer", { delegatedFrom: "b" })] }), { ...wanted, post: "audit-admin" as Post }, "organisation.posts-exclude-each-other"],
    ["once the other post is over, it may", holder({ terms: [term("editor", { to: now })] }), { ...wanted, post: "audit-admin" as Post }, "permitted"],
    ["the same administrator in two units", holder({ terms: [term("audit-admin", { unitId: "elsewhere" })] }), { ...wanted, post: "audit-admin" as Post }, "permitted"],
    ["the same post twice", holder({ terms: [term("editor")] }), wanted, "organisation.post-held-already"],
    ["one who left", holder({ leftAt: days(-1) }), wanted, "organisation.person-left"],
    ["oneself", holder({ id: "admin" }), wanted, "organisation.not-yourself"],
    ["a closed unit", holder(), { ...wanted, unitOpen: false }, "organisation.unit-not-open"],
    ["a time that ends before it begins", holder(), { ...wanted, to: days(-1) }, "organisation.period-empty"],
  ])("%s", (_, who, what, expected) => expect(codeOf(planAppointment(who, what, "admin"))).toBe(expected));

  it("three administrators exclude every other post, whichever comes first", () => {
    for (const held of Post.options) {
      for (const post of Post.options) {
        const excluded = held !== post && (administratorPosts.includes(held) || administratorPosts.includes(post));
        const decision = planAppointment(holder({ terms: [term(held, { unitId: "elsewhere" })] }), { ...wanted, post }, "admin");
        expect(codeOf(decision), `${held} then ${post}`).toBe(excluded ? "organisation.posts-exclude-each-other" : "permitted");
      }
    }
  });
});

describe("lending a post", () => {
  const giver = holder({ id: "giver", terms: [term("signer")] });
  const taker = holder({ id: "taker", name: "李卓" });
  const wish = { unitId: "unit", post: "signer" as Post, from: now, to: days(5), reason: "出差" };
  it.each([
    ["one's own post, to a colleague, for some days", giver, taker, wish, "permitted"],
    ["for ninety days", giver, taker, { ...wish, to: days(90) }, "permitted"],
    ["not for ninety-one", giver, taker, { ...wish, to: days(91) }, "organisation.delegation-too-long"],
    ["not without a reason", giver, taker, { ...wish, reason: "  " }, "organisation.reason-missing"],
    ["not a post one does not hold", giver, taker, { ...wish, post: "editor" as Post }, "organisation.post-not-yours"],
    ["not after the post is over", holder({ id: "giver", terms: [term("signer", { to: now })] }), taker, wish, "organisation.post-not-yours"],
    ["never a post that was lent (no chains)", holder({ id: "giver", terms: [term("signer", { delegatedFrom: "chief" })] }), taker, wish, "organisation.delegation-chain"],
    ["not outside the unit", giver, { ...taker, unitId: "elsewhere" }, wish, "organisation.post-stays-in-unit"],
    ["to somebody seconded here who holds a post of the unit", giver, { ...taker, unitId: "elsewhere", terms: [term("editor")] }, wish, "permitted"],
    ["not to oneself", giver, { ...taker, id: "giver" }, wish, "organisation.not-yourself"],
    ["not to somebody who left", giver, { ...taker, leftAt: now }, wish, "organisation.person-left"],
    ["not to an administrator", giver, { ...taker, terms: [term("audit-admin")] }, wish, "organisation.posts-exclude-each-other"],
    ["never an administrator's post to one who writes", holder({ id: "giver", terms: [term("system-admin")] }), { ...taker, terms: [term("editor")] }, { ...wish, post: "system-admin" as Post }, "organisation.posts-exclude-each-other"],
    ["never between kinds of administrators", holder({ id: "giver", terms: [term("system-admin")] }), { ...taker, terms: [term("security-admin")] }, { ...wish, post: "system-admin" as Post }, "organisation.posts-exclude-each-other"],
    ["not what the other holds anyway", giver, { ...taker, terms: [term("signer")] }, wish, "organisation.post-held-already"],
    ["not for a time that is over", giver, taker, { ...wish, from: days(-5), to: days(-1) }, "organisation.period-empty"],
  ])("%s", (_, from, to, what, expected) => expect(codeOf(planDelegation(from, to, what, now))).toBe(expected));
});

describe("leaving", () => {
  it.each([
    ["somebody who writes and signs", holder({ terms: [term("editor"), term("signer")] }), "permitted"],
    ["an administrator, only after that post has ended: no administrator removes another", holder({ terms: [term("audit-admin")] }), "organisation.administrator-leaves"],
    ["nobody removes themselves", holder({ id: "admin" }), "organisation.not-yourself"],
    ["nobody leaves twice", holder({ leftAt: now }), "organisation.person-left"],
  ])("%s", (_, who, expected) => expect(codeOf(planLeaving(who, "admin"))).toBe(expected));
});
