import { Button, Input, Select, Upload } from "antd";
import { useState } from "react";
import { useMe } from "#modules/access/web/index.ts";
import { useAct } from "#web/ask.ts";
import { Heading, Page, Refused, sayBytes, Waiting, WhyNot } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { enterItem, importTable, listSources, listTopics, type Brought } from "../contract.ts";
import { RefusedRows } from "./refused-rows.tsx";
import "./radar.css";

const longest = 1_400_000;
const entering = ["editor", "liaison", "duty-officer"] as const;

/** 录入: what can be read in public and no source brings: one by one with its link, or a whole table. */
export function Enter() {
  const t = useT();
  const me = useMe();
  if (!me) return <Waiting />;
  const units = [...new Map(me.posts.filter((held) => entering.some((post) => post === held.post)).map((held) => [held.unitId, { id: held.unitId, name: held.unitName }])).values()];
  return (
    <Page>
      <Bar title={t("录入", "Enter")} crumbs={[{ to: "/radar", label: t("雷达", "Radar") }]} />
      {units.length === 0 ? <p className="i2">{t("录入由编辑、联络员和值班员做。", "Editors, liaisons and duty officers enter.")}</p> : <div className="radar-two"><ByHand units={units} /><ByTable units={units} /></div>}
    </Page>
  );
}

type Units = readonly { id: string; name: string }[];

function UnitField({ units, value, onChange }: { units: Units; value: string; onChange: (id: string) => void }) {
  const t = useT();
  return units.length > 1 ? <label>{t("单位", "Unit")}<Select value={value} onChange={onChange} options={units.map(({ id, name }) => ({ value: id, label: name }))} /></label> : null;
}

function ByHand({ units }: { units: Units }) {
  const t = useT();
  const blank = { title: "", link: "", text: "" };
  const [unitId, setUnit] = useState(units[0]?.id ?? "");
  const [draft, setDraft] = useState(blank);
  const [brought, setBrought] = useState<Brought | null>(null);
  const { act, pending, refusal } = useAct(enterItem, { refresh: [listTopics, listSources], inline: true });
  const set = (part: Partial<typeof blank>) => { setDraft({ ...draft, ...part }); };
  const missing = draft.title.trim() === "" ? t("请写说了什么", "Say what was said") : draft.link.trim() === "" ? t("请附公开链接", "Add its public link") : null;
  const save = async () => { const done = await act({ body: { unitId, ...draft, publishedAt: "" } }); if (done) { setDraft(blank); setBrought(done); } };
  return (
    <section>
      <Heading title={t("录入一条", "One item")} note={t("要有别人打得开的链接", "with a link others can open")} />
      <form className="radar-form" onSubmit={(e) => { e.preventDefault(); if (missing === null) void save(); }}>
        <UnitField units={units} value={unitId} onChange={setUnit} />
        <label>{t("说了什么", "What was said")}<Input value={draft.title} maxLength={300} onChange={(e) => { set({ title: e.target.value }); }} /></label>
        <label>{t("公开链接", "Public link")}<Input value={draft.link} maxLength={2000} placeholder="https://" onChange={(e) => { set({ link: e.target.value }); }} /></label>
        <label>{t("正文（可不填）", "Text (optional)")}<Input.TextArea value={draft.text} maxLength={20_000} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(e) => { set({ text: e.target.value }); }} /><span className="t12 i3">{t("人名、账号、电话在门口就去掉，不入库。", "Names, handles and numbers are cut out at the door.")}</span></label>
        <Refused problem={refusal} />
        {brought && <Said brought={brought} />}
        <div><WhyNot quiet type="primary" htmlType="submit" why={missing} loading={pending}>{t("录入", "Enter")}</WhyNot></div>
      </form>
    </section>
  );
}

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};

function ByTable({ units }: { units: Units }) {
  const t = useT();
  const [unitId, setUnit] = useState(units[0]?.id ?? "");
  const [file, setFile] = useState<File | null>(null);
  const [brought, setBrought] = useState<Brought | null>(null);
  const { act, pending, refusal } = useAct(importTable, { refresh: [listTopics, listSources], inline: true });
  const missing = file === null ? t("请选一个表", "Choose a table") : file.size > longest ? t("表超过 1.4 MB，请分几份", "The table is over 1.4 MB; split it") : null;
  const save = async () => { if (!file) return; const done = await act({ body: { unitId, fileName: file.name, base64: await base64Of(file) } }); setBrought(done ?? null); };
  return (
    <section>
      <Heading title={t("导入一个表", "A table")} note="CSV / Excel" />
      <form className="radar-form" onSubmit={(e) => { e.preventDefault(); if (missing === null) void save(); }}>
        <p className="i2">{t("第一行写列名：标题、链接、时间、正文、阅读数。认不得的列不收，指向人的列丢掉；错行退回，写明行号和原因。", "The first row names the columns: title, link, time, text, reads. Unknown columns are left, columns about people dropped; bad rows come back with their number and why.")}</p>
        <UnitField units={units} value={unitId} onChange={setUnit} />
        <Upload accept=".csv,.xlsx" maxCount={1} showUploadList={false} beforeUpload={(chosen) => { setFile(chosen); setBrought(null); return false; }}><Button>{file ? t("换一个表", "Another table") : t("选一个表", "Choose a table")}</Button></Upload>
        {file && <p className="el" title={file.name}><b>{file.name}</b> <span className="i3">{sayBytes(file.size)}</span></p>}
        <Refused problem={refusal} />
        {brought && <Said brought={brought} />}
        <div><WhyNot quiet htmlType="submit" why={missing} loading={pending}>{t("导入", "Import")}</WhyNot></div>
      </form>
    </section>
  );
}

/** What came in, what was there before, what was turned away. */
function Said({ brought }: { brought: Brought }) {
  const t = useT();
  return (
    <div role="status">
      <p><b>{t(`收下 ${brought.fresh} 条`, `${brought.fresh} taken in`)}</b>{brought.read > brought.fresh && t(`，另有 ${brought.read - brought.fresh} 条以前收过`, `, ${brought.read - brought.fresh} were there before`)}{t("。几秒后会出现在雷达里。", ". They appear on the radar in seconds.")}</p>
      <RefusedRows refused={brought.refused} inAll={brought.refusedInAll} />
    </div>
  );
}
