import { describe, expect, it } from "vitest";
import type { Post } from "#kernel/posts.ts";
import { mayComment, mayReassign, maySubmit, mayWrite } from "./policy.ts";
import { aPerson } from "./rules/fixtures/people.ts";

const piece = { unitId: "lead", participantUnitIds: ["fire"] };
const who = (unitId: string, post: Post) => aPerson("p", [[unitId, post]]);

describe("who may what on a piece", () => {
  it.each<[string, string, Post, { write: boolean; submit: boolean; comment: boolean; reassign: boolean }]>([
    ["an editor of the lead unit writes and submits", "lead", "editor", { write: true, submit: true, comment: false, reassign: false }],
    ["its liaison too, and finds another reviewer", "lead", "liaison", { write: true, submit: true, comment: false, reassign: true }],
    ["an editor of a unit that takes part writes, but does not submit", "fire", "editor", { write: true, submit: false, comment: false, reassign: false }],
    ["an editor of a unit outside does nothing", "city", "editor", { write: false, submit: false, comment: false, reassign: false }],
    ["a first reviewer comments and finds another", "lead", "first-reviewer", { write: false, submit: false, comment: true, reassign: true }],
    ["a signer of the lead unit does too", "lead", "signer", { write: false, submit: false, comment: true, reassign: true }],
    ["a leader comments", "lead", "leading-group", { write: false, submit: false, comment: true, reassign: false }],
    ["a reviewer of another unit does not", "fire", "first-reviewer", { write: false, submit: false, comment: false, reassign: false }],
    ["whoever may sign for an asked unit comments", "yjt", "signer", { write: false, submit: false, comment: true, reassign: false }],
    ["an administrator does nothing", "lead", "system-admin", { write: false, submit: false, comment: false, reassign: false }],
  ])("%s", (_, unitId, post, may) => {
    const actor = who(unitId, post);
    expect({ write: mayWrite(actor, piece), submit: maySubmit(actor, piece), comment: mayComment(actor, "lead", ["yjt"]), reassign: mayReassign(actor, "lead") }).toEqual(may);
  });
});
