import { permit, refuse, type Decision } from "#kernel/decision.ts";
import type { Mark } from "./shapes.ts";

/** The most topics one batch decides. */
export const mostAtOnce = 200;

/** What a batch changes: topics that already stand so are left out; a batch that changes nothing is refused. */
export function planTriage(topics: readonly { id: string; mark: Mark }[], to: Mark): Decision<{ id: string; before: Mark }[]> {
  if (topics.length > mostAtOnce) return refuse("opinion.batch-too-large", { most: mostAtOnce });
  const changed = topics.filter((topic) => topic.mark !== to).map(({ id, mark }) => ({ id, before: mark }));
  return changed.length === 0 ? refuse("opinion.nothing-to-decide") : permit(changed);
}

/** A batch is taken back once, by its unit, as long as nothing was decided about its topics since; a case that was opened stands by itself. */
export function whyNotUndo(batch: { undone: boolean; to: Mark }, since: number): Decision<null> {
  if (batch.undone) return refuse("opinion.batch-undone");
  if (batch.to === "case") return refuse("opinion.case-stands");
  return since > 0 ? refuse("opinion.decided-since", { topics: since }) : permit(null);
}
