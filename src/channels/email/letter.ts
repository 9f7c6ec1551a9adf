import { z } from "zod";
import type { Capabilities } from "#kernel/connector.ts";

export type Limits = Capabilities["limits"];

/** The mail server of an account and the boxes that subscribed. */
export const Config = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(465),
  /** TLS from the first byte (465); otherwise STARTTLS is demanded unless `plain` allows going without, for a relay in the same room. */
  secure: z.boolean().default(true),
  plain: z.boolean().default(false),
  from: z.object({ name: z.string().default(""), address: z.email() }),
  recipients: z.array(z.email()).min(1).max(100),
  siteUrl: z.url({ protocol: /^https?$/ }).optional(),
  timeoutSeconds: z.number().int().min(1).max(120).default(30),
});
export type Config = z.infer<typeof Config>;

/** The signed part of a mail. A letter to somebody by name says openly to which boxes it goes, and may bring files. */
export const Letter = z.object({
  subject: z.string(), text: z.string(), html: z.string(), openly: z.boolean().optional(),
  attachments: z.array(z.object({ name: z.string(), mime: z.string(), base64: z.base64() })).optional(),
});
export type Letter = z.infer<typeof Letter>;

/** Our own Message-ID, made from the delivery's key, so that a letter can be found again in any log (RFC 5322 §3.6.4). */
export const messageId = (key: string, from: string): string => `<${key.replace(/[^A-Za-z0-9._-]/g, "-")}@${from.slice(from.lastIndexOf("@") + 1)}>`;
