import { z } from "zod";

/** What a person carries to a platform that has no door for us, as the connector made it and people signed it. */
export const Pack = z.object({
  title: z.string(), text: z.string(), account: z.string(), platform: z.string(),
  materials: z.array(z.object({ sha256: z.string(), kind: z.enum(["image", "video"]), name: z.string(), credit: z.string(), alt: z.string() })),
  checklist: z.array(z.string()),
});
export type Pack = z.infer<typeof Pack>;

/** The words of a recall that a person carries out by hand. */
export const Withdrawal = z.object({ title: z.string(), reason: z.string() });
export type Withdrawal = z.infer<typeof Withdrawal>;

/** Reads what was handed over; null where it cannot be read, and then only the raw text is shown. */
export function openPack<T>(schema: z.ZodType<T>, payload: string): T | null {
  try {
    return schema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
