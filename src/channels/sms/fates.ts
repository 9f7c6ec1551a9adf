import type { Status } from "#kernel/connector.ts";
import { evidence, failure } from "../failures.ts";
import { lastFour } from "./phones.ts";

/** What the platform says became of a message at one phone; `missing`: it has no record, `unread`: it could not be asked. `matches`: the words on record are the words signed. */
export type Fate = { phone: string; state: "delivered" | "failed" | "waiting" | "missing" | "unread"; code?: string; matches?: boolean };

/** The fates as evidence: counts, and the numbers that need somebody, each by its last four digits. */
export function sayFates(fates: readonly Fate[]): string {
  const named = (state: Fate["state"]) => fates.filter((fate) => fate.state === state).map(({ phone, code }) => (code ? `${lastFour(phone)} ${code}` : lastFour(phone)));
  return evidence(JSON.stringify({ numbers: fates.length, delivered: fates.filter(({ state }) => state === "delivered").length, failed: named("failed"), waiting: named("waiting"), missing: named("missing"), unread: named("unread") }));
}

/**
 * How far a message came that the platform is known to hold: published once no number is open and one phone at least has it, verified if the
 * words on record there are the words signed, refused where every phone said no; until then accepted.
 */
export function statusOf(fates: readonly Fate[], ref: string): Status {
  const rawBody = sayFates(fates);
  const having = fates.filter(({ state }) => state === "delivered");
  const failed = fates.filter(({ state }) => state === "failed");
  if (failed.length === fates.length) return { state: "refused", failure: failure("recipient", failed[0]?.code ?? "undelivered", rawBody, { scope: "recipient" }), rawBody };
  if (having.length + failed.length < fates.length) return { state: "present", rung: "accepted", ref, rawBody };
  if (having.every(({ matches }) => matches === undefined)) return { state: "present", rung: "published", ref, rawBody };
  const matches = having.every((fate) => fate.matches === true);
  return { state: "present", rung: matches ? "verified" : "published", ref, matches, rawBody };
}

/** Asks for every phone, ten at a time and, where a platform counts questions, at most ten in `everyMs`: it tells of one number per question. */
export async function eachPhone<P, T>(phones: readonly P[], ask: (phone: P) => Promise<T>, { everyMs = 0 }: { everyMs?: number } = {}): Promise<T[]> {
  const atOnce = 10;
  const told: T[] = [];
  for (let from = 0; from < phones.length; from += atOnce) {
    if (from > 0 && everyMs > 0) await new Promise((done) => setTimeout(done, everyMs));
    told.push(...await Promise.all(phones.slice(from, from + atOnce).map(ask)));
  }
  return told;
}
