import type { Reader, Tx } from "#platform/db/database.ts";

/** A post asked of a named person. */
export type HandPost = { key: string; accountId: string; pieceId: string; unitId: string; personId: string; withdraw: boolean; link: string | null; screenshotId: string | null; doneAt: Date | null };

/** Asks once per key. */
export async function insertHandPost(tx: Tx, post: { key: string; accountId: string; pieceId: string; edition: number; payload: string; withdraw: boolean; personId: string; dueAt: Date }, now: Date): Promise<void> {
  await tx.insertInto("dispatch.hand_post").values({
    key: post.key, account_id: post.accountId, piece_id: post.pieceId, edition_number: post.edition, person_id: post.personId, due_at: post.dueAt, payload: post.payload, withdraw: post.withdraw, created_at: now,
  }).onConflict((c) => c.column("key").doNothing()).execute();
}

/** One hand post by its key. */
export async function findHandPost(read: Reader, key: string): Promise<Pick<HandPost, "link" | "screenshotId" | "doneAt"> | null> {
  const row = await read.selectFrom("dispatch.hand_post").select(["link", "screenshot_id", "done_at"]).where("key", "=", key).executeTakeFirst();
  return row ? { link: row.link, screenshotId: row.screenshot_id, doneAt: row.done_at } : null;
}

/** Locks a hand post for its poster. */
export async function lockHandPost(tx: Tx, key: string): Promise<HandPost | null> {
  const h = await tx.selectFrom("dispatch.hand_post").selectAll().where("key", "=", key).forUpdate().executeTakeFirst();
  if (!h) return null;
  const { unit_id } = await tx.selectFrom("channels.account").select("unit_id").where("id", "=", h.account_id).executeTakeFirstOrThrow();
  return { key: h.key, accountId: h.account_id, pieceId: h.piece_id, unitId: unit_id, personId: h.person_id, withdraw: h.withdraw, link: h.link, screenshotId: h.screenshot_id, doneAt: h.done_at };
}

/** Writes down the link and the picture, and who brought them. */
export async function finishHandPost(tx: Tx, key: string, proof: { link: string; screenshotId: string | null; by: { personId: string; name: string } }, now: Date): Promise<void> {
  await tx.updateTable("dispatch.hand_post").set({ link: proof.link, screenshot_id: proof.screenshotId, done_by: proof.by.personId, done_by_name: proof.by.name, done_at: now }).where("key", "=", key).execute();
}

/** Hand posts past their time that were not escalated yet. */
export async function lockOverdueHands(tx: Tx, now: Date): Promise<{ key: string; pieceId: string; accountId: string; unitId: string; personId: string; accountName: string }[]> {
  const rows = await tx.selectFrom("dispatch.hand_post as h").innerJoin("channels.account as a", "a.id", "h.account_id")
    .select(["h.key", "h.piece_id", "h.account_id", "a.unit_id", "h.person_id", "a.name"])
    .where("h.done_at", "is", null).where("h.due_at", "<", now).where("h.escalated_at", "is", null).limit(100).forUpdate("h").skipLocked().execute();
  return rows.map((r) => ({ key: r.key, pieceId: r.piece_id, accountId: r.account_id, unitId: r.unit_id, personId: r.person_id, accountName: r.name }));
}

/** Notes that somebody else was told. */
export async function markHandsEscalated(tx: Tx, keys: readonly string[], now: Date): Promise<void> {
  await tx.updateTable("dispatch.hand_post").set({ escalated_at: now }).where("key", "in", [...keys]).execute();
}
