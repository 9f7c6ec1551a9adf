import type { Refusal } from "#kernel/decision.ts";
import type { Doc } from "#kernel/document.ts";
import type { Finding } from "#kernel/finding.ts";
import { readEditor } from "./prosemirror.ts";

/** A draft as far as it can be read; what no channel could carry stands as an empty paragraph and is named with its reason. */
export type ReadableDraft = { doc: Doc; unreadable: { block: number; refusal: Refusal }[] };

/** Reads an editor's JSON block by block, so that one block under work does not hide the others. */
export function readBlocks(json: unknown): ReadableDraft {
  const blocks = (json as { content?: unknown } | null)?.content;
  if (!Array.isArray(blocks)) return { doc: { blocks: [] }, unreadable: [{ block: 0, refusal: { code: "content.unreadable-text" } }] };
  const unreadable: ReadableDraft["unreadable"] = [];
  const doc: Doc = {
    blocks: blocks.flatMap((node: unknown, block): Doc["blocks"] => {
      const read = readEditor({ type: "doc", content: [node] });
      if (read.ok) return read.value.blocks;
      unreadable.push({ block, refusal: read.refusal });
      return [{ type: "paragraph", content: [] }];
    }),
  };
  return { doc, unreadable };
}

/** What cannot be kept, as findings that block. */
export const unreadableFindings = ({ unreadable }: ReadableDraft): Finding[] =>
  unreadable.map(({ block, refusal }) => ({ code: refusal.code, level: "blocking", at: "text", block, facts: refusal.facts ?? {} }));
