import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { postsWithSecondFactor, type Post } from "#kernel/posts.ts";
import { slides, worstWords } from "./rules/worst-passwords.ts";

/** What an installation may set about log-in; the defaults follow GB/T 22239-2019 §8.1.4.1. */
export type AccessSettings = {
  passwords: { least: number; leastMixed: number };
  account: LockOut;
  address: LockOut;
  idleMinutes: number;
  hours: number;
  /** Duty officers keep one log-in through a shift of a day and a night. */
  dutyHours: number;
  /** Minutes within which a code or password counts for the next delicate step. */
  freshMinutes: number;
};

/** Failures heard freely, the first and the longest rest, and after how long a quiet counter starts again. */
export type LockOut = { free: number; firstMinutes: number; mostMinutes: number; forgetMinutes: number };

/** Ten minutes of thought: many people share one address, so an address is more patient and forgets sooner than an account. */
export const defaultSettings: AccessSettings = {
  passwords: { least: 12, leastMixed: 10 },
  account: { free: 5, firstMinutes: 1, mostMinutes: 30, forgetMinutes: 24 * 60 },
  address: { free: 30, firstMinutes: 1, mostMinutes: 30, forgetMinutes: 60 },
  idleMinutes: 30,
  hours: 12,
  dutyHours: 24,
  freshMinutes: 10,
};

const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{Ll}\p{Lu}\p{N}]/u];
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}]/gu, "");

/** Is this password good enough for this person? Length first; then not their name, not one of the worst. */
export function whyNotPassword(password: string, username: string, { least, leastMixed }: AccessSettings["passwords"] = defaultSettings.passwords): Decision<null> {
  const length = [...password].length;
  const kinds = classes.filter((kind) => kind.test(password)).length;
  if (length > 128) return refuse("access.password-too-long", { most: 128 });
  if (length < leastMixed || (length < least && kinds < 3)) return refuse("access.password-too-short", { least, leastMixed });
  if (username.length >= 3 && password.toLowerCase().includes(username.toLowerCase())) return refuse("access.password-has-name");
  return isWellKnown(password.toLowerCase()) ? refuse("access.password-well-known") : permit(null);
}

function isWellKnown(password: string): boolean {
  if (new Set(password).size < 5) return true;
  if (worstWords.includes(bare(password))) return true;
  if (worstWords.some((word) => word.length >= 4 && password.replaceAll(word, "") === "")) return true;
  const keys = password.replace(/[^a-z0-9]/g, "");
  return keys.length * 2 >= password.length && slides.some((slide) => slide.includes(keys));
}

/** Failed attempts in a row as they stand. */
export type Failures = { failures: number; lastAt: Date; blockedUntil: Date | null };

/** May another attempt be heard? Says how long to wait, never whether the account exists. */
export function whyNotHeard(counters: readonly (Failures | null)[], now: Date): Decision<null> {
  const until = Math.max(0, ...counters.map((counter) => counter?.blockedUntil?.getTime() ?? 0));
  return until > now.getTime() ? refuse("access.locked", { minutes: Math.ceil((until - now.getTime()) / 60_000) }) : permit(null);
}

/** Counts one more failure: after the free ones each costs a rest, doubling from the first to the longest. */
export function countFailure(before: Failures | null, { free, firstMinutes, mostMinutes, forgetMinutes }: LockOut, now: Date): Failures {
  const quiet = before !== null && now.getTime() - before.lastAt.getTime() > forgetMinutes * 60_000;
  const failures = before === null || quiet ? 1 : before.failures + 1;
  const rest = Math.min(mostMinutes, firstMinutes * 2 ** Math.min(30, failures - free));
  return { failures, lastAt: now, blockedUntil: failures < free ? null : new Date(now.getTime() + rest * 60_000) };
}

/** Must a holder of these posts pass a second factor? They sign, or they administer. */
export const needsSecondFactor = (posts: readonly Post[]): boolean => posts.some((post) => postsWithSecondFactor.includes(post));

/** What stands between a person and the desk. */
export type Step = "second-factor" | "change-password" | "enrol" | "none";

/** The next step of a log-in: the second factor one has, then a password of one's own, then the second factor one must have. */
export function nextStep(standing: { posts: readonly Post[]; enrolled: boolean; passed: boolean; temporary: boolean }): Step {
  if (standing.enrolled && !standing.passed) return "second-factor";
  if (standing.temporary) return "change-password";
  if (!standing.enrolled && needsSecondFactor(standing.posts)) return "enrol";
  return "none";
}

/** How long a log-in may rest and last; decided when it opens. */
export function planLifetime(posts: readonly Post[], settings: AccessSettings, now: Date): { idleMinutes: number; endsAt: Date } {
  const hours = posts.includes("duty-officer") ? Math.max(settings.hours, settings.dutyHours) : settings.hours;
  return { idleMinutes: settings.idleMinutes, endsAt: new Date(now.getTime() + hours * 3_600_000) };
}

/** A code is good once: the step it belongs to must be newer than the last one used (RFC 6238 §5.2). */
export function planStep(step: number | null, lastStep: number): Decision<number> {
  if (step === null) return refuse("access.code-wrong");
  return step > lastStep ? permit(step) : refuse("access.code-used");
}

/** A delicate step needs a code or password given just now. */
export const whyNotFresh = (provedAt: Date, { freshMinutes }: AccessSettings, now: Date): Decision<null> =>
  now.getTime() - provedAt.getTime() <= freshMinutes * 60_000 ? permit(null) : refuse("access.prove-again", { minutes: freshMinutes });

/** An offer of an authenticator is good for a quarter of an hour. */
export const isOfferOpen = (offeredAt: Date | null, now: Date): boolean =>
  offeredAt !== null && now.getTime() - offeredAt.getTime() <= 15 * 60_000;
