import { z } from "zod";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const nothing = z.object({});
type Nothing = typeof nothing;

/** One HTTP operation, said once: the server binds it, the web calls it, the OpenAPI document lists it. */
export type Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  method: Method;
  path: `/api/${string}`;
  summary: string;
  params: P;
  query: Q;
  body: B;
  result: R;
  /** Codes of the refusals a caller may meet, besides 400 and 403. */
  refusals: readonly string[];
};

/** Declares an operation; parts left out are empty objects. */
export const operation = <
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(op: {
  method: Method;
  path: `/api/${string}`;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  result: R;
  refusals?: readonly string[];
}): Operation<P, Q, B, R> => ({
  method: op.method,
  path: op.path,
  summary: op.summary,
  params: op.params ?? (nothing as unknown as P),
  query: op.query ?? (nothing as unknown as Q),
  body: op.body ?? (nothing as unknown as B),
  result: op.result,
  refusals: op.refusals ?? [],
});

/** The answer of an operation that has nothing to say but "done". */
export const Done = z.object({ done: z.literal(true) });
export type Done = z.infer<typeof Done>;
export const done: Done = { done: true };

/** A page of a list: `total` is counted up to 1000 and then says `capped`. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number().int(), capped: z.boolean() });

/** How a list is asked for: 1-based page, rows per page. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});

/** A file as it travels in JSON. */
export const SheetFile = z.object({ name: z.string(), base64: z.base64() });
