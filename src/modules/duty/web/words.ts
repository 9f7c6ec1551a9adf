import { weekdayOf, type Watch } from "../rules/roster.ts";

type Pair = readonly [zh: string, en: string];

/** The two watches. */
export const watchWords: Record<Watch, Pair> = { day: ["白班 08–20", "Day 08–20"], night: ["夜班 20–08", "Night 20–08"] };

const weekdays = [["周一", "Mon"], ["周二", "Tue"], ["周三", "Wed"], ["周四", "Thu"], ["周五", "Fri"], ["周六", "Sat"], ["周日", "Sun"]] as const;

/** 4月3日 周五. */
export function sayDay(day: string): Pair {
  const [zh, en] = weekdays[weekdayOf(day)] ?? ["", ""];
  const [, month, date] = day.split("-").map(Number);
  return [`${month}月${date}日 ${zh}`, `${en} ${date}/${month}`];
}
