import { allow, found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Context } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { mayKeepTerms } from "../policy.ts";
import * as store from "../store/editions.ts";
import { forgetLists } from "../views/lists-of-the-house.ts";

/** Adds or changes a word of the list. */
export async function saveTerm(ctx: Context, input: { term: string; kind: "forbidden" | "outdated"; instead: string; reason: string; appliesFrom: string | null }): Promise<void> {
  allow(mayKeepTerms(ctx.actor), "content.may-not-keep-terms");
  await ctx.write(async (tx) => {
    await store.saveTerm(tx, { id: newId(ctx.now()), ...input }, ctx.actor.personId, ctx.now());
    record(tx, { action: "content.save-term", subject: { type: "term", id: input.term }, facts: { ...input } });
  });
  forgetLists(ctx.read);
}

/** Takes a word off the list. */
export async function removeTerm(ctx: Context, input: { termId: string }): Promise<void> {
  allow(mayKeepTerms(ctx.actor), "content.may-not-keep-terms");
  await ctx.write(async (tx) => {
    const term = found(await store.removeTerm(tx, input.termId), "content.no-term");
    record(tx, { action: "content.remove-term", subject: { type: "term", id: term } });
  });
  forgetLists(ctx.read);
}
