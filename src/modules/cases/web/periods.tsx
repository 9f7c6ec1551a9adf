import { Button, DatePicker, Segmented } from "antd";
import dayjs from "dayjs";
import { useSearchParams } from "react-router";
import { fullTime, isoDay } from "#kernel/clock.ts";
import { useRead } from "#web/ask.ts";
import { FilterBar, Page, Refused, Waiting, useNow } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { PeriodQuery, periodPath, readPeriod } from "../contract.ts";
import { Sections } from "./sections.tsx";
import "./cases.css";

/** 日报 周报 月报: what was seen, done, kept, asked and said in a period, as far as one may see it, and the same as a Word file. */
export function Periods() {
  const t = useT();
  const now = useNow(300);
  const [query, setQuery] = useSearchParams();
  const asked = PeriodQuery.safeParse({ kind: query.get("kind") ?? "week", day: query.get("day") ?? isoDay(now) });
  const ask = asked.data ?? { kind: "week" as const, day: isoDay(now) };
  const { data, error, refetch } = useRead(readPeriod, { query: ask }, { topics: ["cases"] });
  const set = (change: Partial<typeof ask>) => { setQuery({ ...ask, ...change }, { replace: true }); };
  return (
    <>
      <Bar title={t("日报周报月报", "Day, week, month")} crumbs={[{ to: "/cases", label: t("处置", "Cases") }]}
        actions={data ? <a href={`${periodPath}?${new URLSearchParams(ask).toString()}`} download><Button type="primary">{t("下载 Word", "Word file")}</Button></a> : undefined} />
      <Page narrow>
        <FilterBar>
          <Segmented<typeof ask.kind> value={ask.kind} onChange={(kind) => { set({ kind }); }} aria-label={t("多长", "How long")} options={[{ value: "day", label: t("日报", "Day") }, { value: "week", label: t("周报", "Week") }, { value: "month", label: t("月报", "Month") }]} />
          <DatePicker allowClear={false} aria-label={t("包含哪一天", "The day it holds")} value={dayjs(ask.day)} maxDate={dayjs(isoDay(now))} onChange={(day) => { if (day) set({ day: day.format("YYYY-MM-DD") }); }} />
        </FilterBar>
        {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
        {!data && !error && <Waiting />}
        {data && (
          <article className="case-report">
            <header><h1>{data.title}</h1><p className="i2">{[data.unitName, t(`${fullTime(new Date(data.at))} 按存下的记录写成`, `written from what is stored, ${fullTime(new Date(data.at))}`)].join(" · ")}</p></header>
            <Sections sections={data.sections} />
          </article>
        )}
      </Page>
    </>
  );
}
