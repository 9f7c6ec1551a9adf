import { z } from "zod";
import { DayHours } from "#kernel/carrier.ts";
import { Config as Mailbox } from "../email/letter.ts";

const hours = z.object({ from: DayHours.shape.from.default("08:00"), until: DayHours.shape.until.default("21:00") });

/** One carrier as a unit writes to it: by letter to its box, or to its interface where it opened one; a signed POST as docs/channels/webhook.md lays it out. */
export const Config = z.object({
  /** 主送: the carrier as the letter addresses it. */
  addressee: z.string().min(2).max(60),
  /** A signature in 【】 that the carrier has on file and puts before every message; without one the units of the message itself are its signature. */
  signName: z.string().min(2).max(24).regex(/^[^【】\s]+$/, "without brackets and blanks").optional(),
  partsMax: z.number().int().min(1).max(7).default(4),
  hours: hours.prefault({}),
  apiUrl: z.url({ protocol: /^https?$/ }).optional(),
  checkUrl: z.url({ protocol: /^https?$/ }).optional(),
  host: Mailbox.shape.host.optional(),
  port: Mailbox.shape.port,
  secure: Mailbox.shape.secure,
  plain: Mailbox.shape.plain,
  from: Mailbox.shape.from.optional(),
  recipients: Mailbox.shape.recipients.optional(),
  timeoutSeconds: Mailbox.shape.timeoutSeconds,
})
  .refine(({ hours: { from, until } }) => from < until, { path: ["hours"], message: "begin before they end" })
  .refine(({ apiUrl, host, from, recipients }) => apiUrl !== undefined || (host !== undefined && from !== undefined && recipients !== undefined), { path: ["host"], message: "mail server, sender and the carrier's box, or the address of its interface" });
export type Config = z.infer<typeof Config>;
