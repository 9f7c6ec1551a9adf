import type { Block, Inline } from "#kernel/document.ts";
import type { CorrectionNote, SealedEdition, SealedMaterial, SignatureLine } from "#kernel/edition.ts";
import type { RecallNotice } from "#kernel/connector.ts";
import { fullTime } from "#kernel/clock.ts";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Characters that no HTML or XML document may carry; they have no look, so dropping them changes nothing people read. */
const unprintable = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu;

/** Text without what nobody can see and no document may carry. */
export const printable = (text: string): string => text.toWellFormed().replace(unprintable, "");

/** Text made harmless for element content and quoted attributes. */
export const escapeHtml = (text: string): string => printable(text).replace(/[&<>"']/g, (c) => entities[c] ?? c);

/** Where the reader finds an attachment, or null where this channel cannot carry it and its words must do. */
export type AddressOf = (material: SealedMaterial) => string | null;

type Body = Pick<SealedEdition, "doc" | "facts" | "materials">;
const tags = { bold: "strong", italic: "em", underline: "u" } as const;
const safeLink = /^(?:https?:|tel:|mailto:)/i;

/** The structured text as semantic HTML: facts stand in `<data>` with their id and version, every word of people is escaped. */
export const bodyHtml = (body: Body, addressOf: AddressOf): string => body.doc.blocks.map((block) => blockHtml(block, body, addressOf)).join("\n");

function blockHtml(block: Block, body: Body, addressOf: AddressOf): string {
  const runs = (content: readonly Inline[]) => content.map((run) => runHtml(run, body.facts)).join("");
  switch (block.type) {
    case "heading": return `<h${block.level}>${runs(block.content)}</h${block.level}>`;
    case "paragraph": return `<p>${runs(block.content)}</p>`;
    case "list": return `${block.ordered ? "<ol>" : "<ul>"}${block.items.map((item) => `<li>${runs(item)}</li>`).join("")}${block.ordered ? "</ol>" : "</ul>"}`;
    case "quote": return `<blockquote>${block.content.map((line) => `<p>${runs(line)}</p>`).join("")}</blockquote>`;
    case "table": return tableHtml(block.rows.map((row) => row.map(runs)), block.header);
    case "image": return figureHtml(body.materials.find((m) => m.id === block.materialId), addressOf, block.alt, block.caption);
    case "video": return figureHtml(body.materials.find((m) => m.id === block.materialId), addressOf, block.caption ?? "", block.caption);
  }
}

function runHtml(run: Inline, facts: SealedEdition["facts"]): string {
  if (run.type === "break") return "<br>";
  if (run.type === "fact") {
    const fact = facts.find(({ id }) => id === run.factId);
    return fact ? `<data value="${escapeHtml(String(fact.number ?? fact.text))}" data-fact="${escapeHtml(fact.id)}" data-version="${fact.version}">${escapeHtml(fact.text)}</data>` : "";
  }
  const marked = (run.marks ?? []).reduce((inner, mark) => `<${tags[mark]}>${inner}</${tags[mark]}>`, escapeHtml(run.text));
  return run.href && safeLink.test(run.href) ? `<a href="${escapeHtml(run.href)}" rel="noopener noreferrer nofollow">${marked}</a>` : marked;
}

function tableHtml(rows: readonly (readonly string[])[], header: boolean): string {
  const [first, ...rest] = rows;
  const line = (cells: readonly string[], tag: string) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag.split(" ")[0]}>`).join("")}</tr>`;
  const head = header && first ? `<thead>${line(first, 'th scope="col"')}</thead>` : "";
  return `<table>${head}<tbody>${(header ? rest : rows).map((cells) => line(cells, "td")).join("")}</tbody></table>`;
}

function figureHtml(material: SealedMaterial | undefined, addressOf: AddressOf, alt: string, caption: string | undefined): string {
  if (!material) return "";
  const credit = material.credit ? `<span class="credit">${escapeHtml(material.credit)}</span>` : "";
  const words = caption || credit ? `<figcaption>${escapeHtml(caption ?? "")}${caption && credit ? " " : ""}${credit}</figcaption>` : "";
  const address = addressOf(material);
  if (address === null) return `<p>〔${material.kind === "image" ? "图" : "视频"}：${escapeHtml(caption ?? alt)}〕${credit}</p>`;
  const size = material.width && material.height ? ` width="${material.width}" height="${material.height}"` : "";
  if (material.kind === "video") return `<figure><video controls preload="none" src="${escapeHtml(address)}"${size}></video>${words}</figure>`;
  return `<figure><img src="${escapeHtml(address)}" alt="${escapeHtml(alt)}"${size} loading="lazy">${words}</figure>`;
}

/** Who speaks, under the text: a unit on each line, in order (product.md, refusal 1). */
export const signatureHtml = (signature: SignatureLine): string => `<p class="signature">${signature.units.map((unit) => escapeHtml(unit.name)).join("<br>")}</p>`;

/** What a correction says it changed, as a box that stands before the text. */
export const correctionHtml = (note: CorrectionNote): string => {
  const changes = note.changes.map((c) => `<li>${escapeHtml(c.label)}：<del>${escapeHtml(c.before)}</del> → <ins>${escapeHtml(c.after)}</ins></li>`).join("");
  return `<aside class="correction"><p><strong>更正说明：</strong>${escapeHtml(note.reason)}</p>${changes ? `<ul>${changes}</ul>` : ""}</aside>`;
};

const page = (title: string, inner: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head><body><h1>${escapeHtml(title)}</h1>\n${inner}</body></html>`;

/** A whole letter for mail readers: title, correction box, text, signature line. */
export const letterHtml = (edition: Body & Pick<SealedEdition, "title" | "correction" | "signature">, addressOf: AddressOf): string =>
  page(edition.title, `${edition.correction ? `${correctionHtml(edition.correction)}\n` : ""}${bodyHtml(edition, addressOf)}\n${signatureHtml(edition.signature)}`);

/** The letter that takes an earlier one back. */
export const recallHtml = (notice: RecallNotice): string =>
  page(`撤回：${notice.title}`, `<p>此前发布的《${escapeHtml(notice.title)}》现予撤回，请勿再转发、引用。</p><p>原因：${escapeHtml(notice.reason)}</p>${signatureHtml(notice.signature)}<p>${escapeHtml(fullTime(new Date(notice.at)))}</p>`);
