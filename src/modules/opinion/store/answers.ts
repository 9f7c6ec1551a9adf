import { sql } from "kysely";
import type { Tx } from "#platform/db/database.ts";

/** That an answer may be about what an item says. */
export type FoundAnswer = { itemId: string; kind: "release" | "official"; answerId: string; likelihood: number; words: readonly string[] };

/** Keeps which answers may be about which items; a match found again is judged anew. An item that is gone meanwhile is passed over. */
export async function saveAnswers(tx: Tx, found: readonly FoundAnswer[], now: Date): Promise<void> {
  for (const one of found) {
    await sql`insert into opinion.answer_match (item_id, answer_kind, answer_id, likelihood, words, matched_at)
      select i.id, ${one.kind}, ${one.answerId}::uuid, ${one.likelihood}, ${[...one.words]}::text[], ${now} from opinion.item i where i.id = ${one.itemId}
      on conflict (item_id, answer_kind, answer_id) do update set likelihood = excluded.likelihood, words = excluded.words`.execute(tx);
  }
}

/** Notes up to when the public site was held against what people say. */
export async function noteAnswersTo(tx: Tx, processId: string, to: Date): Promise<void> {
  await tx.updateTable("opinion.listener").set({ answers_to: to }).where("process_id", "=", processId).execute();
}
