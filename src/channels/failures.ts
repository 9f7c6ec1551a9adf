import type { Failure, FailureClass, OutboundAnswer } from "#kernel/connector.ts";

const evidenceBytes = 4096;

/** An answer as it is kept in evidence: at most 4 KiB of UTF-8, never cut inside a character. */
export function evidence(body: string): string {
  const bytes = new TextEncoder().encode(body);
  if (bytes.length <= evidenceBytes) return body;
  return new TextDecoder().decode(bytes.subarray(0, evidenceBytes), { stream: true });
}

/** Names why a call failed; without a scope it concerns this account only. */
export function failure(cls: FailureClass, rawCode: string, rawBody: string, more: { scope?: Failure["scope"]; retryAfterSeconds?: number | undefined } = {}): Failure {
  return {
    ok: false, class: cls, scope: more.scope ?? "account", rawCode, rawBody: evidence(rawBody),
    ...(more.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: more.retryAfterSeconds }),
  };
}

/** A call that got no answer: nothing left the house, or nobody knows (channels.md, contract 2). */
export function unanswered(answer: Extract<OutboundAnswer, { ok: false }>): Failure {
  if (answer.reason.startsWith("forbidden")) return failure("permission", "forbidden", answer.reason);
  return answer.reached === false ? failure("transient", answer.reason, "") : failure("unknownOutcome", answer.reason, "");
}

/** Seconds the channel asks us to wait, whether it says a number or a date (RFC 9110 §10.2.3). */
export function retryAfter(headers: Record<string, string>, now: Date): number | undefined {
  const said = headers["retry-after"]?.trim();
  if (!said) return undefined;
  if (/^\d+$/.test(said)) return Number(said);
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

const byStatus: Record<number, FailureClass> = {
  401: "auth", 407: "auth", 402: "quota", 403: "permission", 404: "recipient", 410: "recipient", 408: "transient", 409: "duplicate", 425: "transient", 429: "rateLimited", 503: "transient",
};

/**
 * What an HTTP status outside 2xx means. A server that broke after it had the request may have published: unless the channel
 * knows our key and a repeat is harmless (`repeatable`), that is an unknown outcome and not a reason to try again.
 */
export function refusedByStatus(answer: Extract<OutboundAnswer, { ok: true }>, now: Date, repeatable: boolean): Failure {
  const { status } = answer;
  const cls = byStatus[status] ?? (status >= 500 ? (repeatable ? "transient" : "unknownOutcome") : status >= 300 && status < 400 ? "permission" : "content");
  return failure(cls, String(status), answer.body, { retryAfterSeconds: retryAfter(answer.headers, now) });
}

/** A status of a platform that has codes of its own, and said none: only its own codes blame the secret. */
export function refusedBareStatus(answer: Extract<OutboundAnswer, { ok: true }>, now: Date, repeatable: boolean): Failure {
  const refused = refusedByStatus(answer, now, repeatable);
  return refused.class === "auth" ? { ...refused, class: "permission" } : refused;
}

/** What a failure comes to when the call may be made again unseen: nobody need know whether it took effect. `once`: a repeat might be seen by the public. */
export const forCall = (refused: Failure, once: boolean): Failure => (refused.class === "unknownOutcome" && !once ? { ...refused, class: "transient" } : refused);
