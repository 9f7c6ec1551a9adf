import { Checkbox, Input, Radio, Select } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { closeUnit, createUnit, moveUnit, openUnit, readChart, readUnit, renameUnit, type UnitOfDay } from "../contract.ts";
import { EffectiveDay, Field, FormModal } from "./form-modal.tsx";
import { levelWords, systemWords } from "./words.ts";

type Dialog = { open: boolean; onClose: () => void };
const refresh = [readChart, readUnit];

/** A new name, or a second one, from a day on. */
export function RenameUnit({ unit, open, onClose }: Dialog & { unit: UnitOfDay }) {
  const t = useT();
  const [kind, setKind] = useState<"main" | "also">("main");
  const [name, setName] = useState(unit.name);
  const [shortName, setShortName] = useState(unit.shortName);
  const [seal, setSeal] = useState(unit.seal);
  const [from, setFrom] = useState("");
  const { act, pending, refusal } = useAct(renameUnit, { refresh, inline: true, said: t("已记下新名称。", "The new name is written down.") });
  const go = async () => { if (await act({ params: { unitId: unit.id }, body: { kind, name, shortName, seal, from } })) onClose(); };
  return (
    <FormModal open={open} title={t("改名", "Rename")} verb={t("记下新名称", "Write it down")} ready={Boolean(name.trim() && shortName.trim() && seal && from)} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t("原名称保留到生效日前一天，查旧稿时仍显示当日名称。", "The old name stands until the day before; old pieces keep it.")}>
      <Radio.Group value={kind} onChange={(e) => { setKind(e.target.value === "also" ? "also" : "main"); }} options={[{ value: "main", label: t("改名", "New name") }, { value: "also", label: t("加挂牌子", "Second name") }]} />
      <Field label={t("全称", "Full name")}><Input value={name} maxLength={80} onChange={(e) => { setName(e.target.value); }} /></Field>
      <Field label={t("简称", "Short name")}><Input value={shortName} maxLength={40} onChange={(e) => { setShortName(e.target.value); }} /></Field>
      <Field label={t("印记", "Seal")} hint={t("一两个字，全省不重复", "One or two characters, unique in the province")}><Input value={seal} maxLength={2} onChange={(e) => { setSeal(e.target.value); }} /></Field>
      <EffectiveDay onDay={setFrom} />
    </FormModal>
  );
}

/** Another unit above from a day on. */
export function MoveUnit({ unit, units, open, onClose }: Dialog & { unit: UnitOfDay; units: readonly UnitOfDay[] }) {
  const t = useT();
  const [parentId, setParentId] = useState<string | null>(null);
  const [from, setFrom] = useState("");
  const { act, pending, refusal } = useAct(moveUnit, { refresh, inline: true, said: t("隶属已调整。", "The unit is moved.") });
  const go = async () => { if (parentId && await act({ params: { unitId: unit.id }, body: { parentId, from } })) onClose(); };
  return (
    <FormModal open={open} title={t(`调整${unit.shortName}的隶属`, `Move ${unit.shortName}`)} verb={t("调整", "Move")} ready={Boolean(parentId && from)} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t("上级要同一系统、层级更高。数据范围随隶属一起变。", "The unit above is of the same line and a higher level. What it sees follows.")}>
      <Field label={t("新的上级", "New unit above")}><ParentChoice units={units} unit={unit} value={parentId} onChange={setParentId} /></Field>
      <EffectiveDay onDay={setFrom} />
    </FormModal>
  );
}

function ParentChoice({ units, unit, value, onChange }: { units: readonly UnitOfDay[]; unit: Pick<UnitOfDay, "system" | "level"> & { id?: string }; value: string | null; onChange: (id: string) => void }) {
  const t = useT();
  const higher = unit.level === "city" ? ["province"] : ["province", "city"];
  const options = units.filter((u) => u.system === unit.system && higher.includes(u.level) && u.standing === "open" && u.id !== unit.id).map((u) => ({ value: u.id, label: u.name }));
  return <Select showSearch={{ optionFilterProp: "label" }} aria-label={t("上级单位", "Unit above")} placeholder={t("选上级单位", "Choose the unit above")} value={value} options={options} onChange={(id: string) => { onChange(id); }} />;
}

/** Switches on a unit that was not known to exist. */
export function OpenUnit({ unit, open, onClose }: Dialog & { unit: UnitOfDay }) {
  const t = useT();
  const [from, setFrom] = useState("");
  const { act, pending, refusal } = useAct(openUnit, { refresh, inline: true, said: t("单位已启用。", "The unit is switched on.") });
  const go = async () => { if (await act({ params: { unitId: unit.id }, body: { from } })) onClose(); };
  return (
    <FormModal open={open} title={t(`启用${unit.shortName}`, `Switch on ${unit.shortName}`)} verb={t("启用", "Switch on")} ready={from !== ""} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t("预设不确定这个单位是否存在。核实后再启用，名称不对可以先启用再改名。", "The preset does not know whether this unit exists. Switch it on once you have checked; it can be renamed.")}>
      <EffectiveDay onDay={setFrom} />
    </FormModal>
  );
}

