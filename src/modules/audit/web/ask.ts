import type { EntryLine } from "../contract.ts";
import { actionWords } from "./words.ts";

/** What the record is narrowed to, as it stands in the address; days are Beijing days, the last one included. */
export type Narrowed = { from?: string; to?: string; actorId?: string; actor?: string; unitId?: string; unit?: string; action?: string; subjectType?: string; subjectId?: string; subject?: string; outcome?: EntryLine["outcome"]; q?: string };

const keys = ["from", "to", "actorId", "actor", "unitId", "unit", "action", "subjectType", "subjectId", "subject", "outcome", "q"] as const;

/** Reads the address. */
export const narrowedIn = (query: URLSearchParams): Narrowed => Object.fromEntries(keys.flatMap((key) => { const value = query.get(key); return value ? [[key, value]] : []; }));

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The first instant of a Beijing day, or of the one after it. */
export function dayStart(said: string, plus = 0): string | undefined {
  if (!day.test(said)) return undefined;
  const at = Date.parse(`${said}T00:00:00+08:00`);
  return Number.isNaN(at) ? undefined : new Date(at + plus * 86_400_000).toISOString();
}

/** The question the server understands. */
export function askOf({ from, to, actor: _actor, unit: _unit, subject: _subject, ...rest }: Narrowed): Omit<Narrowed, "actor" | "unit" | "subject"> & { qActions?: string } {
  const [start, end] = [from && dayStart(from), to && dayStart(to, 1)];
  const said = rest.q?.toLowerCase();
  const actions = said ? Object.entries(actionWords).filter(([, words]) => words.some((word) => word.toLowerCase().includes(said))).map(([action]) => action) : [];
  return { ...rest, ...(actions.length > 0 ? { qActions: actions.join(",").slice(0, 2000) } : {}), ...(start ? { from: start } : {}), ...(end ? { to: end } : {}) };
}
