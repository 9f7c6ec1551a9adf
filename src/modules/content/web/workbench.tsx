import { Button, Drawer } from "antd";
import type { Editor } from "@tiptap/react";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import type { SignatureLine } from "#kernel/edition.ts";
import { useMe } from "#modules/access/web/index.ts";
import { useRead } from "#web/ask.ts";
import { Columns, PhoneFoot, Refused, Waiting, useNarrow } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { checkPiece, readPiece, type PieceView } from "../contract.ts";
import type { TunableKind } from "../rules/variants.ts";
import { Editions } from "./editions.tsx";
import { chosenPlace, factAtCaret, replacePlace, showPlace, type Place } from "./editor/places.ts";
import { FactShelf } from "./editor/fact-shelf.ts";
import { FactSheet, refusalOf } from "./fact-sheet.tsx";
import { findingsNow, FindingsPanel } from "./findings-panel.tsx";
import type { Panel } from "./panel.ts";
import { Previews, type PreviewTab } from "./previews.tsx";
import { Settings } from "./settings.tsx";
import { TextColumn } from "./text-column.tsx";
import { formsOf, tunedOf, useDraftLine, useLiveDoc } from "./use-draft.ts";
import { WorkBar } from "./work-bar.tsx";
import "./content.css";

/** What a higher module puts into the workbench of a piece: the way it goes, its main button, comments and acts, the plan, the line that signs. */
export type WorkbenchSlots = {
  strip?: ReactNode;
  main?: ReactNode;
  plan?: ReactNode;
  dock?: (at: { selection: Place | null; locate: (place: Place) => void }) => ReactNode;
  line?: SignatureLine | null;
};

/** One piece: text, findings and every form side by side, written together (interface.md, 3 and 6). */
export function PieceWorkbench({ pieceId, slots = {} }: { pieceId: string; slots?: WorkbenchSlots }) {
  const me = useMe();
  const { data: piece, error, refetch } = useRead(readPiece, { params: { pieceId } }, { topics: [`piece:${pieceId}`] });
  if (error && !piece) return <div className="page"><Refused problem={error} onAgain={() => { void refetch(); }} /></div>;
  return piece && me ? <Bench key={pieceId} piece={piece} me={me} slots={slots} /> : <Waiting />;
}

function useCaret(editor: Editor | null) {
  const [at, setAt] = useState<{ fact: string | null; selection: Place | null }>({ fact: null, selection: null });
  useEffect(() => {
    if (!editor) return undefined;
    const look = () => { setAt({ fact: factAtCaret(editor), selection: chosenPlace(editor) }); };
    editor.on("selectionUpdate", look);
    return () => { editor.off("selectionUpdate", look); };
  }, [editor]);
  return at;
}

