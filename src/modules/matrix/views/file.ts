import type { z } from "zod";
import type { Reader } from "#platform/db/database.ts";
import type { ReadingView } from "../contract.ts";
import { articleIndex, postIndex } from "../rules/index-of.ts";
import type { Reading } from "../rules/reading.ts";

/** What is on file about an account beside its number, or null where nothing was filed. */
export async function filingOf(read: Reader, accountId: string) {
  return (await read.selectFrom("matrix.filing").selectAll().where("account_id", "=", accountId).executeTakeFirst()) ?? null;
}

/** The newest readings of an account with their index; accounts that publish short posts get that of posts. */
export async function readingsOf(read: Reader, accountId: string, kind: "article" | "post"): Promise<z.input<typeof ReadingView>[]> {
  const rows = await read.selectFrom("matrix.reading").selectAll().where("account_id", "=", accountId).orderBy("to_day", "desc").orderBy("from_day", "desc").limit(24).execute();
  return rows.map((row) => {
    const reading: Reading = {
      from: row.from_day, to: row.to_day, posts: row.posts, originalPosts: row.original_posts, reads: Number(row.reads), headlineReads: Number(row.headline_reads), mostReads: Number(row.most_reads), praises: Number(row.praises), recommends: Number(row.recommends), shares: Number(row.shares), comments: Number(row.comments), answered: Number(row.answered),
    };
    return { ...reading, id: row.id, source: row.source, enteredByName: row.entered_by_name, enteredAt: row.entered_at.toISOString(), index: kind === "post" ? postIndex(reading) : articleIndex(reading) };
  });
}
