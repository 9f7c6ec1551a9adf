import { rungs, type Capabilities, type Failure, type FailureClass, type Rung, type Status, type Submitted } from "#kernel/connector.ts";

/**
 * Must a sender note, right before the one mutation, that it may have left? Where an answer can be lost and no repeat is harmless: always if
 * nothing can be read back, and if what comes before the mutation (uploads, a draft) takes long enough for a worker to die in it.
 */
export const marksMutation = (idempotency: Capabilities["idempotency"], prepares: boolean): boolean => idempotency === "none" || (idempotency === "readback" && prepares);

/** Where a delivery stands. Nothing leaves `held`, `settled`, `failed`, `unknown` or `void` but by a person or a late receipt. */
export type DeliveryState = "queued" | "held" | "sending" | "waiting" | "settled" | "failed" | "unknown" | "void";

/** What is known of a delivery when something new is seen. */
export type Standing = { attempt: number; checks: number; rung: Rung | null; goal: Rung };

/** What a channel can do, as far as outcomes depend on it. */
export type Means = Pick<Capabilities, "idempotency" | "rate"> & {
  /** A look can tell whether something stands under a key. */
  canCheck: boolean;
  /** More evidence comes by looking; where it comes by callback or by people, nobody looks in vain. */
  polls: boolean;
};

/** What changes on the delivery, and what the account's gate learns. */
export type Move = {
  state: DeliveryState;
  rung: Rung | null;
  /** Seconds from now until it is tried or looked at again. */
  againInSeconds: number | null;
  failure: { class: FailureClass; code: string } | null;
  /** Seconds the whole account rests. */
  accountRestsSeconds: number | null;
};

export const maxAttempts = 8;
export const maxChecks = 6;

/** Looks at something the channel took before nobody looks any more, two days at the last pace: its owner knows since the deadline, and what comes by itself still counts. */
export const mostLooks = 200;

const rank = (rung: Rung | null): number => (rung === null ? -1 : rungs.indexOf(rung));

/** The higher of two rungs: evidence is never taken back. */
export const higher = (a: Rung | null, b: Rung | null): Rung | null => (rank(a) >= rank(b) ? a : b);

/** Seconds before try `n + 1`: 2, 4, 8 … at most 10 minutes, plus up to a fifth by the draw (0 to 1). */
export const backOff = (attempt: number, draw: number): number => Math.round(Math.min(600, 2 ** Math.max(1, attempt)) * (1 + draw / 5));

/** Seconds before look `n + 1` at something the channel took. */
export const nextLook = (checks: number): number => [2, 5, 15, 60, 300, 900][Math.min(checks, 5)] ?? 900;

const lookAgain = (checks: number): number | null => (checks >= mostLooks ? null : nextLook(checks));

/** A rung was seen: the goal settles it, anything less waits for more evidence. */
export function afterRung(standing: Standing, seen: Rung, means: Means): Move {
  const rung = higher(standing.rung, seen);
  const reached = rank(rung) >= rank(standing.goal);
  return {
    state: reached ? "settled" : "waiting",
    rung,
    againInSeconds: !reached && means.polls ? lookAgain(standing.checks) : null,
    failure: null,
    accountRestsSeconds: null,
  };
}

/** The channel answered the one mutation. */
export function afterSubmit(standing: Standing, answer: Submitted | Failure, means: Means, draw: number): Move {
  return answer.ok ? afterRung(standing, answer.rung, means) : afterFailure(standing, answer, means, draw);
}

/**
 * The mutation did not do what was asked. Only what certainly had no effect, or whose key the channel knows, is tried
 * again; an unknown outcome is looked up, and where that cannot tell a person decides (channels.md, 2).
 */
export function afterFailure(standing: Standing, failure: Failure, means: Means, draw: number): Move {
  const known = { class: failure.class, code: failure.rawCode };
  const again = (seconds: number, rests: number | null = null): Move =>
    ({ state: "queued", rung: standing.rung, againInSeconds: seconds, failure: known, accountRestsSeconds: rests });
  const end = (state: DeliveryState): Move =>
    ({ state, rung: standing.rung, againInSeconds: null, failure: known, accountRestsSeconds: null });

  if (failure.class === "rateLimited") {
    const rest = failure.retryAfterSeconds ?? means.rate.penaltySeconds ?? means.rate.perAccount.perSeconds;
    return again(rest, failure.scope === "recipient" ? null : rest);
  }
  if (failure.class === "transient") {
    return standing.attempt >= maxAttempts ? end("failed") : again(failure.retryAfterSeconds ?? backOff(standing.attempt, draw));
  }
  if (failure.class === "unknownOutcome" || failure.class === "duplicate") return afterUnknown(standing, known, means, draw);
  return end("failed");
}

/** Nobody knows whether the mutation took effect: a lost answer, or a worker that died in the middle. */
export function afterUnknown(standing: Standing, known: Move["failure"], means: Means, draw: number): Move {
  const move = (state: DeliveryState, againInSeconds: number | null): Move => ({ state, rung: standing.rung, againInSeconds, failure: known, accountRestsSeconds: null });
  if (means.idempotency === "native" && standing.attempt < maxAttempts) return move("queued", backOff(standing.attempt, draw));
  if (means.canCheck && standing.checks < maxChecks) return move("waiting", nextLook(standing.checks));
  return move("unknown", null);
}

/** A read-only look brought this. `absent` allows a new try; it proves that nothing stands under the key. `refused` ends it: the channel took it and said no. */
export function afterLook(standing: Standing, status: Status, means: Means, draw: number): Move {
  const checks = standing.checks + 1;
  if (status.state === "present") return afterRung({ ...standing, checks }, status.rung, means);
  if (status.state === "refused") return { state: "failed", rung: standing.rung, againInSeconds: null, failure: { class: status.failure.class, code: status.failure.rawCode }, accountRestsSeconds: null };
  if (standing.rung === null) {
    if (status.state === "absent") {
      return standing.attempt >= maxAttempts
        ? { state: "failed", rung: null, againInSeconds: null, failure: { class: "transient", code: "absent" }, accountRestsSeconds: null }
        : { state: "queued", rung: null, againInSeconds: backOff(standing.attempt, draw), failure: null, accountRestsSeconds: null };
    }
    if (checks >= maxChecks) return { state: "unknown", rung: null, againInSeconds: null, failure: { class: "unknownOutcome", code: status.state }, accountRestsSeconds: null };
  }
  return { state: "waiting", rung: standing.rung, againInSeconds: standing.rung === null || means.polls ? lookAgain(checks) : null, failure: null, accountRestsSeconds: null };
}

/** The worker died while it held this one. Before the mutation nothing happened; after it nobody knows. */
export function afterLostLease(standing: Standing, mutationMayHaveLeft: boolean, means: Means, draw: number): Move {
  if (!mutationMayHaveLeft) return { state: "queued", rung: standing.rung, againInSeconds: 0, failure: null, accountRestsSeconds: null };
  return afterUnknown(standing, { class: "unknownOutcome", code: "lease-lost" }, means, draw);
}
