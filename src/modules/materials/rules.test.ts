import { expect, test } from "vitest";
import { judged, maxUploads, whyNotUpload, whyNotUse } from "./rules.ts";

const good = { name: "外围浓烟", state: "ready", credit: "许牧川/摄", usable: "yes", usableReason: "" } as const;

test("a ready, credited material that nobody marked may be used", () => { expect(whyNotUse(good)).toEqual({ ok: true, value: true }); });

test.each([
  ["is still being prepared", { state: "preparing" as const }, "materials.not-ready"],
  ["was taken off the wall", { state: "removed" as const }, "materials.not-ready"],
  ["has no credit line", { credit: "  " }, "materials.no-credit"],
  ["was marked 不可发", { usable: "no" as const, usableReason: "伤者面部" }, "materials.not-usable"],
  ["must be masked first", { usable: "masked-needed" as const, usableReason: "车牌" }, "materials.mask-first"],
])("a material that %s enters no edition", (_, over, code) => { expect(whyNotUse({ ...good, ...over })).toMatchObject({ ok: false, refusal: { code, facts: { name: "外围浓烟" } } }); });

test.each([
  ["火场.svg", "", "files.svg"], ["x.jpg", "image/svg+xml", "files.svg"], ["IMG_1.HEIC", "", "files.heic"], ["报告.pdf", "application/pdf", "files.unknown-kind"], [" \u0007 ", "image/png", "materials.no-name"],
])("%j announced as %j is refused before it travels", (name, announced, code) => { expect(whyNotUpload({ name, announced, underWay: 0 })).toMatchObject({ ok: false, refusal: { code } }); });

test("one person has only so many uploads under way, and a name is never a path", () => {
  expect(whyNotUpload({ name: "a.jpg", announced: "image/jpeg", underWay: maxUploads })).toMatchObject({ refusal: { code: "materials.too-many-uploads" } });
  expect(whyNotUpload({ name: "../a\\b.jpg", announced: "image/jpeg", underWay: 0 })).toEqual({ ok: true, value: { name: ".. a b.jpg" } });
});

test("whoever says no says why", () => {
  expect(judged("no", " ")).toMatchObject({ refusal: { code: "materials.no-reason" } });
  expect(judged("masked-needed", " 车牌 ")).toEqual({ ok: true, value: { usable: "masked-needed", reason: "车牌" } });
  expect(judged("yes", "没问题")).toEqual({ ok: true, value: { usable: "yes", reason: "" } });
});
