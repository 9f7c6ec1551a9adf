import { describe, expect, test } from "vitest";
import type { SealedEdition } from "#kernel/edition.ts";
import { fingerprint } from "#kernel/fingerprint.ts";
import { aFact, aFreezeInput, aMaterial, doc, evacuated, fireLine, forestLine, injured, para, sweepDoc, sweepFacts, until, uuid } from "./fixtures/piece.ts";
import { editionText, factsPlaced, factsUsedIn, flagged, type FreezeInput, freezeRefusals, planFreeze, sealEdition } from "./edition.ts";
import { placeholderOf } from "./placeholders.ts";

const why = (more: Partial<FreezeInput>) => {
  const plan = planFreeze(aFreezeInput(more));
  return plan.ok ? null : plan.refusal;
};

describe("a draft is frozen only when it can be answered for", () => {
  test.each<[string, Partial<FreezeInput>, string]>([
    ["without a title", { title: "  " }, "content.no-title"],
    ["without a text", { doc: doc(para(), para("  ")) }, "content.empty"],
    ["without an issuing unit", { signature: null }, "content.no-issuing-unit"],
    ["with a fact nobody knows", { doc: doc(para("拨打", aFact(77, "hotline", "119"))) }, "content.fact-unknown"],
    ["with a fact without a source", { facts: [...sweepFacts.filter((f) => f !== until), { ...until, source: "" }] }, "content.fact-without-source"],
    ["with a casualty figure typed by hand", { doc: doc(...sweepDoc.blocks, para("已有3人受伤。")) }, "content.findings-blocking"],
    ["with a form over its limit", { tuned: { short: "字".repeat(200) } }, "content.findings-blocking"],
    ["with a picture nobody credits", { doc: doc(...sweepDoc.blocks, { type: "image", materialId: uuid(60), alt: "巡山" }), materials: [aMaterial(60, { credit: "" })] }, "content.findings-blocking"],
  ])("never %s", (_law, more, code) => expect(why(more)?.code).toBe(code));
  test("the refusal says how much blocks and what first", () => {
    expect(why({ doc: doc(...sweepDoc.blocks, para("已有3人受伤。"), para("两人失联。")) })).toEqual({ code: "content.findings-blocking", facts: { count: 2, first: "content.casualty-typed", at: "text" } });
  });
  test("every refusal is listed", () => expect(freezeRefusals).toHaveLength(6));
  test("suggestions do not stop it, and go with it", () => {
    const plan = planFreeze(aFreezeInput({ doc: doc(...sweepDoc.blocks, para("4月3日（星期四）。")) }));
    expect(plan.ok && plan.value.findings.map((f) => f.code)).toEqual(["content.weekday-differs"]);
  });
});

const sealed = (more: Partial<FreezeInput> = {}, number = 1): SealedEdition => {
  const plan = planFreeze(aFreezeInput(more));
  if (!plan.ok) throw new Error(plan.refusal.code);
  return sealEdition(plan.value, { editionId: uuid(600 + number), number }).edition;
};

describe("a sealed edition", () => {
  test("carries everything a channel needs and nothing else", () => {
    const edition = sealed({ facts: [...sweepFacts, evacuated], materials: [aMaterial(61)] });
    expect(edition.facts.map((f) => f.id)).toEqual(sweepFacts.map((f) => f.id));
    expect(edition.materials).toEqual([]);
    expect(Object.keys(edition.variants).sort()).toEqual(["caption", "chat", "led", "phone", "short", "sms", "web"]);
    expect(edition.variants.sms.text).toContain("【省森林消防总队、省应急管理厅、省消防救援总队】");
  });
  test("leaves out blank paragraphs and keeps pictures it shows", () => {
    const edition = sealed({ doc: doc(...sweepDoc.blocks, para(), { type: "image", materialId: uuid(60), alt: "巡山" }), materials: [aMaterial(60), aMaterial(61)] });
    expect(edition.doc.blocks).toHaveLength(5);
    expect(edition.materials.map((m) => m.id)).toEqual([uuid(60)]);
  });
  test("writes the facts of its title out", () => {
    expect(sealed({ title: `仓库火灾致${placeholderOf(injured.id)}受伤`, facts: [...sweepFacts, injured] }).title).toBe("仓库火灾致5人受伤");
  });
  test("has the same fingerprint for the same content, another for one changed character", () => {
    expect(fingerprint(sealed())).toBe(fingerprint(sealed()));
    expect(fingerprint(sealed())).not.toBe(fingerprint(sealed({ summary: "。" })));
    const plan = planFreeze(aFreezeInput());
    expect(plan.ok && sealEdition(plan.value, { editionId: uuid(601), number: 1 }).fingerprint).toBe(fingerprint(sealed()));
  });
  test("reads as plain text", () => expect(editionText(sealed())).toContain("有效期至4月6日20时。"));
});

describe("when a fact changes, everything that says it is flagged", () => {
  const first = sealed({ tuned: { sms: `火警${placeholderOf(forestLine.id)}` } });
  test("blocks and forms", () => {
    const use = factsUsedIn(first).find((u) => u.factId === forestLine.id);
    expect(use).toMatchObject({ version: 1, text: "12119", title: false, blocks: [3] });
    expect(use?.variants).toEqual(expect.arrayContaining(["web", "phone", "sms", "short", "chat"]));
  });
  test("a fact is not found inside a longer one", () => expect(factsUsedIn(first).find((u) => u.factId === fireLine.id)?.variants).not.toContain("sms"));
  test("editions with an older version, and only those", () => {
    const newer = sealed({ facts: sweepFacts.map((f) => (f.id === until.id ? { ...f, text: "4月8日20时", version: 2 } : f)) }, 2);
    expect(flagged([first, newer], { id: until.id, version: 2 }).map((f) => f.edition.number)).toEqual([1]);
    expect(flagged([first], { id: injured.id, version: 9 })).toEqual([]);
  });
  test("facts of title, summary and tuned forms count as placed", () => {
    expect(factsPlaced({ title: placeholderOf(injured.id), summary: placeholderOf(evacuated.id), doc: doc(), tuned: { led: placeholderOf(fireLine.id) } })).toEqual([injured.id, evacuated.id, fireLine.id]);
  });
});
