import { z } from "zod";

/** How well a fact is founded: in the 2020 notice, read in stored text, general knowledge, or our default for the customer to confirm. */
export const Evidence = z.enum(["seed", "seen", "known", "assumed"]);
export type Evidence = z.infer<typeof Evidence>;

/** What every fact of a preset says about itself; `verified` only once somebody has read the original (rules.md). */
export const Basis = z.object({
  evidence: Evidence,
  verified: z.boolean(),
  source: z.string().optional(),
  article: z.string().optional(),
  note: z.string().optional(),
});
export type Basis = z.infer<typeof Basis>;

/** A day in Beijing, 2026-04-03. */
export const Day = z.iso.date();

/** A day of any year, 04-03. */
export const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

/** A name in both languages of the desk. */
export const Bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) });
