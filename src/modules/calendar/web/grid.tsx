import { useT } from "#web/t.ts";
import { sayDay, sayTime, sayWeekday, weekdays, type DayBox } from "./words.ts";

/** The days as a grid from Monday; a day is chosen with a click or the arrow keys. */
export function Grid({ days, today, month, chosen, most, onChoose }: { days: readonly DayBox[]; today: string; month: string | null; chosen: string; most: number; onChoose: (day: string) => void }) {
  const t = useT();
  const step = (day: string, by: number) => {
    const next = days[days.findIndex((box) => box.day === day) + by];
    if (!next) return;
    onChoose(next.day);
    document.getElementById(`day-${next.day}`)?.focus();
  };
  return (
    <div className={month ? "cal-grid" : "cal-grid week"} role="grid" aria-label={t("日历", "Calendar")}>
      <div className="cal-heads" role="row">{weekdays.map(([zh, en]) => <span key={en} role="columnheader">{t(zh, en)}</span>)}</div>
      {Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7)).map((week) => (
        <div className="cal-week" role="row" key={week[0]?.day}>
          {week.map((box) => (
            <div key={box.day} id={`day-${box.day}`} role="gridcell" tabIndex={box.day === chosen ? 0 : -1} aria-selected={box.day === chosen} aria-label={labelOf(t, box)}
              className={["cal-day", box.day === today ? "today" : "", box.day < today ? "past" : "", month && !box.day.startsWith(month) ? "other" : "", box.day === chosen ? "on" : "", box.sensitive.length > 0 ? "sensitive" : ""].filter(Boolean).join(" ")}
              onClick={() => { onChoose(box.day); }} onKeyDown={(event) => {
                const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
                if (by) { event.preventDefault(); step(box.day, by); }
              }}>
              <p className="cal-date"><b>{Number(box.day.slice(8))}</b><span className={box.term ? "term" : ""}>{box.lunar}</span>{box.clashing.size > 0 && <em>{t("撞期", "Clash")}</em>}</p>
              {[...box.keys, ...box.sensitive].map((key) => <p key={key.code} className="cal-key el" title={key.name}>{key.name}</p>)}
              {box.pieces.slice(0, most).map((piece) => <p key={`${piece.pieceId} ${piece.how}`} className={piece.how === "planned" ? "cal-piece planned el" : "cal-piece el"} title={piece.title}>{piece.urgency !== "routine" && <i className={`cal-grade ${piece.urgency}`} />}<small>{sayTime(piece.at)}</small>{piece.title}</p>)}
              {box.pieces.length > most && <p className="cal-more">{t(`还有 ${box.pieces.length - most} 篇`, `${box.pieces.length - most} more`)}</p>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

const labelOf = (t: ReturnType<typeof useT>, box: DayBox): string =>
  [sayDay(t, box.day), sayWeekday(t, box.day), ...box.keys.map((key) => key.name), t(`${box.pieces.length} 篇`, `${box.pieces.length} pieces`), ...(box.clashing.size > 0 ? [t("有撞期", "clash")] : [])].join(t("，", ", "));
