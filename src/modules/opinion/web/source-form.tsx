import { Button, Checkbox, Drawer, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { changeSource, createSource, listSources, type SourceLine } from "../contract.ts";
import type { SourceFormat, SourceKind } from "../rules/shapes.ts";
import type { SourceSettings } from "../rules/source.ts";
import { formatWords, kindWords } from "./words.ts";

type Format = Exclude<SourceFormat, "hand">;
type Kind = Exclude<SourceKind, "manual">;
type Mapping = NonNullable<SourceSettings["mapping"]>;
type Draft = { unitId: string; label: string; format: Format; kind: Kind; url: string; settings: SourceSettings; leastMinutes: number; mostMinutes: number };

const usualKind: Readonly<Record<Format, Kind>> = { feed: "news", list: "list", json: "news", webhook: "report" };
const whole = (path: string | string[] | undefined): string => (Array.isArray(path) ? path.join(", ") : (path ?? ""));

/** Registers a source, or changes how it is asked and read. */
export function SourceForm({ units, source, onClose }: { units: readonly { id: string; name: string }[]; source?: SourceLine; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState<Draft>(source
    ? { unitId: source.unitId, label: source.label, format: source.format as Format, kind: source.kind as Kind, url: source.url, settings: source.settings, leastMinutes: source.leastMinutes, mostMinutes: source.mostMinutes }
    : { unitId: units[0]?.id ?? "", label: "", format: "feed", kind: "news", url: "", settings: {}, leastMinutes: 10, mostMinutes: 120 });
  const create = useAct(createSource, { refresh: [listSources], said: t("已登记", "Registered"), inline: true });
  const change = useAct(changeSource, { refresh: [listSources], said: t("已改", "Changed"), inline: true });
  const set = (part: Partial<Draft>) => { setDraft({ ...draft, ...part }); };
  const { label, url, settings, leastMinutes, mostMinutes } = draft;
  const body = { label, url, settings, leastMinutes, mostMinutes };
  const save = async () => { if (source ? await change.act({ params: { sourceId: source.id }, body }) : await create.act({ body: { ...body, unitId: draft.unitId, format: draft.format, kind: draft.kind } })) onClose(); };
  const missing = label.trim() === "" ? t("请写名称", "A name is missing") : draft.format !== "webhook" && url.trim() === "" ? t("请写公开网址", "A public address is missing") : null;
  return (
    <Drawer open onClose={onClose} size={560} title={source ? t(`改“${source.label}”`, `Change "${source.label}"`) : t("登记信源", "Register a source")}
      footer={<div className="radar-foot"><Refused problem={create.refusal ?? change.refusal} /><div className="row apart"><Button onClick={onClose}>{t("先不办", "Not now")}</Button><WhyNot quiet type="primary" why={missing} loading={create.pending || change.pending} onClick={() => { void save(); }}>{source ? t("存下", "Save") : t("登记", "Register")}</WhyNot></div></div>}>
      <form className="radar-form" onSubmit={(e) => { e.preventDefault(); if (missing === null) void save(); }}>
        {!source && units.length > 1 && <label>{t("单位", "Unit")}<Select value={draft.unitId} onChange={(unitId) => { set({ unitId }); }} options={units.map(({ id, name }) => ({ value: id, label: name }))} /></label>}
        <label>{t("名称", "Name")}<Input value={label} maxLength={60} onChange={(e) => { set({ label: e.target.value }); }} /></label>
        {!source && <div className="radar-pair">
          <label>{t("格式", "Format")}<Select value={draft.format} onChange={(format) => { set({ format, kind: usualKind[format], settings: format === "json" ? { mapping: { entries: "" } } : {} }); }} options={(["feed", "list", "json", "webhook"] as const).map((value) => ({ value, label: t(...formatWords[value]) }))} /></label>
          <label>{t("性质", "Kind")}<Select value={draft.kind} onChange={(kind) => { set({ kind }); }} options={(["news", "list", "official", "report"] as const).map((value) => ({ value, label: t(...kindWords[value]) }))} /></label>
        </div>}
        {draft.format !== "webhook" && <label>{t("公开网址", "Public address")}<Input value={url} maxLength={2000} onChange={(e) => { set({ url: e.target.value }); }} placeholder="https://" /><span className="t12 i3">{t("要登录才能看的不是公开信源，不收。", "What needs a log-in is not public and is not taken in.")}</span></label>}
        {settings.mapping && <MappingFields mapping={settings.mapping} onChange={(mapping) => { set({ settings: { ...settings, mapping } }); }} />}
        {draft.format === "list" && <ListFields settings={settings} onChange={(next) => { set({ settings: next }); }} />}
        {draft.format !== "webhook" && <div className="radar-pair">
          <label>{t("至少隔几分钟问一次", "Least minutes between questions")}<InputNumber min={1} max={1440} value={leastMinutes} onChange={(n) => { set({ leastMinutes: n ?? 1 }); }} /></label>
          <label>{t("最多隔几分钟", "Most minutes")}<InputNumber min={1} max={1440} value={mostMinutes} onChange={(n) => { set({ mostMinutes: n ?? 1440 }); }} /></label>
        </div>}
      </form>
    </Drawer>
  );
}

const fields = [["title", "标题", "Title"], ["text", "正文", "Text"], ["link", "链接", "Link"], ["time", "时间", "Time"], ["rank", "名次", "Rank"], ["reads", "阅读数", "Reads"], ["comments", "讨论数", "Comments"]] as const;

/** Where things stand in a JSON; several paths are tried in order. */
function MappingFields({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const t = useT();
  const put = (name: (typeof fields)[number][0], words: string) => {
    const { [name]: _, ...rest } = mapping;
    const paths = words.split(/[,，]/).map((one) => one.trim()).filter(Boolean);
    onChange(paths.length === 0 ? rest : { ...rest, [name]: paths.length === 1 ? (paths[0] ?? "") : paths });
  };
  return (
    <fieldset className="radar-field">
      <legend>{t("字段在哪", "Where the fields stand")}</legend>
      <span className="t12 i3">{t("用点号写路径，如 data.list；几个路径用逗号隔开，依次试。指向人的字段不收。", "Paths with dots, as data.list; several by commas, tried in order. Fields for people are refused.")}</span>
      <label className="radar-field">{t("条目列表", "List of entries")}<Input value={mapping.entries} maxLength={200} onChange={(e) => { onChange({ ...mapping, entries: e.target.value.trim() }); }} placeholder="data" /></label>
      <div className="radar-pair">{fields.map(([name, zh, en]) => <label key={name}>{t(zh, en)}<Input defaultValue={whole(mapping[name])} maxLength={400} onBlur={(e) => { put(name, e.target.value); }} /></label>)}</div>
    </fieldset>
  );
}

function ListFields({ settings, onChange }: { settings: SourceSettings; onChange: (settings: SourceSettings) => void }) {
  const t = useT();
  return (
    <>
      <Checkbox checked={settings.ordered === true} onChange={(e) => { onChange({ ...settings, ordered: e.target.checked }); }}>{t("标题的先后就是名次", "The order of the titles is their rank")}</Checkbox>
      <label>{t("查标题的网址", "Where a title is looked up")}<Input defaultValue={settings.lookUp ?? ""} maxLength={500} placeholder="https://…/search?q={title}" onBlur={(e) => { const { lookUp: _, ...rest } = settings; const lookUp = e.target.value.trim(); onChange(lookUp ? { ...rest, lookUp } : rest); }} /><span className="t12 i3">{t("热榜自己没有链接时用它，{title} 处填标题。", "Used where a list carries no links; the title goes to {title}.")}</span></label>
    </>
  );
}
