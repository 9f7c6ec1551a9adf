import { useMutation, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import type { z } from "zod";
import type { Refusal } from "#kernel/decision.ts";
import type { Operation } from "#kernel/contract.ts";
import { Problem } from "#kernel/errors.ts";
import { call, CallProblem, type Input } from "./call.ts";
import { useLive } from "./live.ts";
import { sayRefusal } from "./refusal-words.ts";
import { say } from "./say.ts";

const keyOf = (op: Operation, input: { params?: unknown; query?: unknown }) => [op.path, input.params ?? {}, input.query ?? {}];

/** How a read behaves: `topics` are listened to and make it stale, `when` false holds it back, `everySeconds` polls. */
export type ReadOptions = { topics?: readonly string[]; when?: boolean; everySeconds?: number };

/** Reads an operation and keeps the answer fresh; `data` stays on screen while a newer one is fetched. */
export function useRead<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  op: Operation<P, Q, B, R>,
  input: Input<P, Q, B>,
  { topics, when = true, everySeconds }: ReadOptions = {},
): UseQueryResult<z.output<R>> {
  useLive(when ? (topics ?? []) : []);
  return useQuery<z.output<R>>({
    queryKey: keyOf(op, input as object),
    queryFn: ({ signal }) => call(op, input, signal),
    enabled: when,
    placeholderData: (before: unknown) => before as never,
    ...(topics ? { meta: { topics } } : {}),
    ...(everySeconds ? { refetchInterval: everySeconds * 1000 } : {}),
  });
}

/** What happens after an act: reads to refresh, what to say, and whether a refusal is shown where the button is instead of over the page. */
export type ActOptions<A> = { refresh?: readonly Operation[]; said?: string | ((answer: A) => string); inline?: boolean };

/** One act of the person: `act(input)` resolves to the answer, or to undefined when refused; `refusal` then says why. */
export type Act<I, A> = { act: (input: I) => Promise<A | undefined>; pending: boolean; refusal: Refusal | null; rows: readonly unknown[]; clear: () => void };

/** Carries out an operation. A refusal is said in the user's words; nothing they wrote is lost. */
export function useAct<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  op: Operation<P, Q, B, R>,
  { refresh = [], said, inline = false }: ActOptions<z.output<R>> = {},
): Act<Input<P, Q, B>, z.output<R>> {
  const cache = useQueryClient();
  const mutation = useMutation({ mutationFn: (input: Input<P, Q, B>) => call(op, input) });
  const error = mutation.error instanceof Problem ? mutation.error : null;
  return {
    act: async (input) => {
      try {
        const answer = await mutation.mutateAsync(input);
        await Promise.all(refresh.map((read) => cache.invalidateQueries({ queryKey: [read.path] })));
        if (said) say(typeof said === "string" ? said : said(answer));
        return answer;
      } catch (cause) {
        if (!(cause instanceof Problem)) throw cause;
        if (!inline) say(sayRefusal(cause.refusal), "fault");
        return undefined;
      }
    },
    pending: mutation.isPending,
    refusal: error ? error.refusal : null,
    rows: error instanceof CallProblem ? error.rows : [],
    clear: mutation.reset,
  };
}
