import { z } from "zod";
import { operation, PageQuery } from "#kernel/contract.ts";
import { Urgency } from "#kernel/urgency.ts";

/** A piece that has the words. */
export const PieceHit = z.object({ id: z.uuid(), number: z.string(), title: z.string(), summary: z.string(), urgency: Urgency, stage: z.string(), unitName: z.string(), seal: z.string(), joint: z.boolean(), updatedAt: z.iso.datetime() });
export type PieceHit = z.infer<typeof PieceHit>;
export const UnitHit = z.object({ id: z.uuid(), name: z.string(), shortName: z.string(), seal: z.string(), regionName: z.string() });
export const PersonHit = z.object({ id: z.uuid(), name: z.string(), title: z.string(), unitName: z.string(), phone: z.string().nullable() });
export const AccountHit = z.object({ id: z.uuid(), name: z.string(), connectorId: z.string(), unitName: z.string(), state: z.enum(["active", "suspended", "closed"]), health: z.enum(["unknown", "well", "ill"]) });

/** What has the words, newest pieces first; the count of pieces stops at 1000. */
export const search = operation({
  method: "GET", path: "/api/search", summary: "Find pieces, units, colleagues and accounts within what one may see",
  query: PageQuery.extend({ q: z.string().trim().min(1).max(80), size: z.coerce.number().int().min(1).max(50).default(8) }),
  result: z.object({
    q: z.string(), words: z.array(z.string()), pieces: z.object({ items: z.array(PieceHit), total: z.number().int(), capped: z.boolean() }),
    units: z.array(UnitHit), people: z.array(PersonHit), accounts: z.array(AccountHit),
  }),
});
export type Found = z.infer<typeof search.result>;
