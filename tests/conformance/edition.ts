import type { RecallNotice } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";

const department = { unitId: "019b0000-0000-7000-8000-000000000001", name: "吉林省应急管理厅", shortName: "省应急厅", seal: "应急" };
const corps = { unitId: "019b0000-0000-7000-8000-000000000002", name: "吉林省消防救援总队", shortName: "省消防总队", seal: "消防" };

/** The fact that stands in the text of every edition below. */
export const injured = { id: "019b0000-0000-7000-8000-0000000000f1", kind: "injured", label: "受伤人数", text: "5人", number: 5, source: "现场指挥部 14:00", version: 2 } as const;

/** A picture attached to every edition below. */
export const picture = {
  id: "019b0000-0000-7000-8000-0000000000a1", kind: "image", name: "IMG_0001.jpg", mime: "image/jpeg", bytes: 1234,
  sha256: "a".repeat(64), credit: "图/省消防救援总队", width: 800, height: 600,
} as const;

/** A joint edition of two units with a heading, a fact, a table and a picture. */
export function anEdition(change: Partial<SealedEdition> = {}): SealedEdition {
  const short = "【防火】清明期间禁止野外用火，火警请拨119。吉林省应急管理厅 吉林省消防救援总队";
  const form = { text: short, tuned: false };
  return {
    pieceId: "019b0000-0000-7000-8000-00000000c001", editionId: "019b0000-0000-7000-8000-00000000e001", number: 1,
    title: "清明期间森林防火提示", summary: "野外用火一律禁止。",
    doc: { blocks: [
      { type: "heading", level: 2, content: [{ type: "text", text: "情况" }] },
      { type: "paragraph", content: [{ type: "text", text: "截至目前，受伤", marks: ["bold"] }, { type: "fact", factId: injured.id }, { type: "text", text: "。" }] },
      { type: "table", header: true, rows: [[[{ type: "text", text: "县" }], [{ type: "text", text: "电话" }]], [[{ type: "text", text: "甲县" }], [{ type: "text", text: "119", href: "tel:119" }]]] },
      { type: "image", materialId: picture.id, alt: "巡护", caption: "巡护队员上山" },
    ] },
    facts: [injured], materials: [picture],
    variants: { web: form, phone: form, short: form, sms: form, led: form, chat: form, caption: form },
    signature: { units: [department, corps] }, urgency: "orange", column: "森林防火", regions: ["220000"],
    validUntil: "2026-04-07T16:00:00.000Z", correction: null, ...change,
  };
}

/** The same piece, one edition later, with what it changed. */
export const aCorrection = (): SealedEdition => anEdition({
  number: 2, editionId: "019b0000-0000-7000-8000-00000000e002",
  correction: { ofEdition: 1, reason: "伤者人数经核实更新", changes: [{ label: "受伤人数", before: "3人", after: "5人" }] },
});

/** An edition whose every text is as long as said. */
export function aLongEdition(characters: number): SealedEdition {
  const text = "火".repeat(characters);
  const form = { text, tuned: true };
  return anEdition({
    title: text, summary: text, doc: { blocks: [{ type: "paragraph", content: [{ type: "text", text }] }] },
    variants: { web: form, phone: form, short: form, sms: form, led: form, chat: form, caption: form },
  });
}

/** The words that take the piece back. */
export const aNotice = (): RecallNotice => ({
  pieceId: anEdition().pieceId, title: anEdition().title, reason: "引用的气象资料有误", signature: { units: [department, corps] }, at: "2026-04-03T06:00:00.000Z",
});
