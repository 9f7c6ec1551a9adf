import { z } from "zod";
import { defineConnector } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { laneOf } from "#kernel/urgency.ts";
import { healthOf, lookThrough, submitThrough } from "../house.ts";
import { emptyTexts, overLimits } from "../limits.ts";
import { messageText } from "../text.ts";

const textMax = 400;

const Config = z.object({
  style: z.enum(["scroll", "page"]).default("scroll"),
  /** Characters in one row of the sign; a page is broken there, a scroll runs on. */
  rowCharacters: z.number().int().min(4).max(80).default(16),
  /** The most this sign shows legibly; never above what the channel allows. */
  maxCharacters: z.number().int().min(10).max(textMax).default(200),
});

/** One item of a screen's playlist: what the player page shows, until when, before what else. */
export const ScreenItem = z.object({
  pieceId: z.uuid(),
  rev: z.number().int(),
  lines: z.array(z.string()).min(1),
  style: z.enum(["scroll", "page"]),
  urgency: z.string(),
  priority: z.number().int(),
  validUntil: z.iso.datetime().nullable(),
  /** Of the item without this field, so that the player can tell a damaged cache. */
  sha256: z.string(),
});
export type ScreenItem = z.infer<typeof ScreenItem>;

/** LED signs and screens through our own player page; `displayed` only when a screen reports proof of play. */
export const led = defineConnector({
  id: "led",
  name: { zh: "LED 屏", en: "LED screens" },
  kind: "pull",
  variant: "led",
  config: Config,
  secrets: [],
  capabilities: {
    limits: { text: { max: textMax, unit: "codepoint" } }, rate: { perAccount: { calls: 600, perSeconds: 60 } }, quotaScarce: false, idempotency: "native",
    receipt: "displayed", receiptBy: ["answer", "session"], update: true, recall: { how: "delete" },
  },
  deadlineSeconds: 900,
  render: (edition, config) => {
    const text = messageText(edition, edition.variants.led.text);
    const payload = canonical(itemOf(edition, text, config));
    return {
      payload, hash: sha256Hex(payload), preview: { kind: "led", text },
      findings: [
        ...emptyTexts("led", { text: edition.variants.led.text }),
        ...overLimits("led", { text: { max: Math.min(textMax, config.maxCharacters), unit: "codepoint" } }, { text }),
        ...(edition.validUntil ? [] : [{ code: "channels.no-expiry", level: "reminder", at: "led", facts: {} } as const]),
      ],
    };
  },
  submit: submitThrough("screens"),
  check: lookThrough("screens"),
  health: healthOf("screens"),
});

function itemOf(edition: SealedEdition, text: string, config: z.infer<typeof Config>): ScreenItem {
  const paragraphs = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const lines = config.style === "page" ? paragraphs.flatMap((line) => rows(line, config.rowCharacters)) : paragraphs;
  const item = { pieceId: edition.pieceId, rev: edition.number, lines, style: config.style, urgency: edition.urgency, priority: laneOf(edition.urgency), validUntil: edition.validUntil };
  return { ...item, sha256: sha256Hex(canonical(item)) };
}

/** Breaks a line into rows of a page; every character keeps its place. */
function rows(line: string, width: number): string[] {
  const characters = [...line];
  return Array.from({ length: Math.ceil(characters.length / width) }, (_, i) => characters.slice(i * width, (i + 1) * width).join(""));
}
