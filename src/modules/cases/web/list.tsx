import { Button, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate, useHref, useSearchParams } from "react-router";
import { Grade as Level, type Grade } from "#kernel/urgency.ts";
import { useRead } from "#web/ask.ts";
import { EmptyState, FilterBar, Page, Refused, TodoList, TodoRow, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listCases, type CaseLine } from "../contract.ts";
import { Stage } from "../rules/shapes.ts";
import { way, type CaseStage } from "../rules/stage.ts";
import { clockWords, gradeWords, sayClock, sayLineBall, sayTime, stageWords } from "./words.ts";
import "./cases.css";

const size = 30;

/** 处置: open cases, the nearest clock first, each with who has the ball. */
export function Cases() {
  const t = useT();
  const now = useNow(20);
  const [query, setQuery] = useSearchParams();
  const [page, setPage] = useState(1);
  const whose = query.get("whose") === "mine" ? "mine" : "all";
  const grade = Level.safeParse(query.get("grade")).data;
  const stage = Stage.safeParse(query.get("stage")).data;
  const q = query.get("q") ?? "";
  const { data, error, refetch } = useRead(listCases, { query: { page, size, ...(whose === "mine" ? { mine: "yes" as const } : {}), ...(grade ? { grade } : {}), ...(stage ? { stage } : {}), ...(q ? { q } : {}) } }, { topics: ["cases"], everySeconds: 60 });
  const set = (name: string, value: string | undefined) => {
    setPage(1);
    setQuery((before) => { const next = new URLSearchParams(before); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  };
  const filtered = whose === "mine" || grade !== undefined || stage !== undefined || q !== "";
  return (
    <Page>
      <Bar title={t("处置", "Cases")} beside={<span className="el">{t("舆情事件从监测办到归档；时限最近的排在最前。", "Opinion cases from watch to archive; the nearest clock first.")}</span>}
        actions={<><Link to="/cases/periods"><Button>{t("日报周报月报", "Day, week, month")}</Button></Link><Link to="/cases/plans"><Button>{t("预案", "Plans")}</Button></Link><Link to="/cases/library"><Button>{t("案例库", "Library")}</Button></Link><Link to="/cases/new"><Button type="primary">{t("立案", "Open a case")}</Button></Link></>} />
      <section>
        <FilterBar {...(data ? { summary: t(`${data.total}${data.capped ? " 件以上" : " 件"}在办`, `${data.total}${data.capped ? "+" : ""} open`) } : {})} onClear={filtered ? () => { setPage(1); setQuery({}, { replace: true }); } : undefined}>
          <Segmented value={whose} onChange={(value) => { set("whose", value === "all" ? undefined : value); }} aria-label={t("谁的", "Whose")} options={[{ value: "all", label: t("我看得到的", "All I see") }, { value: "mine", label: t("球在我这", "Waiting for me") }]} />
          <Select<Grade> allowClear aria-label={t("级别", "Grade")} placeholder={t("级别", "Grade")} style={{ width: 136 }} {...(grade ? { value: grade } : {})} onChange={(value?: Grade) => { set("grade", value); }} options={Level.options.map((value) => ({ value, label: t(...gradeWords[value]) }))} />
          <Select<CaseStage> allowClear aria-label={t("环节", "Stage")} placeholder={t("环节", "Stage")} style={{ width: 112 }} {...(stage ? { value: stage } : {})} onChange={(value?: CaseStage) => { set("stage", value); }} options={way.slice(0, -1).map((value) => ({ value, label: t(...stageWords[value]) }))} />
          <Input.Search allowClear aria-label={t("搜事件", "Search cases")} placeholder={t("搜案号、标题、情况", "Number, title, words")} defaultValue={q} style={{ width: 220 }} onSearch={(words) => { set("q", words.trim() || undefined); }} />
        </FilterBar>
        {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
        {!data && !error && <Waiting />}
        {data?.items.length === 0 && (filtered
          ? <EmptyState title={t("没有这样的事件", "No such cases")} why={t("换个条件看看，或看全部。", "Change the filters, or show all.")} />
          : <EmptyState title={t("没有在办的舆情事件", "No open cases")} why={t("监测到要办的话题，在那里立案；电话、群里听到的，也可以直接立案。立案后有时限、有清单、有人负责。", "Open one from a topic of the radar, or by hand for what came by telephone. It gets clocks, a checklist and somebody who answers.")} action={<Link to="/cases/new"><Button type="primary">{t("立案", "Open a case")}</Button></Link>} />)}
        {data && data.items.length > 0 && <TodoList label={t("在办的舆情事件", "Open cases")}>{data.items.map((line, i) => <CaseRow key={line.id} line={line} now={now} lifted={i === 0 && line.mine} />)}</TodoList>}
        {data && data.total > page * size && <Button onClick={() => { setPage(page + 1); }}>{t("看下一页", "Next page")}</Button>}
      </section>
    </Page>
  );
}

/** One case of a list: its clock, its title, who has the ball. */
export function CaseRow({ line, now, lifted = false }: { line: CaseLine; now: Date; lifted?: boolean }) {
  const t = useT();
  const clock = line.clock ? sayClock(t, line.clock, now) : null;
  const parts = [
    line.unit.unitId === line.lead.unitId ? line.unit.shortName : t(`${line.unit.shortName}，${line.lead.shortName}牵头`, `${line.unit.shortName}, led by ${line.lead.shortName}`), ...(line.placeName ? [line.placeName] : []),
    ...(line.concerns > 0 ? [t(`关切 ${line.concerns - line.concernsOpen} / ${line.concerns} 已答`, `${line.concerns - line.concernsOpen} of ${line.concerns} answered`)] : []), t(`公开 ${line.released} 篇`, `${line.released} released`),
  ];
  return (
    <TodoRow lifted={lifted} title={line.title} {...(line.grade ? { grade: { grade: line.grade, word: t(...gradeWords[line.grade]) } } : {})}
      clock={line.clock && clock ? { figure: clock.figure, note: t(`${clockWords[line.clock.code][0]}\n${sayTime(t, line.clock.deadline, now)} 止`, `${clockWords[line.clock.code][1]}\nuntil ${sayTime(t, line.clock.deadline, now)}`), missed: clock.state === "missed" } : { figure: line.grade ? t("时限已守住", "In time") : t("未定级", "Not graded"), note: t(`T0 ${sayTime(t, line.t0At, now)}`, `T0 ${sayTime(t, line.t0At, now)}`) }}
      sentence={<><span className="el">{sayLineBall(t, line)}{line.missed > 0 && <span className="fault">{t(`，${line.missed} 个时限超过`, `, ${line.missed} clocks missed`)}</span>}</span><span className="t12 i3">{[line.number, ...parts, ...(line.clock ? [line.clock.source] : [])].join(" · ")}</span></>}
      action={<Go to={`/cases/${line.id}`} primary={lifted}>{line.mine ? t("去办", "Act") : t("打开", "Open")}</Go>} />
  );
}

function Go({ to, primary, children }: { to: string; primary: boolean; children: string }) {
  const go = useNavigate();
  const href = useHref(to);
  return <Button {...(primary ? { type: "primary" as const, size: "large" as const } : {})} href={href} onClick={(e) => { if (e.metaKey || e.ctrlKey || e.shiftKey) return; e.preventDefault(); void go(to); }}>{children}</Button>;
}
