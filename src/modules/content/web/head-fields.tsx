import { DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useMemo, type ReactNode } from "react";
import type { Urgency } from "#kernel/urgency.ts";
import { readChart, readFacts } from "#modules/organisation/contract.ts";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import type { PieceView } from "../contract.ts";
import { RegionPicker } from "./region-picker.tsx";
import { formWords, urgencyWords } from "./words.ts";

/** What is said about a piece besides its text, as a form holds it. */
export type HeadDraft = Pick<PieceView, "form" | "topic" | "column" | "urgency" | "regions" | "validUntil" | "plannedAt">;

/** Topics and columns of the province, regions and units of today. */
export function useProvince() {
  const facts = useRead(readFacts, {}).data?.facts;
  const chart = useRead(readChart, { query: {} }).data;
  return useMemo(() => {
    const units = (chart?.units ?? []).filter((unit) => unit.standing === "open");
    const regions = [...new Map(units.map((unit) => [unit.regionCode, { code: unit.regionCode, name: unit.regionName }])).values()].sort((a, b) => a.code.localeCompare(b.code));
    return { topics: facts?.topics ?? [], columns: facts?.columns ?? [], tiles: facts?.tiles ?? [], regions, units };
  }, [facts, chart]);
}

const instant = (value: dayjs.Dayjs | null): string | null => (value ? value.toISOString() : null);

/** A field with its label above and one line of help below. */
export function Field({ label, help, wide = false, children }: { label: string; help?: string; wide?: boolean; children: ReactNode }) {
  return <div className={wide ? "field wide" : "field"}><span className="field-label">{label}</span>{children}{help && <small>{help}</small>}</div>;
}

/** Form, topic, column, urgency, places, times. */
export function HeadFields({ value, onChange }: { value: HeadDraft; onChange: (part: Partial<HeadDraft>) => void }) {
  const t = useT();
  const province = useProvince();
  return (
    <div className="fields">
      <Field label={t("体裁", "Form")} help={t("决定按哪套要求检查：预警要八项，首发要六项。", "Decides which checks read it.")}>
        <Select aria-label={t("体裁", "Form")} value={value.form} onChange={(form) => { onChange({ form }); }} options={Object.entries(formWords).map(([key, w]) => ({ value: key as HeadDraft["form"], label: t(w[0], w[1]) }))} />
      </Field>
      <Field label={t("主题", "Topic")} help={t("落款单位按它拟定（3.2 按职责两家或三家）。", "The signing units are proposed by it (clause 3.2).")}>
        <Select aria-label={t("主题", "Topic")} {...(value.topic ? { value: value.topic } : {})} placeholder={t("选主题", "Choose")} onChange={(topic: string) => { onChange({ topic }); }} options={province.topics.map((topic) => ({ value: topic.code, label: t(topic.name.zh, topic.name.en) }))} />
      </Field>
      <Field label={t("栏目", "Column")} help={t("网站上排在哪一栏。", "Where it stands on the site.")}>
        <Select aria-label={t("栏目", "Column")} {...(value.column ? { value: value.column } : {})} placeholder={t("选栏目", "Choose")} onChange={(column: string) => { onChange({ column }); }} options={province.columns.map((column) => ({ value: column.slug, label: t(column.name.zh, column.name.en) }))} />
      </Field>
      <Field label={t("紧急程度", "Urgency")} help={t("一级、二级可以走应急程序，发布时排在前面。", "Grades one and two may take the emergency path.")}>
        <Select<Urgency> aria-label={t("紧急程度", "Urgency")} value={value.urgency} onChange={(urgency) => { onChange({ urgency }); }} options={Object.entries(urgencyWords).map(([key, w]) => ({ value: key as Urgency, label: t(w[0], w[1]) }))} />
      </Field>
      <Field wide label={t("涉及地方", "Places")} help={t("不选就是全省。", "None means the whole province.")}><RegionPicker value={value.regions} onChange={(regions) => { onChange({ regions }); }} regions={province.regions} tiles={province.tiles} /></Field>
      <Field label={t("打算什么时候发", "Planned for")}><DatePicker aria-label={t("打算什么时候发", "Planned for")} showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" value={value.plannedAt ? dayjs(value.plannedAt) : null} onChange={(at) => { onChange({ plannedAt: instant(at) }); }} /></Field>
      <Field label={t("管到什么时候", "Valid until")} help={t("过了这个时间，网站会注明已过期。", "After it, the site says that it no longer holds.")}><DatePicker aria-label={t("管到什么时候", "Valid until")} showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" value={value.validUntil ? dayjs(value.validUntil) : null} onChange={(at) => { onChange({ validUntil: instant(at) }); }} /></Field>
    </div>
  );
}

/** Units that write it together, the lead left out. */
export function CoUnits({ leadUnitId, value, onChange }: { leadUnitId: string; value: readonly string[]; onChange: (unitIds: string[]) => void }) {
  const t = useT();
  const { units } = useProvince();
  return (
    <Field label={t("一起写的单位", "Units writing together")} help={t("加进来的单位看得到、能一起改；谁落款另在“落款与投放”里定。", "They see it and write in it; who signs is settled apart.")}>
      <Select<string[]> mode="multiple" maxCount={11} aria-label={t("一起写的单位", "Units writing together")} value={[...value]} onChange={onChange} showSearch={{ optionFilterProp: "label" }} placeholder={t("只有本单位", "This unit alone")} options={units.filter((unit) => unit.id !== leadUnitId).map((unit) => ({ value: unit.id, label: unit.name }))} />
    </Field>
  );
}

/** Title and one-sentence summary as plain words, for a piece that has no facts yet. */
export function TitleFields({ title, summary, onChange }: { title: string; summary: string; onChange: (part: { title?: string; summary?: string }) => void }) {
  const t = useT();
  return (
    <div className="fields">
      <Field wide label={t("标题", "Title")} help={t("人数不能写进标题，除非从事实单放进来。", "Counts of people enter a title only as facts.")}><Input aria-label={t("标题", "Title")} value={title} maxLength={120} autoFocus onChange={(event) => { onChange({ title: event.target.value }); }} /></Field>
      <Field wide label={t("摘要", "Summary")} help={t("一两句，网站列表和文章卡片上用。", "One or two sentences for lists and cards.")}><Input.TextArea aria-label={t("摘要", "Summary")} value={summary} maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} onChange={(event) => { onChange({ summary: event.target.value }); }} /></Field>
    </div>
  );
}
