import { Input, Select, Tag } from "antd";
import { useState } from "react";
import { searchUnits } from "#modules/organisation/contract.ts";
import { useRead } from "#web/ask.ts";
import { FilterBar } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { EntryLine } from "../contract.ts";
import type { Narrowed } from "./ask.ts";
import { actionWords, sayAction, sayKind, sayOutcome, subjectKinds, type Say } from "./words.ts";

const actionOptions = (t: Say) => {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const action of Object.keys(actionWords)) {
    const group = action.split(".")[0] ?? "";
    groups.set(group, [...(groups.get(group) ?? []), { value: action, label: sayAction(t, action) }]);
  }
  const names: Record<string, string> = {
    access: t("登录", "Log-in"), audit: t("台账", "Record"), cases: t("舆情处置", "Opinion cases"), channels: t("账号", "Accounts"), content: t("写稿", "Writing"), dispatch: t("投放", "Dispatch"), duty: t("值班", "Duty"), house: t("系统", "System"), materials: t("素材", "Materials"), opinion: t("舆情雷达", "Radar"),
    organisation: t("机构和人员", "Units and people"), review: t("审签", "Review"), signage: t("屏", "Screens"), website: t("网站", "Site"),
  };
  return [...groups].map(([group, options]) => ({ label: names[group] ?? group, options }));
};

/** The filters of the record, all of them in the address so that a view can be sent to a colleague. */
export function Filters({ narrowed, all, onNarrow }: { narrowed: Narrowed; all: boolean; onNarrow: (next: Narrowed) => void }) {
  const t = useT();
  const [words, setWords] = useState(narrowed.q ?? "");
  const set = (part: { [K in keyof Narrowed]?: Narrowed[K] | undefined }) => { onNarrow(Object.fromEntries(Object.entries({ ...narrowed, ...part }).filter(([, value]) => value))); };
  const outcomes = (["done", "refused", "failed"] as const).map((value: EntryLine["outcome"]) => ({ value, label: sayOutcome(t, value) }));
  const chips: readonly { key: string; text: string; off: Partial<Record<keyof Narrowed, undefined>> }[] = [
    ...(narrowed.actorId ? [{ key: "actor", text: narrowed.actor ?? narrowed.actorId, off: { actorId: undefined, actor: undefined } }] : []),
    ...(narrowed.subjectId ? [{ key: "subject", text: narrowed.subject ?? narrowed.subjectId, off: { subjectId: undefined, subjectType: undefined, subject: undefined } }] : []),
  ];
  const filtered = Object.keys(narrowed).length > 0;
  return (
    <FilterBar onClear={filtered ? () => { setWords(""); onNarrow({}); } : undefined}>
      <Input.Search allowClear value={words} className="record-words" placeholder={t("找人、事、编号", "Name, thing, number")} aria-label={t("在台账里找字", "Words in the record")} onChange={(e) => { setWords(e.target.value); if (e.target.value === "") set({ q: undefined }); }} onSearch={(q) => { set({ q: q.trim() }); }} />
      <span className="record-days">
        <Input type="date" aria-label={t("从哪天", "From")} value={narrowed.from ?? ""} max={narrowed.to} onChange={(e) => { set({ from: e.target.value }); }} />
        <span>{t("至", "to")}</span>
        <Input type="date" aria-label={t("到哪天", "To")} value={narrowed.to ?? ""} min={narrowed.from} onChange={(e) => { set({ to: e.target.value }); }} />
      </span>
      <Select allowClear showSearch={{ optionFilterProp: "label" }} className="record-select" placeholder={t("什么事", "Act")} aria-label={t("什么事", "Act")} value={narrowed.action ?? null} options={actionOptions(t)} onChange={(action: string | undefined) => { set({ action }); }} popupMatchSelectWidth={280} />
      <Select allowClear className="record-short" placeholder={t("对什么", "Thing")} aria-label={t("对什么", "Thing")} value={narrowed.subjectId ? null : narrowed.subjectType ?? null} options={subjectKinds.map((value) => ({ value, label: sayKind(t, value) }))} onChange={(subjectType: string | undefined) => { set({ subjectType, subjectId: undefined, subject: undefined }); }} />
      <Select allowClear className="record-short" placeholder={t("结果", "Outcome")} aria-label={t("结果", "Outcome")} value={narrowed.outcome ?? null} options={outcomes} onChange={(outcome: EntryLine["outcome"] | undefined) => { set({ outcome }); }} />
      {all && <UnitFilter narrowed={narrowed} onUnit={(unitId, unit) => { set({ unitId, unit }); }} />}
      {chips.map((chip) => <Tag key={chip.key} closable onClose={(e) => { e.preventDefault(); set(chip.off); }} className="record-chip">{t(`只看 ${chip.text}`, `Only ${chip.text}`)}</Tag>)}
    </FilterBar>
  );
}

function UnitFilter({ narrowed, onUnit }: { narrowed: Narrowed; onUnit: (unitId: string | undefined, unit: string | undefined) => void }) {
  const t = useT();
  const [q, setQ] = useState("");
  const { data } = useRead(searchUnits, { query: { q } });
  const found = (data ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
  const known = narrowed.unitId && !found.some((o) => o.value === narrowed.unitId) ? [{ value: narrowed.unitId, label: narrowed.unit ?? narrowed.unitId }] : [];
  return (
    <Select allowClear showSearch={{ filterOption: false, onSearch: setQ }} className="record-select" placeholder={t("哪个单位的人", "Unit")} aria-label={t("哪个单位的人", "Unit")} value={narrowed.unitId ?? null} options={[...known, ...found]}
      onChange={(unitId: string | undefined, option) => { onUnit(unitId, Array.isArray(option) ? undefined : option?.label); }} popupMatchSelectWidth={320} />
  );
}
