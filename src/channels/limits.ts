import type { Capabilities } from "#kernel/connector.ts";
import type { Finding } from "#kernel/finding.ts";

type Limit = Capabilities["limits"][string];

/** How long a text is as its channel counts it; an SMS in parts of 70, or 67 when there are several. */
export function measure(text: string, unit: Limit["unit"]): number {
  if (unit === "codepoint") return [...text].length;
  if (unit === "utf8byte") return new TextEncoder().encode(text).length;
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

/** A finding that stops the signing of one channel's bytes. */
export const blocking = (code: string, channel: string, facts: Finding["facts"] = {}): Finding => ({ code, level: "blocking", at: channel, facts });

/** Every text that is longer than its channel takes: it blocks, because nothing may be cut after people signed (channels.md, contract 1). */
export function overLimits(channel: string, limits: Capabilities["limits"], texts: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(limits).flatMap(([field, { max, unit }]) => {
    const have = measure(texts[field] ?? "", unit);
    return have > max ? [blocking("channels.over-limit", channel, { field, have, max, unit })] : [];
  });
}

/** Texts that must not be empty and are. */
export const emptyTexts = (channel: string, texts: Readonly<Record<string, string>>): Finding[] =>
  Object.entries(texts).filter(([, text]) => text.trim() === "").map(([field]) => blocking("channels.empty-text", channel, { field }));
