import type { ConnectorContext, Failure, Order } from "#kernel/connector.ts";
import { originalOf } from "../original.ts";
import { accountOf } from "./account.ts";
import { findByOriginal, readDraft, readRef, readTask } from "./published.ts";

/** What a recall is about: an article; nothing, because none ever came out or it did not last; one that is coming out right now; or nobody knows. */
export type Behind = { ok: true; id: string } | { ok: true; id: null; why: "nothing" | "coming" | "unknown"; rawBody: string };

/**
 * Finds what a recall must take away. Where the answer to its publication was lost there is no number to go by: the article is looked for by the
 * original it leads to, and a draft that is still a draft shows that there is none.
 */
export async function articleBehind(ctx: ConnectorContext, { previousRef, pieceId, edition }: Order): Promise<Behind | Failure> {
  const ref = previousRef === null ? null : readRef(previousRef);
  if (ref?.kind === "article") return { ok: true, id: ref.id };
  if (ref?.kind === "task") {
    const task = await readTask(ctx, ref.id);
    if (!task.ok) return task;
    if (task.status !== 0) return { ok: true, id: null, why: task.status === 1 ? "coming" : "nothing", rawBody: task.rawBody };
    return task.articleId === null ? { ok: true, id: null, why: "unknown", rawBody: task.rawBody } : { ok: true, id: task.articleId };
  }
  const found = await findByOriginal(ctx, originalOf(accountOf(ctx), pieceId, edition));
  if (!found.ok) return found;
  if (found.id !== null) return { ok: true, id: found.id };
  if (ref === null) return { ok: true, id: null, why: "unknown", rawBody: "no-post" };
  const draft = await readDraft(ctx, ref);
  if (!draft.ok) return draft;
  return { ok: true, id: null, why: ({ kept: "nothing", coming: "coming", gone: "unknown" } as const)[draft.state], rawBody: draft.rawBody };
}
