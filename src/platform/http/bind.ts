import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Operation } from "#kernel/contract.ts";
import { Problem } from "#kernel/errors.ts";
import type { Context } from "./context.ts";

type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = { params: z.output<P>; query: z.output<Q>; body: z.output<B> };

/** Who may call: people who are logged in (and passed what they must), or anybody, or only people on their way in. */
export type Door = "members" | "public";

/** An operation tied to what carries it out. */
export type Binding = {
  op: Operation;
  door: Door;
  handle: (ctx: Context, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
};

/** Ties an operation to its action: parse, run, let only the whitelisted answer leave. */
export function bind<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  op: Operation<P, Q, B, R>,
  run: (ctx: Context, input: Input<P, Q, B>, http: { request: FastifyRequest; reply: FastifyReply }) => Promise<z.input<R>>,
  door: Door = "members",
): Binding {
  return {
    op,
    door,
    handle: async (ctx, request, reply) => {
      const params = parse(op.params, request.params, "request.params");
      const query = parse(op.query, request.query, "request.query");
      const body = parse(op.body, request.body ?? {}, "request.body");
      const answer = await run(ctx, { params, query, body } as Input<P, Q, B>, { request, reply });
      return op.result.parse(answer);
    },
  };
}

function parse(schema: z.ZodType, value: unknown, code: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new Problem("invalid", { code, facts: { field: first?.path.join(".") ?? "", reason: first?.message ?? "" } });
}