function Bench({ piece, me, slots }: { piece: PieceView; me: { personId: string; name: string; unitId: string }; slots: WorkbenchSlots }) {
  const t = useT();
  const narrow = useNarrow();
  const { line, state } = useDraftLine(piece.id, me.personId);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [openFact, setOpenFact] = useState<string | null>(null);
  const [tab, setTab] = useState<PreviewTab>("all");
  const [typing, setTyping] = useState<{ kind: TunableKind; template: string } | null>(null);
  const shelf = useMemo(() => new FactShelf(), []);
  useEffect(() => { shelf.fill(piece.facts); }, [shelf, piece.facts]);
  const check = useRead(checkPiece, { params: { pieceId: piece.id } }, { topics: [`piece:${piece.id}`] });
  const draft = useLiveDoc(editor, piece.doc);
  const caret = useCaret(editor);
  useCheckAfterKeeping(state.savedAt, state.unkept, check.refetch);
  const signing = slots.line ?? { units: piece.participants.map(({ unitId, name, shortName, seal }) => ({ unitId, name, shortName, seal })) };
  const tuned = useMemo(() => tunedOf(check.data), [check.data]);
  const forms = useMemo(() => formsOf(piece, draft, signing.units.length ? signing : null, tuned, typing), [piece, draft, signing, tuned, typing]);
  const editable = state.ready && state.whyNot === null;
  const locate = useCallback((place: Place) => { if (editor) showPlace(editor, place); }, [editor]);
  const insertFact = editable && editor ? (factId: string) => { editor.chain().focus().insertContent({ type: "fact", attrs: { factId } }).run(); } : null;
  const tune = (kind: TunableKind) => { setTab(kind); setTyping({ kind, template: tuned[kind] ?? check.data?.variants.find((v) => v.kind === kind)?.template ?? "" }); };
  const found = findingsNow(check.data?.findings, forms.findings);
  const openFacts = (factId: string | null) => { setOpenFact(factId); setPanel("facts"); };
  const panels: Record<Panel, { title: string; node: ReactNode }> = {
    facts: { title: t(`事实单《${piece.sheet.title}》`, `Fact sheet: ${piece.sheet.title}`), node: <FactSheet piece={piece} open={openFact} onInsert={insertFact} /> },
    editions: { title: t("版本", "Editions"), node: <Editions piece={piece} /> },
    plan: { title: t("落款与投放", "Signing and sending"), node: slots.plan },
    settings: { title: t("设置", "Settings"), node: <Settings key={piece.updatedAt} piece={piece} /> },
  };
  const columns = [
    { key: "text", label: t("正文", "Text"), node: <TextColumn piece={piece} line={line} state={state} shelf={shelf} editor={editor} onEditor={setEditor} ownUnitId={me.unitId} words={draft.doc} factId={caret.fact} signing={signing} hasPlan={slots.plan !== undefined} onPanel={setPanel} onFacts={openFacts} /> },
    { key: "todo", label: t(`待处理 ${found.filter((f) => f.waivedBy === null).length}`, `To do ${found.filter((f) => f.waivedBy === null).length}`), node: <FindingsPanel pieceId={piece.id} found={found} facts={piece.facts} editable={editable} acts={{ show: locate, take: (place, by) => (editor && editable ? replacePlace(editor, place, by) : false), tune }} below={slots.dock?.({ selection: caret.selection, locate })} /> },
    { key: "forms", label: t("各版本", "Forms"), ground: "sunken" as const, node: <Previews {...forms} piece={piece} line={signing} tuned={tuned} tab={tab} onTab={setTab} shelf={shelf} editable={editable} typing={typing} onTyping={setTyping} /> },
  ];
  return (
    <>
      <WorkBar piece={piece} state={state} me={me} line={line} main={slots.main} onChanges={() => { setPanel("editions"); }} />
      {slots.strip}
      <Columns shape="piece" fill label={t("稿件的三面", "Three sides of a piece")} columns={columns} />
      {narrow && slots.main !== undefined && <PhoneFoot>{slots.main}</PhoneFoot>}
      <Drawer open={panel !== null} size={560} title={panel ? panels[panel].title : ""} onClose={() => { setPanel(null); setOpenFact(null); }} destroyOnHidden={false}>
        {piece.whyNotEdit && panel === "settings" && <Refused problem={refusalOf(piece.whyNotEdit)} />}
        {panel && panels[panel].node}
        {panel && <div className="panel-end"><Button type="link" onClick={() => { setPanel(null); }}>{t("回到正文", "Back to the text")}</Button></div>}
      </Drawer>
    </>
  );
}

/** The house reads the text again a moment after it was kept: what was counted here is confirmed there. */
function useCheckAfterKeeping(savedAt: Date | null, unkept: boolean, again: () => Promise<unknown>): void {
  const saved = savedAt?.getTime();
  useEffect(() => {
    if (unkept || saved === undefined) return undefined;
    const timer = setTimeout(() => { void again(); }, 900);
    return () => { clearTimeout(timer); };
  }, [saved, unkept, again]);
}
