import { permit, refuse, type Decision } from "#kernel/decision.ts";
import type { Block, Doc, Inline } from "#kernel/document.ts";

/** What is said of a claim: 不属实, or 断章取义 where true things are made to mislead. */
export const verdicts = ["false", "misleading"] as const;
export type Verdict = (typeof verdicts)[number];

/** A 辟谣卡: the claim as it goes round, what shows otherwise, and where everybody can look. */
export type DebunkCard = { claim: string; verdict: Verdict; evidence: string; source: string; sourceLink: string };

const link = /^https?:\/\/[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]+(?::\d+)?(?:[/?#]\S*)?$/iu;

/** No verdict without evidence and an authoritative source that can be opened (product.md, refusal 3). */
export function planDebunk(card: DebunkCard): Decision<DebunkCard> {
  if (!card.claim.trim() || !card.evidence.trim()) return refuse("cases.no-evidence");
  if (!card.source.trim() || !link.test(card.sourceLink)) return refuse("cases.no-source");
  return permit(card);
}

const said: Readonly<Record<Verdict, string>> = { false: "不属实", misleading: "断章取义，容易误导" };

const paragraph = (...content: Inline[]): Block => ({ type: "paragraph", content });
const words = (text: string): Inline => ({ type: "text", text });

/** The draft that the card begins: title and text, the source as a link that every reader can open. People write on, review and sign it like any other piece. */
export const debunkDraft = (card: DebunkCard): { title: string; doc: Doc } => ({
  title: `${card.verdict === "false" ? "不属实" : "易误导"}：“${card.claim.trim().replace(/[“”"。]/g, "").slice(0, 60)}”`,
  doc: {
    blocks: [
      paragraph(words(`网上流传：“${card.claim.trim()}”`)), paragraph(words(`经核实，这一说法${said[card.verdict]}。`)), paragraph(words(card.evidence.trim())),
      paragraph(words("依据："), { type: "text", text: card.source.trim(), href: card.sourceLink }, words("。")),
    ],
  },
});
