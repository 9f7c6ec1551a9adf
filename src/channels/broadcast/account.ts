import { z } from "zod";
import type { ConnectorContext } from "#kernel/connector.ts";

const resourceCode = z.string().regex(/^\d{23}$/);

/** What an emergency broadcast platform and we must know of each other (docs/channels/broadcast.md). */
export const Config = z.object({
  /** Where the platform takes packages. */
  url: z.url({ protocol: /^https?$/ }),
  /** The 23-digit resource code (EBRID) we were given, and the platform's own. */
  resourceCode,
  platformCode: resourceCode,
  /** The platform's SM2 public key, uncompressed: 04 and 128 hex digits. */
  platformKey: z.string().regex(/^04[0-9a-fA-F]{128}$/),
  /** Serial number of our certificate, as its issuer wrote it. */
  certSn: z.string().regex(/^[0-9A-Za-z]{0,64}$/).default(""),
  /** Code of the issuing body (SenderCode); without one the resource code speaks for it. */
  senderCode: z.string().regex(/^[0-9A-Za-z]{1,32}$/).optional(),
  /** GB/T 2260: where this platform's loudspeakers stand. Nothing is broadcast beyond it. */
  areaCode: z.string().regex(/^\d{6}(\d{3}|\d{6})?$/),
  /** The kind of event where no column says a better one; "00000" says none. */
  eventType: z.string().regex(/^[0-9A-Z]{5}$/).default("00000"),
  /** Kinds of event by column: 森林防火=11B25. */
  eventTypes: z.array(z.string().regex(/^[^=]{1,40}=[0-9A-Z]{5}$/)).max(60).default([]),
  /** How long a text without an end of its own is broadcast. */
  minutes: z.number().int().min(1).max(1440).default(30),
  /** May a text without a grade be broadcast, as of unknown severity? */
  ungraded: z.enum(["refuse", "send"]).default("refuse"),
  /** Pictures of the text go along as auxiliary data, where the platform shows any. */
  media: z.enum(["none", "images"]).default("none"),
  /** The two forms in which signature files are found in the field. */
  signatureForm: z.enum(["certificate", "flat"]).default("certificate"),
  /** How a package is handed in: a form with one file, or the bare archive. */
  posting: z.enum(["form", "bare"]).default("form"),
});
export type Config = z.infer<typeof Config>;

/** Settings and secret of an account, opened for one call. */
export type Account = Config & { privateKey: string };

/** Opens the account a call is made for. */
export const accountOf = ({ config, secrets }: Pick<ConnectorContext, "config" | "secrets">): Account => ({ ...Config.parse(config), privateKey: secrets["privateKey"] ?? "" });
