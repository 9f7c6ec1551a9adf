import { prosemirrorJSONToYDoc, prosemirrorJSONToYXmlFragment, yXmlFragmentToProsemirrorJSON } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import type { Doc } from "#kernel/document.ts";
import { writeEditor } from "../rules/prosemirror.ts";
import { draftSchema, fragmentName } from "./schema.ts";

/** The first merged state of a live draft, from structured text; a piece without text begins with one empty paragraph. */
export function draftFromDoc(doc: Doc): Uint8Array {
  const json = writeEditor(doc.blocks.length ? doc : { blocks: [{ type: "paragraph", content: [] }] });
  draftSchema.nodeFromJSON(json).check();
  const draft = prosemirrorJSONToYDoc(draftSchema, json, fragmentName);
  try {
    return Y.encodeStateAsUpdate(draft);
  } finally {
    draft.destroy();
  }
}

/** The editor's JSON in a merged state, for `readEditor`; nothing is left out, so that the rule sees what cannot be kept. */
export function docFromDraft(state: Uint8Array): unknown {
  const draft = new Y.Doc();
  try {
    Y.applyUpdate(draft, state);
    return yXmlFragmentToProsemirrorJSON(draft.getXmlFragment(fragmentName));
  } finally {
    draft.destroy();
  }
}

/** The change that makes a draft say exactly this; what others write at the same time is merged, not lost. */
export function changeToDoc(state: Uint8Array, doc: Doc): Uint8Array {
  const json = writeEditor(doc);
  draftSchema.nodeFromJSON(json).check();
  const draft = new Y.Doc();
  try {
    Y.applyUpdate(draft, state);
    const before = Y.encodeStateVector(draft);
    prosemirrorJSONToYXmlFragment(draftSchema, json, draft.getXmlFragment(fragmentName));
    return Y.encodeStateAsUpdate(draft, before);
  } finally {
    draft.destroy();
  }
}
