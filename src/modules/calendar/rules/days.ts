import { LunarDay, SolarDay, SolarTerm } from "tyme4ts";

/** A yearly date of the plan (clause 3.1) as the calendar needs it; how it falls is said by `rule`. */
export type KeyDateFact = {
  code: string; name: string; rule: "fixed" | "lunar" | "solar-term" | "month" | "last-monday" | "window" | "holiday";
  on?: string | undefined; window?: { from: string; to: string } | undefined; sensitive: boolean;
};

/** A time of the year with its own dangers, from and to as month and day. */
export type SeasonFact = { code: string; name: string; from: string; to: string };

/** A key date in one year: the day itself, and the days around it that belong to it. */
export type KeyDay = { code: string; name: string; day: string; from: string; to: string; sensitive: boolean };

/** A stretch of days with a name. */
export type Span = { code: string; name: string; from: string; to: string };

const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later, or earlier. */
export const dayAfter = (day: string, days: number): string => new Date(msOf(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Days from one day to another; negative when it lies before. */
export const daysBetween = (from: string, to: string): number => Math.round((msOf(to) - msOf(from)) / 86_400_000);

/** Monday is 1, Sunday is 7. */
export const weekdayOf = (day: string): number => new Date(msOf(day)).getUTCDay() || 7;

/** The instant a day begins in Beijing. */
export const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

const two = (n: number): string => String(n).padStart(2, "0");
const yearOf = (day: string): number => Number(day.slice(0, 4));
const isoOf = (d: SolarDay): string => `${d.getYear()}-${two(d.getMonth())}-${two(d.getDay())}`;

const lunar = (year: number, on: string): string => {
  const [month = 1, day = 1] = on.split("-").map(Number);
  return isoOf(LunarDay.fromYmd(year, month, day).getSolarDay());
};

function lastMonday(year: number, month: number): string {
  const first = `${year}-${two(month)}-01`;
  const last = dayAfter(month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`, -1);
  return [0, 1, 2, 3, 4, 5, 6].map((back) => dayAfter(last, -back)).find((day) => weekdayOf(day) === 1) ?? first;
}

// Long holidays go by their everyday names in the plan; 中秋 is lunar.
const holidays: Readonly<Record<string, (year: number) => string>> = {
  元旦: (year) => `${year}-01-01`, 五一: (year) => `${year}-05-01`, 端午: (year) => lunar(year, "5-5"), 中秋: (year) => lunar(year, "8-15"), 十一: (year) => `${year}-10-01`,
};

/** Where a key date falls in a year. A sensitive window without dates is opened by hand and falls nowhere by itself. */
export function keyDaysOf(facts: readonly KeyDateFact[], year: number): KeyDay[] {
  return facts.flatMap((fact) => fallsOn(fact, year).map(({ day, name }) => ({
    code: fact.code, name, day, sensitive: fact.sensitive,
    from: fact.window ? `${year}-${fact.window.from}` : day, to: fact.window ? `${year}-${fact.window.to}` : day,
  }))).sort((a, b) => (a.day < b.day ? -1 : 1));
}

function fallsOn(fact: KeyDateFact, year: number): { day: string; name: string }[] {
  const one = (day: string) => [{ day, name: fact.name }];
  if (fact.rule === "holiday") return fact.name.split("、").flatMap((name) => (holidays[name] ? [{ day: holidays[name](year), name }] : []));
  if (fact.rule === "window") return fact.window ? one(`${year}-${fact.window.from}`) : [];
  if (fact.on === undefined) return [];
  if (fact.rule === "lunar") return one(lunar(year, fact.on));
  if (fact.rule === "solar-term") return one(isoOf(SolarTerm.fromName(year, fact.on).getJulianDay().getSolarDay()));
  if (fact.rule === "month") return one(`${year}-${fact.on}-01`);
  return fact.rule === "last-monday" ? one(lastMonday(year, Number(fact.on))) : one(`${year}-${fact.on}`);
}

/** Seasons that touch these days; one that crosses the new year belongs to the year it begins in. */
export function seasonsIn(facts: readonly SeasonFact[], from: string, to: string): Span[] {
  const years = [yearOf(from) - 1, yearOf(from), yearOf(to)];
  return [...new Set(years)].flatMap((year) => facts.map(({ code, name, from: begins, to: ends }) => ({
    code, name, from: `${year}-${begins}`, to: `${begins <= ends ? year : year + 1}-${ends}`,
  }))).filter((span) => span.from <= to && span.to >= from);
}

/** Key dates and windows that touch these days. */
export const keyDaysIn = (facts: readonly KeyDateFact[], from: string, to: string): KeyDay[] =>
  [...new Set([yearOf(from), yearOf(to)])].flatMap((year) => keyDaysOf(facts, year)).filter((key) => key.from <= to && key.to >= from);

/** Days before a key date within which the title of the day speaks of it. */
export const speaksBefore = 15;

/** What the title of a day says: the next key date, and which day of what time of the year it is. */
export type DayTitle = { day: string; weekday: number; key: { name: string; inDays: number } | null; during: { name: string; nth: number } | null };

/** The title of a day: the nearest key date ahead, and of all times of the year that run the one that began last (of two, the shorter). */
export function titleOf(day: string, facts: { keyDates: readonly KeyDateFact[]; seasons: readonly SeasonFact[] }): DayTitle {
  const [next] = keyDaysIn(facts.keyDates.filter((fact) => !fact.sensitive).map((fact) => ({ ...fact, window: undefined })), day, dayAfter(day, speaksBefore)).sort((a, b) => (a.day < b.day ? -1 : 1));
  const windows: Span[] = keyDaysIn(facts.keyDates, day, day).filter((key) => key.from !== key.to && !key.sensitive);
  const [running] = [...windows, ...seasonsIn(facts.seasons, day, day)].sort((a, b) => (a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? 1 : -1));
  return {
    day, weekday: weekdayOf(day), key: next ? { name: next.name, inDays: daysBetween(day, next.day) } : null,
    during: running ? { name: running.name, nth: daysBetween(running.from, day) + 1 } : null,
  };
}

const named = new Map<string, { name: string; term: boolean }>();
const mostNamed = 4_000;

/** What a day is called in the lunar calendar: the solar term that begins, the first of a month by its month, or the day. */
export function lunarName(day: string): { name: string; term: boolean } {
  const known = named.get(day);
  if (known) return known;
  if (named.size >= mostNamed) named.clear();
  const name = nameOf(day);
  named.set(day, name);
  return name;
}

function nameOf(day: string): { name: string; term: boolean } {
  const solar = SolarDay.fromYmd(yearOf(day), Number(day.slice(5, 7)), Number(day.slice(8, 10)));
  const term = solar.getTermDay();
  if (term.getDayIndex() === 0) return { name: term.getSolarTerm().getName(), term: true };
  const moon = solar.getLunarDay();
  return { name: moon.getDay() === 1 ? moon.getLunarMonth().getName() : moon.getName(), term: false };
}