/** Closes a unit from a day on. */
export function CloseUnit({ unit, open, onClose }: Dialog & { unit: UnitOfDay }) {
  const t = useT();
  const [from, setFrom] = useState("");
  const { act, pending, refusal } = useAct(closeUnit, { refresh, inline: true, said: t("单位已撤销。", "The unit is closed.") });
  const go = async () => { if (await act({ params: { unitId: unit.id }, body: { from } })) onClose(); };
  return (
    <FormModal open={open} danger title={t(`撤销${unit.shortName}`, `Close ${unit.shortName}`)} verb={t("撤销", "Close")} ready={from !== ""} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t("撤销后不再出现在机构图和选单里，旧稿和台账照样看得到。", "It leaves the chart and the lists; old pieces and records stay readable.")}>
      <EffectiveDay onDay={setFrom} />
    </FormModal>
  );
}

type Draft = { code: string; system: UnitOfDay["system"]; level: UnitOfDay["level"]; regionCode: string; parentId: string | null; name: string; shortName: string; seal: string; addressee: boolean; from: string };
const blank: Draft = { code: "", system: "emergency", level: "county", regionCode: "", parentId: null, name: "", shortName: "", seal: "", addressee: false, from: "" };

/** A new unit from a day on. */
export function CreateUnit({ open, units, onClose }: Dialog & { units: readonly UnitOfDay[] }) {
  const t = useT();
  const [draft, setDraft] = useState(blank);
  const set = (part: Partial<Draft>) => { setDraft((before) => ({ ...before, ...part })); };
  const { act, pending, refusal } = useAct(createUnit, { refresh, inline: true, said: t("单位已建好。", "The unit is created.") });
  const { shortName, seal, ...rest } = draft;
  const go = async () => {
    if (await act({ body: { ...rest, ...(shortName.trim() ? { shortName } : {}), ...(seal ? { seal } : {}) } })) { setDraft(blank); onClose(); }
  };
  const local = draft.level === "city" || draft.level === "county";
  return (
    <FormModal open={open} title={t("新建单位", "New unit")} verb={t("建好", "Create")} ready={Boolean(draft.code && draft.regionCode && draft.name.trim() && draft.from && (!local || draft.parentId))} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("全称", "Full name")}><Input value={draft.name} maxLength={80} onChange={(e) => { set({ name: e.target.value }); }} /></Field>
      <Field label={t("系统", "Line")}><Select value={draft.system} onChange={(system: Draft["system"]) => { set({ system, parentId: null, ...(system === "partner" ? { level: "partner" } : {}) }); }} options={(["emergency", "fire", "forest_fire", "partner"] as const).map((value) => ({ value, label: t(...systemWords[value]) }))} /></Field>
      <Field label={t("层级", "Level")}><Select value={draft.level} onChange={(level: Draft["level"]) => { set({ level, parentId: null }); }} options={(["province", "city", "county", "partner"] as const).map((value) => ({ value, label: t(...levelWords[value]) }))} /></Field>
      {local && <Field label={t("上级单位", "Unit above")}><ParentChoice units={units} unit={draft} value={draft.parentId} onChange={(parentId) => { set({ parentId }); }} /></Field>}
      <Field label={t("行政区划代码", "Division code")} hint="GB/T 2260"><Input value={draft.regionCode} maxLength={12} inputMode="numeric" onChange={(e) => { set({ regionCode: e.target.value.trim() }); }} /></Field>
      <Field label={t("单位代码", "Unit code")} hint={t("小写字母、数字和短横，建好后不变", "Small letters, digits, dashes; it never changes")}><Input value={draft.code} maxLength={32} onChange={(e) => { set({ code: e.target.value.trim().toLowerCase() }); }} /></Field>
      <Field label={t("简称（可不填）", "Short name (optional)")}><Input value={draft.shortName} maxLength={40} onChange={(e) => { set({ shortName: e.target.value }); }} /></Field>
      <Field label={t("印记（可不填）", "Seal (optional)")} hint={t("不填就按规则取一个不重复的", "Left empty, the rule finds a free one")}><Input value={draft.seal} maxLength={2} onChange={(e) => { set({ seal: e.target.value }); }} /></Field>
      <Checkbox checked={draft.addressee} onChange={(e) => { set({ addressee: e.target.checked }); }}>{t("直接收通知，单独签收", "Gets notices in its own right")}</Checkbox>
      <EffectiveDay onDay={(from) => { set({ from }); }} />
    </FormModal>
  );
}
