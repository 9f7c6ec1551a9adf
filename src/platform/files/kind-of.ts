import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** What a file is by its first bytes; its name and what the browser said count for nothing. */
export type FileKind = { kind: "image"; mime: "image/jpeg" | "image/png" | "image/webp" | "image/gif" } | { kind: "video"; mime: "video/mp4" | "video/quicktime" | "video/webm" };

/** How many first bytes `kindOf` wants to see. */
export const headBytes = 4096;

const films = new Set(["isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "mp71", "avc1", "hvc1", "dash", "msnv", "m4v ", "m4vh", "m4vp", "mmp4", "f4v ", "xavc", "nsdc", "ndsc", "ndsm", "3gp4", "3gp5", "3gp6", "3gp7", "3gp8", "3gp9", "3gs7", "3g2a", "cmfc"]);
const stills = new Set(["heic", "heix", "heim", "heis", "hevc", "mif1", "mif2", "msf1", "avif", "avis", "crx "]);

/** Recognises pictures and films this house can keep; refuses the rest with the reason that helps most. */
export function kindOf(head: Buffer): Decision<FileKind> {
  const at = (offset: number, text: string): boolean => head.toString("latin1", offset, offset + text.length) === text;
  if (at(0, "\xff\xd8\xff")) return permit({ kind: "image", mime: "image/jpeg" });
  if (at(0, "\x89PNG\r\n\x1a\n")) return permit({ kind: "image", mime: "image/png" });
  if (at(0, "GIF87a") || at(0, "GIF89a")) return permit({ kind: "image", mime: "image/gif" });
  if (at(0, "RIFF") && at(8, "WEBP")) return permit({ kind: "image", mime: "image/webp" });
  if (at(0, "\x1a\x45\xdf\xa3")) return head.includes("webm", 0, "latin1") ? permit({ kind: "video", mime: "video/webm" }) : refuse("files.matroska");
  if (at(4, "ftyp")) return filmOf(head.toString("latin1", 8, 12).toLowerCase());
  if (["moov", "mdat", "wide", "pnot"].some((type) => at(4, type))) return permit({ kind: "video", mime: "video/quicktime" });
  const text = head.toString("utf8").replace(/^\uFEFF/, "").trimStart();
  return /^<(\?xml|!doctype|!--|svg)/i.test(text) && /<svg[\s>]/i.test(text) ? refuse("files.svg") : refuse("files.unknown-kind");
}

function filmOf(brand: string): Decision<FileKind> {
  if (stills.has(brand)) return refuse("files.heic");
  if (brand === "qt  ") return permit({ kind: "video", mime: "video/quicktime" });
  return films.has(brand) ? permit({ kind: "video", mime: "video/mp4" }) : refuse("files.unknown-kind");
}
