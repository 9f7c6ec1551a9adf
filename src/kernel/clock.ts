/** Passed in wherever time matters, so that rules and tests can say what time it is. */
export type Clock = () => Date;

const zone = "Asia/Shanghai";
const part = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone, year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", weekday: "short", hourCycle: "h23",
});
const weekdays: Record<string, number> = { Sun: 0, Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6 };

// Summer time was kept for the last time in 1991; since then Beijing is eight hours ahead, and Intl, which knows the years before, is slow.
const steadySince = Date.UTC(1992, 0, 1);
const ahead = 8 * 3_600_000;

/** The wall clock in Beijing for an instant; month 1–12, weekday 0 = Sunday. */
export function beijing(at: Date) {
  if (at.getTime() >= steadySince) {
    const there = new Date(at.getTime() + ahead);
    return {
      year: there.getUTCFullYear(), month: there.getUTCMonth() + 1, day: there.getUTCDate(),
      hour: there.getUTCHours(), minute: there.getUTCMinutes(), second: there.getUTCSeconds(), weekday: there.getUTCDay(),
    };
  }
  const p = Object.fromEntries(part.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    year: Number(p["year"]), month: Number(p["month"]), day: Number(p["day"]),
    hour: Number(p["hour"]), minute: Number(p["minute"]), second: Number(p["second"]), weekday: weekdays[p["weekday"] ?? ""] ?? 0,
  };
}

const two = (n: number) => String(n).padStart(2, "0");

/** 2026-04-03 in Beijing. */
export const isoDay = (at: Date): string => { const b = beijing(at); return `${b.year}-${two(b.month)}-${two(b.day)}`; };

/** 4月3日 14:01 in Beijing. */
export const shortTime = (at: Date): string => { const b = beijing(at); return `${b.month}月${b.day}日 ${two(b.hour)}:${two(b.minute)}`; };

/** 2026年4月3日 14:01 in Beijing. */
export const fullTime = (at: Date): string => { const b = beijing(at); return `${b.year}年${shortTime(at)}`; };

/** 14:01:40 in Beijing. */
export const clockTime = (at: Date): string => { const b = beijing(at); return `${two(b.hour)}:${two(b.minute)}:${two(b.second)}`; };

/** Minutes as people say them: 26 分钟, 2 小时 10 分, 3 天. */
export function sayDuration(minutes: number): string {
  const m = Math.max(0, Math.round(minutes));
  if (m < 60) return `${m} 分钟`;
  if (m < 48 * 60) return m % 60 === 0 ? `${m / 60} 小时` : `${Math.floor(m / 60)} 小时 ${m % 60} 分`;
  return `${Math.floor(m / 1440)} 天`;
}
