import { Button, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useAct, useRead } from "#web/ask.ts";
import { Heading, Refused, Seal, Tag, useNow, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { attachSheet, changeHead, changeParticipants, checkPiece, discardPiece, listPieces, listSheets, readPiece, type PieceView } from "../contract.ts";
import { refusalOf } from "./fact-sheet.tsx";
import { CoUnits, Field, HeadFields, type HeadDraft } from "./head-fields.tsx";
import { sayWhen } from "./words.ts";

/** 设置: what is said about a piece besides its text, who writes it, who wrote how much. */
export function Settings({ piece }: { piece: PieceView }) {
  const t = useT();
  const now = useNow();
  const go = useNavigate();
  const [changed, setChanged] = useState<Partial<HeadDraft>>({});
  const [units, setUnits] = useState<string[] | null>(null);
  const head = useAct(changeHead, { refresh: [readPiece, checkPiece], inline: true, said: t("存好了", "Kept") });
  const people = useAct(changeParticipants, { refresh: [readPiece], inline: true, said: t("参与单位已改，他们现在就能看到", "Units changed; they see it now") });
  const away = useAct(discardPiece, { refresh: [readPiece, listPieces], inline: true, said: t("已搁置，随时能在列表里找到", "Put away; it stays in the list") });
  const draft: HeadDraft = { form: piece.form, topic: piece.topic, column: piece.column, urgency: piece.urgency, regions: piece.regions, validUntil: piece.validUntil, plannedAt: piece.plannedAt, ...changed };
  const co = units ?? piece.participants.filter((p) => p.role === "co").map((p) => p.unitId);
  const locked = piece.whyNotEdit ? refusalOf(piece.whyNotEdit) : null;
  const params = { pieceId: piece.id };
  const save = async () => {
    if (Object.keys(changed).length > 0 && !(await head.act({ params, body: { ...changed, ifUpdatedAt: piece.updatedAt } }))) return;
    if (units !== null && !(await people.act({ params, body: { unitIds: units } }))) return;
    setChanged({});
    setUnits(null);
  };
  return (
    <div className="stack">
      <HeadFields value={draft} onChange={(part) => { setChanged({ ...changed, ...part }); }} />
      <CoUnits leadUnitId={piece.unit.unitId} value={co} onChange={setUnits} />
      <Refused problem={head.refusal ?? people.refusal} />
      <div className="row"><WhyNot type="primary" why={locked ?? (Object.keys(changed).length === 0 && units === null ? t("还没有改动", "Nothing changed yet") : null)} loading={head.pending || people.pending} onClick={() => { void save(); }}>{t("存", "Keep")}</WhyNot></div>
      <Sheet piece={piece} />
      <section>
        <Heading level={3} title={t("谁在写", "Who writes")} note={t("按单位记入版本", "kept with each edition")} />
        <ul className="writers">{piece.participants.map((p) => <li key={p.unitId} className="row"><Seal char={p.seal} unit={p.name} /> {p.name} {p.role === "lead" && <Tag tone="house">{t("牵头", "Lead")}</Tag>}</li>)}</ul>
        <ul className="writers">{piece.contributors.map((c) => <li key={`${c.personName} ${c.unitName}`}><b>{c.personName}</b> <span className="i3">{c.unitName} {t(`改了 ${c.changes} 下，最近 ${sayWhen(new Date(c.lastAt), now)}`, `${c.changes} changes, last ${sayWhen(new Date(c.lastAt), now)}`)}</span></li>)}</ul>
      </section>
      {piece.stage === "draft" && piece.editionNumber === 0 && <section><Heading level={3} title={t("搁置", "Put away")} /><Refused problem={away.refusal} /><Button loading={away.pending} onClick={() => { void away.act({ params }).then((done) => { if (done) void go("/pieces"); }); }}>{t("搁置这篇", "Put this piece away")}</Button></section>}
    </div>
  );
}

/** Which fact sheet the piece is written with; pieces about one thing share one. */
function Sheet({ piece }: { piece: PieceView }) {
  const t = useT();
  const sheets = useRead(listSheets, { query: {} }).data?.items ?? [];
  const { act, pending, refusal } = useAct(attachSheet, { refresh: [readPiece, checkPiece], inline: true, said: t("换成这份事实单了", "This sheet is used now") });
  const options = [{ id: piece.sheet.id, title: piece.sheet.title }, ...sheets.filter((sheet) => sheet.id !== piece.sheet.id)].map((sheet) => ({ value: sheet.id, label: sheet.title }));
  return (
    <Field label={t("事实单", "Fact sheet")} help={t("同一件事的几篇稿件共用一份，改一处，篇篇都变。", "Pieces about one thing share a sheet; a change reaches all.")}>
      <Select aria-label={t("事实单", "Fact sheet")} value={piece.sheet.id} loading={pending} disabled={piece.whyNotEdit !== null} showSearch={{ optionFilterProp: "label" }} options={options} onChange={(sheetId: string) => { void act({ params: { pieceId: piece.id }, body: { sheetId } }); }} />
      <Refused problem={refusal} />
    </Field>
  );
}
