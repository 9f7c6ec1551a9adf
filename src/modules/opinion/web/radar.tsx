import { Button, Drawer, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { Columns, FilterBar, Refused, useNarrow, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listTopics, readOverview, View, type Sifting } from "../contract.ts";
import { Category } from "../rules/shapes.ts";
import { Beside } from "./beside.tsx";
import { Quiet } from "./quiet.tsx";
import { Tides } from "./tides.tsx";
import { TopicPanel } from "./topic-panel.tsx";
import { TriageList } from "./triage-list.tsx";
import { categoryWords } from "./words.ts";
import "./radar.css";

const size = 100;
const spans = [24, 72, 168, 720] as const;

/** What the address asks for; everything else stands as it is usually looked at. */
function useAsked() {
  const [asked, setAsked] = useSearchParams();
  const span = Number(asked.get("hours"));
  const sifting = {
    view: View.safeParse(asked.get("view")).data ?? "emergency", category: Category.safeParse(asked.get("category")).data, region: asked.get("region") ?? undefined, q: asked.get("q") ?? undefined,
    hours: spans.find((one) => one === span) ?? 72, all: asked.get("mark") === "all", topic: asked.get("topic"),
  };
  const set = (name: "view" | "category" | "region" | "q" | "hours" | "mark" | "topic", value: string | undefined) => {
    setAsked((before) => { const next = new URLSearchParams(before); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  };
  return { ...sifting, set, clear: () => { setAsked({}, { replace: true }); } };
}

/** 雷达: topics with place, kind, heat and why, in a list, on a map and along the hours; decided about by keyboard, in batches. */
export function Radar() {
  const t = useT();
  const now = useNow(30);
  const narrow = useNarrow();
  const { view, category, region, q, hours, all, topic, set, clear } = useAsked();
  const [page, setPage] = useState(1);
  const places: Sifting = { view, hours, ...(category ? { category } : {}), ...(q ? { q } : {}) };
  const sifting: Sifting = { ...places, ...(region ? { region } : {}) };
  const { data, error, refetch } = useRead(listTopics, { query: { page, size, ...sifting, ...(all ? {} : { mark: "open" as const }) } }, { topics: ["opinion"], everySeconds: 60 });
  const overview = useRead(readOverview, { query: places }, { topics: ["opinion"], everySeconds: 120 }).data;
  const sift = (name: Parameters<typeof set>[0], value: string | undefined) => { setPage(1); set(name, value); };
  const close = () => { set("topic", undefined); };
  const filtered = category !== undefined || region !== undefined || q !== undefined;
  const list = (
    <>
      <FilterBar {...(data ? { summary: t(`${data.total}${data.capped ? " 个以上" : " 个"}话题`, `${data.total}${data.capped ? "+" : ""} topics`) } : {})} onClear={filtered || all ? () => { setPage(1); clear(); } : undefined}>
        <Segmented value={view} onChange={(value) => { sift("view", value); }} aria-label={t("看哪些", "Which")} options={([["emergency", "像突发的", "Emergencies"], ["here", "本地全部", "All here"], ["profile", "我们关注的", "Our profiles"], ["unplaced", "地点不明", "No place"]] as const).map(([value, zh, en]) => ({ value, label: t(zh, en) }))} />
        <Select<Category> allowClear aria-label={t("类别", "Kind")} placeholder={t("类别", "Kind")} style={{ width: 116 }} {...(category ? { value: category } : {})} onChange={(value?: Category) => { sift("category", value); }} options={Category.options.map((value) => ({ value, label: t(...categoryWords[value]) }))} />
        <Select aria-label={t("研判", "Decided")} style={{ width: 116 }} value={all ? "all" : "open"} onChange={(value) => { sift("mark", value === "all" ? "all" : undefined); }} options={[{ value: "open", label: t("待研判", "Open") }, { value: "all", label: t("连已了结的", "All") }]} />
        <Input.Search key={q ?? ""} allowClear aria-label={t("搜标题", "Search titles")} placeholder={t("搜标题", "Search titles")} defaultValue={q ?? ""} style={{ width: 176 }} onSearch={(words) => { sift("q", words.trim() || undefined); }} />
      </FilterBar>
      {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
      {!data && !error && <Waiting />}
      {data && <TriageList key={`${view} ${page} ${region ?? ""} ${category ?? ""} ${q ?? ""}`} items={data.items} mayTriage={data.mayTriage} progress={data.progress} now={now} open={topic} onOpen={(id) => { set("topic", id); }} empty={<Quiet filtered={filtered} hours={hours} now={now} onClear={() => { setPage(1); clear(); }} />} />}
      {data && (page > 1 || data.total > page * size) && <div className="row"><Button disabled={page === 1} onClick={() => { setPage(page - 1); }}>{t("上一页", "Previous")}</Button><span className="i3">{t(`第 ${page} 页`, `Page ${page}`)}</span><Button disabled={data.total <= page * size} onClick={() => { setPage(page + 1); }}>{t("下一页", "Next")}</Button></div>}
    </>
  );
  const panel = topic === null ? null : <TopicPanel key={topic} topicId={topic} now={now} onClose={close} onOpen={(id) => { set("topic", id); }} />;
  return (
    <>
      <Bar title={t("雷达", "Radar")} beside={<span className="el">{t("公开信源里说了什么、在哪、多热；不看是谁说的。", "What public sources say, where and how hot; never who.")}</span>}
        actions={<><Link to="/radar/enter"><Button>{t("录入", "Enter")}</Button></Link><Link to="/radar/profiles"><Button>{t("关注", "Profiles")}</Button></Link><Link to="/radar/sources"><Button>{t("信源", "Sources")}</Button></Link></>} />
      <div className="radar-band">
        <Tides hours={overview?.hours ?? []} span={hours} now={now} />
        <Select aria-label={t("看多久", "How far back")} value={hours} onChange={(value) => { sift("hours", value === 72 ? undefined : String(value)); }} options={([[24, "24 小时", "24 hours"], [72, "3 天", "3 days"], [168, "7 天", "7 days"], [720, "30 天", "30 days"]] as const).map(([value, zh, en]) => ({ value, label: t(zh, en) }))} />
      </div>
      <div className={panel && !narrow ? "radar-columns with-topic" : "radar-columns"}>
        <Columns shape="desk" label={t("雷达", "Radar")} columns={[
          { key: "list", label: t("话题", "Topics"), node: list },
          { key: "beside", label: t("地图和信源", "Map and sources"), node: panel && !narrow ? panel : <Beside tiles={overview?.tiles ?? []} region={region} now={now} onRegion={(code) => { sift("region", code); }} /> },
        ]} />
      </div>
      {panel && narrow && <Drawer open onClose={close} size="large" title={t("话题", "Topic")}>{panel}</Drawer>}
    </>
  );
}
