import { describe, expect, it } from "vitest";
import type { Actor } from "#kernel/actor.ts";
import { Post } from "#kernel/posts.ts";
import { mayBegin, mayKeepTerms, mayRead, mayWrite, whyNotEdit } from "./policy.ts";

const lead = "01900000-0000-7000-8000-000000000001";
const partner = "01900000-0000-7000-8000-000000000002";
const stranger = "01900000-0000-7000-8000-000000000003";
const as = (post: Post, unitId = lead, all = false): Actor => ({
  kind: "person", personId: "01900000-0000-7000-8000-0000000000aa", name: "某人", unitId, unitName: "某单位", secondFactor: true,
  holdings: [{ unitId, post, delegatedFrom: null }], scope: { all, systems: [], regions: [], unitIds: [unitId] },
});
const piece = (stage: string) => ({ unitId: lead, participantUnitIds: [lead, partner], stage });

describe("who writes", () => {
  it.each(Post.options)("%s: only editors and liaisons begin and write; reviewers and signers edit nothing", (post) => {
    const writes = post === "editor" || post === "liaison";
    expect([mayBegin(as(post), lead), mayWrite(as(post), piece("draft"))]).toEqual([writes, writes]);
    expect(whyNotEdit(as(post), piece("draft"))).toEqual(writes ? null : { code: "content.not-a-writer" });
  });

  it("units that write together write; others do not, and only the unit itself begins its pieces", () => {
    expect(mayWrite(as("editor", partner), piece("draft"))).toBe(true);
    expect(mayWrite(as("editor", stranger), piece("draft"))).toBe(false);
    expect(mayBegin(as("editor", partner), lead)).toBe(false);
  });

  it.each([
    ["draft", true], ["returned", true], ["published", true], ["publishing", true], ["recalled", true],
    ["first-review", false], ["second-review", false], ["final-review", false], ["cosigning", false], ["cleared", false], ["withdrawn", false],
  ] as const)("a piece that is %s may be written in: %s", (stage, open) => {
    expect(whyNotEdit(as("editor"), piece(stage))).toEqual(open ? null : { code: "content.frozen", facts: { stage } });
  });
});

describe("who reads and keeps words", () => {
  it.each(Post.options)("%s: administrators have no business with texts", (post) => {
    expect(mayRead(as(post))).toBe(!post.endsWith("-admin"));
  });

  it("the office that sees the whole province keeps the list of words; a corps does not", () => {
    expect(mayKeepTerms(as("editor", lead, true))).toBe(true);
    expect(mayKeepTerms(as("editor", lead, false))).toBe(false);
    expect(mayKeepTerms(as("signer", lead, true))).toBe(false);
  });
});
