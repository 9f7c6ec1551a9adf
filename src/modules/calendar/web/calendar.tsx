import { Button, Segmented, Select } from "antd";
import { useSyncExternalStore } from "react";
import { useSearchParams } from "react-router";
import { isoDay } from "#kernel/clock.ts";
import { useRead } from "#web/ask.ts";
import { Columns, EmptyState, FilterBar, Refused, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { dayAfter } from "../rules/days.ts";
import { readCalendar, type CalendarView } from "../contract.ts";
import { DayAgenda } from "./agenda.tsx";
import { Grid } from "./grid.tsx";
import { gridOf, monthAfter } from "./months.ts";
import { daysOf, sayDay, sayMonth, saySpan } from "./words.ts";
import "./calendar.css";

const phone = typeof matchMedia === "function" ? matchMedia("(max-width: 767px)") : null;
const usePhone = (): boolean => useSyncExternalStore((listener) => { phone?.addEventListener("change", listener); return () => { phone?.removeEventListener("change", listener); }; }, () => phone?.matches ?? false);

/** 日历: a month or a week of what was and will be said, and by whom. */
export function CalendarScreen() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const asked = query.get("day") ?? "";
  const day = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : isoDay(new Date());
  const as = query.get("as") === "week" ? "week" : "month";
  const [unitId, topic] = [query.get("unit") ?? undefined, query.get("topic") ?? undefined];
  const range = gridOf(day, as);
  const { data: view, error, refetch } = useRead(readCalendar, { query: { ...range, ...(unitId ? { unitId } : {}), ...(topic ? { topic } : {}) } }, { topics: ["pieces", "board"] });
  const set = (next: Record<string, string | undefined>) => {
    const all = { day, as, unit: unitId, topic, ...next };
    setQuery(Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => Boolean(pair[1]))), { replace: true });
  };
  const move = (by: number) => { set({ day: as === "week" ? dayAfter(day, 7 * by) : monthAfter(day, by) }); };
  const title = as === "week" ? t(`${sayDay(t, range.from)}至${sayDay(t, range.to)}`, `${sayDay(t, range.from)} to ${sayDay(t, range.to)}`) : sayMonth(t, day);
  return (
    <>
      <Bar title={title} />
      <div className="cal-filters">
        <FilterBar {...(unitId || topic ? { onClear: () => { set({ unit: undefined, topic: undefined }); } } : {})} {...(view ? { summary: t(`${view.pieces.length}${view.capped ? " 篇以上" : " 篇"}`, `${view.pieces.length}${view.capped ? "+" : ""} pieces`) } : {})}>
          <div className="row cal-move"><Button onClick={() => { move(-1); }} aria-label={as === "week" ? t("上一周", "Previous week") : t("上一月", "Previous month")}>‹</Button><Button onClick={() => { set({ day: isoDay(new Date()) }); }}>{t("今天", "Today")}</Button><Button onClick={() => { move(1); }} aria-label={as === "week" ? t("下一周", "Next week") : t("下一月", "Next month")}>›</Button></div>
          <Segmented value={as} onChange={(next) => { set({ as: next }); }} aria-label={t("看多少", "How much")} options={[{ value: "month", label: t("月", "Month") }, { value: "week", label: t("周", "Week") }]} />
          <Select allowClear placeholder={t("所有单位", "All units")} aria-label={t("单位", "Unit")} value={unitId ?? null} onChange={(next: string | null) => { set({ unit: next ?? undefined }); }} style={{ width: 200 }} options={(view?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }))} />
          <Select allowClear placeholder={t("所有主题", "All topics")} aria-label={t("主题", "Topic")} value={topic ?? null} onChange={(next: string | null) => { set({ topic: next ?? undefined }); }} style={{ width: 200 }} options={(view?.topics ?? []).map((one) => ({ value: one.code, label: t(one.zh, one.en) }))} />
        </FilterBar>
        {view && <p className="cal-seasons">{seasonsSaid(t, view)}</p>}
      </div>
      {error && <div className="page"><Refused problem={error} onAgain={() => { void refetch(); }} /></div>}
      {!view && !error && <Waiting />}
      {view && <TheCalendar view={view} day={day} as={as} onDay={(next) => { set({ day: next }); }} />}
    </>
  );
}

const seasonsSaid = (t: ReturnType<typeof useT>, view: CalendarView): string =>
  view.spans.filter((span) => span.kind === "season" || (span.kind === "key" && span.from !== span.to)).map((span) => `${span.name} ${saySpan(t, span)}`).join(t("，", ", "));

function TheCalendar({ view, day, as, onDay }: { view: CalendarView; day: string; as: "month" | "week"; onDay: (day: string) => void }) {
  const t = useT();
  const small = usePhone();
  const days = daysOf(view);
  const chosen = days.find((box) => box.day === day) ?? days[0];
  if (small) {
    const full = days.filter((box) => (as === "week" || box.day.startsWith(day.slice(0, 7))) && (box.pieces.length > 0 || box.keys.length > 0 || box.sensitive.length > 0 || box.day === view.today));
    return (
      <div className="page cal-phone">
        {full.length === 0 && <EmptyState title={t("这段时间还没有安排", "Nothing here yet")} why={t("计划好发布时间的稿件、重要节点和敏感时期都会排在这里。", "Pieces with a planned time, key dates and sensitive windows stand here.")} />}
        {full.map((box) => <DayAgenda key={box.day} box={box} view={view} quiet={box.day !== view.today} />)}
      </div>
    );
  }
  return (
    <Columns shape="board" fill label={t("日历", "Calendar")} columns={[
      { key: "grid", label: as === "week" ? t("周", "Week") : t("月", "Month"), node: <Grid days={days} today={view.today} month={as === "month" ? day.slice(0, 7) : null} chosen={day} most={as === "month" ? 3 : 40} onChoose={onDay} /> },
      { key: "day", label: t("这一天", "The day"), ground: "surface", node: chosen ? <DayAgenda box={chosen} view={view} /> : null },
    ]} />
  );
}
