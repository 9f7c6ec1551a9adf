import { expect, test } from "vitest";
import { kindOf } from "./kind-of.ts";
import { spanOf } from "./range.ts";
import { checksumOf, countOf, metadataOf } from "./tus-words.ts";

test.each([
  [undefined, { kind: "whole" }], ["bytes=0-0", { kind: "part", start: 0, end: 0 }], ["bytes=90-", { kind: "part", start: 90, end: 99 }],
  ["bytes=-5", { kind: "part", start: 95, end: 99 }], ["bytes=-500", { kind: "part", start: 0, end: 99 }], ["bytes=50-500", { kind: "part", start: 50, end: 99 }],
  ["bytes=100-", { kind: "none" }], ["bytes=-0", { kind: "none" }], ["bytes=9-3", { kind: "whole" }], ["bytes=0-1,5-6", { kind: "whole" }], ["lines=1-2", { kind: "whole" }],
])("of 100 bytes, %s asks for %j", (header, span) => { expect(spanOf(header, 100)).toEqual(span); });

const bytes = (text: string) => Buffer.from(text, "latin1");
test.each([
  ["\xff\xd8\xff\xe0", "image/jpeg"], ["\x89PNG\r\n\x1a\n", "image/png"], ["GIF89a", "image/gif"], ["RIFF\0\0\0\0WEBPVP8 ", "image/webp"],
  ["\0\0\0\x20ftypisom", "video/mp4"], ["\0\0\0\x14ftypqt  ", "video/quicktime"], ["\0\0\0\x08wide", "video/quicktime"], ["\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "video/webm"],
])("first bytes %j are %s", (head, mime) => { expect(kindOf(bytes(head))).toMatchObject({ ok: true, value: { mime } }); });
test.each([
  ["<svg xmlns='x'>", "files.svg"], ["\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><svg >", "files.svg"], ["\0\0\0\x18ftypheic", "files.heic"], ["\0\0\0\x18ftypavif", "files.heic"],
  ["\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", "files.matroska"], ["%PDF-1.7", "files.unknown-kind"], ["MZ", "files.unknown-kind"], ["", "files.unknown-kind"], ["\0\0\0\x18ftypM4A ", "files.unknown-kind"],
])("first bytes %j are refused: %s", (head, code) => { expect(kindOf(bytes(head))).toEqual({ ok: false, refusal: { code } }); });

test("upload metadata is pairs of a key and base64", () => {
  expect(metadataOf("filename 54Gr5Zy6LmpwZw==,empty")).toEqual({ filename: "火场.jpg", empty: "" });
  expect(metadataOf(undefined)).toEqual({});
  for (const wrong of ["a b c", ",", "name *", " "]) expect(metadataOf(wrong)).toBeNull();
});

test("counts and checksums are read strictly", () => {
  expect(["0", "2147483648", "-1", "1.5", "0x10", "", undefined].map(countOf)).toEqual([0, 2147483648, null, null, null, null, null]);
  expect(checksumOf("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")).toMatchObject({ algorithm: "sha1" });
  expect([checksumOf(undefined), checksumOf("md5 AAAA"), checksumOf("sha1")]).toEqual([null, "unknown", "unknown"]);
});
