import type pg from "pg";
import type { Place } from "../place.ts";

/** What a check found: well, worth knowing, or ill; what is ill says how to mend it. */
export type Finding = { is: "well" | "note" | "ill"; zh: string; en: string; mend?: string };

/** What checks of the database are given; the connection is the owner's. */
export type Bedside = Place & { client: pg.Client };

export const well = (zh: string, en: string): Finding => ({ is: "well", zh, en });
export const note = (zh: string, en: string, mend: string): Finding => ({ is: "note", zh, en, mend });
export const ill = (zh: string, en: string, mend: string): Finding => ({ is: "ill", zh, en, mend });

/** One finding as lines of the terminal. */
export function sayFinding({ is, zh, en, mend }: Finding): string {
  const line = `${{ well: "✓", note: "!", ill: "✗" }[is]} ${zh} / ${en}`;
  return mend ? `${line}\n    → ${mend}` : line;
}

/** The rows of a query. */
export const ask = async <R extends object>({ client }: Pick<Bedside, "client">, query: string, values: readonly unknown[] = []): Promise<R[]> => (await client.query<R & Record<string, unknown>>(query, [...values])).rows;

/** Makes every check in turn; one that breaks off is itself a finding, and the next goes on. */
export async function eachOf<T>(of: T, checks: readonly ((of: T) => Finding | readonly Finding[] | Promise<Finding | readonly Finding[]>)[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    try {
      findings.push(...[await check(of)].flat());
    } catch (error) {
      findings.push(ill(`${check.name} 没能查完`, `could not be finished: ${error instanceof Error ? error.message : String(error)}`, "先修上面的各项 / mend the lines above first"));
    }
  }
  return findings;
}
