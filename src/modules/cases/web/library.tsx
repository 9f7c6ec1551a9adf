import { Input, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { Grade as Level, type Grade as GradeOf } from "#kernel/urgency.ts";
import { beijing } from "#kernel/clock.ts";
import { useRead } from "#web/ask.ts";
import { DataTable, EmptyState, FilterBar, Grade, Page, Refused, Tag, useNow } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listCases, type CaseLine } from "../contract.ts";
import { gradeWords, sayTime } from "./words.ts";
import "./cases.css";

const size = 30;

/** 案例库: archived cases, found by what was said of them and by their debriefs. */
export function Library() {
  const t = useT();
  const now = useNow(300);
  const go = useNavigate();
  const [query, setQuery] = useSearchParams();
  const [page, setPage] = useState(1);
  const grade = Level.safeParse(query.get("grade")).data;
  const year = Number(query.get("year")) || undefined;
  const q = query.get("q") ?? "";
  const { data, error, refetch } = useRead(listCases, { query: { page, size, state: "archived", ...(grade ? { grade } : {}), ...(year ? { year } : {}), ...(q ? { q } : {}) } }, { topics: ["cases"] });
  const set = (name: string, value: string | undefined) => {
    setPage(1);
    setQuery((before) => { const next = new URLSearchParams(before); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  };
  const filtered = grade !== undefined || year !== undefined || q !== "";
  const years = Array.from({ length: 6 }, (_, i) => beijing(now).year - i);
  return (
    <Page>
      <Bar title={t("案例库", "Library")} crumbs={[{ to: "/cases", label: t("处置", "Cases") }]} />
      <section>
        <FilterBar {...(data ? { summary: t(`${data.total}${data.capped ? " 例以上" : " 例"}`, `${data.total}${data.capped ? "+" : ""} cases`) } : {})} onClear={filtered ? () => { setPage(1); setQuery({}, { replace: true }); } : undefined}>
          <Input.Search allowClear aria-label={t("搜案例", "Search")} placeholder={t("搜标题、关切、评估里的字", "Titles, concerns, debriefs")} defaultValue={q} style={{ width: 280 }} onSearch={(words) => { set("q", words.trim() || undefined); }} />
          <Select<GradeOf> allowClear aria-label={t("级别", "Grade")} placeholder={t("级别", "Grade")} style={{ width: 136 }} {...(grade ? { value: grade } : {})} onChange={(value?: GradeOf) => { set("grade", value); }} options={Level.options.map((value) => ({ value, label: t(...gradeWords[value]) }))} />
          <Select<number> allowClear aria-label={t("年份", "Year")} placeholder={t("年份", "Year")} style={{ width: 112 }} {...(year ? { value: year } : {})} onChange={(value?: number) => { set("year", value ? String(value) : undefined); }} options={years.map((value) => ({ value, label: t(`${value}年`, String(value)) }))} />
        </FilterBar>
        {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
        {!error && <DataTable<CaseLine> rows={data?.items} rowKey="id" onOpen={(row) => { void go(`/cases/${row.id}`); }} page={{ page, size, total: data?.total ?? 0, onPage: setPage }}
          empty={filtered ? <EmptyState title={t("没有这样的案例", "No such cases")} why={t("换几个字，或看全部。", "Try other words, or show all.")} /> : <EmptyState title={t("还没有归档的案例", "Nothing is archived yet")} why={t("写过评估、归了档的事件进到这里，供以后遇到同类情况时查。", "Cases with a debrief come here once they are archived, to learn from.")} />}
          columns={[
            { title: t("事件", "Case"), key: "title", render: (_, row) => <div className="case-cell"><div className="row">{row.grade && <Grade grade={row.grade} word={t(...gradeWords[row.grade])} />}<Link className="table-name el" to={`/cases/${row.id}`} title={row.title}>{row.title}</Link></div><div className="t12 i3">{row.number} · {row.unit.shortName}{row.placeName ? ` · ${row.placeName}` : ""}</div></div> },
            { title: t("时限", "Clocks"), responsive: ["md"], key: "missed", width: 120, render: (_, row) => (row.missed > 0 ? <Tag tone="fault">{t(`超过 ${row.missed} 个`, `${row.missed} missed`)}</Tag> : <span className="i2">{t("都守住了", "all kept")}</span>) },
            { title: t("关切", "Concerns"), responsive: ["md"], key: "concerns", width: 120, render: (_, row) => <span className="nw">{row.concerns === 0 ? "—" : t(`${row.concerns - row.concernsOpen} / ${row.concerns} 已答`, `${row.concerns - row.concernsOpen} of ${row.concerns}`)}</span> },
            { title: t("公开", "Released"), responsive: ["md"], key: "released", width: 88, render: (_, row) => <span className="nw">{t(`${row.released} 篇`, String(row.released))}</span> },
            { title: t("归档", "Archived"), responsive: ["md"], key: "archived", width: 160, render: (_, row) => <span className="nw">{row.archivedAt ? sayTime(t, row.archivedAt, now) : ""}</span> },
          ]} />}
      </section>
    </Page>
  );
}
