import { QueryClient } from "@tanstack/react-query";
import { CallProblem } from "./call.ts";

const mayPass = (error: unknown) => error instanceof CallProblem && (error.status === 0 || error.status >= 500);

/** The desk's one cache. Reads are fresh for 15 s, live topics make them stale at once; only an unreached server is asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, refetchOnWindowFocus: true, retry: (times, error) => times < 2 && mayPass(error) },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** Makes stale every read that listens to the topic; `*` (something may have been missed) makes all of them stale. */
export function refreshTopic(topic: string): void {
  void queries.invalidateQueries({
    predicate: (query) => {
      const heard = query.meta?.["topics"];
      return topic === "*" || (Array.isArray(heard) && heard.includes(topic));
    },
  });
}
