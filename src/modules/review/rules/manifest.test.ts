import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SealedEdition } from "#kernel/edition.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { writeManifest, type ManifestParts } from "./manifest.ts";

const edition: SealedEdition = {
  pieceId: "00000000-0000-7000-8000-000000000001", editionId: "00000000-0000-7000-8000-000000000002", number: 3, title: "清明节森林防火和安全用火提示", summary: "不烧纸",
  doc: { blocks: [{ type: "paragraph", content: [{ type: "text", text: "进山不带火种。" }] }] },
  facts: [{ id: "00000000-0000-7000-8000-000000000003", kind: "hotline", label: "火警", text: "12119", number: null, source: "事实单", version: 1 }],
  materials: [], variants: { web: { text: "", tuned: false }, phone: { text: "", tuned: false }, short: { text: "短", tuned: false }, sms: { text: "信", tuned: false }, led: { text: "屏", tuned: false }, chat: { text: "群", tuned: false }, caption: { text: "注", tuned: false } },
  signature: { units: [{ unitId: "00000000-0000-7000-8000-00000000000a", name: "吉林省森林消防总队", shortName: "省森林消防总队", seal: "森" }] },
  urgency: "routine", column: "safety", regions: ["22"], validUntil: null, correction: null,
};
const parts: ManifestParts = {
  edition, editionHash: "e".repeat(64), inOrder: false, signers: [{ unitId: "lead", role: "lead" }, { unitId: "fire", role: "co" }],
  renditions: [{ accountId: "a", connectorId: "website", hash: "1".repeat(64) }, { accountId: "b", connectorId: "led", hash: "2".repeat(64) }],
  timing: { sendAt: new Date("2026-04-03T09:00:00Z"), embargoUntil: null, notAfter: null },
};

describe("a manifest", () => {
  it("hashes its own bytes", () => {
    const { body, hash } = writeManifest(parts);
    expect(hash).toBe(sha256Hex(body));
  });

  it("is the same in whatever order its accounts were rendered", () => {
    fc.assert(fc.property(fc.shuffledSubarray([...parts.renditions], { minLength: 2 }), (renditions) => { expect(writeManifest({ ...parts, renditions }).hash).toBe(writeManifest(parts).hash); }));
  });

  it.each<[string, ManifestParts]>([
    ["another text", { ...parts, editionHash: "f".repeat(64) }],
    ["another number of edition", { ...parts, edition: { ...edition, number: 4 } }],
    ["another version of a fact", { ...parts, edition: { ...edition, facts: edition.facts.map((f) => ({ ...f, version: 2 })) } }],
    ["other words for a fact", { ...parts, edition: { ...edition, facts: edition.facts.map((f) => ({ ...f, text: "119" })) } }],
    ["another attachment", { ...parts, edition: { ...edition, materials: [{ id: "00000000-0000-7000-8000-00000000000b", kind: "image", name: "x", mime: "image/png", bytes: 1, sha256: "3".repeat(64), credit: "", width: null, height: null }] } }],
    ["another name under it", { ...parts, edition: { ...edition, signature: { units: edition.signature.units.map((u) => ({ ...u, name: "森林消防局" })) } } }],
    ["one signer more", { ...parts, signers: [...parts.signers, { unitId: "yjt", role: "co" }] }],
    ["another order of signers", { ...parts, signers: parts.signers.toReversed() }],
    ["in order instead of at once", { ...parts, inOrder: true }],
    ["other bytes for one account", { ...parts, renditions: parts.renditions.map((r) => (r.accountId === "a" ? { ...r, hash: "4".repeat(64) } : r)) }],
    ["one account less", { ...parts, renditions: parts.renditions.slice(1) }],
    ["another time", { ...parts, timing: { ...parts.timing, sendAt: new Date("2026-04-03T09:00:01Z") } }],
    ["an embargo", { ...parts, timing: { ...parts.timing, embargoUntil: new Date("2026-04-03T10:00:00Z") } }],
    ["a latest time", { ...parts, timing: { ...parts.timing, notAfter: new Date("2026-04-03T10:00:00Z") } }],
  ])("is another one with %s", (_, other) => expect(writeManifest(other).hash).not.toBe(writeManifest(parts).hash));
});
