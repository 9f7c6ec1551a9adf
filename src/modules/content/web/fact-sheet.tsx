import { Button, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import type { Refusal } from "#kernel/decision.ts";
import { FactKind } from "#kernel/document.ts";
import { useAct, useRead } from "#web/ask.ts";
import { EmptyState, Heading, LockedFact, Refused, Tag, useNow, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { addFact, changeFact, checkPiece, factUses, readPiece, retireFact, type FactView, type PieceView } from "../contract.ts";
import { countedKinds, factKindWords, sayWhen, variantWords } from "./words.ts";

/** 事实单: every master fact with its source; add, change with a reason, retire, place in the text. `open` is the fact looked at first. */
export function FactSheet({ piece, open, onInsert }: { piece: PieceView; open: string | null; onInsert: ((factId: string) => void) | null }) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const facts = piece.facts.filter((fact) => !fact.retired);
  const retired = piece.facts.filter((fact) => fact.retired);
  return (
    <div className="stack">
      <p className="i2">{t("文章里锁住的字都从这里来。改一次，用到的地方一起变；签过的版本留着旧说法，会标出来。", "Every locked word comes from here. Change it once and it changes wherever it stands; signed editions keep the old words and are flagged.")}</p>
      {facts.length === 0 && !adding && <EmptyState title={t("还没有事实", "No facts yet")} why={t("时间、地点、人数、电话、等级先写在这里，注明谁核实的，再放进正文。人数只能这样写进稿件。", "State times, places, counts, numbers and levels here with who confirmed them, then place them. Counts of people enter a text no other way.")} />}
      <ul className="facts">{facts.map((fact) => <FactRow key={fact.id} fact={fact} piece={piece} opened={fact.id === open} onInsert={onInsert} />)}</ul>
      {adding ? <NewFact pieceId={piece.id} onDone={() => { setAdding(false); }} /> : <div><WhyNot why={piece.whyNotEdit && piece.whyNotEdit.code === "content.not-a-writer" ? refusalOf(piece.whyNotEdit) : null} onClick={() => { setAdding(true); }}>{t("加一条事实", "State a fact")}</WhyNot></div>}
      {retired.length > 0 && <section><Heading level={3} title={t("已停用", "Retired")} note={t("旧版里还看得到", "still in old editions")} /><ul className="facts">{retired.map((fact) => <li key={fact.id} className="i3">{fact.label}：{fact.text}</li>)}</ul></section>}
    </div>
  );
}

/** A refusal as it came in an answer, for buttons that say why they are grey. */
export const refusalOf = (why: { code: string; facts?: Record<string, string | number> | undefined }): Refusal => ({ code: why.code, ...(why.facts ? { facts: why.facts } : {}) });

function FactRow({ fact, piece, opened, onInsert }: { fact: FactView; piece: PieceView; opened: boolean; onInsert: ((factId: string) => void) | null }) {
  const t = useT();
  const now = useNow();
  const [doing, setDoing] = useState<"change" | "uses" | null>(null);
  const { act, pending, refusal } = useAct(retireFact, { refresh: [readPiece, checkPiece], inline: true, said: t(`“${fact.label}”已停用`, `"${fact.label}" is retired`) });
  const behind = fact.frozenVersion !== null && fact.frozenVersion < fact.version;
  const drag = (event: React.DragEvent) => {
    const element = Object.assign(document.createElement("span"), { textContent: fact.text });
    element.setAttribute("data-fact", fact.id);
    event.dataTransfer.setData("text/html", element.outerHTML);
    event.dataTransfer.setData("text/plain", fact.text);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <li className={opened ? "fact-row opened" : "fact-row"} ref={opened ? (row) => { row?.scrollIntoView({ block: "nearest" }); } : undefined}>
      <div className="row apart">
        <span><span className="t12 i3">{t(...factKindWords[fact.kind])}</span> <b>{fact.label}</b></span>
        <span className="t12 i3">{t(`第 ${fact.version} 次说法`, `Version ${fact.version}`)}</span>
      </div>
      <p draggable={onInsert !== null} onDragStart={drag}><LockedFact source={fact.source}>{fact.text}</LockedFact>{fact.previousText && <> <del className="t12">{fact.previousText}</del></>}</p>
      <p className="t12 i2">{t("出处", "Source")}：{fact.source}</p>
      <p className="t12 i3">{fact.statedByName} {fact.statedByUnit} {sayWhen(new Date(fact.at), now)}{fact.reason ? t(`，因为${fact.reason}`, `, because ${fact.reason}`) : ""}</p>
      {behind && <p><Tag tone="ink">{t(`第 ${piece.editionNumber} 版里还是旧说法`, `Edition ${piece.editionNumber} still has the old words`)}</Tag></p>}
      <div className="row wrap">
        {onInsert && <Button size="small" onClick={() => { onInsert(fact.id); }}>{t("放进正文", "Insert")}</Button>}
        {piece.whyNotEdit?.code !== "content.not-a-writer" && <Button size="small" onClick={() => { setDoing(doing === "change" ? null : "change"); }}>{t("改", "Change")}</Button>}
        <Button size="small" type="link" onClick={() => { setDoing(doing === "uses" ? null : "uses"); }}>{t("用在哪", "Where used")}</Button>
        {piece.whyNotEdit === null && <Button size="small" type="link" loading={pending} onClick={() => { void act({ params: { factId: fact.id } }); }}>{t("停用", "Retire")}</Button>}
      </div>
      <Refused problem={refusal} />
      {doing === "change" && <ChangeFact key={fact.version} fact={fact} onDone={() => { setDoing(null); }} />}
      {doing === "uses" && <Uses factId={fact.id} />}
    </li>
  );
}

function ChangeFact({ fact, onDone }: { fact: FactView; onDone: () => void }) {
  const t = useT();
  const [text, setText] = useState(fact.text);
  const [number, setNumber] = useState(fact.number);
  const [source, setSource] = useState("");
  const [reason, setReason] = useState("");
  const { act, pending, refusal } = useAct(changeFact, { refresh: [readPiece, checkPiece], inline: true, said: ({ flagged }) => (flagged > 0 ? t(`已改。${flagged} 篇用着它的稿件已标出来`, `Changed. ${flagged} pieces that use it are flagged`) : t("已改，用到的地方一起变了", "Changed wherever it stands")) });
  const why = text.trim() === "" ? t("写上新的说法", "Write the new words") : source.trim() === "" ? t("写上出处：谁核实的、哪份文件", "Give the source: who confirmed it") : reason.trim().length < 2 ? t("写上为什么改", "Give the reason") : null;
  const save = async () => { if (await act({ params: { factId: fact.id }, body: { text: text.trim(), number, source: source.trim(), reason: reason.trim(), ifVersion: fact.version } })) onDone(); };
  return (
    <form className="fact-form" onSubmit={(event) => { event.preventDefault(); if (why === null) void save(); }}>
      <label>{t("新的说法", "New words")}<Input value={text} maxLength={200} onChange={(e) => { setText(e.target.value); }} /></label>
      {countedKinds.includes(fact.kind) && <label>{t("数字", "Number")}<InputNumber value={number} onChange={setNumber} style={{ width: "100%" }} /></label>}
      <label>{t("出处", "Source")}<Input value={source} maxLength={200} placeholder={fact.source} onChange={(e) => { setSource(e.target.value); }} /></label>
      <label>{t("为什么改", "Reason")}<Input value={reason} maxLength={300} onChange={(e) => { setReason(e.target.value); }} /></label>
      <Refused problem={refusal} />
      <div className="row"><WhyNot why={why} htmlType="submit" loading={pending}>{t("改事实", "Change the fact")}</WhyNot><Button type="link" onClick={onDone}>{t("不改了", "Leave it")}</Button></div>
    </form>
  );
}

function NewFact({ pieceId, onDone }: { pieceId: string; onDone: () => void }) {
  const t = useT();
  const [kind, setKind] = useState<FactKind>("statement");
  const [label, setLabel] = useState("");
  const [text, setText] = useState("");
  const [number, setNumber] = useState<number | null>(null);
  const [source, setSource] = useState("");
  const { act, pending, refusal } = useAct(addFact, { refresh: [readPiece], inline: true, said: t("记在事实单上了", "Stated on the sheet") });
  const why = label.trim() === "" ? t("写上它叫什么，例如“有效期”", "Name it, such as \"valid until\"") : text.trim() === "" ? t("写上放进正文的字", "Write the words for the text") : source.trim() === "" ? t("写上出处，没有出处的不放行", "Give the source; without one it does not clear") : null;
  const save = async () => { if (await act({ params: { pieceId }, body: { kind, label: label.trim(), text: text.trim(), number: countedKinds.includes(kind) ? number : null, source: source.trim() } })) onDone(); };
  return (
    <form className="fact-form" onSubmit={(event) => { event.preventDefault(); if (why === null) void save(); }}>
      <label>{t("种类", "Kind")}<Select<FactKind> value={kind} onChange={setKind} options={FactKind.options.map((value) => ({ value, label: t(...factKindWords[value]) }))} /></label>
      <label>{t("名称", "Name")}<Input value={label} maxLength={40} placeholder={t("有效期、火场面积、森林火警", "Valid until, area, hotline")} onChange={(e) => { setLabel(e.target.value); }} /></label>
      <label>{t("放进正文的字", "Words in the text")}<Input value={text} maxLength={200} onChange={(e) => { setText(e.target.value); }} /></label>
      {countedKinds.includes(kind) && <label>{t("数字", "Number")}<InputNumber value={number} onChange={setNumber} style={{ width: "100%" }} /></label>}
      <label>{t("出处", "Source")}<Input value={source} maxLength={200} placeholder={t("谁核实的、哪份文件", "Who confirmed it, which document")} onChange={(e) => { setSource(e.target.value); }} /></label>
      <Refused problem={refusal} />
      <div className="row"><WhyNot why={why} htmlType="submit" loading={pending}>{t("记上", "State it")}</WhyNot><Button type="link" onClick={onDone}>{t("先不写", "Not now")}</Button></div>
    </form>
  );
}

/** Every edition that uses a fact, and with which version. */
function Uses({ factId }: { factId: string }) {
  const t = useT();
  const { data } = useRead(factUses, { params: { factId } });
  if (!data) return null;
  if (data.items.length === 0) return <p className="t12 i3">{t("还没有哪一版用它。", "No edition uses it yet.")}</p>;
  return (
    <ul className="fact-uses">{data.items.map((use) => (
      <li key={`${use.pieceId} ${use.editionNumber}`}>{use.title} {t(`第 ${use.editionNumber} 版`, `edition ${use.editionNumber}`)} {use.variants.map((kind) => t(...variantWords[kind])).join("、")}{use.published ? t("，已发布", ", published") : ""}{use.stale && <> <Tag tone="fault">{t("旧说法", "old words")}</Tag></>}</li>
    ))}</ul>
  );
}
