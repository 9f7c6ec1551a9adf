import type { Finding } from "#kernel/finding.ts";
import { type Check, findAt } from "./input.ts";

/** The codes this file can find. */
export const pictureCodes = ["content.material-missing", "content.image-credit", "content.image-alt"] as const;

/** Pictures and video say who made them (blocking); pictures say what they show to those who cannot see them. */
export const checkPictures: Check = (input) =>
  input.doc.blocks.flatMap((block, index): Finding[] => {
    if (block.type !== "image" && block.type !== "video") return [];
    const here = { at: "text", block: index };
    const material = input.materials.find((m) => m.id === block.materialId);
    if (!material) return [findAt(here, { code: "content.material-missing", level: "blocking", facts: { material: block.materialId } })];
    const out: Finding[] = [];
    if (material.credit.trim() === "") out.push(findAt(here, { code: "content.image-credit", level: "blocking", facts: { name: material.name } }));
    if (block.type === "image" && block.alt.trim() === "") out.push(findAt(here, { code: "content.image-alt", level: "suggestion", facts: { name: material.name } }));
    return out;
  });
