import { Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useMe } from "#modules/access/web/index.ts";
import { useAct, useRead } from "#web/ask.ts";
import { Page, Refused, WhyNot, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { createPiece, listPieces, listSheets } from "../contract.ts";
import { CoUnits, Field, HeadFields, TitleFields, type HeadDraft } from "./head-fields.tsx";
import "./content.css";

/** 开新稿: what it is, about what, where, with whom. The text is written on the workbench. */
export function NewPiece() {
  const t = useT();
  const go = useNavigate();
  const me = useMe();
  const [head, setHead] = useState<HeadDraft>({ form: "tip", topic: "", column: "", urgency: "routine", regions: [], validUntil: null, plannedAt: null });
  const [words, setWords] = useState({ title: "", summary: "" });
  const [unitId, setUnitId] = useState<string | null>(null);
  const [withUnitIds, setWith] = useState<string[]>([]);
  const [sheetId, setSheet] = useState<string | null>(null);
  const sheets = useRead(listSheets, { query: {} }).data?.items ?? [];
  const { act, pending, refusal } = useAct(createPiece, { refresh: [listPieces], inline: true });
  if (!me) return <Waiting />;
  const mine = [...new Map(me.posts.filter((post) => post.post === "editor" || post.post === "liaison").map((post) => [post.unitId, post.unitName])).entries()];
  const lead = unitId ?? mine.find(([id]) => id === me.unitId)?.[0] ?? mine[0]?.[0];
  const why = !lead ? { code: "content.not-an-editor" } : words.title.trim() === "" ? t("先写标题", "Write the title first") : head.topic === "" ? t("选主题", "Choose the topic") : head.column === "" ? t("选栏目", "Choose the column") : null;
  const begin = async () => {
    if (!lead) return;
    const made = await act({ body: { ...head, title: words.title.trim(), summary: words.summary.trim(), unitId: lead, withUnitIds: withUnitIds.filter((id) => id !== lead), sheetId, text: [] } });
    if (made) void go(`/pieces/${made.id}`);
  };
  return (
    <Page narrow>
      <Bar title={t("开新稿", "New piece")} crumbs={[{ to: "/pieces", label: t("稿件", "Pieces") }]} />
      <form className="stack" onSubmit={(event) => { event.preventDefault(); if (why === null) void begin(); }}>
        <TitleFields {...words} onChange={(part) => { setWords({ ...words, ...part }); }} />
        <HeadFields value={head} onChange={(part) => { setHead({ ...head, ...part }); }} />
        {mine.length > 1 && lead && <Field label={t("以哪个单位开", "For which unit")}><Select aria-label={t("以哪个单位开", "For which unit")} value={lead} onChange={setUnitId} options={mine.map(([value, label]) => ({ value, label }))} /></Field>}
        <CoUnits leadUnitId={lead ?? ""} value={withUnitIds} onChange={setWith} />
        <Field label={t("事实单", "Fact sheet")} help={t("同一件事的几篇稿件共用一份，改一处，篇篇都变。", "Pieces about one thing share a sheet; a change reaches all.")}>
          <Select allowClear aria-label={t("事实单", "Fact sheet")} placeholder={t("新开一份", "A new one")} {...(sheetId ? { value: sheetId } : {})} onChange={(id?: string) => { setSheet(id ?? null); }} showSearch={{ optionFilterProp: "label" }} options={sheets.map((sheet) => ({ value: sheet.id, label: t(`${sheet.title}（${sheet.facts} 条，${sheet.pieces} 篇在用）`, `${sheet.title} (${sheet.facts} facts, ${sheet.pieces} pieces)`) }))} />
        </Field>
        <Refused problem={refusal} />
        <div><WhyNot type="primary" size="large" htmlType="submit" why={why} loading={pending}>{t("开稿，去写正文", "Begin, and write")}</WhyNot></div>
      </form>
    </Page>
  );
}
