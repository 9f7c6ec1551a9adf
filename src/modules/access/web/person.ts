import { useRead } from "#web/ask.ts";
import { queries } from "#web/cache.ts";
import type { Person } from "#web/screen.ts";
import { whoAmI, type Me } from "../contract.ts";
import { markOf } from "./words.ts";

/** The person logged in with posts and scope; null when nobody is, undefined while asking. */
export function useMe(): Me | null | undefined {
  const { data } = useRead(whoAmI, {});
  if (!data) return undefined;
  return data.next === "none" ? data.me : null;
}

/** The person as rail and bar show them. */
export function usePerson(): Person | null | undefined {
  const me = useMe();
  return me && { name: me.name, unitName: me.unitName, mark: markOf(me.name) };
}

/** Asks again who sits here. */
export const askWhoIsHere = (): Promise<void> => queries.invalidateQueries({ queryKey: [whoAmI.path] });

/** Forgets what the last person read, so that the next one sees only their own. */
export const forgetReads = (): void => { queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== whoAmI.path }); };
