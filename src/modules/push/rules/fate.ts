import type { OutboundAnswer } from "#kernel/connector.ts";

/** What becomes of one reminder to one browser after a call: taken by the push service, the subscription gone for good, tried again then, or given up. */
export type Fate = { kind: "sent" } | { kind: "dropped" } | { kind: "given-up" } | { kind: "again"; at: Date; hostRests: boolean };

/** Calls to one browser for one reminder before it is given up. */
export const mostTries = 8;

const longestWaitSeconds = 3_600;

/** Seconds before try `n + 1`: 15, 30, 60 … at most 15 minutes. */
const backOff = (tries: number): number => Math.min(900, 15 * 2 ** Math.max(0, tries - 1));

/** Seconds a push service asks us to wait, a number or a date (RFC 9110 §10.2.3), never more than an hour. */
function asked(headers: Record<string, string>, now: Date): number | null {
  const said = headers["retry-after"]?.trim() ?? "";
  const seconds = /^\d{1,9}$/.test(said) ? Number(said) : Math.ceil((Date.parse(said) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? null : Math.min(longestWaitSeconds, Math.max(1, seconds));
}

/**
 * Reads a push service's answer (RFC 8030 §5, §7.3). 404 and 410 end the subscription; 429, 408 and 5xx are tried again when the service says, or after a while;
 * no answer is tried again, too, because the topic makes a repeat harmless; any other refusal concerns this reminder only.
 */
export function fateOf(answer: OutboundAnswer, tries: number, expiresAt: Date, now: Date): Fate {
  if (answer.ok && answer.status >= 200 && answer.status < 300) return { kind: "sent" };
  if (answer.ok && (answer.status === 404 || answer.status === 410)) return { kind: "dropped" };
  if (!answer.ok && answer.reason.startsWith("forbidden")) return { kind: answer.reason.includes("private address") ? "dropped" : "given-up" };
  const busy = answer.ok && (answer.status === 429 || answer.status === 408 || answer.status >= 500);
  if (answer.ok && !busy) return { kind: "given-up" };
  const wait = answer.ok ? asked(answer.headers, now) : null;
  const at = new Date(now.getTime() + (wait ?? backOff(tries)) * 1000);
  return tries >= mostTries || at >= expiresAt ? { kind: "given-up" } : { kind: "again", at, hostRests: wait !== null };
}
