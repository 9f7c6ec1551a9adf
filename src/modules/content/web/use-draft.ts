import { useEffect, useState } from "react";
import type { Editor } from "@tiptap/react";
import type { SignatureLine } from "#kernel/edition.ts";
import type { Fact } from "#kernel/document.ts";
import { store, useStore } from "#web/store.ts";
import type { CheckView, PieceView } from "../contract.ts";
import { checkLimits } from "../rules/limits.ts";
import { readBlocks, unreadableFindings, type ReadableDraft } from "../rules/readable.ts";
import { deriveVariants, tunableKinds, type TunableKind, type TunedTexts } from "../rules/variants.ts";
import type { z } from "zod";
import { DraftLine, type LineState } from "./draft-line.ts";

const before: LineState = { phase: "connecting", gone: null, ready: false, savedAt: null, unkept: false, whyNot: undefined, others: [] };
const nothing = store<LineState>(before);

/** The line to a piece's live draft while a screen is open, and how it stands. */
export function useDraftLine(pieceId: string, personId: string | undefined): { line: DraftLine | null; state: LineState } {
  const [line, setLine] = useState<DraftLine | null>(null);
  useEffect(() => {
    if (!personId) return undefined;
    const own = new DraftLine(pieceId, personId);
    setLine(own);
    return () => { own.end(); setLine(null); };
  }, [pieceId, personId]);
  return { line, state: useStore(line?.state ?? nothing) };
}

/** The text of the editor as structured text, 150 ms after the last key. */
export function useLiveDoc(editor: Editor | null, first: PieceView["doc"]): ReadableDraft {
  const [draft, setDraft] = useState<ReadableDraft>({ doc: first, unreadable: [] });
  useEffect(() => {
    if (!editor) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => { setDraft(readBlocks(editor.getJSON())); };
    const soon = () => { clearTimeout(timer); timer = setTimeout(read, 150); };
    editor.on("update", soon);
    soon();
    return () => { clearTimeout(timer); editor.off("update", soon); };
  }, [editor]);
  return draft;
}

/** Facts as the rules read them: what is on the sheet today. */
export const factsNow = (piece: Pick<PieceView, "facts">): Fact[] => piece.facts.filter((fact) => !fact.retired).map(({ id, kind, label, text, number, source, version }) => ({ id, kind, label, text, number, source, version }));

/** Words tuned by hand, as the house holds them. */
export const tunedOf = (check: z.output<typeof CheckView> | undefined): TunedTexts =>
  Object.fromEntries((check?.variants ?? []).filter((v) => v.tuned && (tunableKinds as readonly string[]).includes(v.kind)).map((v) => [v.kind, v.template])) as TunedTexts;

/** Every form of the live text with its meter, made here by the same rules that freeze it; `typing` stands in for a form under the hand. */
export function formsOf(piece: PieceView, draft: ReadableDraft, line: SignatureLine | null, tuned: TunedTexts, typing: { kind: TunableKind; template: string } | null) {
  const facts = factsNow(piece);
  const input = {
    title: piece.title, summary: piece.summary, doc: draft.doc, facts, signature: line, urgency: piece.urgency, siteAddress: `${location.origin}/a/${piece.id}`,
    tuned: typing ? { ...tuned, [typing.kind]: typing.template } : tuned,
  };
  const variants = deriveVariants(input);
  const { meters, findings } = checkLimits(variants);
  return { input, variants, meters, findings: [...unreadableFindings(draft), ...findings] };
}
