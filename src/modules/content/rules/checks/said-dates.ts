import { SolarDay } from "tyme4ts";
import { beijing } from "#kernel/clock.ts";

/** A day as a text says it; `solar` is null when no such day exists. UTF-16 offsets of the words, end excluded. */
export type SaidDate = { words: string; start: number; end: number; year: number; yearSaid: boolean; month: number; day: number; solar: SolarDay | null };

/** A day of the calendar, or null for 2月30日. */
export function solarDay(year: number, month: number, day: number): SolarDay | null {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1900 || year > 2200) return null;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day <= last ? SolarDay.fromYmd(year, month, day) : null;
}

const relative: Record<string, number> = { 去年: -1, 今年: 0, 明年: 1 };

/** The year that brings a day without a year closest to the day of reading. */
function nearestYear(month: number, day: number, at: Date): number {
  const now = beijing(at);
  const today = Date.UTC(now.year, now.month - 1, now.day);
  const distance = (year: number) => Math.abs(Date.UTC(year, month - 1, day) - today);
  return [now.year, now.year - 1, now.year + 1].reduce((best, year) => (distance(year) < distance(best) ? year : best));
}

/** Every 2026年4月3日 or 4月3日 of a text; a year left unsaid is the one said just before, or the nearest. */
export function datesIn(text: string, at: Date): SaidDate[] {
  const out: SaidDate[] = [];
  for (const m of text.matchAll(/(?:(\d{4})\s*年|(去年|今年|明年))?\s*(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/g)) {
    const month = Number(m[3]);
    const day = Number(m[4]);
    const last = out.at(-1);
    const carried = last?.yearSaid && m.index - last.end <= 12 ? last.year : undefined;
    const said = m[1] !== undefined ? Number(m[1]) : m[2] !== undefined ? beijing(at).year + (relative[m[2]] ?? 0) : carried;
    const year = said ?? nearestYear(month, day, at);
    const words = m[0].trim();
    const start = m.index + m[0].indexOf(words);
    out.push({ words, start, end: start + words.length, year, yearSaid: said !== undefined, month, day, solar: solarDay(year, month, day) });
  }
  return out;
}

/** 4月3日 */
export const sayDay = (day: SolarDay): string => `${day.getMonth()}月${day.getDay()}日`;
