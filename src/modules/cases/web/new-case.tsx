import { Input, Radio, Select } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useMe } from "#modules/access/web/index.ts";
import { readTopic } from "#modules/opinion/contract.ts";
import { readChart } from "#modules/organisation/contract.ts";
import { useAct, useRead } from "#web/ask.ts";
import { Field, InstantField, Page, Refused, Waiting, WhyNot, Words } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listCases, openCase, type CaseView } from "../contract.ts";
import { sayHazard, t0Words } from "./words.ts";
import "./cases.css";

type Draft = { title: string; summary: string; placeCode: string | null; hazard: string; note: string };

/** 立案: what it is about, for which unit, from when the clocks count. From the radar, `?topic=` fills in what is known there. */
export function NewCase() {
  const t = useT();
  const go = useNavigate();
  const me = useMe();
  const [asked] = useSearchParams();
  const topicId = asked.get("topic");
  const topic = useRead(readTopic, { params: { topicId: topicId ?? "" } }, { when: topicId !== null }).data?.topic;
  const [written, setDraft] = useState<Partial<Draft>>({});
  const [t0, setT0] = useState<{ kind: CaseView["t0"]["kind"]; at: string | null | undefined }>({ kind: "discovery", at: undefined });
  const [openedAt] = useState(() => new Date().toISOString());
  const [unitId, setUnit] = useState<string | null>(null);
  const chart = useRead(readChart, { query: {} }).data;
  const { act, pending, refusal } = useAct(openCase, { refresh: [listCases], inline: true });
  if (!me) return <Waiting />;
  // What the radar knows stands there first; what is written over it stays.
  const draft: Draft = { title: topic?.title ?? "", placeCode: topic?.placeCode ?? null, hazard: topic?.hazard ? sayHazard(t, topic.hazard) : "", summary: "", note: "", ...written };
  const at = t0.at === undefined ? (topic?.firstSeenAt ?? openedAt) : t0.at;
  const set = (part: Partial<Draft>) => { setDraft({ ...written, ...part }); };
  const mine = [...new Map(me.posts.filter((held) => ["editor", "liaison", "duty-officer"].includes(held.post)).map((held) => [held.unitId, held.unitName])).entries()];
  const unit = unitId ?? mine.find(([id]) => id === me.unitId)?.[0] ?? mine[0]?.[0];
  const places = [...new Map([...(chart?.units ?? []).filter((u) => u.standing === "open").map((u) => [u.regionCode, u.regionName] as const), ...(topic?.placeCode && topic.placeName ? [[topic.placeCode, topic.placeName] as const] : [])]).entries()].sort((a, b) => a[0].localeCompare(b[0]));
  const why = !unit ? { code: "cases.may-not-open" } : [...draft.title.trim()].length < 2 ? t("先写标题", "Write the title first") : at === null ? t("写明计时起点", "Give T0") : [...draft.note.trim()].length < 2 ? t("写一句为什么立案", "Say why") : null;
  const begin = async () => {
    if (!unit || at === null) return;
    const made = await act({ body: { unitId: unit, topicId, title: draft.title.trim(), summary: draft.summary.trim(), placeCode: draft.placeCode, hazard: draft.hazard.trim() || null, t0: { kind: t0.kind, at }, note: draft.note.trim() } });
    if (made) void go(`/cases/${made.id}`);
  };
  return (
    <Page narrow>
      <Bar title={t("立案", "Open a case")} crumbs={[{ to: "/cases", label: t("处置", "Cases") }]} />
      {topic && <p className="i2">{t(`来自话题“${topic.title}”：${topic.items} 条信息，${topic.sources} 个来源。热度和条目会跟着这件走。`, `From the topic "${topic.title}": ${topic.items} items, ${topic.sources} sources. Heat and items follow the case.`)}</p>}
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (why === null) void begin(); }}>
        <Field label={t("标题", "Title")} hint={t("一句话说清是什么事，不写个人姓名账号", "what it is about in one sentence; no personal names")}><Input size="large" value={draft.title} maxLength={120} onChange={(e) => { set({ title: e.target.value }); }} /></Field>
        {mine.length > 1 && unit && <Field label={t("哪个单位的事", "Whose field")}><Select aria-label={t("哪个单位的事", "Whose field")} value={unit} onChange={setUnit} options={mine.map(([value, label]) => ({ value, label }))} /></Field>}
        <div className="form-pair">
          <Field label={t("地方", "Place")}><Select<string> allowClear showSearch={{ optionFilterProp: "label" }} aria-label={t("地方", "Place")} placeholder={t("全省或说不准", "the province, or not known")} {...(draft.placeCode ? { value: draft.placeCode } : {})} onChange={(code?: string) => { set({ placeCode: code ?? null }); }} options={places.map(([value, label]) => ({ value, label }))} /></Field>
          <Field label={t("灾种", "Hazard")}><Input value={draft.hazard} maxLength={40} placeholder={t("火灾、洪涝、矿山……", "fire, flood, mine …")} onChange={(e) => { set({ hazard: e.target.value }); }} /></Field>
        </div>
        <div className="form-field" role="group" aria-label={t("计时起点 T0", "T0")}>
          <b>{t("计时起点 T0", "T0")}</b>
          <Radio.Group aria-label={t("取什么", "What T0 is")} value={t0.kind} onChange={(e) => { setT0({ ...t0, kind: e.target.value as CaseView["t0"]["kind"] }); }} options={(["discovery", "event", "onset"] as const).map((value) => ({ value, label: t(...t0Words[value]) }))} />
          <span className="t12 i3">{t("5、24、48 小时和通报时限都从它算起，会写在每个时限旁边；以后可以改，要写理由。", "All clocks count from it and say so; it may be changed later with a reason.")}</span>
        </div>
        <InstantField label={t("起点时间", "T0 at")} value={at} onChange={(next) => { setT0({ ...t0, at: next }); }} />
        <Words label={t("已知情况", "What is known")} hint={t("可以先不写", "may stay empty for now")} value={draft.summary} onChange={(summary) => { set({ summary }); }} />
        <Words label={t("为什么立案", "Why")} value={draft.note} onChange={(note) => { set({ note }); }} rows={2} />
        <Refused problem={refusal} />
        <div><WhyNot type="primary" size="large" htmlType="submit" why={why} loading={pending}>{t("立案", "Open the case")}</WhyNot></div>
      </form>
    </Page>
  );
}
