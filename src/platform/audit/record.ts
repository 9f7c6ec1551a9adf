import type { Actor } from "#kernel/actor.ts";
import { canonical } from "#kernel/fingerprint.ts";
import type { Tx } from "#platform/db/database.ts";

/** One thing somebody did to something; `facts` hold names and numbers, never secrets. */
export type Trace = {
  /** `module.verb`, as in the action's name. */
  action: string;
  subject: { type: string; id: string };
  outcome?: "done" | "refused" | "failed";
  facts?: Record<string, unknown>;
  /** Who did it, where that is not the one whose request this is (a job acting for somebody). */
  by?: Actor;
};

const trails = new WeakMap<Tx, Trace[]>();

/** Opens the trail of a transaction; only the shell that opens transactions calls this. */
export const openTrail = (tx: Tx): void => { trails.set(tx, []); };

/** Writes down what this transaction does; kept with it or lost with it (等保 GB/T 22239-2019 §8.1.4.3). */
export function record(tx: Tx, trace: Trace): void {
  const trail = trails.get(tx);
  if (!trail) throw new Error(`audit: ${trace.action} outside a write`);
  trail.push(trace);
}

/** Appends the trail to the chain as the last thing before commit, because the chain's head is locked from here on. */
export async function closeTrail(tx: Tx, actor: Actor, requestId: string, now: Date): Promise<number> {
  const trail = trails.get(tx) ?? [];
  trails.delete(tx);
  if (trail.length === 0) return 0;
  // One statement: everybody who writes waits for the head of the chain, so it is held for one round trip and the commit.
  await tx.insertInto("audit.entry").values(trail.map((trace) => {
    const by = trace.by ?? actor;
    return {
      seq: 0, prev_hash: "", hash: "",
      at: now, actor_id: by.personId, actor_name: by.name, unit_id: by.unitId, unit_name: by.unitName,
      action: trace.action, outcome: trace.outcome ?? "done", subject_type: trace.subject.type, subject_id: trace.subject.id,
      facts: canonical(trace.facts ?? {}), request_id: requestId,
    };
  })).execute();
  return trail.length;
}
