import { z } from "zod";

/** Something a check noticed. `blocking` stops 交审 and signing; the others suggest. A check never rewrites (product.md, refusal 5). */
export const Finding = z.object({
  code: z.string(),
  level: z.enum(["blocking", "suggestion", "reminder"]),
  /** Where: a variant, a channel account, or the text itself. */
  at: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Where in the text: block index and the words meant. */
  block: z.number().int().optional(),
  quote: z.string().optional(),
  suggestion: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;
