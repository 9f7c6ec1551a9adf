import { expect, test } from "vitest";
import { readBlocks, unreadableFindings } from "./readable.ts";

const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });

test("a block that no channel can carry is named where it stands and hides no other", () => {
  const draft = readBlocks({ type: "doc", content: [paragraph("前"), { type: "codeBlock" }, paragraph("后")] });
  expect(draft.doc.blocks.map((b) => b.type)).toEqual(["paragraph", "paragraph", "paragraph"]);
  expect(unreadableFindings(draft)).toEqual([{ code: "content.unknown-node", level: "blocking", at: "text", block: 1, facts: { node: "codeBlock" } }]);
});

test("text that is no text at all blocks", () => {
  expect(unreadableFindings(readBlocks(null))).toMatchObject([{ code: "content.unreadable-text", level: "blocking" }]);
});
