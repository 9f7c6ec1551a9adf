import type { SignatureLine, VariantKind } from "#kernel/edition.ts";
import { defaultLimits, ledGap, type VariantLimits } from "./limits.ts";
import { nameLines } from "./strips.ts";

/** What every form carries by rule and nobody types: who speaks, the title, and where to read all of it. */
export type Frame = { title: string; signature: SignatureLine | null; siteAddress: string };

const shortNames = (frame: Frame) => frame.signature?.units.map((u) => u.shortName) ?? [];
const fullNames = (frame: Frame) => frame.signature?.units.map((u) => u.name) ?? [];

/** Puts the signature line, and the link where the form has one, around the words of a form (clause 3.2, 共同落款). */
export function dress(kind: VariantKind, body: string, frame: Frame, limits: VariantLimits = defaultLimits): string {
  const names = shortNames(frame);
  switch (kind) {
    case "web":
    case "phone": return [body, fullNames(frame).join("、")].filter((s) => s !== "").join("\n");
    case "short": return `${body}${names.length ? `（${names.join("、")}）` : ""}${frame.siteAddress ? ` ${frame.siteAddress}` : ""}`.trim();
    case "sms": return `${names.length ? `【${names.join("、")}】` : ""}${body}`;
    case "led": return [...body.split("\n"), ...nameLines(names, limits.ledLine)].map((l) => l.trim()).filter((l) => l !== "").join(ledGap);
    case "chat": return [frame.title, body, frame.siteAddress ? `详情：${frame.siteAddress}` : "", fullNames(frame).join("、")].filter((s) => s !== "").join("\n");
    case "caption": return [body, ...nameLines(names, limits.captionLine)].filter((s) => s !== "").join("\n");
  }
}
