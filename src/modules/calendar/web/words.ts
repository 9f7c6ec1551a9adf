import { beijing } from "#kernel/clock.ts";
import type { t as speak } from "#web/t.ts";
import { weekdayOf } from "../rules/days.ts";
import type { CalendarPiece, CalendarSpan, CalendarView } from "../contract.ts";

/** Says a thing in the reader's language. */
export type Say = typeof speak;

export const weekdays = [["一", "Mon"], ["二", "Tue"], ["三", "Wed"], ["四", "Thu"], ["五", "Fri"], ["六", "Sat"], ["日", "Sun"]] as const;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 2026年4月. */
export const sayMonth = (t: Say, day: string): string => t(`${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`, `${months[Number(day.slice(5, 7)) - 1] ?? ""} ${day.slice(0, 4)}`);

/** 4月3日. */
export const sayDay = (t: Say, day: string): string => t(`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`, `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1] ?? ""}`);

/** 星期五. */
export const sayWeekday = (t: Say, day: string): string => { const [zh, en] = weekdays[weekdayOf(day) - 1] ?? weekdays[0]; return t(`星期${zh}`, en); };

/** 15:00 in Beijing. */
export const sayTime = (at: string): string => { const b = beijing(new Date(at)); return `${String(b.hour).padStart(2, "0")}:${String(b.minute).padStart(2, "0")}`; };

const stages: Record<string, readonly [string, string]> = {
  draft: ["在写", "draft"], "first-review": ["初审", "first review"], "second-review": ["复审", "second review"], "final-review": ["终审", "final review"], cosigning: ["会签", "co-signing"], returned: ["退回", "returned"], cleared: ["签齐待发", "signed"],
};

/** What happens with a piece on its day. */
export function sayHow(t: Say, piece: CalendarPiece, now: Date): string {
  if (piece.how !== "planned" && new Date(piece.at) > now) return t("到点投放", "leaves at its time");
  if (piece.how === "publish") return t("已投放", "sent");
  if (piece.how === "correct") return t("更正", "correction");
  if (piece.how === "recall") return t("撤回", "recalled");
  return t("计划", "planned") + t("，", ", ") + t(...(stages[piece.stage] ?? ["在办", "under way"]));
}

/** From when to when a span lasts, and what it rests on. */
export const saySpan = (t: Say, span: CalendarSpan): string => (span.from === span.to ? sayDay(t, span.from) : t(`${sayDay(t, span.from)}至${sayDay(t, span.to)}`, `${sayDay(t, span.from)} to ${sayDay(t, span.to)}`));

/** One day of the calendar with everything on it. */
export type DayBox = { day: string; lunar: string; term: boolean; pieces: CalendarPiece[]; keys: CalendarSpan[]; sensitive: CalendarSpan[]; clashing: ReadonlySet<string> };

/** The days of an answer, each with its own. */
export function daysOf(view: CalendarView): DayBox[] {
  return view.days.map(({ day, lunar, term }) => ({
    day, lunar, term, pieces: view.pieces.filter((piece) => piece.day === day),
    keys: view.spans.filter((span) => span.kind === "key" && span.day === day), sensitive: view.spans.filter((span) => span.kind === "sensitive" && span.from <= day && day <= span.to),
    clashing: new Set(view.clashes.filter((clash) => clash.day === day).flatMap((clash) => clash.pieceIds)),
  }));
}
