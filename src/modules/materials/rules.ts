import { z } from "zod";
import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** Where a material stands: bytes arriving, being prepared, ready, refused with a reason, taken off the wall. */
export const MaterialState = z.enum(["uploading", "preparing", "ready", "refused", "removed"]);
export type MaterialState = z.infer<typeof MaterialState>;

/** May it be published: 可发, 遮挡后可发 (masked first), 不可发 (product.md, refusal 6). */
export const Usable = z.enum(["yes", "masked-needed", "no"]);
export type Usable = z.infer<typeof Usable>;

/** The longest file taken. */
export const maxBytes = 2 * 1024 * 1024 * 1024;

/** Days an unfinished upload is kept. */
export const uploadDays = 3;

/** Uploads one person may have under way. */
export const maxUploads = 30;

/** What a browser may announce; what a file really is, its first bytes say later. */
export const announcedKinds = ["image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/quicktime", "video/webm", "video/x-m4v", "video/3gpp", "application/octet-stream", ""] as const;

/** May this material go into an edition now? Ready, credited, and nobody said no. */
export function whyNotUse(material: { name: string; state: MaterialState; credit: string; usable: Usable; usableReason: string }): Decision<true> {
  const { name, state, credit, usable, usableReason } = material;
  if (state !== "ready") return refuse("materials.not-ready", { name, state });
  if (credit.trim() === "") return refuse("materials.no-credit", { name });
  if (usable !== "yes") return refuse(usable === "no" ? "materials.not-usable" : "materials.mask-first", { name, reason: usableReason });
  return permit(true);
}

/** May this upload begin? Refused before two gigabytes travel in vain. */
export function whyNotUpload(ask: { name: string; announced: string; underWay: number }): Decision<{ name: string }> {
  const name = ask.name.replace(/[\p{Cc}/\\]/gu, " ").trim().slice(0, 200);
  if (name === "") return refuse("materials.no-name");
  if (ask.announced === "image/svg+xml" || /\.svgz?$/i.test(name)) return refuse("files.svg");
  if (/\.(heic|heif|avif)$/i.test(name) || /^image\/(heic|heif|avif)/.test(ask.announced)) return refuse("files.heic");
  if (!announcedKinds.some((kind) => kind === ask.announced)) return refuse("files.unknown-kind");
  return ask.underWay >= maxUploads ? refuse("materials.too-many-uploads", { most: maxUploads }) : permit({ name });
}

/** A judgement other than yes must say why (人脸未遮, 车牌, 未经当事人同意 …). */
export const judged = (usable: Usable, reason: string): Decision<{ usable: Usable; reason: string }> =>
  usable !== "yes" && reason.trim() === "" ? refuse("materials.no-reason") : permit({ usable, reason: usable === "yes" ? "" : reason.trim() });

/** The live topic of the wall: something on it moved. */
export const wallTopic = "materials";

/** The live topic of one material. */
export const topicOf = (id: string): string => `material:${id}`;
