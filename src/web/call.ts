import type { z } from "zod";
import type { Operation } from "#kernel/contract.ts";
import { Problem, type ProblemKind } from "#kernel/errors.ts";

type Part<K extends string, S extends z.ZodType> = Record<never, never> extends z.input<S> ? { [k in K]?: z.input<S> } : { [k in K]: z.input<S> };

/** What a call hands over: params, query and body, each only where the operation asks for something. */
export type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<"params", P> & Part<"query", Q> & Part<"body", B>;

/** A Problem as it came over the wire: with the rows that were wrong where the input had rows. */
export class CallProblem extends Problem {
  readonly status: number;
  readonly rows: readonly unknown[];
  constructor(status: number, refusal: Problem["refusal"], rows: readonly unknown[] = []) {
    super(kindOf(status), refusal);
    this.status = status;
    this.rows = rows;
  }
}

const kinds: Record<number, ProblemKind> = { 400: "invalid", 401: "forbidden", 403: "forbidden", 404: "not-found" };
const kindOf = (status: number): ProblemKind => kinds[status] ?? "refused";

let onLoggedOut: () => void = () => undefined;

/** The shell says what happens when the server no longer knows who is asking. */
export const whenLoggedOut = (then: () => void): void => { onLoggedOut = then; };

/** The address of an operation with its params and query filled in; for links that download. */
export function addressOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(op: Operation<P, Q, B, R>, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, unknown>;
  const path = op.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") query.append(name, one instanceof Date ? one.toISOString() : String(one));
    }
  }
  const tail = query.toString();
  return tail ? `${path}?${tail}` : path;
}

/** Calls one operation of the API; its answer is parsed by the contract, its refusals come back as `CallProblem`. */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  op: Operation<P, Q, B, R>,
  input: Input<P, Q, B>,
  signal?: AbortSignal,
): Promise<z.output<R>> {
  const response = await reach(addressOf(op, input), {
    method: op.method,
    headers: headersFor(op.method),
    credentials: "same-origin",
    ...(op.method === "GET" ? {} : { body: JSON.stringify((input as { body?: unknown }).body ?? {}) }),
    ...(signal ? { signal } : {}),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, answer);
  const parsed = op.result.safeParse(answer);
  if (!parsed.success) throw new CallProblem(502, { code: "answer.unexpected", facts: { operation: op.path } });
  return parsed.data;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new CallProblem(0, { code: "request.unreached" });
  }
}

/** The value of `ts_csrf`, sent back in a header: a page of another origin cannot read it. */
export function csrfHeader(): Record<string, string> {
  const token = /(?:^|;\s*)ts_csrf=([^;]*)/.exec(document.cookie)?.[1];
  return token ? { "x-tongsheng-csrf": decodeURIComponent(token) } : {};
}

const headersFor = (method: string): Record<string, string> =>
  method === "GET" ? { accept: "application/json" } : { accept: "application/json", "content-type": "application/json", ...csrfHeader() };

function problemOf(status: number, answer: unknown): CallProblem {
  const body = (typeof answer === "object" && answer !== null ? answer : {}) as { type?: unknown; facts?: unknown; rows?: unknown };
  const code = typeof body.type === "string" ? body.type : status >= 500 ? "internal" : "request.malformed";
  const facts = typeof body.facts === "object" && body.facts !== null ? (body.facts as Record<string, string | number>) : {};
  const problem = new CallProblem(status, { code, facts }, Array.isArray(body.rows) ? body.rows : []);
  if (status === 401) onLoggedOut();
  return problem;
}
