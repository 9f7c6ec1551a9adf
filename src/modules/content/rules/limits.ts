import type { VariantKind, VariantText } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import { smsFindings, smsParts } from "./sms.ts";
import { countCharacters } from "./text.ts";

/** What a form may hold: characters for `short`, `led`, `chat`; characters per line and lines for the strips; parts for `sms`. */
export type VariantLimits = {
  short: number; smsParts: number; smsPartsAdvised: number; led: number; ledLine: number; chat: number; captionLine: number; captionLines: number;
};

/** Our defaults; an account with less room says so in its own connector. */
export const defaultLimits: VariantLimits = {
  short: 140, smsParts: 5, smsPartsAdvised: 2, led: 200, ledLine: 30, chat: 600, captionLine: 18, captionLines: 16,
};

/** What stands between two lines of an LED strip: two wide spaces. */
export const ledGap = "　　";

/** A meter beside the words being typed: so many of so many, and the parts of a short message. Null means no limit. */
export type Meter = { count: number; max: number | null; unit: "character" | "part" | "line"; longestLine?: number; lineMax?: number };

const lengths = (lines: readonly string[]) => lines.map(countCharacters);

/** Counts a form as its channel will. */
export function meterOf(kind: VariantKind, text: string, limits: VariantLimits = defaultLimits): Meter {
  const count = countCharacters(text);
  switch (kind) {
    case "web":
    case "phone": return { count, max: null, unit: "character" };
    case "short": return { count, max: limits.short, unit: "character" };
    case "chat": return { count, max: limits.chat, unit: "character" };
    case "sms": return { count: smsParts(text).parts.length, max: limits.smsParts, unit: "part" };
    case "led": return { count, max: limits.led, unit: "character", longestLine: Math.max(0, ...lengths(text.split(ledGap))), lineMax: limits.ledLine };
    case "caption": {
      const lines = text.split("\n");
      return { count: lines.length, max: limits.captionLines, unit: "line", longestLine: Math.max(0, ...lengths(lines)), lineMax: limits.captionLine };
    }
  }
}

/** The codes this file can find. */
export const limitCodes = ["content.variant-empty", "content.variant-too-long", "content.line-too-long", "content.sms-many-parts", "content.sms-number-broken"] as const;

function findingsOf(kind: VariantKind, text: string, meter: Meter, limits: VariantLimits): Finding[] {
  const out: Finding[] = [];
  const counted = { count: meter.count, max: meter.max ?? 0, unit: meter.unit };
  if (text.trim() === "") out.push({ code: "content.variant-empty", level: "blocking", at: kind, facts: {} });
  if (meter.max !== null && meter.count > meter.max) out.push({ code: "content.variant-too-long", level: "blocking", at: kind, facts: counted });
  if (meter.lineMax !== undefined && (meter.longestLine ?? 0) > meter.lineMax) {
    const line = text.split(kind === "led" ? ledGap : "\n").find((l) => countCharacters(l) > (meter.lineMax ?? 0)) ?? "";
    out.push({ code: "content.line-too-long", level: "blocking", at: kind, facts: { count: meter.longestLine ?? 0, max: meter.lineMax }, quote: line });
  }
  if (kind === "sms") {
    if (meter.count > limits.smsPartsAdvised && meter.count <= limits.smsParts) {
      out.push({ code: "content.sms-many-parts", level: "suggestion", at: kind, facts: { count: meter.count, advised: limits.smsPartsAdvised } });
    }
    out.push(...smsFindings(text));
  }
  return out;
}

/** Measures every form: meters for the desk, and blocking findings for what would be cut off (channels.md, 1: nothing is truncated). */
export function checkLimits(
  variants: Readonly<Partial<Record<VariantKind, VariantText>>>,
  limits: VariantLimits = defaultLimits,
): { meters: Partial<Record<VariantKind, Meter>>; findings: Finding[] } {
  const meters: Partial<Record<VariantKind, Meter>> = {};
  const findings: Finding[] = [];
  for (const [key, variant] of Object.entries(variants)) {
    const kind = key as VariantKind;
    const meter = meterOf(kind, variant.text, limits);
    meters[kind] = meter;
    findings.push(...findingsOf(kind, variant.text, meter, limits));
  }
  return { meters, findings };
}
