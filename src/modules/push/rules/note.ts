import { z } from "zod";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { isEmergency, Urgency } from "#kernel/urgency.ts";

/** One reminder as people sign it and browsers show it: the very JSON that is encrypted for each of them (RFC 8291). */
export const PushNote = z.object({
  pieceId: z.uuid(),
  /** The edition; null where the reminder takes the piece back. */
  edition: z.number().int().min(1).nullable(),
  title: z.string().min(1),
  text: z.string(),
  /** Who speaks, in the order of the signature line. */
  units: z.array(z.string()).min(1),
  /** A path of our own site; a reminder never leads elsewhere. */
  link: z.string().regex(/^\/a\/[0-9a-f-]{36}$/),
  urgency: Urgency,
  validUntil: z.iso.datetime().nullable(),
  withdrawn: z.boolean(),
});
export type PushNote = z.infer<typeof PushNote>;

/** The reminders of one piece share this topic, so that a newer one replaces an older one that a push service still holds (RFC 8030 §5.4: at most 32 URL-safe characters). */
export const topicOf = (pieceId: string): string => sha256Hex(pieceId).slice(0, 32);

/** Is it for those, too, who want to hear only what is urgent: grades Ⅰ and Ⅱ? */
export const isUrgent = (note: Pick<PushNote, "urgency">): boolean => isEmergency(note.urgency);

/** How hard a push service is to try on a phone that saves its battery (RFC 8030 §5.3); taking back what is wrong is as urgent as an emergency. */
export function headerUrgency(note: Pick<PushNote, "urgency" | "withdrawn">): "high" | "normal" | "low" {
  if (note.withdrawn || isEmergency(note.urgency)) return "high";
  return note.urgency === "routine" ? "low" : "normal";
}

/** Until when a reminder may still reach somebody: as long as the account keeps them, and never past what the piece itself says. */
export function expiryOf(note: Pick<PushNote, "validUntil">, ttlSeconds: number, now: Date): Date {
  const kept = new Date(now.getTime() + ttlSeconds * 1000);
  const said = note.validUntil === null ? kept : new Date(note.validUntil);
  return said < kept ? said : kept;
}
