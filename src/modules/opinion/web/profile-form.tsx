import { Button, Checkbox, Drawer, Input, Select, Slider } from "antd";
import { useId, useState } from "react";
import { useAct } from "#web/ask.ts";
import { Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { changeProfile, createProfile, listProfiles, listTopics, type ProfileBody, type ProfileLine } from "../contract.ts";
import { Category, Hazard } from "../rules/shapes.ts";
import { categoryWords, hazardWords, percent } from "./words.ts";

const blank: ProfileBody = { label: "", regions: [], hazards: [], categories: [], least: 0.5, words: [], alerts: true };
const bodyOf = ({ label, regions, hazards, categories, least, words, alerts }: ProfileLine): ProfileBody => ({ label, regions, hazards, categories, least, words, alerts });

/** Begins to watch, or changes what is watched. */
export function ProfileForm({ edited, units, places, onClose }: { edited?: ProfileLine; units: readonly { id: string; name: string }[]; places: readonly { code: string; name: string; parent: string | null }[]; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [unitId, setUnit] = useState(edited?.unitId ?? units[0]?.id ?? "");
  const [draft, setDraft] = useState<ProfileBody>(edited ? bodyOf(edited) : blank);
  const said = (answer: { found: number }) => t(`已存，往回看找到 ${answer.found} 个话题`, `Saved; ${answer.found} stored topics found`);
  const create = useAct(createProfile, { refresh: [listProfiles, listTopics], said, inline: true });
  const change = useAct(changeProfile, { refresh: [listProfiles, listTopics], said, inline: true });
  const set = (part: Partial<ProfileBody>) => { setDraft({ ...draft, ...part }); };
  const save = async () => { if (edited ? await change.act({ params: { profileId: edited.id }, body: draft }) : await create.act({ body: { ...draft, unitId } })) onClose(); };
  const missing = draft.label.trim() === "" ? t("请写名称", "A name is missing") : draft.regions.length + draft.words.length === 0 ? t("请至少选一个地方或写一个词", "Name at least a place or a word") : null;
  return (
    <Drawer open onClose={onClose} size={560} title={edited ? t(`改“${edited.label}”`, `Change "${edited.label}"`) : t("新建关注", "New profile")}
      footer={<div className="radar-foot"><Refused problem={create.refusal ?? change.refusal} /><div className="row apart"><Button onClick={onClose}>{t("先不办", "Not now")}</Button><WhyNot quiet type="primary" why={missing} loading={create.pending || change.pending} onClick={() => { void save(); }}>{t("存下", "Save")}</WhyNot></div></div>}>
      <form className="radar-form" onSubmit={(e) => { e.preventDefault(); if (missing === null) void save(); }}>
        {!edited && units.length > 1 && <label>{t("单位", "Unit")}<Select value={unitId} onChange={setUnit} options={units.map((unit) => ({ value: unit.id, label: unit.name }))} /></label>}
        <label>{t("名称", "Name")}<Input value={draft.label} maxLength={60} onChange={(e) => { set({ label: e.target.value }); }} /></label>
        <label>{t("地方", "Places")}<Select mode="multiple" showSearch={{ optionFilterProp: "label" }} value={draft.regions} onChange={(regions) => { set({ regions }); }} options={places.map(({ code, name }) => ({ value: code, label: name }))} /></label>
        <label>{t("灾种（不选就是都要）", "Hazards (none means all)")}<Select mode="multiple" value={draft.hazards} onChange={(hazards) => { set({ hazards }); }} options={Hazard.options.map((value) => ({ value, label: t(...hazardWords[value]) }))} /></label>
        <label>{t("类别（不选就是都要）", "Kinds (none means all)")}<Select mode="multiple" value={draft.categories} onChange={(categories) => { set({ categories }); }} options={Category.options.map((value) => ({ value, label: t(...categoryWords[value]) }))} /></label>
        <label>{t("词", "Words")}<Select mode="tags" open={false} value={draft.words} onChange={(words) => { set({ words }); }} /><span className="t12 i3">{t("本单位名称等，回车加一个。说到就列入；又热起来才叫人。", "A unit's own name and the like, one by Enter. What says it is listed; once it is hot, somebody is called.")}</span></label>
        <div className="radar-field"><span id={id}>{t(`像突发的可能性 ${percent(draft.least)} 起`, `Likelihood from ${percent(draft.least)} on`)}</span><Slider ariaLabelledByForHandle={id} min={0.05} max={0.95} step={0.05} value={draft.least} onChange={(least) => { set({ least }); }} /></div>
        <Checkbox checked={draft.alerts} onChange={(e) => { set({ alerts: e.target.checked }); }}>{t("叫值班员；不勾就只列在“我们关注的”里", "Call the duty officer; otherwise only list it")}</Checkbox>
      </form>
    </Drawer>
  );
}
