import type { Editor } from "@tiptap/react";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import type { Doc } from "#kernel/document.ts";
import type { SignatureLine } from "#kernel/edition.ts";
import type { Material } from "#modules/materials/contract.ts";
import { MaterialPicker } from "#modules/materials/web/index.tsx";
import { useAct } from "#web/ask.ts";
import { LockedFact, Refused, Waiting, WhyNot } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { useT } from "#web/t.ts";
import { changeHead, checkPiece, readPiece, type PieceView } from "../contract.ts";
import { countWords, plainText } from "../rules/text.ts";
import type { DraftLine, LineState } from "./draft-line.ts";
import type { FactShelf } from "./editor/fact-shelf.ts";
import { TemplateField } from "./editor/template-field.tsx";
import { EditorTools, TextEditor } from "./editor/text-editor.tsx";
import { FactMenu } from "./fact-menu.tsx";
import { factsNow } from "./use-draft.ts";
import { refusalOf } from "./fact-sheet.tsx";
import type { Panel } from "./panel.ts";

/** What the text column is given. */
export type TextColumnProps = {
  piece: PieceView; line: DraftLine | null; state: LineState; shelf: FactShelf; editor: Editor | null; onEditor: (editor: Editor | null) => void; ownUnitId: string; words: Doc; factId: string | null;
  signing: SignatureLine; hasPlan: boolean; onPanel: (panel: Panel) => void; onFacts: (factId: string | null) => void;
};

/** Title, text, signature, and the dock for the fact under the caret. */
export function TextColumn({ piece, line, state, shelf, editor, onEditor, ownUnitId, words, factId, signing, hasPlan, onPanel, onFacts }: TextColumnProps) {
  const t = useT();
  const [picking, setPicking] = useState(false);
  const [linking, setLinking] = useState(false);
  const editable = state.ready && state.whyNot === null;
  const shortName = (unitId: string) => piece.participants.find((p) => p.unitId === unitId)?.shortName ?? "";
  const place = (m: Material) => {
    editor?.chain().focus().insertContent({ type: m.kind === "video" ? "video" : "image", attrs: { materialId: m.id, ...(m.kind === "video" ? {} : { alt: m.alt }), caption: null } }).run();
    setPicking(false);
  };
  return (
    <div className="writing">
      <article>
        <Title piece={piece} shelf={shelf} editable={piece.whyNotEdit === null} />
        <p className="writing-by">{piece.facts.length > 0 ? t("锁住的文字取自事实单，改动须先改事实单", "Locked words come from the fact sheet and change there first") : t("时间、地点、人数、电话先写进事实单，再放进正文", "State times, places, counts and numbers on the fact sheet, then place them")}</p>
        {editable && editor && <EditorTools editor={editor} onLink={() => { setLinking(true); }} />}
        {line && state.ready ? <TextEditor line={line} shelf={shelf} editable={editable} ownUnitId={ownUnitId} shortName={shortName} label={t("正文", "Text")} onEditor={onEditor} onFactKey={() => { onFacts(null); }} onLinkKey={() => { setLinking(true); }} /> : state.phase === "lost" ? null : <Waiting />}
        <div className="writing-signature"><span>{t("落款", "Signed")}<br />{hasPlan ? t("按职责自动拟定", "proposed by duty") : ""}</span><p>{signing.units.map((unit) => <span key={unit.unitId}>{unit.name}</span>)}</p></div>
      </article>
      <footer className="writing-dock">
        <FactHere piece={piece} factId={factId} onFacts={onFacts} />
        <div className="row apart">
          <div className="row wrap writing-acts">
            {editable && editor && <FactMenu facts={piece.facts} onPick={(id) => { editor.chain().focus().insertContent({ type: "fact", attrs: { factId: id } }).run(); }} />}
            <Button size="small" type="link" onClick={() => { onFacts(null); }}>{t("事实单", "Fact sheet")}</Button>
            {editable && <Button size="small" type="link" onClick={() => { setPicking(true); }}>{t("插入素材", "Insert media")}</Button>}
            {hasPlan && <Button size="small" type="link" onClick={() => { onPanel("plan"); }}>{t("落款与投放", "Signing, sending")}</Button>}
            <Button size="small" type="link" onClick={() => { onPanel("editions"); }}>{t("版本", "Editions")}</Button>
            <Button size="small" type="link" onClick={() => { onPanel("settings"); }}>{t("设置", "Settings")}</Button>
          </div>
          <span className="i3 t12 nw">{t(`正文 ${countWords(plainText(words, factsNow(piece)))} 字`, `${countWords(plainText(words, factsNow(piece)))} words`)}</span>
        </div>
      </footer>
      <MaterialPicker open={picking} onPick={place} onClose={() => { setPicking(false); }} />
      {editor && <LinkDialog key={String(linking)} open={linking} editor={editor} onClose={() => { setLinking(false); }} />}
    </div>
  );
}

