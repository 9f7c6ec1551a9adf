import type { Block, Inline } from "#kernel/document.ts";
import type { CorrectionNote, SealedEdition, SignatureLine } from "#kernel/edition.ts";
import type { RecallNotice, StaffAlert } from "#kernel/connector.ts";
import type { Finding } from "#kernel/finding.ts";
import { fullTime } from "#kernel/clock.ts";
import { blocking } from "./limits.ts";

type Body = Pick<SealedEdition, "doc" | "facts" | "materials">;

/** A run of inlines as bare words, facts written out. */
export const wordsOf = (runs: readonly Inline[], facts: SealedEdition["facts"]): string =>
  runs.map((run) => (run.type === "text" ? run.text : run.type === "break" ? "\n" : facts.find((fact) => fact.id === run.factId)?.text ?? "")).join("");

/** The structured text as plain words: one paragraph per block, list items and table rows on lines of their own. */
export const plainText = ({ doc, facts }: Body): string => doc.blocks.map((block) => plainBlock(block, facts)).filter((text) => text !== "").join("\n\n");

function plainBlock(block: Block, facts: SealedEdition["facts"]): string {
  switch (block.type) {
    case "heading":
    case "paragraph": return wordsOf(block.content, facts);
    case "list": return block.items.map((item, i) => `${block.ordered ? `${i + 1}. ` : "· "}${wordsOf(item, facts)}`).join("\n");
    case "quote": return block.content.map((line) => wordsOf(line, facts)).join("\n");
    case "table": return block.rows.map((row) => row.map((cell) => wordsOf(cell, facts)).join("  ")).join("\n");
    case "image": return block.caption ?? block.alt;
    case "video": return block.caption ?? "";
  }
}

const runsOf = (block: Block): readonly Inline[] =>
  "items" in block ? block.items.flat() : "rows" in block ? block.rows.flat(2) : "content" in block ? block.content.flat() : [];

/** References in the text that the edition does not carry: a fact or an attachment that would silently be missing in print. */
export function missingParts(channel: string, { doc, facts, materials }: Body): Finding[] {
  return doc.blocks.flatMap((block, index) => {
    const lost = runsOf(block).filter((run) => run.type === "fact" && !facts.some((fact) => fact.id === run.factId)).map(() => "channels.missing-fact");
    if ("materialId" in block && !materials.some((m) => m.id === block.materialId)) lost.push("channels.missing-material");
    return lost.map((code) => ({ ...blocking(code, channel), block: index }));
  });
}

/** The signature line in words, in its order: 省应急管理厅 省消防救援总队. */
export const signatureText = (signature: SignatureLine): string => signature.units.map((unit) => unit.name).join(" ");

/** The text with its units named: as it stands where its first or last line names them all, else with the signature line under it (product.md, refusal 1). */
export function signedText(text: string, signature: SignatureLine): string {
  const lines = text.trim().split("\n");
  const named = [lines[0] ?? "", lines.at(-1) ?? ""].some((line) => signature.units.every((unit) => line.includes(unit.name) || line.includes(unit.shortName)));
  return named ? text : `${text}\n${signatureText(signature)}`;
}

/** What a correction changed, one line each: 受伤人数：3 → 5. */
export const correctionLines = (note: CorrectionNote): string[] => [
  `更正说明：${note.reason}`,
  ...note.changes.map(({ label, before, after }) => `${label}：${before} → ${after}`),
];

/** A message for channels that cannot replace what they said: marked 更正, with what changed, signed. */
export function messageText(edition: Pick<SealedEdition, "correction" | "signature">, text: string): string {
  if (!edition.correction || text.startsWith("【更正】")) return signedText(text, edition.signature);
  return signedText(`【更正】${text}\n${correctionLines(edition.correction).join("\n")}`, edition.signature);
}

/** The words that take a message back where it cannot be deleted, signed by the unit that recalls. */
export const recallText = (notice: RecallNotice): string =>
  `【撤回】此前发布的《${notice.title}》现予撤回，请勿再转发、引用。\n原因：${notice.reason}\n${signatureText(notice.signature)}\n${fullTime(new Date(notice.at))}`;

/** An alert to staff in words: what, why, where to act. A long one is cut, its link never. */
export function alertText({ title, text, link }: StaffAlert, longest = 600): string {
  const said = [...`【${title}】\n${text}`];
  return `${said.length > longest ? `${said.slice(0, longest).join("")}…` : said.join("")}\n${link}`;
}
