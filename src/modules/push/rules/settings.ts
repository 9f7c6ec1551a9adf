import { z } from "zod";

/** What this module reads of a web-push account's settings; the connector's own schema checks them when they are entered. */
export const PushSettings = z.object({ subject: z.string(), publicKey: z.string(), ttlSeconds: z.number().int().min(0) });
export type PushSettings = z.infer<typeof PushSettings>;