function Title({ piece, shelf, editable }: { piece: PieceView; shelf: FactShelf; editable: boolean }) {
  const t = useT();
  const { act, refusal } = useAct(changeHead, { refresh: [readPiece, checkPiece], inline: true });
  const keep = (part: { title?: string; summary?: string }) => { void act({ params: { pieceId: piece.id }, body: { ...part, ifUpdatedAt: null } }); };
  return (
    <header className="writing-title">
      <h2 className="title-holder"><TemplateField value={piece.title} shelf={shelf} lines={false} className="title-field" readOnly={!editable} label={t("标题", "Title")} onLeave={(title) => { if (title.trim() && title !== piece.title) keep({ title: title.trim() }); }} /></h2>
      {(editable || piece.summary) && <div className={piece.summary ? undefined : "summary-empty"} data-hint={t("摘要：一两句话，网站列表和文章卡片上用", "Summary: one or two sentences for lists and cards")}><TemplateField value={piece.summary} shelf={shelf} lines={false} className="summary-field" readOnly={!editable} label={t("摘要", "Summary")} onLeave={(summary) => { if (summary !== piece.summary) keep({ summary: summary.trim() }); }} /></div>}
      <Refused problem={refusal} />
    </header>
  );
}

function FactHere({ piece, factId, onFacts }: { piece: PieceView; factId: string | null; onFacts: (factId: string | null) => void }) {
  const t = useT();
  const fact = piece.facts.find((known) => known.id === factId);
  if (!fact) return <p className="writing-fact i3 t12">{piece.whyNotEdit ? sayRefusal(refusalOf(piece.whyNotEdit)) : t("光标停在锁住的字上，这里写它从哪里来。", "Put the caret on locked words to see where they come from.")}</p>;
  return (
    <div className="writing-fact">
      <LockedFact source={fact.source} stale={fact.retired}>{fact.text}</LockedFact>
      <span className="i2 el" title={fact.source}>{t(`${fact.label}，第 ${fact.version} 次说法，${fact.statedByName}据${fact.source}`, `${fact.label}, version ${fact.version}, ${fact.statedByName} from ${fact.source}`)}</span>
      <Button size="small" type="link" onClick={() => { onFacts(fact.id); }}>{t("去事实单改", "Change it on the sheet")}</Button>
    </div>
  );
}

const address = /^(?:https?:\/\/[^\s]+|tel:[\d-]+|mailto:[^\s@]+@[^\s@]+)$/;

function LinkDialog({ open, editor, onClose }: { open: boolean; editor: Editor; onClose: () => void }) {
  const t = useT();
  const [href, setHref] = useState(() => String(editor.getAttributes("link")["href"] ?? ""));
  const why = address.test(href.trim()) ? null : t("写全地址：https://… 或 tel:12119 或 mailto:…", "A whole address: https://…, tel:… or mailto:…");
  const set = () => { editor.chain().focus().extendMarkRange("link").setLink({ href: href.trim() }).run(); onClose(); };
  return (
    <Modal open={open} title={t("链接", "Link")} onCancel={onClose} footer={[
      <Button key="off" onClick={() => { editor.chain().focus().extendMarkRange("link").unsetLink().run(); onClose(); }}>{t("去掉链接", "Remove")}</Button>,
      <WhyNot key="on" type="primary" quiet why={why} onClick={set}>{t("加上", "Set")}</WhyNot>,
    ]}><Input aria-label={t("地址", "Address")} value={href} autoFocus placeholder="https://" onChange={(event) => { setHref(event.target.value); }} onPressEnter={() => { if (why === null) set(); }} /><p className="t12 i3">{why}</p></Modal>
  );
}
